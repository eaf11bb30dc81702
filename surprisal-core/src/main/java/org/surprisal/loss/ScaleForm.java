package org.surprisal.loss;

import java.util.Locale;
import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;

/** How a loss is told the scale of a distribution; its own word is the name in lower case. */
enum ScaleForm {
  LOG_VARIANCE,
  VARIANCE,
  LOG_SIGMA,
  SIGMA,
  LOG_SCALE,
  SCALE;

  static ScaleForm parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isLogarithm() {
    return this == LOG_VARIANCE || this == LOG_SIGMA || this == LOG_SCALE;
  }

  double scale(double raw) {
    return switch (this) {
      case LOG_VARIANCE -> Exponential.exp(0.5 * raw);
      case VARIANCE -> Math.sqrt(raw);
      case LOG_SIGMA, LOG_SCALE -> Exponential.exp(raw);
      case SIGMA, SCALE -> raw;
    };
  }

  /** ln scale, also where the scale itself over- or underflows. */
  double logScale(double raw) {
    return switch (this) {
      case LOG_VARIANCE -> 0.5 * raw;
      case VARIANCE -> 0.5 * Logarithm.log(raw);
      case LOG_SIGMA, LOG_SCALE -> raw;
      case SIGMA, SCALE -> Logarithm.log(raw);
    };
  }

  double raw(double scale) {
    return switch (this) {
      case LOG_VARIANCE -> 2 * Logarithm.log(scale);
      case VARIANCE -> scale * scale;
      case LOG_SIGMA, LOG_SCALE -> Logarithm.log(scale);
      case SIGMA, SCALE -> scale;
    };
  }

  /** d ln scale / d raw. */
  double slope(double raw) {
    return switch (this) {
      case LOG_VARIANCE -> 0.5;
      case VARIANCE -> 0.5 / raw;
      case LOG_SIGMA, LOG_SCALE -> 1;
      case SIGMA, SCALE -> 1 / raw;
    };
  }
}

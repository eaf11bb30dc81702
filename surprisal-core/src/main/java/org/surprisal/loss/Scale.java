package org.surprisal.loss;

import java.util.Locale;

/** In which scale predictions are given. */
public enum Scale {
  /** Raw scores before the link: logits, log-means. */
  RAW,
  /** The response: probabilities, means, estimates of the target itself. */
  RESPONSE,
  /** Logarithms of probabilities. */
  LOG_PROBABILITIES;

  /**
   * The scale called {@code name}: raw (logits, log), response (probabilities, mean, identity) or
   * log_probabilities.
   */
  public static Scale parse(String name) {
    return switch (name) {
      case "raw", "logits", "log" -> RAW;
      case "response", "probabilities", "mean", "identity" -> RESPONSE;
      case "log_probabilities" -> LOG_PROBABILITIES;
      default ->
          throw new IllegalArgumentException(
              "scale '"
                  + name
                  + "' is not known; use raw (logits), response (probabilities, mean) or"
                  + " log_probabilities");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

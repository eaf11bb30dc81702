package org.surprisal.evaluate;

import org.surprisal.loss.Scale;

/**
 * A threshold on the probability, in the scale in which predictions are given: a row is predicted
 * positive where p ≥ t, so where the logit is at least ln(t/(1−t)), or ln p at least ln t. A score
 * that is no logit is cut at 0 by the threshold ½.
 *
 * @param threshold t in [0,1]
 * @param scale of the predictions
 * @param point what a prediction is compared with
 */
record Cut(double threshold, Scale scale, double point) {
  static final double DEFAULT_THRESHOLD = 0.5;

  static Cut at(double threshold, Scale scale) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "threshold "
              + NumberText.of(threshold)
              + " is not a probability; give one in [0,1], also where predictions are logits (0.5"
              + " is the logit 0)");
    }
    double point =
        switch (scale) {
          case RESPONSE -> threshold;
          case RAW -> logit(threshold);
          case LOG_PROBABILITIES -> StrictMath.log(threshold);
        };
    return new Cut(threshold, scale, point);
  }

  /** ln(t/(1−t)); near ½ from 2t − 1, which is exact there, so that no digits are lost. */
  private static double logit(double t) {
    return t >= 0.25 && t <= 0.75
        ? StrictMath.log1p((2 * t - 1) / (1 - t))
        : StrictMath.log(t / (1 - t));
  }

  /**
   * Whether the prediction of a row is positive.
   *
   * @throws MetricInputException if it cannot be a prediction of this scale
   */
  boolean isPositive(MetricRows rows, int row, int column) {
    double prediction = rows.predictions()[column][row];
    boolean allowed =
        switch (scale) {
          case RESPONSE -> prediction >= 0 && prediction <= 1;
          case RAW -> prediction <= Double.POSITIVE_INFINITY;
          case LOG_PROBABILITIES -> prediction <= 0;
        };
    if (!allowed) {
      throw new MetricInputException("prediction", row, column, prediction, problem());
    }
    return prediction >= point;
  }

  private String problem() {
    return switch (scale) {
      case RESPONSE ->
          "is not a probability, so no threshold applies to it; if predictions are logits, say"
              + " --scale logits";
      case RAW -> "is not a number";
      case LOG_PROBABILITIES -> "is not a log-probability, which is at most 0";
    };
  }
}

package org.surprisal.evaluate;

import java.util.Optional;

/**
 * An interval for a number in (0,1), such as an AUC: estimate ± deviations · error on the scale of
 * the logit, ln(A/(1−A)), where its error is error/(A(1−A)). It never leaves (0,1), and near the
 * ends it is as skewed as the distribution of the estimate.
 */
record LogitInterval(double low, double high) {
  /** Standard deviations of the normal distribution that hold 95 %. */
  static final double DEVIATIONS_95 = 1.959963984540054;

  /** Empty where {@link #noneBecause} says why. */
  static Optional<LogitInterval> of(double estimate, double error, double deviations) {
    if (!noneBecause(estimate, error).isEmpty()) {
      return Optional.empty();
    }
    double logit = StrictMath.log(estimate) - StrictMath.log1p(-estimate);
    double half = deviations * error / (estimate * (1 - estimate));
    return Optional.of(new LogitInterval(sigmoid(logit - half), sigmoid(logit + half)));
  }

  /** Why there is no interval, or an empty text. */
  static String noneBecause(double estimate, double error) {
    if (Double.isNaN(estimate)) {
      return "it is undefined";
    }
    if (Double.isNaN(error)) {
      return "it takes two rows of each label";
    }
    if (!(estimate > 0 && estimate < 1)) {
      return "at " + NumberText.of(estimate) + " the spread of the rows tells nothing";
    }
    return error > 0 ? "" : "the spread of the rows is 0";
  }

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }
}

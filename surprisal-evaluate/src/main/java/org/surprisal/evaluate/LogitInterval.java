package org.surprisal.evaluate;

import org.surprisal.kernel.NormalQuantile;

/**
 * An interval for a number in (0,1), such as an AUC: estimate ± deviations · error on the scale of
 * the logit, ln(A/(1−A)), where its error is error/(A(1−A)). It never leaves (0,1), and near the
 * ends it is as skewed as the distribution of the estimate.
 */
final class LogitInterval {
  private LogitInterval() {}

  /**
   * The interval, or none with the reason.
   *
   * @param error the standard error; NaN where there are too few rows for one
   * @param level the probability with which it should cover, in (0,1)
   */
  static Interval of(double estimate, double error, double level) {
    String because = noneBecause(estimate, error);
    if (!because.isEmpty()) {
      return Interval.none(because);
    }
    double logit = StrictMath.log(estimate) - StrictMath.log1p(-estimate);
    double half = deviations(level) * error / (estimate * (1 - estimate));
    return Interval.of(sigmoid(logit - half), sigmoid(logit + half));
  }

  private static String noneBecause(double estimate, double error) {
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

  /** How many standard deviations to both sides hold {@code level} of a normal distribution. */
  static double deviations(double level) {
    return NormalQuantile.of((1 + level) / 2);
  }
}

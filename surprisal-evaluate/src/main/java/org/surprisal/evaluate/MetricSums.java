package org.surprisal.evaluate;

/**
 * Metrics that are functions of sums over rows. All of one kind share their {@link #parts}, so one
 * pass serves them all, and the parts of rows, blocks or groups can be added in any way: a
 * bootstrap adds those of a resample and asks for the {@link #value} of the result.
 */
sealed interface MetricSums permits RegressionSums, BinarySums, ClassSums, LabelSums {
  /** How many sums there are. */
  int parts();

  /** Why these rows have no such metric, or an empty text where they have. */
  String refusal(Metric metric);

  /**
   * Adds the parts of a row to {@code sums[at]} … {@code sums[at + parts() − 1]}; a row of weight 0
   * adds nothing.
   *
   * @throws MetricInputException if the row holds a number that is not allowed
   */
  void add(MetricRows rows, int row, double[] sums, int at);

  /**
   * The metric of the rows whose parts were added up.
   *
   * @return NaN where it is undefined
   */
  double value(Metric metric, double[] sums, int at);

  /** Why {@link #value} is NaN, or an empty text where it is not. */
  String undefinedBecause(Metric metric, double[] sums, int at);

  /** A metric that {@link #refusal} refuses was asked for. */
  default IllegalArgumentException refused(Metric metric) {
    return new IllegalArgumentException(refusal(metric));
  }
}

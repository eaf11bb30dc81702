package org.surprisal.evaluate;

import java.util.Arrays;

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
   * Writes the parts of the first {@code size} rows, one array a part: what {@link Units} and
   * {@link Bootstrap#sums} take.
   *
   * @param parts {@code parts[part][row]}
   * @throws MetricInputException if a row holds a number that is not allowed
   */
  default void write(MetricRows rows, int size, double[][] parts) {
    double[] one = new double[parts()];
    for (int row = 0; row < size; row++) {
      Arrays.fill(one, 0);
      add(rows, row, one, 0);
      for (int k = 0; k < one.length; k++) {
        parts[k][row] = one[k];
      }
    }
  }

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

package org.surprisal.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * Rows as a metric takes them, column by column, never copied.
 *
 * @param targets one column; several where a row has several targets or labels
 * @param predictions one column, or one a class, label or target
 * @param weights null: every weight is 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MetricRows(double[][] targets, double[][] predictions, double @Nullable [] weights) {

  /** Rows of one target and one prediction. */
  static MetricRows of(double[] target, double[] prediction, double @Nullable [] weights) {
    return new MetricRows(new double[][] {target}, new double[][] {prediction}, weights);
  }

  /**
   * The weight of a row.
   *
   * @throws MetricInputException if it is negative or not finite
   */
  double weight(int row) {
    if (weights == null) {
      return 1;
    }
    double weight = weights[row];
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new MetricInputException(
          "weight", row, 0, weight, "is not a weight; weights are finite and at least 0");
    }
    return weight;
  }
}

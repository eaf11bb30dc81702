package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One score z and the thresholds θ between K ordered classes: hands on, for each class, its upper
 * end θ_k − z, its lower end θ_{k−1} − z (±∞ at the outer ends) and its width θ_k − θ_{k−1}, which
 * by subtraction of the ends would lose digits. A formula treats the three as independent.
 */
public final class IntervalShape implements RowShape {
  private final double @Nullable [] fixed;
  private final int columns;
  private final int classes;
  private final double[] upper;
  private final double[] lower;
  private final double[] width;
  private final double[] result;

  /**
   * @param fixed the thresholds, and then a row has one column, z; or null, and then it has K: z,
   *     θ₁ … θ_{K−1}
   * @param columns numbers of the prediction a row
   * @param rows the most rows of a block
   */
  public IntervalShape(double @Nullable [] fixed, int columns, int rows) {
    this.fixed = fixed == null ? null : fixed.clone();
    this.columns = columns;
    this.classes = fixed == null ? columns : fixed.length + 1;
    int capacity = Math.multiplyExact(rows, classes);
    this.upper = new double[capacity];
    this.lower = new double[capacity];
    this.width = new double[capacity];
    this.result = new double[Math.multiplyExact(rows, columns)];
  }

  @Override
  public int elements() {
    return classes;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    for (int row = 0; row < rows; row++) {
      double z = prediction[row * columns];
      for (int k = 0; k < classes; k++) {
        double above = threshold(prediction, row, k + 1);
        double below = threshold(prediction, row, k);
        int to = row * classes + k;
        // The outer ends are infinite also beside an infinite score.
        upper[to] = k == classes - 1 ? above : above - z;
        lower[to] = k == 0 ? below : below - z;
        width[to] = k == 0 || k == classes - 1 ? Double.POSITIVE_INFINITY : above - below;
      }
    }
    return new double[][] {upper, lower, width, target};
  }

  /** θ_k of a row, the ends included: θ_0 = −∞, θ_K = ∞. */
  private double threshold(double[] prediction, int row, int k) {
    if (k == 0 || k == classes) {
      return k == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return fixed == null ? prediction[row * columns + k] : fixed[k - 1];
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    Arrays.fill(result, 0, rows * columns, 0);
    for (int element = 0; element < rows * classes; element++) {
      double byUpper = slopes[0][element];
      double byLower = slopes[1][element];
      double byWidth = slopes[2][element];
      add(element, -(byUpper + byLower), byUpper + byWidth, byLower - byWidth);
    }
    return result;
  }

  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    Arrays.fill(result, 0, rows * columns, 0);
    for (int i = 0; i < rows * classes; i++) {
      double upperTwice = bends[0][i];
      double lowerTwice = bends[3][i];
      double widthTwice = bends[5][i];
      add(
          i,
          upperTwice + 2 * bends[1][i] + lowerTwice,
          upperTwice + 2 * bends[2][i] + widthTwice,
          lowerTwice - 2 * bends[4][i] + widthTwice);
    }
    return result;
  }

  /** Adds what a class gives to the score and, where they are predicted, to its thresholds. */
  private void add(int element, double score, double above, double below) {
    int row = element / classes;
    int k = element % classes;
    int from = row * columns;
    result[from] += score;
    if (fixed == null && k < classes - 1) {
      result[from + k + 1] += above;
    }
    if (fixed == null && k > 0) {
      result[from + k] += below;
    }
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    for (int k = 2; fixed == null && k < classes; k++) {
      int j = row * columns + k;
      if (!(prediction[j] > prediction[j - 1])) {
        return "has thresholds that do not increase: "
            + prediction[j - 1]
            + " is not below "
            + prediction[j];
      }
    }
    return null;
  }
}

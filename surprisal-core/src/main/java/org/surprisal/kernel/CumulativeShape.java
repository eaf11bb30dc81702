package org.surprisal.kernel;

/**
 * Probabilities of K ordered classes: hands on c_k = F_k − O_k for k &lt; K, by how much the
 * cumulated probabilities are ahead of the cumulated target. Differences are summed with their
 * rounding errors, so that a small one beside 1 keeps its digits.
 */
public final class CumulativeShape implements RowShape {
  private final int columns;
  private final double[] ahead;
  private final double[] result;

  /**
   * @param columns K, at least 2
   * @param rows the most rows of a block
   */
  public CumulativeShape(int columns, int rows) {
    this.columns = columns;
    this.ahead = new double[Math.multiplyExact(rows, columns - 1)];
    this.result = new double[Math.multiplyExact(rows, columns)];
  }

  @Override
  public int elements() {
    return columns - 1;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    int next = 0;
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      double tail = 0;
      for (int j = row * columns; j < (row + 1) * columns - 1; j++) {
        double first = sum + prediction[j];
        tail += lost(sum, prediction[j], first);
        sum = first - target[j];
        tail += lost(first, -target[j], sum);
        ahead[next++] = sum + tail;
      }
    }
    return new double[][] {ahead};
  }

  /** What a + b has more than its rounded sum. */
  private static double lost(double a, double b, double sum) {
    double part = sum - a;
    return (a - (sum - part)) + (b - part);
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    return cumulated(slopes[0], rows);
  }

  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    return cumulated(bends[0], rows);
  }

  /** p_j is in every c_k with k ≥ j; the last p is in none. */
  private double[] cumulated(double[] values, int rows) {
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      double sum = 0;
      double tail = 0;
      result[from + columns - 1] = 0;
      for (int k = columns - 2; k >= 0; k--) {
        double value = values[row * (columns - 1) + k];
        double next = sum + value;
        tail += lost(sum, value, next);
        sum = next;
        result[from + k] = sum + tail;
      }
    }
    return result;
  }
}

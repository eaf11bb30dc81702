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
  private final SplitSum total = new SplitSum();

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
      total.set(0);
      for (int j = row * columns; j < (row + 1) * columns - 1; j++) {
        total.add(prediction[j]);
        total.add(-target[j]);
        ahead[next++] = total.high() + total.low();
      }
    }
    return new double[][] {ahead};
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
      total.set(0);
      result[from + columns - 1] = 0;
      for (int k = columns - 2; k >= 0; k--) {
        total.add(values[row * (columns - 1) + k]);
        result[from + k] = total.high() + total.low();
      }
    }
    return result;
  }
}

package org.surprisal.kernel;

/**
 * K scores and a class y: hands on the margins m = z_y − z_j over the other classes, the smallest
 * of them or each. Where several scores tie for the largest, the one of the lowest index counts.
 */
public final class MarginShape implements RowShape {
  private final int columns;
  private final boolean smallest;
  private final double[] margins;
  private final int[] own;
  private final int[] rival;
  private final double[] result;

  /**
   * @param columns K
   * @param smallest whether only the smallest margin counts
   * @param rows the most rows of a block
   */
  public MarginShape(int columns, boolean smallest, int rows) {
    this.columns = columns;
    this.smallest = smallest;
    this.margins = new double[rows * (columns - 1)];
    this.own = new int[rows];
    this.rival = new int[rows];
    this.result = new double[rows * columns];
  }

  @Override
  public int elements() {
    return smallest ? 1 : columns - 1;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      own[row] = classOf(target, from);
      if (smallest) {
        rival[row] = rival(prediction, from, own[row]);
        margins[row] = prediction[from + own[row]] - prediction[from + rival[row]];
      } else {
        all(prediction, from, own[row], row * (columns - 1));
      }
    }
    return new double[][] {margins};
  }

  private int classOf(double[] target, int from) {
    for (int k = 0; k < columns; k++) {
      if (target[from + k] == 1) {
        return k;
      }
    }
    return 0; // a row that is not used
  }

  private int rival(double[] prediction, int from, int y) {
    int best = y == 0 ? 1 : 0;
    for (int k = best + 1; k < columns; k++) {
      if (k != y && prediction[from + k] > prediction[from + best]) {
        best = k;
      }
    }
    return best;
  }

  private void all(double[] prediction, int from, int y, int to) {
    int next = to;
    for (int k = 0; k < columns; k++) {
      if (k != y) {
        margins[next++] = prediction[from + y] - prediction[from + k];
      }
    }
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    return spread(slopes[0], -1, rows);
  }

  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    return spread(bends[0], 1, rows);
  }

  /** What belongs to a margin goes to the own class as it is, to the other with a sign. */
  private double[] spread(double[] values, double sign, int rows) {
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      double sum = 0;
      int next = row * elements();
      for (int k = 0; k < columns; k++) {
        boolean counts = smallest ? k == rival[row] : k != own[row];
        double value = counts ? values[next++] : 0;
        result[from + k] = counts ? sign * value : 0;
        sum += value;
      }
      result[from + own[row]] = sum;
    }
    return result;
  }
}

package org.surprisal.kernel;

import java.util.List;

/**
 * Predictions that cannot cross: q_1 = z_1 and q_k = q_{k−1} + softplus(z_k). Each q is an element.
 */
public final class MonotoneShape implements RowShape {
  private final int columns;
  private final PointShape points;
  private final double[] quantiles;
  private final double[] steepness;
  private final double[] result;
  private double[] prediction = {};

  /**
   * @param byColumn further inputs that differ from column to column
   * @param rows the most rows of a block
   */
  public MonotoneShape(int columns, List<double[]> byColumn, int rows) {
    this.columns = columns;
    this.points = new PointShape(columns, true, byColumn, rows);
    this.quantiles = new double[rows * columns];
    this.steepness = new double[rows * columns];
    this.result = new double[rows * columns];
  }

  @Override
  public int elements() {
    return columns;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    this.prediction = prediction;
    for (int j = 0; j < rows * columns; j++) {
      double z = prediction[j];
      boolean first = j % columns == 0;
      double e = Exponential.exp(-Math.abs(z));
      double step = Math.max(z, 0) + Logarithm.log1p(e);
      quantiles[j] = first ? z : quantiles[j - 1] + step;
      steepness[j] = first ? 1 : z >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
    return points.inputs(quantiles, target, rows);
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int j = (row + 1) * columns - 1; j >= row * columns; j--) {
        sum += slopes[0][j];
        result[j] = steepness[j] * sum;
      }
    }
    return result;
  }

  /** q_k'' = σ(z)·σ(−z) for every k from this column on. */
  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    for (int row = 0; row < rows; row++) {
      double slope = 0;
      double bend = 0;
      for (int j = (row + 1) * columns - 1; j >= row * columns; j--) {
        slope += slopes[0][j];
        bend += bends[0][j];
        double e = Exponential.exp(-Math.abs(prediction[j]));
        double second = j % columns == 0 ? 0 : e / (1 + e) / (1 + e);
        result[j] = steepness[j] * steepness[j] * bend + second * slope;
      }
    }
    return result;
  }
}

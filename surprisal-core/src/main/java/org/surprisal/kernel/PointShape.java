package org.surprisal.kernel;

import java.util.List;

/** Each number of the prediction is an element of its own: z and y. */
public final class PointShape implements RowShape {
  private final int columns;
  private final boolean oneTarget;
  private final double[][] inputs;

  /**
   * @param columns numbers of the prediction a row
   * @param oneTarget whether a row has one target for all its columns
   * @param byColumn further inputs that differ from column to column, one number a column each
   * @param rows the most rows of a block
   */
  public PointShape(int columns, boolean oneTarget, List<double[]> byColumn, int rows) {
    this.columns = columns;
    this.oneTarget = oneTarget && columns > 1;
    this.inputs = new double[2 + byColumn.size()][];
    if (this.oneTarget) {
      inputs[1] = new double[rows * columns];
    }
    for (int i = 0; i < byColumn.size(); i++) {
      inputs[2 + i] = repeated(byColumn.get(i), rows);
    }
  }

  private static double[] repeated(double[] values, int rows) {
    double[] all = new double[rows * values.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, 0, all, row * values.length, values.length);
    }
    return all;
  }

  @Override
  public int elements() {
    return columns;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    inputs[0] = prediction;
    if (oneTarget) {
      for (int j = 0; j < rows * columns; j++) {
        inputs[1][j] = target[j / columns];
      }
    } else {
      inputs[1] = target;
    }
    return inputs;
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    return slopes[0];
  }

  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    return bends[0];
  }
}

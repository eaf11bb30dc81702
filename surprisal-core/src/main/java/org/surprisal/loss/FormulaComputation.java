package org.surprisal.loss;

import org.surprisal.kernel.Interpreter;
import org.surprisal.kernel.RowShape;
import org.surprisal.kernel.RowSums;

/** Rows by a formula on a geometry: shape, interpreter, and the way back. */
final class FormulaComputation implements Computation {
  private final RowShape shape;
  private final Interpreter interpreter;
  private final RowSums sums = new RowSums();
  private final double[] losses;
  private final double[][] slopes;
  private final double[][] bends;
  private final int order;
  private int count;

  /**
   * @param order the highest derivative that is wanted
   */
  FormulaComputation(Bound bound, RowShape shape, int blockRows, int order) {
    this.shape = shape;
    this.order = order;
    Compiled compiled = bound.compiled();
    int capacity = Math.multiplyExact(blockRows, shape.elements());
    this.interpreter =
        new Interpreter(compiled.program(order), compiled.arguments(bound.parameters()), capacity);
    this.losses = new double[blockRows];
    int inputs = bound.definition().inputs().size();
    this.slopes = new double[inputs][];
    this.bends =
        new double[bound.definition().geometry().isMixed() ? inputs * (inputs + 1) / 2 : inputs][];
  }

  @Override
  public void run(Rows read, int rows) {
    run(read.prediction, read.target, rows);
  }

  /** Computes {@code rows} rows of predictions and targets. */
  void run(double[] prediction, double[] target, int rows) {
    count = rows;
    int elements = shape.elements();
    interpreter.run(rows * elements, shape.inputs(prediction, target, rows));
    double[] values = interpreter.output(0);
    for (int i = 0; i < rows; i++) {
      losses[i] = sums.sum(values, i * elements, elements);
    }
    for (int i = 0; order > 0 && i < slopes.length; i++) {
      slopes[i] = interpreter.output(1 + i);
    }
    for (int i = 0; order > 1 && i < bends.length; i++) {
      bends[i] = interpreter.output(1 + slopes.length + i);
    }
  }

  @Override
  public double[] losses() {
    return losses;
  }

  @Override
  public double[] gradient() {
    return shape.gradient(slopes, count);
  }

  @Override
  public double[] curvature() {
    return shape.curvature(slopes, bends, count);
  }
}

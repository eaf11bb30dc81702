package org.surprisal.kernel;

/**
 * The prediction holds the parameters of a distribution: all numbers of the first, then all of the
 * second, and so on. An element has one number of each.
 */
public final class ParameterShape implements RowShape {
  private final int parameters;
  private final int elements;
  private final double[][] inputs;
  private final double[] result;

  /**
   * @param parameters how many parameters there are
   * @param elements how many numbers of each a row has
   * @param rows the most rows of a block
   */
  public ParameterShape(int parameters, int elements, int rows) {
    this.parameters = parameters;
    this.elements = elements;
    this.inputs = new double[parameters + 1][];
    for (int p = 0; p < parameters; p++) {
      inputs[p] = new double[rows * elements];
    }
    this.result = new double[rows * elements * parameters];
  }

  @Override
  public int elements() {
    return elements;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int p = 0; p < parameters; p++) {
        int from = (row * parameters + p) * elements;
        System.arraycopy(prediction, from, inputs[p], row * elements, elements);
      }
    }
    inputs[parameters] = target;
    return inputs;
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    return gathered(slopes, rows);
  }

  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    return gathered(bends, rows);
  }

  private double[] gathered(double[][] parts, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int p = 0; p < parameters; p++) {
        int to = (row * parameters + p) * elements;
        System.arraycopy(parts[p], row * elements, result, to, elements);
      }
    }
    return result;
  }
}

package org.surprisal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Two vectors a‖b a row: hands on 1 − cos(a, b) and cos(a, b), each with all its digits, and the
 * target.
 */
public final class CosineShape implements RowShape {
  private final int size;
  private final VectorPair pair;
  private final double[] distances;
  private final double[] cosines;
  private final double[] result;
  private double[] prediction = {};

  /**
   * @param size numbers of one vector
   * @param rows the most rows of a block
   */
  public CosineShape(int size, int rows) {
    this.size = size;
    this.pair = new VectorPair(Distance.COSINE, size);
    this.distances = new double[rows];
    this.cosines = new double[rows];
    this.result = new double[rows * 2 * size];
  }

  @Override
  public int elements() {
    return 1;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    this.prediction = prediction;
    for (int row = 0; row < rows; row++) {
      int a = row * 2 * size;
      distances[row] = pair.distance(prediction, a, a + size);
      cosines[row] = pair.cosine(prediction, a, a + size);
    }
    return new double[][] {distances, cosines, target};
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    for (int row = 0; row < rows; row++) {
      int a = row * 2 * size;
      double slope = slopes[0][row] - slopes[1][row];
      pair.derive(prediction, a, a + size);
      for (int i = 0; i < size; i++) {
        result[a + i] = Products.times(slope, pair.slopeA[i]);
        result[a + size + i] = Products.times(slope, pair.slopeB[i]);
      }
    }
    return result;
  }

  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    for (int row = 0; row < rows; row++) {
      int a = row * 2 * size;
      double slope = slopes[0][row] - slopes[1][row];
      double bend = bends[0][row] - 2 * bends[1][row] + bends[2][row];
      pair.derive(prediction, a, a + size);
      for (int i = 0; i < size; i++) {
        result[a + i] =
            Products.times(bend, pair.squareA[i])
                + Products.times(slope, pair.bendA[i] + pair.bendTailA[i]);
        result[a + size + i] =
            Products.times(bend, pair.squareB[i])
                + Products.times(slope, pair.bendB[i] + pair.bendTailB[i]);
      }
    }
    return result;
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    return Distance.COSINE.problem(prediction, row * 2 * size, 2, size);
  }
}

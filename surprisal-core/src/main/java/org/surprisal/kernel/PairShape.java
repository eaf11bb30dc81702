package org.surprisal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Two vectors a‖b a row: hands on their distance d, of a cosine distance if asked the cosine c
 * itself too (1 − d would lose digits near 0), and the target.
 */
public final class PairShape implements RowShape {
  private final int size;
  private final Distance distance;
  private final VectorPair pair;
  private final boolean withCosine;
  private final double[] distances;
  private final double[] cosines;
  private final double[] result;
  private double[] prediction = {};

  /**
   * @param size numbers of one vector
   * @param withCosine whether cosines are handed on beside distances
   * @param rows the most rows of a block
   */
  public PairShape(int size, Distance distance, boolean withCosine, int rows) {
    this.size = size;
    this.distance = distance;
    this.pair = new VectorPair(distance, size);
    this.withCosine = withCosine;
    this.distances = new double[rows];
    this.cosines = new double[withCosine ? rows : 0];
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
      if (withCosine) {
        cosines[row] = pair.cosine(prediction, a, a + size);
      }
    }
    return withCosine
        ? new double[][] {distances, cosines, target}
        : new double[][] {distances, target};
  }

  /** By the distance, whose cosine moves the other way. */
  private double slope(double[][] slopes, int row) {
    return withCosine ? slopes[0][row] - slopes[1][row] : slopes[0][row];
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    for (int row = 0; row < rows; row++) {
      int a = row * 2 * size;
      double slope = slope(slopes, row);
      pair.derive(prediction, a, a + size);
      for (int i = 0; i < size; i++) {
        result[a + i] = pair.factor * Products.times(slope, pair.slopeA[i]);
        result[a + size + i] = pair.factor * Products.times(slope, pair.slopeB[i]);
      }
    }
    return result;
  }

  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    for (int row = 0; row < rows; row++) {
      int a = row * 2 * size;
      double slope = slope(slopes, row);
      double bend = withCosine ? bends[0][row] - 2 * bends[1][row] + bends[2][row] : bends[0][row];
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
    return distance.problem(prediction, row * 2 * size, 2, size);
  }
}

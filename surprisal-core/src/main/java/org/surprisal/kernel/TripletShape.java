package org.surprisal.kernel;

import org.jspecify.annotations.Nullable;

/** Three vectors anchor‖positive‖negative a row: hands on d(a, p) and d(a, n). */
public final class TripletShape implements RowShape {
  private final int size;
  private final Distance distance;
  private final VectorPair positive;
  private final VectorPair negative;
  private final double[][] distances;
  private final double[] result;
  private double[] prediction = {};

  /**
   * @param size numbers of one vector
   * @param rows the most rows of a block
   */
  public TripletShape(int size, Distance distance, int rows) {
    this.size = size;
    this.distance = distance;
    this.positive = new VectorPair(distance, size);
    this.negative = new VectorPair(distance, size);
    this.distances = new double[2][rows];
    this.result = new double[rows * 3 * size];
  }

  @Override
  public int elements() {
    return 1;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    this.prediction = prediction;
    for (int row = 0; row < rows; row++) {
      int a = row * 3 * size;
      distances[0][row] = positive.distance(prediction, a, a + size);
      distances[1][row] = negative.distance(prediction, a, a + 2 * size);
      if (distances[0][row] == Double.POSITIVE_INFINITY
          && distances[1][row] == Double.POSITIVE_INFINITY) {
        keepOrder(row, a);
      }
    }
    return distances;
  }

  /**
   * Of two distances beyond all doubles only the farther one stays infinite, so that ∞ − ∞ = ±∞.
   */
  private void keepOrder(int row, int a) {
    double order = positive.compareSquares(prediction, a, a + size, a + 2 * size);
    distances[0][row] = order > 0 ? Double.POSITIVE_INFINITY : 0;
    distances[1][row] = order < 0 ? Double.POSITIVE_INFINITY : 0;
  }

  private int derive(int row) {
    int a = row * 3 * size;
    positive.derive(prediction, a, a + size);
    negative.derive(prediction, a, a + 2 * size);
    return a;
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    for (int row = 0; row < rows; row++) {
      int a = derive(row);
      double byPositive = slopes[0][row];
      double byNegative = slopes[1][row];
      for (int i = 0; i < size; i++) {
        result[a + i] =
            positive.factor
                * (Products.times(byPositive, positive.slopeA[i])
                    + Products.times(byNegative, negative.slopeA[i])
                    // Both slopes may nearly cancel, and what they were rounded by not.
                    + (Products.times(byPositive, positive.tailA[i])
                        + Products.times(byNegative, negative.tailA[i])));
        result[a + size + i] = positive.factor * Products.times(byPositive, positive.slopeB[i]);
        result[a + 2 * size + i] = positive.factor * Products.times(byNegative, negative.slopeB[i]);
      }
    }
    return result;
  }

  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    for (int row = 0; row < rows; row++) {
      int a = derive(row);
      double byPositive = slopes[0][row];
      double byNegative = slopes[1][row];
      double square = positive.factor * positive.factor;
      double both = bends[0][row];
      double mixed = bends[1][row];
      double other = bends[2][row];
      for (int i = 0; i < size; i++) {
        result[a + i] =
            Products.times(both, positive.squareA[i])
                + 2 * square * Products.times(mixed, positive.slopeA[i] * negative.slopeA[i])
                + Products.times(other, negative.squareA[i])
                + (Products.times(byPositive, positive.bendA[i])
                    + Products.times(byNegative, negative.bendA[i]))
                + Products.times(byPositive, positive.bendTailA[i])
                + Products.times(byNegative, negative.bendTailA[i]);
        result[a + size + i] =
            Products.times(both, positive.squareB[i])
                + Products.times(byPositive, positive.bendB[i] + positive.bendTailB[i]);
        result[a + 2 * size + i] =
            Products.times(other, negative.squareB[i])
                + Products.times(byNegative, negative.bendB[i] + negative.bendTailB[i]);
      }
    }
    return result;
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    return distance.problem(prediction, row * 3 * size, 3, size);
  }
}

package org.surprisal.loss;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows by an {@link Algorithm}. Rows that are not used are hidden from one that couples rows. */
final class AlgorithmComputation implements Computation {
  private final Algorithm algorithm;
  private final int columns;
  private final int targetColumns;
  private final double[] losses;
  private final double @Nullable [] gradient;
  private final double @Nullable [] curvature;

  AlgorithmComputation(
      Algorithm algorithm, int columns, int targetColumns, int blockRows, int order) {
    this.algorithm = algorithm;
    this.columns = columns;
    this.targetColumns = targetColumns;
    int capacity = Math.multiplyExact(blockRows, columns);
    this.losses = new double[blockRows];
    this.gradient = order > 0 ? new double[capacity] : null;
    this.curvature = order > 1 ? new double[capacity] : null;
  }

  @Override
  public void run(Rows read, int rows) {
    int used = 0;
    for (int i = 0; i < rows; i++) {
      used += read.used[i] ? 1 : 0;
    }
    if (used == rows) {
      algorithm.run(
          new Algorithm.Block(
              read.prediction, read.target, read.weight, rows, losses, gradient, curvature));
    } else {
      runUsed(read, rows, used);
    }
  }

  private void runUsed(Rows read, int rows, int used) {
    double[] prediction = new double[used * columns];
    double[] target = new double[used * targetColumns];
    double[] weight = new double[used];
    int next = 0;
    for (int i = 0; i < rows; i++) {
      if (read.used[i]) {
        System.arraycopy(read.prediction, i * columns, prediction, next * columns, columns);
        System.arraycopy(
            read.target, i * targetColumns, target, next * targetColumns, targetColumns);
        weight[next++] = read.weight[i];
      }
    }
    double[] values = new double[used];
    double[] slopes = gradient == null ? null : new double[used * columns];
    double[] bends = curvature == null ? null : new double[used * columns];
    try {
      algorithm.run(new Algorithm.Block(prediction, target, weight, used, values, slopes, bends));
    } catch (InputException e) {
      throw e.after(place(read.used, e.row()) - e.row());
    }
    spread(values, losses, 1, read.used, rows);
    spread(slopes, gradient, columns, read.used, rows);
    spread(bends, curvature, columns, read.used, rows);
  }

  /** Where the used row of a number stands among all. */
  private static long place(boolean[] used, long number) {
    int place = -1;
    for (long seen = -1; seen < number; ) {
      seen += used[++place] ? 1 : 0;
    }
    return place;
  }

  /** Puts rows back to where they were; those between get 0. */
  private static void spread(
      double @Nullable [] from, double @Nullable [] to, int width, boolean[] used, int rows) {
    int next = 0;
    for (int i = 0; from != null && to != null && i < rows; i++) {
      for (int j = i * width; j < (i + 1) * width; j++) {
        to[j] = used[i] ? from[next++] : 0;
      }
    }
  }

  @Override
  public double[] losses() {
    return losses;
  }

  @Override
  public double[] gradient() {
    return Objects.requireNonNull(gradient, "not asked for");
  }

  @Override
  public double[] curvature() {
    return Objects.requireNonNull(curvature, "not asked for");
  }
}

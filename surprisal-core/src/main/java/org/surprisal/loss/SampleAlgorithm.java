package org.surprisal.loss;

import org.jspecify.annotations.Nullable;

/** A loss that compares two samples as wholes. */
@FunctionalInterface
interface SampleAlgorithm {
  /**
   * The loss of sample x beside sample y; writes the derivatives by the points of x whose arrays
   * are there.
   *
   * @param x points, row-major
   * @param a their weights, null for equal ones
   * @param y points of any number
   * @param b their weights
   * @param dimensions coordinates of a point
   */
  double compare(
      double[] x,
      double @Nullable [] a,
      double[] y,
      double @Nullable [] b,
      int dimensions,
      double @Nullable [] gradient,
      double @Nullable [] curvature);
}

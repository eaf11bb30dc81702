package org.surprisal.loss;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.RowSums;
import org.surprisal.kernel.Wasserstein;

/** Rows of masses on a common support, each compared with its target's. */
final class HistogramRows implements Algorithm {
  private final Wasserstein distance;
  private final double[] support;
  private final double[] potential;
  private final double[] terms;
  private final RowSums sums = new RowSums();

  HistogramRows(Wasserstein distance, double[] support, int columns) {
    if (support.length != columns) {
      throw new IllegalArgumentException(
          "the support has "
              + support.length
              + " points, the prediction "
              + columns
              + " columns of masses; one a point is needed");
    }
    this.distance = distance;
    this.support = support;
    this.potential = new double[columns];
    this.terms = new double[columns];
  }

  @Override
  public boolean couples() {
    return false;
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    for (int j = row * support.length; j < (row + 1) * support.length; j++) {
      if (prediction[j] > 0) {
        return null;
      }
    }
    return "has no mass: all its numbers are 0";
  }

  @Override
  public void run(Block block) {
    int columns = support.length;
    for (int row = 0; row < block.rows(); row++) {
      int from = row * columns;
      double[] a = Arrays.copyOfRange(block.prediction(), from, from + columns);
      double[] b = Arrays.copyOfRange(block.target(), from, from + columns);
      double[] gradient = block.gradient();
      boolean empty =
          Arrays.stream(a).allMatch(x -> x == 0) || Arrays.stream(b).allMatch(x -> x == 0);
      block.losses()[row] =
          empty
              ? Double.NaN
              : distance.histograms(support, a, b, gradient == null ? null : potential);
      if (gradient != null) {
        derive(a, gradient, block.curvature(), from);
      }
    }
  }

  /** Masses are scaled to S = 1, so ∂/∂a_i = (f_i − Σ f a/S)/S, and the second one −2/S of that. */
  private void derive(double[] a, double[] gradient, double @Nullable [] curvature, int from) {
    double mass = sums.sum(a, 0, a.length);
    if (mass == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the masses of a histogram add up to more than the largest number, 1.798e308; scale them"
              + " down");
    }
    for (int i = 0; i < a.length; i++) {
      terms[i] = potential[i] * (a[i] / mass);
    }
    double mean = sums.sum(terms, 0, a.length);
    for (int i = 0; i < a.length; i++) {
      gradient[from + i] = (potential[i] - mean) / mass;
      if (curvature != null) {
        curvature[from + i] = -2 * gradient[from + i] / mass;
      }
    }
  }
}

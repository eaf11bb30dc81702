package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Triplets found within a batch of labelled vectors: ℓ_i is the mean of max(0, d(a, p) − d(a, n) +
 * margin) over the triplets of anchor i. Distances are computed a row at a time.
 */
public final class TripletMining {
  private final double margin;
  private final boolean hard;
  private final Distance distance;

  /**
   * @param hard the farthest positive with the nearest negative; else each positive with the
   *     nearest negative that is farther than it, or the farthest one if there is none
   */
  public TripletMining(double margin, boolean hard, Distance distance) {
    this.margin = margin;
    this.hard = hard;
    this.distance = distance;
  }

  /**
   * Computes the loss of each anchor and, if wanted, the derivatives of Σ weight·ℓ.
   *
   * @param label of each row; rows of the same label are positives of each other
   */
  public void run(
      double[] values,
      int rows,
      int size,
      double[] label,
      double[] weight,
      double[] losses,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {
    Batch batch = new Batch(values, rows, size, label, gradient, curvature);
    clear(gradient);
    clear(curvature);
    for (int i = 0; i < rows; i++) {
      losses[i] = batch.anchor(i, weight[i]);
    }
  }

  private static void clear(double @Nullable [] derivatives) {
    if (derivatives != null) {
      Arrays.fill(derivatives, 0);
    }
  }

  private final class Batch {
    private final double[] values;
    private final int rows;
    private final int size;
    private final double[] label;
    private final double @Nullable [] gradient;
    private final double @Nullable [] curvature;
    private final double[] distances;
    private final VectorPair pair;

    Batch(
        double[] values,
        int rows,
        int size,
        double[] label,
        double @Nullable [] gradient,
        double @Nullable [] curvature) {
      this.values = values;
      this.rows = rows;
      this.size = size;
      this.label = label;
      this.gradient = gradient;
      this.curvature = curvature;
      this.distances = new double[rows];
      this.pair = new VectorPair(distance, size);
    }

    double anchor(int i, double weight) {
      int positives = 0;
      int farthest = -1;
      for (int j = 0; j < rows; j++) {
        distances[j] = j == i ? 0 : pair.distance(values, i * size, j * size);
        if (j != i && label[j] == label[i]) {
          positives++;
          farthest = farthest < 0 || distances[j] > distances[farthest] ? j : farthest;
        }
      }
      if (farthest < 0) {
        return 0;
      }
      if (hard) {
        return triplet(i, farthest, nearest(i, Double.NEGATIVE_INFINITY), weight);
      }
      double sum = 0;
      for (int j = 0; j < rows; j++) {
        if (j != i && label[j] == label[i]) {
          sum += triplet(i, j, semiHard(i, distances[j]), weight / positives);
        }
      }
      return sum / positives;
    }

    /** The nearest negative that is farther than a border; the lowest index of a tie, or −1. */
    private int nearest(int i, double border) {
      int best = -1;
      for (int j = 0; j < rows; j++) {
        boolean negative = label[j] != label[i] && distances[j] > border;
        best = negative && (best < 0 || distances[j] < distances[best]) ? j : best;
      }
      return best;
    }

    private int semiHard(int i, double positive) {
      int farther = nearest(i, positive);
      if (farther >= 0) {
        return farther;
      }
      int best = -1;
      for (int j = 0; j < rows; j++) {
        boolean negative = label[j] != label[i];
        best = negative && (best < 0 || distances[j] > distances[best]) ? j : best;
      }
      return best;
    }

    private double triplet(int a, int p, int n, double weight) {
      if (n < 0) {
        return 0;
      }
      double excess = distances[p] - distances[n] + margin;
      if (!(excess > 0)) {
        return Double.isNaN(excess) ? excess : 0;
      }
      add(a, p, weight);
      add(a, n, -weight);
      return excess;
    }

    private void add(int a, int b, double weight) {
      if (gradient == null) {
        return;
      }
      pair.derive(values, a * size, b * size);
      add(gradient, a, weight, pair.slopeA);
      add(gradient, b, weight, pair.slopeB);
      if (curvature != null) {
        add(curvature, a, weight, pair.bendA);
        add(curvature, b, weight, pair.bendB);
      }
    }

    private void add(double[] into, int row, double weight, double[] derivatives) {
      for (int k = 0; weight != 0 && k < size; k++) {
        into[row * size + k] += weight * derivatives[k];
      }
    }
  }
}

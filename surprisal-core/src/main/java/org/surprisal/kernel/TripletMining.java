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
    batch.finish();
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
    private final double[] keys;
    private final VectorPair plain;
    private final double[] slopeTails;
    private final double[] bendTails;
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
      this.keys = new double[rows];
      this.plain = new VectorPair(Distance.EUCLIDEAN, size);
      this.slopeTails = new double[gradient == null ? 0 : rows * size];
      this.bendTails = new double[curvature == null ? 0 : rows * size];
      this.pair = new VectorPair(distance, size);
    }

    double anchor(int i, double weight) {
      int positives = 0;
      int farthest = -1;
      boolean overflows = false;
      for (int j = 0; j < rows; j++) {
        distances[j] = j == i ? 0 : pair.distance(values, i * size, j * size);
        overflows |= distances[j] == Double.POSITIVE_INFINITY;
      }
      order(i, overflows);
      for (int j = 0; j < rows; j++) {
        if (j != i && label[j] == label[i]) {
          positives++;
          farthest = farthest < 0 || keys[j] > keys[farthest] ? j : farthest;
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
          sum += triplet(i, j, semiHard(i, keys[j]), weight / positives);
        }
      }
      return sum / positives;
    }

    /** What tells the order of distances: they themselves, or their roots if squares overflow. */
    private void order(int i, boolean overflows) {
      for (int j = 0; j < rows; j++) {
        keys[j] = overflows ? plain.distance(values, i * size, j * size) : distances[j];
      }
    }

    /** The nearest negative that is farther than a border; the lowest index of a tie, or −1. */
    private int nearest(int i, double border) {
      int best = -1;
      for (int j = 0; j < rows; j++) {
        boolean negative = label[j] != label[i] && keys[j] > border;
        best = negative && (best < 0 || keys[j] < keys[best]) ? j : best;
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
        best = negative && (best < 0 || keys[j] > keys[best]) ? j : best;
      }
      return best;
    }

    private double triplet(int a, int p, int n, double weight) {
      if (n < 0) {
        return 0;
      }
      double excess = difference(a, p, n) + margin;
      if (!(excess > 0)) {
        return Double.isNaN(excess) ? excess : 0;
      }
      add(a, p, weight);
      add(a, n, -weight);
      return excess;
    }

    /** d(a, p) − d(a, n), also where both are beyond all doubles. */
    private double difference(int a, int p, int n) {
      double difference = distances[p] - distances[n];
      if (!Double.isNaN(difference)) {
        return difference;
      }
      double order = pair.compareSquares(values, a * size, p * size, n * size);
      return order == 0 ? 0 : order * Double.POSITIVE_INFINITY;
    }

    private void add(int a, int b, double weight) {
      if (gradient == null) {
        return;
      }
      pair.derive(values, a * size, b * size);
      double by = weight * pair.factor;
      add(gradient, slopeTails, a, by, pair.slopeA);
      add(gradient, slopeTails, b, by, pair.slopeB);
      for (int k = 0; k < size; k++) {
        slopeTails[a * size + k] += by * pair.tailA[k];
        slopeTails[b * size + k] -= by * pair.tailA[k];
      }
      if (curvature != null) {
        add(curvature, bendTails, a, weight, pair.bendA);
        add(curvature, bendTails, b, weight, pair.bendB);
        for (int k = 0; k < size; k++) {
          bendTails[a * size + k] += weight * pair.bendTailA[k];
          bendTails[b * size + k] += weight * pair.bendTailB[k];
        }
      }
    }

    /** A vector is anchor, positive and negative many times; what rounding loses is kept apart. */
    private void add(double[] into, double[] tails, int row, double weight, double[] from) {
      for (int k = 0; weight != 0 && k < size; k++) {
        int j = row * size + k;
        double term = weight * from[k];
        double sum = into[j] + term;
        double part = sum - into[j];
        tails[j] += (into[j] - (sum - part)) + (term - part) + Math.fma(weight, from[k], -term);
        into[j] = sum;
      }
    }

    void finish() {
      finish(gradient, slopeTails);
      finish(curvature, bendTails);
    }

    private void finish(double @Nullable [] sums, double[] tails) {
      for (int j = 0; sums != null && j < sums.length; j++) {
        sums[j] += Double.isNaN(tails[j]) ? 0 : tails[j]; // beside an infinite sum
      }
    }
  }
}

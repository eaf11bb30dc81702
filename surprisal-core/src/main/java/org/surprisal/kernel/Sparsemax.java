package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sparsemax loss: L = Ω*(z) + Ω(t) − ⟨z, t⟩ with Ω(p) = ½‖p‖² − ½ on distributions.
 *
 * <p>p, the projection of the logits onto the distributions, is max(0, z − τ). With d = p − t the
 * loss is ½‖d‖² + Σ t·(τ − z) over the classes of p = 0, which has no negative term and is exactly
 * 0 where p = t is certain. Logits count from the largest one; t that do not quite sum to 1 add τ
 * times what they lack.
 *
 * <p>An instance belongs to one thread: it holds scratch arrays.
 */
public final class Sparsemax {
  private final RowSums sums = new RowSums();
  private double[] below = {};
  private double[] sorted = {};
  private double[] terms = {};
  private int support;

  /** Sum of the logits of the support, less what {@link #sumTail} has. */
  private double sum;

  private double sumTail;

  /**
   * Computes {@code rows} rows of {@code columns} logits, row-major; each row is used for itself.
   *
   * @param targets a distribution for each row
   * @param values one loss a row
   * @param gradient p − t, or null if it is not wanted
   * @param curvature 1 − 1/s of the s classes with p &gt; 0 and 0 elsewhere, or null
   */
  public void rows(
      double[] logits,
      double[] targets,
      int columns,
      int rows,
      double[] values,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {
    if (below.length < columns) {
      below = new double[columns];
      sorted = new double[columns];
      terms = new double[columns];
    }
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      project(logits, from, columns);
      values[row] = value(targets, from, columns);
      if (gradient != null) {
        for (int k = 0; k < columns; k++) {
          gradient[from + k] = lead(targets[from + k], k, columns);
        }
      }
      for (int k = 0; curvature != null && k < columns; k++) {
        curvature[from + k] = excess(k) > 0 ? (support - 1.0) / support : 0;
      }
    }
  }

  /** Finds the support: the largest s logits of which the smallest stays above their threshold. */
  private void project(double[] logits, int from, int columns) {
    Projections.below(logits, from, columns, below);
    int count = 0;
    for (int k = 0; k < columns; k++) {
      if (below[k] > -1) {
        sorted[count++] = below[k];
      }
    }
    Arrays.sort(sorted, 0, count);
    double total = 0;
    double tail = 0;
    for (int k = 1; k <= count; k++) {
      double next = sorted[count - k];
      double high = total + next;
      double part = high - total;
      double low = tail + ((total - (high - part)) + (next - part));
      if (!(excess(next, k, high, low) > 0)) {
        break;
      }
      total = high;
      tail = low;
      support = k;
      sum = total;
      sumTail = tail;
    }
  }

  /** 1 + size·x − (high + low), which is size·(x − τ), rounded about once. */
  private static double excess(double x, int size, double high, double low) {
    double product = size * x;
    double lost = Math.fma(size, x, -product);
    double difference = product - high;
    double part = difference - product;
    double error = (product - (difference - part)) - (high + part);
    double one = 1 + difference;
    double rest = one - 1;
    double oneError = (1 - (one - rest)) + (difference - rest);
    return one + (oneError + (error + lost - low));
  }

  private double excess(int k) {
    return below[k] > -1 ? excess(below[k], support, sum, sumTail) : -1; // τ is at least −1
  }

  private double probability(int k) {
    return Math.max(0, excess(k) / support);
  }

  /** p_k − t_k, which is minus the other probabilities where t_k = 1. */
  private double lead(double target, int k, int columns) {
    if (target != 1) {
      return probability(k) - target;
    }
    for (int j = 0; j < columns; j++) {
      terms[j] = j == k ? 0 : probability(j);
    }
    return -sums.sum(terms, 0, columns);
  }

  private double value(double[] targets, int from, int columns) {
    double own = 0;
    int certain = -1;
    for (int k = 0; k < columns; k++) {
      certain = targets[from + k] == 1 ? k : certain;
    }
    if (certain >= 0) {
      own = lead(1, certain, columns);
    }
    double threshold = (sum + sumTail - 1) / support;
    for (int k = 0; k < columns; k++) {
      double t = targets[from + k];
      double d = k == certain ? own : probability(k) - t;
      double gap = excess(k) > 0 || t == 0 ? 0 : t * (threshold - below[k]);
      terms[k] = 0.5 * d * d + gap;
    }
    double lacking = 1 - sums.sum(targets, from, columns);
    double total = sums.sum(terms, 0, columns);
    return lacking == 0 ? total : total + threshold * lacking;
  }
}

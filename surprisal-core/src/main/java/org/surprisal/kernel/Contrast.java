package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy over similarities: ℓ_i = −ln(e^{s_ip} / Σ_j e^{s_ij}), s_ij = u_i·v_j/τ, where p is
 * the candidate that belongs to anchor i. One row of the matrix is held at a time, never all.
 */
public final class Contrast {
  private final double temperature;
  private final boolean cosine;
  private final int order;

  /**
   * @param cosine whether vectors are divided by their norms first
   * @param order the highest derivative that is wanted
   */
  public Contrast(double temperature, boolean cosine, int order) {
    this.temperature = temperature;
    this.cosine = cosine;
    this.order = order;
  }

  /**
   * Pairs a‖v: each v belongs to its own a, and is a negative of all others.
   *
   * @param values rows of 2·size numbers
   * @param symmetric whether the v's are anchors of the a's too, each way counting half
   * @param losses written, one a row
   * @param gradient of Σ weight·ℓ, written if wanted
   */
  public void pairs(
      double[] values,
      int rows,
      int size,
      boolean symmetric,
      double[] weight,
      double[] losses,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {
    Directions a = new Directions(values, 0, 2 * size, rows, size, cosine);
    Directions v = new Directions(values, size, 2 * size, rows, size, cosine);
    int[] own = new int[rows];
    for (int i = 0; i < rows; i++) {
      own[i] = i;
      losses[i] = 0;
    }
    Row row = new Row(rows, order);
    double share = symmetric ? 0.5 : 1;
    for (int i = 0; i < rows; i++) {
      losses[i] += share * row.run(a, v, i, own[i], -1, share * weight[i]);
    }
    for (int i = 0; symmetric && i < rows; i++) {
      losses[i] += share * row.run(v, a, i, own[i], -1, share * weight[i]);
    }
    if (gradient != null) {
      a.gradient(temperature, gradient, 0, 2 * size);
      v.gradient(temperature, gradient, size, 2 * size);
    }
    if (curvature != null) {
      a.curvature(temperature, curvature, 0, 2 * size);
      v.curvature(temperature, curvature, size, 2 * size);
    }
  }

  /**
   * One vector a row: {@code partner[i]} belongs to anchor i, all others but i itself are negatives.
   */
  public void views(
      double[] values,
      int rows,
      int size,
      int[] partner,
      double[] weight,
      double[] losses,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {
    Directions all = new Directions(values, 0, size, rows, size, cosine);
    Row row = new Row(rows, order);
    for (int i = 0; i < rows; i++) {
      losses[i] = row.run(all, all, i, partner[i], i, weight[i]);
    }
    if (gradient != null) {
      all.gradient(temperature, gradient, 0, size);
    }
    if (curvature != null) {
      all.curvature(temperature, curvature, 0, size);
    }
  }

  /** One anchor against all candidates. */
  private final class Row {
    private final int order;
    private final double[] cosines;
    private final double[] shifted;
    private final double[] share;
    private final RowSums sums = new RowSums();
    private double[] mean = {};

    Row(int candidates, int order) {
      this.order = order;
      this.cosines = new double[candidates];
      this.shifted = new double[candidates];
      this.share = new double[candidates];
    }

    /** ℓ of anchor i; adds weight times its derivatives to both sides. */
    double run(Directions anchors, Directions candidates, int i, int own, int self, double w) {
      int n = candidates.count;
      anchors.products(i, candidates, cosines);
      int top = self == 0 ? 1 : 0;
      for (int j = 0; j < n; j++) {
        top = j != self && cosines[j] > cosines[top] ? j : top;
      }
      for (int j = 0; j < n; j++) {
        shifted[j] =
            j == self ? Double.NEGATIVE_INFINITY : (cosines[j] - cosines[top]) / temperature;
      }
      FunctionLoops.exp(shifted, share, n);
      share[top] = 0;
      double others = sums.sum(share, 0, n);
      double loss = Logarithm.log1p(others) - shifted[own];
      if (order > 0 && w != 0) {
        derive(anchors, candidates, i, own, top, others, w);
      }
      return loss;
    }

    private void derive(
        Directions anchors,
        Directions candidates,
        int i,
        int own,
        int top,
        double others,
        double w) {
      double total = 1 + others;
      share[top] = 1;
      int size = anchors.size;
      double ofOwn = own == top ? others : withoutOwn(own, candidates.count);
      for (int j = 0; j < candidates.count; j++) {
        double p = share[j] / total;
        double q = j == own ? -ofOwn / total : p;
        if (q != 0) {
          anchors.addSlope(i, w * q, candidates.unit, j * size);
          anchors.along[i] += w * q * cosines[j];
          candidates.addSlope(j, w * q, anchors.unit, i * size);
          candidates.along[j] += w * q * cosines[j];
        }
      }
      if (order > 1) {
        bend(anchors, candidates, i, top, others, w);
      }
    }

    private double withoutOwn(int own, int n) {
      double kept = share[own];
      share[own] = 0;
      double sum = sums.sum(share, 0, n);
      share[own] = kept;
      return sum;
    }

    /** Var_p(∂s_j) of the anchor, p(1 − p)(∂s_j)² of each candidate. */
    private void bend(
        Directions anchors, Directions candidates, int i, int top, double others, double w) {
      int size = anchors.size;
      int from = i * size;
      double total = 1 + others;
      mean = mean.length == size ? mean : new double[size];
      Arrays.fill(mean, 0);
      for (int j = 0; j < candidates.count; j++) {
        double p = share[j] / total;
        for (int k = 0; p != 0 && k < size; k++) {
          mean[k] += p * tangent(candidates.unit[j * size + k], cosines[j], anchors.unit[from + k]);
        }
      }
      for (int j = 0; j < candidates.count; j++) {
        double p = share[j] / total;
        double rest = j == top ? others / total : 1 - p;
        for (int k = 0; p != 0 && k < size; k++) {
          double u = anchors.unit[from + k];
          double v = candidates.unit[j * size + k];
          double away = tangent(v, cosines[j], u) - mean[k];
          double back = tangent(u, cosines[j], v);
          anchors.square[from + k] += w * p * away * away;
          candidates.square[j * size + k] += w * p * rest * back * back;
        }
      }
    }

    private double tangent(double other, double product, double own) {
      return cosine ? other - product * own : other;
    }
  }
}

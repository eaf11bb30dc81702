package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy over similarities: ℓ_i = −ln(e^{s_ip} / Σ_j e^{s_ij}), s_ij = u_i·v_j/τ, where p is
 * the candidate that belongs to anchor i. A few rows of the matrix are held at a time, never all.
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
    Row row = new Row(rows, size, order);
    SimilarityRows there = new SimilarityRows(a, v);
    SimilarityRows back = new SimilarityRows(v, a);
    double share = symmetric ? 0.5 : 1;
    for (int i = 0; i < rows; i++) {
      losses[i] += share * row.run(there, i, own[i], -1, share * weight[i]);
    }
    for (int i = 0; symmetric && i < rows; i++) {
      losses[i] += share * row.run(back, i, own[i], -1, share * weight[i]);
    }
    if (gradient != null) {
      a.gradient(temperature, v, gradient, 0, 2 * size);
      v.gradient(temperature, a, gradient, size, 2 * size);
    }
    if (curvature != null) {
      a.curvature(temperature, v, curvature, 0, 2 * size);
      v.curvature(temperature, a, curvature, size, 2 * size);
    }
  }

  /**
   * One vector a row: {@code partner[i]} belongs to anchor i, all others but i itself are
   * negatives.
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
    Row row = new Row(rows, size, order);
    SimilarityRows similarities = new SimilarityRows(all, all);
    for (int i = 0; i < rows; i++) {
      losses[i] = row.run(similarities, i, partner[i], i, weight[i]);
    }
    if (gradient != null) {
      all.gradient(temperature, all, gradient, 0, size);
    }
    if (curvature != null) {
      all.curvature(temperature, all, curvature, 0, size);
    }
  }

  /** One anchor against all candidates. */
  private final class Row {
    private final int order;
    private double[] cosines = {};
    private final double[] shifted;
    private final double[] share;
    private final RowSums sums = new RowSums();
    private final double[] mean;
    private final double[] scratch;
    private final double[] back;

    Row(int candidates, int size, int order) {
      this.mean = new double[size];
      this.scratch = new double[size];
      this.back = new double[size];
      this.order = order;
      this.shifted = new double[candidates];
      this.share = new double[candidates];
    }

    /** ℓ of anchor i; adds weight times its derivatives to both sides. */
    double run(SimilarityRows similarities, int i, int own, int self, double w) {
      Directions anchors = similarities.anchors;
      Directions candidates = similarities.candidates;
      int n = candidates.count;
      cosines = similarities.row(i);
      int top = self == 0 ? 1 : 0;
      for (int j = 0; j < n; j++) {
        top = j != self && cosines[j] > cosines[top] ? j : top;
      }
      for (int j = 0; j < n; j++) {
        shifted[j] =
            j == self
                ? Double.NEGATIVE_INFINITY
                : (cosines[j] - cosines[top]) * candidates.common * anchors.common / temperature;
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
      double ofOwn = own == top ? others : withoutOwn(own, candidates.count);
      for (int j = 0; j < candidates.count; j++) {
        double p = share[j] / total;
        double q = j == own ? -ofOwn / total : p;
        if (q != 0) {
          anchors.add(i, w * q, candidates, j, cosines[j], scratch);
          candidates.add(j, w * q, anchors, i, cosines[j], scratch);
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
      double total = 1 + others;
      Arrays.fill(mean, 0);
      for (int j = 0; j < candidates.count; j++) {
        double p = share[j] / total;
        if (p != 0) {
          anchors.tangent(i, candidates, j, cosines[j], scratch);
        }
        for (int k = 0; p != 0 && k < size; k++) {
          mean[k] += p * scratch[k];
        }
      }
      for (int j = 0; j < candidates.count; j++) {
        double p = share[j] / total;
        double rest = j == top ? others / total : 1 - p;
        if (p != 0) {
          anchors.tangent(i, candidates, j, cosines[j], scratch);
          candidates.tangent(j, anchors, i, cosines[j], back);
        }
        for (int k = 0; p != 0 && k < size; k++) {
          double away = scratch[k] - mean[k];
          anchors.square[i * size + k] += w * p * away * away;
          candidates.square[j * size + k] += w * p * rest * back[k] * back[k];
        }
      }
    }
  }
}

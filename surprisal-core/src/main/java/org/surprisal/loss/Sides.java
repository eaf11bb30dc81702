package org.surprisal.loss;

import org.jspecify.annotations.Nullable;
import org.surprisal.sum.ExactSum;

/**
 * The weights of a loss of two sides, whose value is the mean over the rows of target 1 plus the
 * mean over those of target 0: a row counts W / Σ weights of its own side.
 */
final class Sides {
  private final Definition.@Nullable Sides counted;
  private final String spec;
  private final ExactSum[] sums = {new ExactSum(), new ExactSum()};
  private final double[] factors = new double[2];

  Sides(Definition.@Nullable Sides counted, String spec) {
    this.counted = counted;
    this.spec = spec;
  }

  boolean count() {
    return counted != null;
  }

  void add(Rows rows, int count) {
    for (int i = 0; counted != null && i < count; i++) {
      if (rows.used[i]) { // targets of others have not been looked at
        sums[(int) rows.target[i]].add(rows.weight[i]);
      }
    }
  }

  /**
   * @throws IllegalArgumentException if a side that counts is empty
   */
  void close(double weight) {
    for (int side = 0; counted != null && side < 2; side++) {
      double own = sums[side].value();
      boolean counts = side == 0 || counted == Definition.Sides.BOTH;
      if (counts && own == 0) {
        throw new IllegalArgumentException(
            spec
                + " needs "
                + (side == 0 ? "fake rows (target 0)" : "real rows (target 1)")
                + "; the batch has none, or only of weight 0");
      }
      factors[side] = counts ? weight / own : 0;
    }
  }

  void apply(Rows rows, int count) {
    for (int i = 0; counted != null && i < count; i++) {
      rows.weight[i] *= rows.used[i] ? factors[(int) rows.target[i]] : 1;
    }
  }
}

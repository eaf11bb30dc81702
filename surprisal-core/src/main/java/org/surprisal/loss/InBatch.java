package org.surprisal.loss;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.Contrast;
import org.surprisal.kernel.Distance;

/** Embeddings that are each other's negatives. */
final class InBatch implements Algorithm {
  /** How embeddings belong together. */
  enum Kind {
    /** a‖v a row: all other v's are negatives. */
    PAIRS,
    /** a‖b a row, both ways. */
    BOTH_WAYS,
    /** One embedding a row; two of each group. */
    VIEWS
  }

  private final Kind kind;
  private final double temperature;
  private final boolean cosine;
  private final int columns;

  InBatch(Kind kind, double temperature, boolean cosine, int columns) {
    this.kind = kind;
    this.temperature = temperature;
    this.cosine = cosine;
    this.columns = columns;
  }

  @Override
  public boolean couples() {
    return true;
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    int vectors = kind == Kind.VIEWS ? 1 : 2;
    return cosine
        ? Distance.COSINE.problem(prediction, row * columns, vectors, columns / vectors)
        : null;
  }

  @Override
  public void run(Block block) {
    int order = block.curvature() != null ? 2 : block.gradient() != null ? 1 : 0;
    Contrast contrast = new Contrast(temperature, cosine, order);
    if (kind == Kind.VIEWS) {
      contrast.views(
          block.prediction(),
          block.rows(),
          columns,
          partners(block.target(), block.rows()),
          block.weight(),
          block.losses(),
          block.gradient(),
          block.curvature());
      return;
    }
    contrast.pairs(
        block.prediction(),
        block.rows(),
        columns / 2,
        kind == Kind.BOTH_WAYS,
        block.weight(),
        block.losses(),
        block.gradient(),
        block.curvature());
  }

  /** The other row of each row's group. */
  private static int[] partners(double[] groups, int rows) {
    int[] partner = new int[rows];
    Map<Double, Integer> open = new HashMap<>();
    Map<Double, Integer> seen = new HashMap<>();
    for (int i = 0; i < rows; i++) {
      double group = groups[i] + 0.0;
      if (seen.merge(group, 1, Integer::sum) > 2) {
        throw InputException.at(
            "target",
            i,
            -1,
            group,
            "is a group of more than two rows; nt_xent takes two views each");
      }
      Integer other = open.remove(group);
      if (other == null) {
        open.put(group, i);
      } else {
        partner[i] = other;
        partner[other] = i;
      }
    }
    for (int i = 0; i < rows; i++) {
      if (open.containsKey(groups[i] + 0.0)) {
        throw InputException.at(
            "target", i, -1, groups[i], "is a group of one row; nt_xent takes two views each");
      }
    }
    return partner;
  }
}

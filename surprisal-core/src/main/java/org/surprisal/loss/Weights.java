package org.surprisal.loss;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The weights of a batch: per row, per class, and which rows are used at all. */
public final class Weights {
  static final Weights NONE = new Weights(null, null, null);

  private final @Nullable Numbers rows;
  private final double @Nullable [] classes;
  private final @Nullable BitSet mask;

  private Weights(@Nullable Numbers rows, double @Nullable [] classes, @Nullable BitSet mask) {
    this.rows = rows;
    this.classes = classes;
    this.mask = mask;
  }

  Weights withRows(Numbers perRow) {
    return new Weights(perRow, classes, mask);
  }

  Weights withClasses(double[] perClass) {
    return new Weights(rows, perClass.clone(), mask);
  }

  Weights withMask(BitSet used) {
    return new Weights(rows, classes, (BitSet) used.clone());
  }

  /** Whether some row may weigh something else than 1. */
  boolean weighs() {
    return rows != null || classes != null;
  }

  @Nullable Numbers rows() {
    return rows;
  }

  double @Nullable [] classes() {
    return classes;
  }

  @Nullable BitSet mask() {
    return mask;
  }
}

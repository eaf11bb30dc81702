package org.surprisal.loss;

import org.jspecify.annotations.Nullable;

/**
 * A loss that is a procedure on rows and no formula: a projection, or a batch whose rows are each
 * other's negatives. One belongs to one thread and one call.
 */
interface Algorithm {
  /** Makes an algorithm for rows of so many predictions and targets. */
  @FunctionalInterface
  interface Maker {
    Algorithm make(int columns, int targetColumns);
  }

  /**
   * Whether a row's loss depends on other rows. All used rows are then given at once, and the
   * derivatives wanted are those of Σ w·ℓ; else they are those of each row's ℓ.
   */
  boolean couples();

  /** Computes the losses of the rows, and the derivatives whose arrays are there. */
  void run(Block block);

  /** What is wrong with a row's prediction, or null. */
  default @Nullable String problem(double[] prediction, int row) {
    return null;
  }

  /**
   * Rows, row-major, and where the results go.
   *
   * @param weight of each row; only coupled rows need it
   * @param losses ℓ of each row, unweighted
   */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of arguments, never compared
  record Block(
      double[] prediction,
      double[] target,
      double[] weight,
      int rows,
      double[] losses,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {}
}

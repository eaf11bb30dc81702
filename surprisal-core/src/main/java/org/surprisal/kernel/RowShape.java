package org.surprisal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * How the numbers of a row become the inputs of a formula, and how its derivatives come back to
 * them. A shape belongs to one thread and one call: it keeps what the way back needs.
 *
 * <p>A row has one or more elements, for each of which the formula is evaluated; the loss of the
 * row is their sum. Arrays are row-major, and what is returned is valid until the next block.
 */
public interface RowShape {
  /** How many elements a row has. */
  int elements();

  /**
   * The inputs of the formula for a block: first those made of the prediction, then the target, if
   * the formula has one, then what differs by column.
   *
   * @param prediction the numbers of {@code rows} rows
   * @param target the numbers of their targets
   */
  double[][] inputs(double[] prediction, double[] target, int rows);

  /**
   * The derivative of each row's loss by each number of its prediction.
   *
   * @param slopes the formula's derivatives, an array for each input made of the prediction
   */
  double[] gradient(double[][] slopes, int rows);

  /**
   * The second derivative of each row's loss by each number of its prediction.
   *
   * @param bends the formula's second derivatives: by each input twice or, where inputs share
   *     numbers, by each pair of inputs (11, 12, …, 22, …)
   */
  double[] curvature(double[][] slopes, double[][] bends, int rows);

  /** What is wrong with a row for which there are no inputs, or null: "has no softmax: …". */
  default @Nullable String problem(double[] prediction, int row) {
    return null;
  }
}

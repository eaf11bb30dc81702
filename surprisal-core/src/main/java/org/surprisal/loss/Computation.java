package org.surprisal.loss;

/** Computes the losses of the rows of a block, and their derivatives. */
interface Computation {
  /** Computes the first {@code rows} rows that have been read. */
  void run(Rows read, int rows);

  /** ℓ of each row, unweighted. */
  double[] losses();

  /** ∂ℓ/∂prediction, row-major. */
  double[] gradient();

  /** ∂²ℓ/∂prediction², row-major. */
  double[] curvature();
}

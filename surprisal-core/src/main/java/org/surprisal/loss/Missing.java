package org.surprisal.loss;

/** What a NaN in the input means. */
public enum Missing {
  /** An error that names the first one (the default). */
  ERROR,
  /** The row is left out and counted as skipped. */
  SKIP
}

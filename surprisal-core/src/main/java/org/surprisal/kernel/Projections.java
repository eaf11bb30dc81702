package org.surprisal.kernel;

/** What the projections onto the distributions share. */
final class Projections {
  private Projections() {}

  /** The logits of a row less the largest one, whose index is returned; a single +∞ is certain. */
  static int below(double[] logits, int from, int columns, double[] into) {
    int top = 0;
    for (int k = 1; k < columns; k++) {
      if (logits[from + k] > logits[from + top]) {
        top = k;
      }
    }
    double largest = logits[from + top];
    for (int k = 0; k < columns; k++) {
      into[k] = k == top ? 0 : logits[from + k] - largest;
    }
    return top;
  }
}

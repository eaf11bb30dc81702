package org.surprisal.kernel;

/**
 * Sums within a row, in one fixed order whatever the width of the machine's vectors: element j goes
 * to lane j mod 16, and the lanes are added by a fixed tree (j with j + 8, then 4, 2, 1).
 */
public final class RowSums {
  private static final int LANES = 16;

  private final double[] lanes = new double[LANES];

  /** The sum of {@code count} elements from {@code from} on. */
  public double sum(double[] values, int from, int count) {
    if (count == 1) {
      return values[from];
    }
    for (int j = 0; j < LANES; j++) {
      lanes[j] = j < count ? values[from + j] : 0;
    }
    for (int j = LANES; j < count; j++) {
      lanes[j % LANES] += values[from + j];
    }
    for (int stride = LANES / 2; stride > 0; stride /= 2) {
      for (int j = 0; j < stride; j++) {
        lanes[j] += lanes[j + stride];
      }
    }
    return lanes[0];
  }
}

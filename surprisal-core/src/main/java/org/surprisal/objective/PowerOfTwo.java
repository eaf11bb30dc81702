package org.surprisal.objective;

/** Scaling that keeps squares and sums within the range of doubles. */
final class PowerOfTwo {
  /** Squares of smaller exponents, and sums of 2³¹ of them, neither overflow nor underflow. */
  private static final int SAFE = 400;

  private PowerOfTwo() {}

  /**
   * The exponent e for which x·2⁻ᵉ is near 1; 0 where {@code x ≥ 0} is harmless as it is, so that
   * ordinary numbers are not touched.
   */
  static int exponent(double x) {
    int exponent = Math.getExponent(x);
    if (x == 0 || Math.abs(exponent) <= SAFE) {
      return 0;
    }
    return Math.max(-1022, Math.min(1022, exponent));
  }

  /** 2ᵉ for |e| ≤ 1022. */
  static double of(int exponent) {
    return Double.longBitsToDouble((exponent + 1023L) << 52);
  }
}

package org.surprisal.evaluate;

/**
 * A power of two that brings the largest of some numbers near 1, so that neither their sum nor
 * their squares leave the range of a double. What underflows is less than 1e-300 of the largest.
 *
 * @param exponent of the power of two
 */
record Scaling(int exponent) {
  /** 2^±1000 is itself a double, and enough: 2^-1074 becomes 2^-74. */
  private static final int LARGEST = 1000;

  /** By the largest size among the numbers at the indices {@code kept}, infinities left aside. */
  static Scaling of(double[] numbers, int[] kept) {
    double largest = 0;
    for (int i : kept) {
      double size = Math.abs(numbers[i]);
      if (size > largest && size <= Double.MAX_VALUE) {
        largest = size;
      }
    }
    if (largest == 0) {
      return new Scaling(0);
    }
    return new Scaling(Math.max(-LARGEST, Math.min(LARGEST, Math.getExponent(largest))));
  }

  /** The numbers at the indices {@code kept}, divided by the power of two. */
  double[] applied(double[] numbers, int[] kept) {
    double factor = Math.scalb(1.0, -exponent);
    double[] result = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      result[i] = numbers[kept[i]] * factor;
    }
    return result;
  }
}

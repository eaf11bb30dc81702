package org.surprisal.loss;

/**
 * An interval of numbers, or the two labels −1 and 1. NaN is in none.
 *
 * @param text how it is written, e.g. {@code [0, ∞)}
 */
record Domain(double low, boolean lowOpen, double high, boolean highOpen, String text) {
  static final Domain REAL = open(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  static final Domain EXTENDED = closed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  static final Domain NON_NEGATIVE =
      new Domain(0, false, Double.POSITIVE_INFINITY, true, "[0, ∞)");
  static final Domain POSITIVE = open(0, Double.POSITIVE_INFINITY);
  static final Domain POSITIVE_OR_INFINITE =
      new Domain(0, true, Double.POSITIVE_INFINITY, false, "(0, ∞]");
  static final Domain UNIT = closed(0, 1);
  static final Domain OPEN_UNIT = open(0, 1);
  static final Domain NON_POSITIVE =
      new Domain(Double.NEGATIVE_INFINITY, false, 0, false, "[-∞, 0]");
  static final Domain SIGNS = new Domain(-1, false, 1, false, "{-1, 1}");

  static Domain open(double low, double high) {
    return new Domain(low, true, high, true, "(" + bound(low) + ", " + bound(high) + ")");
  }

  static Domain closed(double low, double high) {
    return new Domain(low, false, high, false, "[" + bound(low) + ", " + bound(high) + "]");
  }

  private static String bound(double x) {
    return Text.number(x).replace("inf", "∞");
  }

  boolean contains(double x) {
    boolean aboveLow = lowOpen ? x > low : x >= low;
    boolean belowHigh = highOpen ? x < high : x <= high;
    return aboveLow && belowHigh && !(text.startsWith("{") && Math.abs(x) != 1);
  }

  /** The first of {@code count} numbers that is outside, or −1. */
  int firstOutside(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      if (!contains(x[i])) {
        return i;
      }
    }
    return -1;
  }
}

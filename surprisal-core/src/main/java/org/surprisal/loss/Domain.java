package org.surprisal.loss;

/**
 * An interval of numbers, of integers, or the two labels −1 and 1. NaN is in none.
 *
 * @param text how it is written, e.g. {@code [0, ∞)}
 */
record Domain(double low, boolean lowOpen, double high, boolean highOpen, Grid grid, String text) {
  /** Which numbers of the interval are meant. */
  enum Grid {
    ALL,
    INTEGERS,
    /** The integers that are not 0. */
    SIGNS
  }

  static final Domain REAL = open(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  static final Domain EXTENDED = closed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  static final Domain NON_NEGATIVE =
      new Domain(0, false, Double.POSITIVE_INFINITY, true, Grid.ALL, "[0, ∞)");
  static final Domain POSITIVE = open(0, Double.POSITIVE_INFINITY);
  static final Domain POSITIVE_OR_INFINITE =
      new Domain(0, true, Double.POSITIVE_INFINITY, false, Grid.ALL, "(0, ∞]");
  static final Domain UNIT = closed(0, 1);
  static final Domain OPEN_UNIT = open(0, 1);
  static final Domain NON_POSITIVE =
      new Domain(Double.NEGATIVE_INFINITY, false, 0, false, Grid.ALL, "[-∞, 0]");
  static final Domain SIGNS = new Domain(-1, false, 1, false, Grid.SIGNS, "{-1, 1}");
  static final Domain COUNTS =
      new Domain(1, false, Integer.MAX_VALUE, false, Grid.INTEGERS, "{1, 2, …}");
  static final Domain INTEGERS =
      new Domain(Integer.MIN_VALUE, false, Integer.MAX_VALUE, false, Grid.INTEGERS, "integers");

  static Domain open(double low, double high) {
    return new Domain(low, true, high, true, Grid.ALL, "(" + bound(low) + ", " + bound(high) + ")");
  }

  static Domain closed(double low, double high) {
    return new Domain(
        low, false, high, false, Grid.ALL, "[" + bound(low) + ", " + bound(high) + "]");
  }

  private static String bound(double x) {
    return Text.number(x).replace("inf", "∞");
  }

  boolean contains(double x) {
    boolean aboveLow = lowOpen ? x > low : x >= low;
    boolean belowHigh = highOpen ? x < high : x <= high;
    boolean onGrid = grid == Grid.ALL || (x == Math.rint(x) && (x != 0 || grid != Grid.SIGNS));
    return aboveLow && belowHigh && onGrid;
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

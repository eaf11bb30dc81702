package org.surprisal.loss;

/** How numbers are written in messages and specs. */
final class Text {
  private Text() {}

  /** The shortest text that reads back as {@code value}: {@code 1}, {@code 0.5}, {@code inf}. */
  static String number(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "inf";
    }
    if (value == Double.NEGATIVE_INFINITY) {
      return "-inf";
    }
    if (value == (long) value && Math.abs(value) < 1e15 && (value != 0 || 1 / value > 0)) {
      return Long.toString((long) value);
    }
    return Double.toString(value).replace(".0E", "e").replace("E", "e");
  }
}

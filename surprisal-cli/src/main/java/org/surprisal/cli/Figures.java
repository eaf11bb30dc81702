package org.surprisal.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers, names and messages as people read them. */
final class Figures {
  private Figures() {}

  /** The shortest text that reads back as {@code value}: {@code 1}, {@code 0.5}, {@code inf}. */
  static String exact(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == (long) value && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.isNaN(value) ? "nan" : Double.toString(value);
  }

  /** {@code value} rounded to so many significant digits, without trailing zeros. */
  static String rounded(double value, int digits) {
    if (!Double.isFinite(value) || value == 0) {
      return exact(value);
    }
    BigDecimal decimal = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (-5 <= exponent && exponent < 12) {
      return decimal.toPlainString();
    }
    String mantissa = decimal.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa + "e" + exponent;
  }

  /** The first line of what went wrong. */
  static String oneLine(Throwable problem) {
    String message = problem.getMessage();
    if (message == null || message.isBlank()) {
      return problem.getClass().getSimpleName();
    }
    return message.strip().lines().findFirst().orElseThrow().strip();
  }

  /** {@code text} in quotes, its start only where it is long. */
  static String quoted(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return '"' + shown.replaceAll("\\p{Cntrl}", "�") + '"';
  }
}

package org.surprisal.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.stream.Collectors;

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

  /** {@code "; did you mean …?"}, or nothing where no name is near. */
  static String didYouMean(String typed, Collection<String> names) {
    int near = names.stream().mapToInt(name -> distance(typed, name)).min().orElse(typed.length());
    if (near > Math.max(1, typed.length() / 3)) {
      return "";
    }
    return names.stream()
        .filter(name -> distance(typed, name) == near)
        .limit(3)
        .collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }

  /** How many letters must be added, removed or replaced to turn {@code a} into {@code b}. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

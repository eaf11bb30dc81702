package org.surprisal.docs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text that no locale and no machine changes. */
public final class Digits {
  private Digits() {}

  /** Rounded to so many significant digits: {@code 0.25}, {@code 3e-44}, {@code ∞}. */
  public static String text(double x, int significant) {
    if (Double.isNaN(x)) {
      return "undefined";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "∞" : "−∞";
    }
    if (x == 0) {
      return "0";
    }
    MathContext rounding = new MathContext(significant, RoundingMode.HALF_EVEN);
    BigDecimal rounded = new BigDecimal(x).round(rounding).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    boolean plain = exponent >= -4 && exponent < 9;
    String text = plain ? rounded.toPlainString() : scientific(rounded, exponent);
    return text.replace('-', '−').replace("e−", "e-");
  }

  private static String scientific(BigDecimal x, int exponent) {
    return x.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** With one digit after the point, as pictures need it. */
  static String coordinate(double x) {
    String text = new BigDecimal(x).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}

package org.surprisal.kernel;

/**
 * The unevaluated sum of two doubles, {@code high} being the sum rounded to double.
 *
 * <p>Only for results inside this package that a following step cancels; the relative error of such
 * a pair is about 2⁻¹⁰⁰ where its maker states nothing else.
 */
record DoubleDouble(double high, double low) {

  /** a + b exactly, for |a| ≥ |b| or a = 0 (Dekker). */
  static DoubleDouble ordered(double a, double b) {
    double sum = a + b;
    return new DoubleDouble(sum, (a - sum) + b);
  }

  /** a + b exactly (Knuth), while the sum is finite. */
  static DoubleDouble sum(double a, double b) {
    double sum = a + b;
    double part = sum - a;
    return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
  }

  /** a · b exactly, while nothing overflows or falls below 2⁻⁹⁶⁹. */
  static DoubleDouble product(double a, double b) {
    double product = a * b;
    return new DoubleDouble(product, Math.fma(a, b, -product));
  }

  /** This sum plus b, for |high| ≥ |b|. */
  DoubleDouble plus(double b) {
    DoubleDouble sum = sum(high, b);
    return ordered(sum.high, sum.low + low);
  }
}

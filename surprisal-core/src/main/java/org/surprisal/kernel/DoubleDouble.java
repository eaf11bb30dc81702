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

  /** This sum plus another, to about 2⁻¹⁰² of the larger one. */
  DoubleDouble plus(DoubleDouble other) {
    DoubleDouble sum = sum(high, other.high);
    DoubleDouble tail = sum(low, other.low);
    DoubleDouble first = ordered(sum.high, sum.low + tail.high);
    return ordered(first.high, first.low + tail.low);
  }

  /** This sum times another. */
  DoubleDouble times(DoubleDouble other) {
    double product = high * other.high;
    double tail = Math.fma(high, other.high, -product);
    return ordered(product, tail + Math.fma(high, other.low, low * other.high));
  }

  /** This sum divided by another. */
  DoubleDouble over(DoubleDouble other) {
    double quotient = high / other.high;
    double rest = Math.fma(-quotient, other.high, high) + low - quotient * other.low;
    double second = rest / other.high;
    double last = Math.fma(-second, other.high, rest) - second * other.low;
    return ordered(quotient, second + last / other.high);
  }

  DoubleDouble negated() {
    return new DoubleDouble(-high, -low);
  }

  double value() {
    return high + low;
  }
}

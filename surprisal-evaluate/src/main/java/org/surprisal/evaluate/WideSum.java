package org.surprisal.evaluate;

import java.math.BigDecimal;

/**
 * A running sum of twice the precision of a double, held as two of them. Whole numbers are summed
 * exactly up to 2¹⁰⁰; other terms to about 2⁻¹⁰⁰ of the largest sum.
 */
final class WideSum {
  private double high;
  private double low;

  double high() {
    return high;
  }

  double low() {
    return low;
  }

  void add(double x) {
    double sum = high + x;
    double part = sum - high;
    double rest = low + ((high - (sum - part)) + (x - part));
    high = sum + rest;
    low = rest - (high - sum);
  }

  void add(WideSum other) {
    add(other.low);
    add(other.high);
  }

  /** Adds {@code a · b}, its rounding error included. */
  void addProduct(double a, double b) {
    double product = a * b;
    add(Math.fma(a, b, -product));
    add(product);
  }

  /** Adds {@code a · b}. */
  void addProduct(WideSum a, WideSum b) {
    if (a.low != 0) {
      addProduct(a.low, b.low);
      addProduct(a.low, b.high);
    }
    if (b.low != 0) {
      addProduct(a.high, b.low);
    }
    addProduct(a.high, b.high);
  }

  void clear() {
    high = 0;
    low = 0;
  }

  double value() {
    return high;
  }

  /** The sum as it is held. */
  BigDecimal exactly() {
    return new BigDecimal(high).add(new BigDecimal(low));
  }
}

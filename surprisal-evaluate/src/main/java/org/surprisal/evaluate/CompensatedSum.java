package org.surprisal.evaluate;

import java.math.BigDecimal;

/**
 * A running sum of about twice the precision of a double: what each addition rounds off is summed
 * apart. Terms are taken one by one, so how a file was cut into blocks does not show in the bits.
 */
final class CompensatedSum {
  private double high;
  private double low;

  /** Adds {@code x}. */
  void add(double x) {
    double sum = high + x;
    double part = sum - high;
    low += (high - (sum - part)) + (x - part);
    high = sum;
  }

  /** Adds {@code a · b}, its rounding error included. */
  void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    low += Math.fma(a, b, -product);
  }

  boolean isFinite() {
    return Double.isFinite(high) && Double.isFinite(low);
  }

  /** The sum, rounded; not finite where a term or the sum was not. */
  double value() {
    return isFinite() ? high + low : high;
  }

  /**
   * The sum as it is held.
   *
   * @throws NumberFormatException unless {@link #isFinite()}
   */
  BigDecimal exactly() {
    return new BigDecimal(high).add(new BigDecimal(low));
  }
}

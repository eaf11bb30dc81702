package org.surprisal.kernel;

/** A sum and what its roundings lost, as two numbers for further exact work. */
final class SplitSum {
  private double high;
  private double low;

  void set(double value) {
    high = value;
    low = 0;
  }

  void add(double term) {
    double sum = high + term;
    double part = sum - high;
    low += (high - (sum - part)) + (term - part);
    high = sum;
  }

  /** The sum as rounding gives it. */
  double high() {
    return high;
  }

  /** What {@link #high} lacks. */
  double low() {
    return low;
  }
}

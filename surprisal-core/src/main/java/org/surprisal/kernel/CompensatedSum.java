package org.surprisal.kernel;

/**
 * A sum in the order of its terms that carries what rounding loses (Neumaier,
 * "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974,
 * doi:10.1002/zamm.19740540106): about one rounding in all, unless terms cancel by more than 2⁵³.
 */
final class CompensatedSum {
  private double high;
  private double low;

  void clear() {
    high = 0;
    low = 0;
  }

  void add(double term) {
    double sum = high + term;
    double part = sum - high;
    low += (high - (sum - part)) + (term - part);
    high = sum;
  }

  /** Adds a · b without rounding the product first. */
  void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    low += Math.fma(a, b, -product);
  }

  /** The sum; where it overflowed, or a term was not finite, as the plain sum has it. */
  double value() {
    double sum = high + low;
    return Math.abs(high) <= Double.MAX_VALUE ? sum : high;
  }
}

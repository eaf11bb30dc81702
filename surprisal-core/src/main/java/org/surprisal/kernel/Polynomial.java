package org.surprisal.kernel;

/** Evaluation of polynomials of fixed degree in a fixed order of operations. */
final class Polynomial {
  private Polynomial() {}

  /** c₀ + c₁x + … by Horner's rule, one fused multiply-add for each degree. */
  static double horner(double[] coefficients, double x) {
    double sum = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = Math.fma(sum, x, coefficients[i]);
    }
    return sum;
  }
}

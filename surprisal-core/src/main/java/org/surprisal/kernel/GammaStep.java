package org.surprisal.kernel;

/** ln Γ(x + ½) − ln Γ(x), of which two logarithms of Γ would leave few digits for a large x. */
public final class GammaStep {
  /** From here on the asymptotic series is used. */
  private static final double LARGE = 12;

  /**
   * ln Γ(x + ½) − ln Γ(x) − ½ ln x as a series in 1/x, times x, in 1/x²: the coefficients are
   * (−1)^(k+1) (B_{k+1}(½) − B_{k+1})/(k (k+1)), Bernoulli's polynomials and numbers.
   */
  private static final double[] SERIES = {
    -0.125,
    0.005208333333333333,
    -0.0015625,
    0.0011858258928571428,
    -0.001681857638888889,
    0.0038341175426136365,
    -0.012819730318509616,
    0.059100405375162764,
  };

  private GammaStep() {}

  /**
   * ln Γ(x + ½) − ln Γ(x) − ½ ln x for x ≥ 0: −∞ at 0, 0 at ∞, between them negative; NaN below.
   * Error below 2·10⁻¹⁵ where x &lt; 12, and relative to the result beyond.
   */
  public static double half(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    if (x >= LARGE) {
      return series(x);
    }
    // Γ(x + k + ½)/Γ(x + k) is (x + k − ½)/(x + k − 1) times that of k − 1
    double above = x + 1;
    double product = 1;
    for (; above < LARGE; above++) {
      product *= (above + 0.5) / above;
    }
    double factor = product * (x + 0.5);
    return Math.fma(0.5, Logarithm.log(x * above / (factor * factor)), series(above));
  }

  private static double series(double x) {
    double inverse = 1 / x;
    return inverse * Polynomial.horner(SERIES, inverse * inverse);
  }
}

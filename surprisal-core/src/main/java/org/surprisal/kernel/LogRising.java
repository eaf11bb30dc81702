package org.surprisal.kernel;

/** The logarithm of the rising factorial, as the negative binomial distribution needs it. */
public final class LogRising {
  /** From here on Stirling's series of ln Γ is as exact as a double. */
  private static final double SERIES = 8;

  private static final int STEPS = 8;

  /** Below it (1 + w) ln(1 + w) − w is taken by its distance from 0. */
  private static final double NEAR = 3;

  /** Below it (1 + w) ln(1 + w) − w is w²/2. */
  private static final double TINY = 0x1p-60;

  private LogRising() {}

  /**
   * ln Γ(y + 1/φ) − ln Γ(1/φ) + y ln φ for y, φ ≥ 0, which for an integer y is the sum of ln(1 +
   * kφ) over k &lt; y: 0 at φ = 0. NaN where one is negative. Error below 1e-13 of y |ln y| + y |ln
   * φ|.
   */
  public static double logRising(double y, double phi) {
    if (!(y >= 0 && phi >= 0)) {
      return Double.NaN;
    }
    if (y == 0 || phi == 0) {
      return 0;
    }
    double size = 1 / phi;
    if (size >= SERIES) {
      return series(y, size, y * phi);
    }
    double shifted = size + STEPS;
    double sum = series(y, shifted, y / shifted) - logOnePlus(y, phi);
    for (int k = 1; k < STEPS; k++) {
      sum -= Logarithm.log1p(y / (size + k));
    }
    return Math.fma(y, logOnePlus(STEPS, phi), sum); // y (ln(size + 8) − ln size)
  }

  /** ln(1 + ab), also where ab overflows. */
  private static double logOnePlus(double a, double b) {
    double product = a * b;
    return product < Double.POSITIVE_INFINITY
        ? Logarithm.log1p(product)
        : Logarithm.log(a) + Logarithm.log(b);
  }

  /** ln Γ(y + r) − ln Γ(r) − y ln r for r ≥ 8, w being y/r. */
  private static double series(double y, double r, double w) {
    double log = Logarithm.log1p(w);
    double excess =
        w < NEAR ? -(1 + w) * Logarithm.log1pMinus(-w / (1 + w)) : Math.fma(1 + w, log, -w);
    // w² could underflow while r w² does not.
    double power = w < TINY ? 0.5 * y * w : r * excess;
    return power - 0.5 * log + Gamma.binetDifference(y, r);
  }
}

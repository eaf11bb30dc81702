package org.surprisal.kernel;

/**
 * ln Γ and its kin for x ≥ 0, in IEEE operations and fused multiply-add only.
 *
 * <p>Polynomials are Chebyshev interpolants made by reference/elementary_coefficients.py; where a
 * name ends in a_b the variable is v = (x − c)/(x + c) with c² = ab, where it ends in 6 it is 1/x².
 */
public final class Gamma {
  /** 1 − Euler's constant, the slope of ln Γ at 2. */
  private static final double SLOPE = 0.42278433509846713;

  private static final double SLOPE_LOW = 4.942915152430645e-18;

  /** Minus Euler's constant, the slope of ln Γ at 1. */
  private static final double MINUS_EULER = -0.5772156649015329;

  /** ln(2π)/2. */
  private static final double HALF_LN_TWO_PI = 0.9189385332046728;

  private static final double SQRT_3 = 1.7320508075688772;
  private static final double SQRT_18 = 4.242640687119285;

  /** (ln Γ(2 + w)/w − (1 − Euler))/w: degree 17 on [-0.5, 0.5]. */
  private static final double[] LGAMMA2 = {
    0.3224670334241132,
    -0.0673523010531981,
    0.02058080842778338,
    -0.007385551028673429,
    0.002890510330865901,
    -0.00119275391176255,
    0.0005096695196526673,
    -0.00022315475602710603,
    9.945761692157133e-05,
    -4.492628637818162e-05,
    2.050601970174762e-05,
    -9.43891959627718e-06,
    4.3828545383846665e-06,
    -2.043022895180944e-06,
    9.242852225162277e-07,
    -4.3454173670260496e-07,
    2.7475390051909663e-07,
    -1.3029870239068415e-07,
  };

  /** ln Γ(x) − (x − ½) ln x + x − ½ ln 2π: degree 17 on [-0.26794919, 0.26794919]. */
  private static final double[] BINET_1_3 = {
    0.04761977564970549,
    -0.09340901427754092,
    0.08839698697289028,
    -0.08138445223916038,
    0.07368618355545554,
    -0.06627894127087895,
    0.05965620743540656,
    -0.05394233141612453,
    0.04907438398693429,
    -0.044929229330367464,
    0.04137797272584647,
    -0.038322230310276,
    0.03577637562595696,
    -0.03345050419276448,
    0.029924219274918232,
    -0.028174224730458143,
    0.037583499420713276,
    -0.0356775968465366,
  };

  /** The same: degree 15 on [-0.17157288, 0.17157288]. */
  private static final double[] BINET_3_6 = {
    0.019606036219162216,
    -0.03907093371892328,
    0.03865575176955279,
    -0.037990060295763066,
    0.03710947184825516,
    -0.03605716147895947,
    0.03487902256483359,
    -0.03361937386751093,
    0.03231775144629967,
    -0.031007278547782947,
    0.02971734912005765,
    -0.028459573313664856,
    0.027105973662172704,
    -0.02595950725461685,
    0.02789759407112248,
    -0.026755072376545255,
  };

  /** The same times x: degree 10 on [0, 0.027777778]. */
  private static final double[] BINET_6 = {
    0.08333333333333333,
    -0.002777777777777777,
    0.0007936507936494171,
    -0.0005952380944558443,
    0.0008417506122351991,
    -0.0019174872784439869,
    0.0064059319516007905,
    -0.02924121013053279,
    0.16487829707217339,
    -0.9208728736791036,
    3.2564280001734427,
  };

  private Gamma() {}

  /**
   * ln Γ(x) for x ≥ 0; +∞ at 0, NaN below. Error below 2.5 ulp (measured 2.06), also near the zeros
   * 1 and 2.
   */
  public static double lgamma(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (x < 0.5) {
      return x < 0x1p-60 ? -Logarithm.log(x) : lgamma1p(x) - Logarithm.log(x);
    }
    if (x <= 1.5) {
      return nearOne(x - 1);
    }
    if (x <= 2.5) {
      return nearTwo(x - 2);
    }
    return x < 6 ? between(x, 1) : stirlingSeries(x, -0.5);
  }

  /**
   * ln Γ(1 + x) for x ≥ 0, which is −0.577 x + … near 0; NaN below. Error below 2.5 ulp (measured
   * 1.98), also near the zeros 0 and 1.
   */
  public static double lgamma1p(double x) {
    if (!(x >= 0)) {
      return Double.NaN;
    }
    if (x <= 0.5) {
      return nearOne(x);
    }
    if (x <= 1.5) {
      return nearTwo(x - 1);
    }
    return x < 6 ? between(x, x) : stirlingSeries(x, 0.5);
  }

  /**
   * ln Γ(x + 1) − x ln x + x for x ≥ 0, what Stirling's x ln x − x leaves of ln x!; 0 at 0, NaN
   * below. Error below 2.6 ulp (measured 2.24).
   */
  public static double stirling(double x) {
    if (!(x > 0)) {
      return x == 0 ? 0 : Double.NaN;
    }
    if (x < 0x1p-60) {
      return tinyStirling(x);
    }
    if (x < 1) {
      return Math.fma(-x, Logarithm.log(x), x) + lgamma1p(x);
    }
    // ln Γ(x+1) − x ln x + x = ½ ln x + ½ ln 2π + Binet(x), all of one sign
    return Math.fma(0.5, Logarithm.log(x), HALF_LN_TWO_PI + binet(x));
  }

  /**
   * Digamma, the derivative of ln Γ; −∞ at 0, NaN below. Error below 2.6 ulp (measured 2.24), also
   * near its zero.
   */
  public static double digamma(double x) {
    return Polygamma.digamma(x);
  }

  /**
   * Trigamma, the derivative of digamma; +∞ at 0, NaN below. Error below 2.6 ulp (measured 2.30).
   */
  public static double trigamma(double x) {
    return Polygamma.trigamma(x);
  }

  /**
   * x (1 − Euler − ln x), multiplied far above the subnormals so that only one rounding is there.
   */
  private static double tinyStirling(double x) {
    DoubleDouble factor = Logarithm.logPair(x).plus(-SLOPE);
    double large = x * 0x1p200;
    return Math.fma(-large, factor.high(), -large * factor.low()) * 0x1p-200;
  }

  /** ln Γ(2 + w) for |w| ≤ ½. */
  private static double nearTwo(double w) {
    return w * Math.fma(w, Polynomial.horner(LGAMMA2, w), SLOPE);
  }

  /**
   * ln Γ(1 + w) = ln Γ(2 + w) − ln(1 + w) for |w| ≤ ½, the difference of the linear parts exact.
   */
  private static double nearOne(double w) {
    if (Math.abs(w) < 0x1p-60) {
      return w * MINUS_EULER + 0.0;
    }
    DoubleDouble log = Logarithm.log1pPair(w);
    DoubleDouble linear = DoubleDouble.product(SLOPE, w);
    DoubleDouble difference = DoubleDouble.sum(linear.high(), -log.high());
    double low = difference.low() + (linear.low() + w * SLOPE_LOW - log.low());
    double rest = w * w * Polynomial.horner(LGAMMA2, w);
    return difference.high() + (low + rest);
  }

  /** ln(factor · Γ(x)) for 1.5 ≤ x &lt; 6, by at most four steps down into [1.5, 2.5]. */
  private static double between(double x, double factor) {
    double argument = x;
    double product = factor;
    for (int i = 0; i < 4; i++) {
      boolean above = argument > 2.5;
      argument = above ? argument - 1 : argument;
      product = above ? product * argument : product;
    }
    return Logarithm.log(product) + nearTwo(argument - 2);
  }

  /** (x + half) ln x − x + ½ ln 2π + Binet(x) for x ≥ 6, half being ±½. */
  private static double stirlingSeries(double x, double half) {
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    DoubleDouble log = Logarithm.logPair(x);
    // x (ln x − 1) first, so that nothing overflows before the result does.
    DoubleDouble less = log.plus(-1);
    double product = x * less.high();
    if (!(product < Double.POSITIVE_INFINITY)) {
      return product;
    }
    double tail = Math.fma(x, less.high(), -product) + x * less.low();
    DoubleDouble sum = DoubleDouble.sum(product, half * log.high());
    double rest = HALF_LN_TWO_PI + binet(x);
    return sum.high() + (sum.low() + tail + rest);
  }

  /** ln Γ(x) − (x − ½) ln x + x − ½ ln 2π for x ≥ 1, about 1/(12x). */
  private static double binet(double x) {
    if (x < 3) {
      return Polynomial.horner(BINET_1_3, (x - SQRT_3) / (x + SQRT_3));
    }
    if (x < 6) {
      return Polynomial.horner(BINET_3_6, (x - SQRT_18) / (x + SQRT_18));
    }
    double inverse = 1 / x;
    return inverse * Polynomial.horner(BINET_6, inverse * inverse);
  }

  /**
   * Binet(y + r) − Binet(r) for r ≥ 8 and y ≥ 0, relatively accurate as y → 0: the polynomial in
   * 1/x² by its divided difference.
   */
  static double binetDifference(double y, double r) {
    double a = 1 / (y + r);
    double b = 1 / r;
    double difference = -y * a * b; // a − b
    double square = a * a;
    double other = b * b;
    double value = BINET_6[BINET_6.length - 1];
    double divided = 0;
    for (int i = BINET_6.length - 2; i >= 0; i--) {
      divided = Math.fma(divided, other, value);
      value = Math.fma(value, square, BINET_6[i]);
    }
    return difference * Math.fma(b * (a + b), divided, value);
  }
}

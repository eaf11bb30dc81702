package org.surprisal.kernel;

/**
 * The logarithm of the normal distribution function and its derivatives, accurate in both tails.
 *
 * <p>Polynomials are Chebyshev interpolants made by reference/elementary_coefficients.py, in v = (a
 * − c)/(a + c), where c² is the product of the ends of the interval.
 */
public final class NormalTail {
  private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;

  /** From here down the distribution function is e^(−a²/2) times a ratio of a = −x. */
  private static final double TAIL = -0.6875;

  /** From here on Φ is 1, and the density may be subnormal. */
  private static final double FAR = 20;

  private static final double SHIFT = 100;

  /** e⁻¹⁰⁰/√(2π). */
  private static final double SCALE = 1.4840955931403377e-44;

  /** e^(−x²/2) is 0 from here on. */
  private static final double NOTHING = 40;

  private static final double SQRT_1_375 = 1.1726039399558574;
  private static final double SQRT_10 = 3.1622776601683795;
  private static final double SQRT_60 = 7.745966692414834;

  /** m (m − a) with m = φ(a)/Φ(−a) for 0.6875 ≤ a ≤ 2: degree 14 on [-0.260794, 0.260794]. */
  private static final double[] SLOPE_LOW = {
    0.8199471477531046,
    0.2438610284782701,
    0.04881614271218205,
    -0.046065390438925796,
    -0.061128620221022736,
    -0.03637806891984492,
    -0.005543171985146485,
    0.013704961766196679,
    0.018173439378837978,
    0.01277046231674918,
    0.004281069995963391,
    -0.002394690767988046,
    -0.005390226064182363,
    -0.0051104324957141995,
    -0.002617514396264883,
  };

  /** The same for 2 ≤ a ≤ 5: degree 16 on [-0.22514823, 0.22514823]. */
  private static final double[] SLOPE_2_5 = {
    0.9343079121248292,
    0.18069315017707954,
    -0.1565413523620327,
    0.010223681265344916,
    0.0553789498523182,
    -0.014349622351507142,
    -0.0206194517360063,
    0.007238772968822834,
    0.008146434828878644,
    -0.0028219293591696436,
    -0.003330972682839565,
    0.0008770022057545654,
    0.0013465710981778072,
    -0.0001826319641520373,
    -0.0005113067835394259,
    3.6094059269337227e-09,
    0.00016429476167451073,
  };

  /** The same for 5 ≤ a ≤ 12: degree 16 on [-0.21543809, 0.21543809]. */
  private static final double[] SLOPE_5_12 = {
    0.9848018434241278,
    0.05559961892232795,
    -0.09277618474770136,
    0.10123656134814321,
    -0.082659611632884,
    0.0485398145193683,
    -0.013757404969013743,
    -0.010293334165935685,
    0.019543693879404814,
    -0.01683822220308954,
    0.008535411327741016,
    -0.0006043703504533526,
    -0.003754390621503525,
    0.004353375723840433,
    -0.0027234668314353202,
    0.0005050819632184993,
    0.0007310692339300265,
  };

  /** The same in 1/a² for a ≥ 12: degree 10 on [0, 0.0069444444]. */
  private static final double[] SLOPE_12 = {
    1.0,
    -0.9999999999999968,
    5.999999999981458,
    -49.99999995807627,
    517.9999512112523,
    -6353.966719438319,
    89767.74981896352,
    -1431368.8824929853,
    24905170.624267556,
    -421258324.8993447,
    4817663173.404221,
  };

  private NormalTail() {}

  /**
   * ln Φ(x), Φ being the standard normal distribution function: −x²/2 − ln(−x) − … for x → −∞,
   * −Φ(−x) for x → ∞. Error below 2.6 ulp (measured 2.147).
   */
  public static double logNormalCdf(double x) {
    if (x > TAIL) {
      return Logarithm.log1p(-Normal.normalCdf(-x)) + 0.0;
    }
    double half = x * (0.5 * x);
    return Logarithm.log(Normal.tailRatio(-x)) - half;
  }

  /**
   * φ(x)/Φ(x), the inverse Mills ratio and derivative of ln Φ: near −x for x → −∞. Error below 2.6
   * ulp (measured 2.076).
   */
  public static double mills(double x) {
    double a = -x;
    if (x > FAR) {
      return x > NOTHING ? 0.0 : scaledDensity(x) * SCALE;
    }
    if (x > TAIL) {
      double square = x * x;
      double tail = Math.fma(x, x, -square);
      double density = ONE_OVER_SQRT_TWO_PI * Exponential.exp(-0.5 * square, -0.5 * tail);
      return density / Normal.normalCdf(x);
    }
    // Far out the ratio may be subnormal; a times it is not.
    return a < 12
        ? ONE_OVER_SQRT_TWO_PI / Normal.tailRatio(a)
        : a * (ONE_OVER_SQRT_TWO_PI / Normal.farRatio(a));
  }

  /** e¹⁰⁰ √(2π) times the density, for x from 20 to 40: nowhere subnormal. */
  private static double scaledDensity(double x) {
    double square = x * x;
    double tail = Math.fma(x, x, -square);
    return Exponential.exp(SHIFT - 0.5 * square, -0.5 * tail);
  }

  /**
   * −m (x + m) with m = φ(x)/Φ(x), the derivative of m: −1 + 1/x² − … for x → −∞, where x + m
   * cancels. Error below 9 ulp (measured 8.044), 2 ulp in the tails.
   */
  public static double millsSlope(double x) {
    double a = -x;
    if (x > FAR) {
      return x > NOTHING ? 0.0 : -(x * scaledDensity(x)) * SCALE;
    }
    if (x > TAIL) {
      double m = mills(x);
      return -m * (x + m);
    }
    if (a < 2) {
      return -Polynomial.horner(SLOPE_LOW, (a - SQRT_1_375) / (a + SQRT_1_375));
    }
    if (a < 5) {
      return -Polynomial.horner(SLOPE_2_5, (a - SQRT_10) / (a + SQRT_10));
    }
    if (a < 12) {
      return -Polynomial.horner(SLOPE_5_12, (a - SQRT_60) / (a + SQRT_60));
    }
    return -Polynomial.horner(SLOPE_12, 1 / (a * a));
  }
}

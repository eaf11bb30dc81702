package org.surprisal.kernel;

/**
 * The error function and the normal distribution, in IEEE operations and fused multiply-add only.
 *
 * <p>Polynomials are Chebyshev interpolants made by reference/elementary_coefficients.py; those of the
 * ratio e^(a²/2) Φ(−a) are in v = (a − c)/(a + c), where c² is the product of the ends of the interval.
 */
public final class Normal {
  private static final double SQRT_2 = 1.4142135623730951;
  private static final double SQRT_HALF = 0.7071067811865476;

  /** Below this the tail is ½ − ½ erf without cancellation, and Φ(0) = ½ exactly. */
  private static final double CENTRE = 0.6875;

  private static final double SQRT_1_375 = 1.1726039399558574;
  private static final double SQRT_10 = 3.1622776601683795;
  private static final double SQRT_60 = 7.745966692414834;

  /** erf(x)/x in x² for |x| ≤ 1: degree 12 on [0, 1]. */
  private static final double[] ERF = {
    1.1283791670955126,
    -0.3761263890318375,
    0.11283791670954879,
    -0.026866170645076792,
    0.0052239776248180145,
    -0.000854832698083379,
    0.0001205533111164271,
    -1.4925595266831182e-05,
    1.6461000484121368e-06,
    -1.6350312701054695e-07,
    1.4659775274047436e-08,
    -1.1372848856791674e-09,
    5.957176147748911e-11,
  };

  /** e^(a²/2) Φ(−a) for 0.6875 ≤ a ≤ 2: degree 16 on [-0.260794, 0.260794]. */
  private static final double[] MILLS_LOW = {
    0.23959778905880008,
    -0.27670865971568853,
    0.0017108530869399299,
    0.028049043146547183,
    0.01182683118092591,
    0.0005121892856634973,
    -0.0026932831948093625,
    -0.002121802933776988,
    -0.000844912981570893,
    -4.244921903400805e-06,
    0.00029754524160350307,
    0.00028070827618136804,
    0.00015753289840576278,
    4.588544621934318e-05,
    -1.85781236509833e-05,
    -4.502813908838199e-05,
    -3.612826353695006e-05,
  };

  /** The same for 2 ≤ a ≤ 5: degree 17 on [-0.22514823, 0.22514823]. */
  private static final double[] MILLS_2_5 = {
    0.11616314718823254,
    -0.1998695782555093,
    0.12469758295404838,
    -0.05188189117946672,
    0.010330434724158325,
    0.0018536548214058382,
    -0.0013540461659886157,
    -0.0001233916148414252,
    0.0001876406958610619,
    2.836724833879113e-05,
    -2.810434392243365e-05,
    -9.332932253194437e-06,
    3.4753512912566186e-06,
    2.684625564744381e-06,
    7.406762796209677e-09,
    -5.835645502579355e-07,
    -1.8413996170445276e-07,
    6.606214680904397e-08,
  };

  /** The same for 5 ≤ a ≤ 12: degree 16 on [-0.21543809, 0.21543809]. */
  private static final double[] MILLS_5_12 = {
    0.050684546720146134,
    -0.09824162595349696,
    0.08940642325422131,
    -0.07635363550908657,
    0.06111791108889122,
    -0.045775286253306756,
    0.03200164114613447,
    -0.020815276296207035,
    0.012542125980224725,
    -0.006959596160899846,
    0.003527652679888147,
    -0.0016143204978501596,
    0.0006551030266890157,
    -0.0002287304154063776,
    6.4678130119771e-05,
    -1.2338174283043105e-05,
    2.1922670971662257e-07,
  };

  /** The same times a, in 1/a², for a ≥ 12: degree 9 on [0, 0.0069444444]. */
  private static final double[] MILLS_12 = {
    0.3989422804014327,
    -0.39894228040143076,
    1.1968268411951564,
    -5.984134189060615,
    41.888923400393296,
    -376.99169363490074,
    4144.067852974474,
    -53292.95227957323,
    727821.7798729453,
    -7481031.649363432,
  };

  private Normal() {}

  /** erf x = 2/√π ∫₀ˣ e^(−t²) dt. Error below 4 ulp. */
  public static double erf(double x) {
    double size = Math.abs(x);
    if (size < 1) {
      return x * Polynomial.horner(ERF, x * x);
    }
    // 1 − erf 6 is below half an ulp of 1.
    double bounded = size > 6 ? 6 : size;
    double square = bounded * bounded;
    double tail = Math.fma(bounded, bounded, -square);
    double result = 1 - Exponential.exp(-square, -tail) * (2 * tailRatio(bounded * SQRT_2));
    return x < 0 ? -result : result;
  }

  /**
   * Φ(x), the standard normal distribution function, relatively accurate down to the smallest
   * subnormal. Error below 4 ulp.
   */
  public static double normalCdf(double x) {
    double size = Math.abs(x);
    if (size < CENTRE) {
      double z = x * SQRT_HALF;
      return Math.fma(0.5 * z, Polynomial.horner(ERF, 0.5 * x * x), 0.5);
    }
    // Φ(−39) is below half the smallest subnormal.
    double bounded = size > 39 ? 39 : size;
    double square = bounded * bounded;
    double tail = Math.fma(bounded, bounded, -square);
    double lower = Exponential.exp(-0.5 * square, -0.5 * tail) * tailRatio(bounded);
    return x > 0 ? 1 - lower : lower;
  }

  /** e^(a²/2) Φ(−a) for a ≥ 0.6875. */
  private static double tailRatio(double a) {
    if (a < 2) {
      return Polynomial.horner(MILLS_LOW, (a - SQRT_1_375) / (a + SQRT_1_375));
    }
    if (a < 5) {
      return Polynomial.horner(MILLS_2_5, (a - SQRT_10) / (a + SQRT_10));
    }
    if (a < 12) {
      return Polynomial.horner(MILLS_5_12, (a - SQRT_60) / (a + SQRT_60));
    }
    double inverse = 1 / a;
    return inverse * Polynomial.horner(MILLS_12, inverse * inverse);
  }
}

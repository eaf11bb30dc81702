package org.surprisal.kernel;

/**
 * The error function and the normal distribution, in IEEE operations and fused multiply-add only.
 *
 * <p>Polynomials are Chebyshev interpolants made by reference/elementary_coefficients.py.
 */
public final class Normal {
  private static final double SQRT_HALF = 0.7071067811865476;
  private static final double SQRT_2 = 1.4142135623730951;
  private static final double SQRT_3 = 1.7320508075688772;
  private static final double SQRT_24 = 4.898979485566356;

  /** erf(x)/x in x²: degree 12 on [0, 1]. */
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

  /** e^(z²) erfc z in (z + 1 − √2)/(z + 1 + √2) for 0 ≤ z ≤ 1: degree 16 on [-0.17157288, 0.17157288]. */
  private static final double[] ERFCX_0_1 = {
    0.6624638277927793,
    -1.639288940253799,
    1.7398752249835219,
    -0.9845435731182656,
    0.12871520553543742,
    0.14821109619643946,
    -0.02832029015197185,
    -0.03719029602310415,
    -0.0005104839680604753,
    0.009969363479999662,
    0.003748042091559985,
    -0.0014439270378697184,
    -0.0018802704849007097,
    -0.0005137971250847349,
    0.00034837101876792004,
    0.00038503927549565607,
    0.00011693416468137027,
  };

  /** The same in (z − √3)/(z + √3) for 1 ≤ z ≤ 3: degree 16 on [-0.26794919, 0.26794919]. */
  private static final double[] ERFCX_1_3 = {
    0.28734124953345624,
    -0.4607251008218844,
    0.2230192886482842,
    -0.04405957057594793,
    -0.011965087756771941,
    0.005339551881221353,
    0.001998198177605777,
    -0.0005618659044975767,
    -0.00047912557022290275,
    -2.250433037661862e-05,
    9.387795856576573e-05,
    4.0677726632943306e-05,
    -5.161214987738416e-06,
    -1.2579298434739746e-05,
    -4.9062513670800465e-06,
    1.032572274747284e-06,
    1.8042533983380055e-06,
  };

  /** The same in (z − √24)/(z + √24) for 3 ≤ z ≤ 8: degree 14 on [-0.24040821, 0.24040821]. */
  private static final double[] ERFCX_3_8 = {
    0.11290171377607303,
    -0.2172482605797252,
    0.19339975409647414,
    -0.15910443869136873,
    0.12069088637750064,
    -0.08413418583575306,
    0.05363775195235608,
    -0.031057397926183325,
    0.016169772386930077,
    -0.007456177535743343,
    0.0029711393749346717,
    -0.000977809236699354,
    0.00023886706389853886,
    -2.615841527898571e-05,
    -9.079527990853476e-06,
  };

  /** The same times z in 1/z² for z ≥ 8: degree 9 on [0, 0.015625]. */
  private static final double[] ERFCX_8 = {
    0.5641895835477563,
    -0.28209479177387453,
    0.42314218765313183,
    -1.0578554628098449,
    3.702491472744577,
    -16.66057448672644,
    91.53972990498953,
    -586.5240186310999,
    3933.1437972155836,
    -19269.359025840087,
  };

  private Normal() {}

  /** erf x = 2/√π ∫₀ˣ e^(−t²) dt. Error below 4 ulp. */
  public static double erf(double x) {
    double size = Math.abs(x);
    if (size < 1) {
      return x * Polynomial.horner(ERF, x * x);
    }
    // erfc 6 is below half an ulp of 1.
    double bounded = size > 6 ? 6 : size;
    double square = bounded * bounded;
    double tail = Math.fma(bounded, bounded, -square);
    double result = 1 - Exponential.exp(-square, -tail) * scaledErfc(bounded);
    return x < 0 ? -result : result;
  }

  /** Φ(x) = ½ erfc(−x/√2), relatively accurate down to the smallest subnormal. Error below 4 ulp. */
  public static double normalCdf(double x) {
    double size = Math.abs(x);
    // Φ(−39) is below half the smallest subnormal.
    double bounded = size > 39 ? 39 : size;
    double square = bounded * bounded;
    double tail = Math.fma(bounded, bounded, -square);
    double density = Exponential.exp(-0.5 * square, -0.5 * tail);
    double lower = density * (0.5 * scaledErfc(bounded * SQRT_HALF));
    return x > 0 ? 1 - lower : lower;
  }

  /** e^(z²) erfc z for z ≥ 0. */
  private static double scaledErfc(double z) {
    if (z < 1) {
      return Polynomial.horner(ERFCX_0_1, (z - (SQRT_2 - 1)) / (z + (SQRT_2 + 1)));
    }
    if (z < 3) {
      return Polynomial.horner(ERFCX_1_3, (z - SQRT_3) / (z + SQRT_3));
    }
    if (z < 8) {
      return Polynomial.horner(ERFCX_3_8, (z - SQRT_24) / (z + SQRT_24));
    }
    double inverse = 1 / z;
    return inverse * Polynomial.horner(ERFCX_8, inverse * inverse);
  }
}

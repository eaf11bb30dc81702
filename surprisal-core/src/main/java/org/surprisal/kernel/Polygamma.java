package org.surprisal.kernel;

/**
 * The first two derivatives of ln Γ for x ≥ 0.
 *
 * <p>Polynomials are Chebyshev interpolants made by reference/elementary_coefficients.py; where a name
 * ends in a_b the variable is v = (x − c)/(x + c) with c² = ab, where it ends in 6 it is 1/x².
 */
final class Polygamma {
  /** The zero of the digamma function, 1.4616321449683623…, less 1. */
  private static final double ZERO = 0.46163214496836236;

  private static final double ZERO_LOW = -1.5522348162858677e-17;

  private static final double SQRT_2 = 1.4142135623730951;
  private static final double SQRT_12 = 3.4641016151377544;

  /** Digamma over the distance from its zero: degree 16 on [-0.17157288, 0.17157288]. */
  private static final double[] DIGAMMA_1_2 = {
    0.9892667326182462,
    -1.3249266898427035,
    0.941929931596147,
    -1.0028057395088517,
    0.9509691481750709,
    -0.9794533840302436,
    0.9592053728261656,
    -0.9738528189014355,
    0.9626645471445312,
    -0.9714714182688682,
    0.964349648626347,
    -0.9704200222209437,
    0.9654870894098952,
    -0.962601582487235,
    0.9589985019852627,
    -1.0996695635882068,
    1.0966114073660111,
  };

  /** ln x − 1/(2x) − digamma: degree 19 on [-0.26794919, 0.26794919]. */
  private static final double[] DIGAMMA_2_6 = {
    0.006888694610787571,
    -0.027339640894965603,
    0.05384797707132015,
    -0.0788028275066407,
    0.10167206734297622,
    -0.12214933715858524,
    0.14014384885581918,
    -0.15573720988152312,
    0.16912590394528018,
    -0.18056618802144636,
    0.1903330930530771,
    -0.19868189985040338,
    0.20576629641004218,
    -0.21194997786998354,
    0.21892735514758305,
    -0.22363479705304928,
    0.20873735853112554,
    -0.21222789637079326,
    0.34012539020161264,
    -0.34406508175306433,
  };

  /** The same times x²: degree 10 on [0, 0.027777778]. */
  private static final double[] DIGAMMA_6 = {
    0.08333333333333333,
    -0.008333333333333314,
    0.003968253968225959,
    -0.004166666650734133,
    0.007575752893996936,
    -0.02109198567330642,
    0.08324461700344404,
    -0.4368779085363311,
    2.7467820680228754,
    -16.496233647646587,
    60.828588618577236,
  };

  /** Trigamma: degree 17 on [-0.17157288, 0.17157288]. */
  private static final double[] TRIGAMMA_1_2 = {
    1.0114791294395424,
    -2.725861085165868,
    4.286530821763287,
    -6.091309959897903,
    8.023345746315602,
    -10.005060729701453,
    12.001066648746232,
    -14.000226607823622,
    16.000044391692438,
    -18.00001005622747,
    19.99984586818088,
    -21.999835756508002,
    24.00891926287921,
    -26.00940830114836,
    27.704423114974656,
    -29.688193068076476,
    37.20643365613606,
    -39.49311484807243,
  };

  /** Trigamma − 1/x − 1/(2x²): degree 21 on [-0.26794919, 0.26794919]. */
  private static final double[] TRIGAMMA_2_6 = {
    0.003946137257564024,
    -0.02343684654384785,
    0.06915790657039564,
    -0.14249021799081876,
    0.2396771070237015,
    -0.3563759100005421,
    0.4882410657827111,
    -0.6313601808922795,
    0.782493218754607,
    -0.9391331906661551,
    1.0994434489338814,
    -1.262143631274726,
    1.4264379454125087,
    -1.5916174515616053,
    1.7555057334457167,
    -1.9215382661674543,
    2.119225618884429,
    -2.2872305187600994,
    2.129069864310585,
    -2.280358352331038,
    4.344933693486586,
    -4.595031320808092,
  };

  /** The same times x³: degree 11 on [0, 0.027777778]. */
  private static final double[] TRIGAMMA_6 = {
    0.16666666666666666,
    -0.0333333333333333,
    0.023809523809461493,
    -0.03333333329091027,
    0.0757575607314297,
    -0.25311038408120007,
    1.166237521101838,
    -7.0531565574358215,
    52.531255930022255,
    -422.4785625678043,
    2887.5268638555503,
    -11096.054418525982,
  };

  private Polygamma() {}

  /** Digamma, the derivative of ln Γ; −∞ at 0, NaN below. Error below 4 ulp, also near its zero. */
  static double digamma(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    if (x < 1) {
      return digammaOneTwo(x) - 1 / x;
    }
    if (x <= 2) {
      return digammaOneTwo(x - 1);
    }
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    double inverse = 1 / x;
    double square = inverse * inverse;
    double gap =
        x < 6
            ? Polynomial.horner(DIGAMMA_2_6, (x - SQRT_12) / (x + SQRT_12))
            : square * Polynomial.horner(DIGAMMA_6, square);
    return Logarithm.log(x) - Math.fma(0.5, inverse, gap);
  }

  /** Trigamma, the derivative of digamma; +∞ at 0, NaN below. Error below 4 ulp. */
  static double trigamma(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    double inverse = 1 / x;
    double square = inverse * inverse;
    if (x < 1) {
      return square + trigammaOneTwo(1 + x);
    }
    if (x <= 2) {
      return trigammaOneTwo(x);
    }
    double gap =
        x < 6
            ? Polynomial.horner(TRIGAMMA_2_6, (x - SQRT_12) / (x + SQRT_12))
            : square * inverse * Polynomial.horner(TRIGAMMA_6, square);
    return inverse + Math.fma(0.5, square, gap);
  }

  /** Digamma of 1 + w for 0 ≤ w ≤ 1, by its distance from the zero. */
  private static double digammaOneTwo(double w) {
    double distance = (w - ZERO) - ZERO_LOW;
    double v = (w - (SQRT_2 - 1)) / (w + (SQRT_2 + 1));
    return distance * Polynomial.horner(DIGAMMA_1_2, v);
  }

  private static double trigammaOneTwo(double x) {
    return Polynomial.horner(TRIGAMMA_1_2, (x - SQRT_2) / (x + SQRT_2));
  }
}

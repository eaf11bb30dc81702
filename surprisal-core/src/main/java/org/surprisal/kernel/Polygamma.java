package org.surprisal.kernel;

/**
 * The first two derivatives of ln Γ for x ≥ 0.
 *
 * <p>Polynomials are Chebyshev interpolants made by reference/elementary_coefficients.py; where a
 * name ends in a_b the variable is v = (x − c)/(x + c) with c² = ab, where it ends in 6 it is 1/x².
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
    0.9509691481750708,
    -0.9794533840302436,
    0.9592053728261655,
    -0.9738528189014355,
    0.9626645471445311,
    -0.9714714182688682,
    0.9643496486263469,
    -0.9704200222209436,
    0.9654870894098952,
    -0.9626015824872349,
    0.9589985019852626,
    -1.0996695635882068,
    1.0966114073660118,
  };

  /** ln x − 1/(2x) − digamma: degree 19 on [-0.26794919, 0.26794919]. */
  private static final double[] DIGAMMA_2_6 = {
    0.0068886946107875715,
    -0.027339640894965607,
    0.053847977071320156,
    -0.07880282750664071,
    0.10167206734297624,
    -0.12214933715858525,
    0.1401438488558192,
    -0.15573720988152312,
    0.16912590394528018,
    -0.18056618802144636,
    0.1903330930530771,
    -0.19868189985040338,
    0.2057662964100422,
    -0.21194997786998354,
    0.21892735514758307,
    -0.2236347970530493,
    0.20873735853112557,
    -0.2122278963707933,
    0.34012539020161264,
    -0.34406508175306416,
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
    1.0114791294395422,
    -2.7258610851658673,
    4.286530821763286,
    -6.091309959897902,
    8.0233457463156,
    -10.005060729701453,
    12.00106664874623,
    -14.00022660782362,
    16.000044391692434,
    -18.000010056227467,
    19.99984586818088,
    -21.999835756508,
    24.008919262879207,
    -26.009408301148355,
    27.704423114974652,
    -29.68819306807647,
    37.20643365613606,
    -39.49311484807245,
  };

  /** Trigamma − 1/x − 1/(2x²): degree 21 on [-0.26794919, 0.26794919]. */
  private static final double[] TRIGAMMA_2_6 = {
    0.0039461372575640245,
    -0.023436846543847853,
    0.06915790657039565,
    -0.1424902179908188,
    0.23967710702370154,
    -0.35637591000054214,
    0.4882410657827112,
    -0.6313601808922795,
    0.7824932187546071,
    -0.9391331906661553,
    1.0994434489338816,
    -1.2621436312747263,
    1.426437945412509,
    -1.5916174515616055,
    1.755505733445717,
    -1.9215382661674547,
    2.1192256188844296,
    -2.2872305187600994,
    2.1290698643105856,
    -2.280358352331039,
    4.344933693486586,
    -4.595031320808089,
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

  /** Digamma, as {@link Gamma#digamma} states. */
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

  /** Trigamma, as {@link Gamma#trigamma} states. */
  static double trigamma(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    double inverse = 1 / x;
    double square = inverse * inverse;
    if (x < 1) {
      return Math.fma(inverse, inverse, trigammaOneTwo(1 + x));
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

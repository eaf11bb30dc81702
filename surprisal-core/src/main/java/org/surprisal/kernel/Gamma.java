package org.surprisal.kernel;

/**
 * ln Γ and its kin for x ≥ 0, in IEEE operations and fused multiply-add only.
 *
 * <p>Polynomials are Chebyshev interpolants made by reference/elementary_coefficients.py; where a name
 * ends in a_b the variable is v = (x − c)/(x + c) with c² = ab, where it ends in 6 it is 1/x².
 */
public final class Gamma {
  /** 1 − Euler's constant, the slope of ln Γ at 2. */
  private static final double SLOPE = 0.42278433509846713;

  private static final double SLOPE_LOW = 4.942915152430645e-18;

  /** ln(2π)/2. */
  private static final double HALF_LN_TWO_PI = 0.9189385332046728;

  private static final double HALF_LN_TWO_PI_LOW = -3.8782941580672414e-17;

  /** The zero of the digamma function, 1.4616321449683623…, less 1. */
  private static final double ZERO = 0.46163214496836236;

  private static final double ZERO_LOW = -1.5522348162858677e-17;

  private static final double SQRT_2 = 1.4142135623730951;
  private static final double SQRT_3 = 1.7320508075688772;
  private static final double SQRT_12 = 3.4641016151377544;
  private static final double SQRT_18 = 4.242640687119285;

  /** (ln Γ(2 + w)/w − (1 − Euler))/w: degree 16 on [-0.5, 0.5]. */
  private static final double[] LGAMMA2 = {
    0.3224670334241132,
    -0.06735230105319759,
    0.020580808427784307,
    -0.0073855510287714685,
    0.0028905103307878756,
    -0.0011927539062598581,
    0.0005096695221547781,
    -0.00022315489463809116,
    9.945757753419642e-05,
    -4.492443535898787e-05,
    2.0506356296054763e-05,
    -9.452938473714576e-06,
    4.381261405000474e-06,
    -1.982565620739196e-06,
    9.282109272701004e-07,
    -5.72865310850801e-07,
    2.708245957688481e-07,
  };

  /** ln Γ(x) − (x − ½) ln x + x − ½ ln 2π: degree 17 on [-0.26794919, 0.26794919]. */
  private static final double[] BINET_1_3 = {
    0.04761977564970548,
    -0.0934090142775409,
    0.08839698697289028,
    -0.08138445223916037,
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
    0.02992421927491823,
    -0.02817422473045814,
    0.037583499420713276,
    -0.03567759684653662,
  };

  /** The same: degree 12 on [-0.17157288, 0.17157288]. */
  private static final double[] BINET_3_6 = {
    0.019606036219162216,
    -0.03907093371886437,
    0.03865575176949442,
    -0.03799006035172989,
    0.037109471903260194,
    -0.03605714630670321,
    0.03487900765245098,
    -0.033621132830238244,
    0.03231948679650331,
    -0.030908544845765468,
    0.02961912983644398,
    -0.031093837304321786,
    0.02977495661027617,
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

  /** Digamma over the distance from its zero: degree 14 on [-0.17157288, 0.17157288]. */
  private static final double[] DIGAMMA_1_2 = {
    0.9892667326182462,
    -1.3249266898427228,
    0.9419299315961661,
    -1.0028057394845122,
    0.9509691481507992,
    -0.9794533929711392,
    0.959205381742178,
    -0.9738513711284783,
    0.9626631033999881,
    -0.9715917390009081,
    0.9644696346249645,
    -0.9650656219747149,
    0.960147583008697,
    -1.083933336885952,
    1.0799928001627168,
  };

  /** ln x − 1/(2x) − digamma: degree 18 on [-0.26794919, 0.26794919]. */
  private static final double[] DIGAMMA_2_6 = {
    0.006888694610787573,
    -0.027339640894966846,
    0.05384797707131468,
    -0.07880282750559844,
    0.10167206734501291,
    -0.12214933741478286,
    0.14014384856382905,
    -0.15573718126888944,
    0.16912592490587378,
    -0.18056791832086147,
    0.19033224811836744,
    -0.1986204517454466,
    0.20578629842929533,
    -0.21326860245035814,
    0.2186514488624985,
    -0.2068215714079226,
    0.2107893411693367,
    -0.3294486566688534,
    0.3337674848199343,
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

  /** Trigamma: degree 15 on [-0.17157288, 0.17157288]. */
  private static final double[] TRIGAMMA_1_2 = {
    1.0114791294395418,
    -2.725861085165867,
    4.2865308217660525,
    -6.09130995990084,
    8.023345744339284,
    -10.005060727603608,
    12.001067186494993,
    -14.000227178635493,
    15.999972554227906,
    -17.99993380237528,
    20.005056311015718,
    -22.005366494740993,
    23.799587684576654,
    -25.78720973738774,
    32.08314321125594,
    -34.33604189939912,
  };

  /** Trigamma − 1/x − 1/(2x²): degree 18 on [-0.26794919, 0.26794919]. */
  private static final double[] TRIGAMMA_2_6 = {
    0.003946137257564024,
    -0.023436846543861984,
    0.06915790657041268,
    -0.1424902179790235,
    0.23967710701004705,
    -0.3563759128819665,
    0.4882410690877726,
    -0.6313598617140255,
    0.7824928524750046,
    -0.9391522784410045,
    1.0994654973642517,
    -1.2614764849984323,
    1.4256573191905189,
    -1.6055871524215146,
    1.7722212591685014,
    -1.7508078431996428,
    1.9064340077162416,
    -3.374283478805422,
    3.6108099881755433,
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

  private Gamma() {}

  /** ln Γ(x) for x ≥ 0; +∞ at 0, NaN below. Error below 4 ulp, also near the zeros 1 and 2. */
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
    return x < 6 ? between(x, 1) : stirlingSeries(x, x - 0.5);
  }

  /** ln Γ(1 + x) for x ≥ 0, which is −0.577 x + … near 0; NaN below. Error below 4 ulp. */
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
    return x < 6 ? between(x, x) : stirlingSeries(x, x + 0.5);
  }

  /** ln Γ(x + 1) − x ln x + x for x ≥ 0; 0 at 0, NaN below. Error below 4 ulp. */
  public static double stirling(double x) {
    if (!(x > 0)) {
      return x == 0 ? 0 : Double.NaN;
    }
    if (x < 1) {
      DoubleDouble log = Logarithm.logPair(x);
      double outside = x - x * log.high();
      return outside + lgamma1p(x);
    }
    // ln Γ(x+1) − x ln x + x = ½ ln x + ½ ln 2π + Binet(x), all of one sign
    return Math.fma(0.5, Logarithm.log(x), HALF_LN_TWO_PI + binet(x));
  }

  /** Digamma, the derivative of ln Γ; −∞ at 0, NaN below. Error below 4 ulp, also near its zero. */
  public static double digamma(double x) {
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
  public static double trigamma(double x) {
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

  /** ln Γ(2 + w) for |w| ≤ ½. */
  private static double nearTwo(double w) {
    return w * Math.fma(w, Polynomial.horner(LGAMMA2, w), SLOPE);
  }

  /** ln Γ(1 + w) = ln Γ(2 + w) − ln(1 + w) for |w| ≤ ½, the difference of the linear parts exact. */
  private static double nearOne(double w) {
    if (Math.abs(w) < 0x1p-60) {
      return w * (SLOPE - 1);
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

  /** power · ln x − x + ½ ln 2π + Binet(x) for x ≥ 6, power being x ± ½. */
  private static double stirlingSeries(double x, double power) {
    DoubleDouble log = Logarithm.logPair(x);
    // x (ln x − 1) first, so that nothing overflows before the result does.
    DoubleDouble less = log.plus(-1);
    double product = x * less.high();
    if (!(product < Double.POSITIVE_INFINITY)) {
      return product;
    }
    double tail = Math.fma(x, less.high(), -product) + x * less.low();
    double half = power > x ? 0.5 : -0.5;
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

package org.surprisal.kernel;

/**
 * e^x and its kin, in IEEE operations and fused multiply-add only, so that every machine gives the
 * same bits.
 *
 * <p>x = n ln 2 + r with |r| ≤ ln 2 / 2; r is kept with a tail, e^r = 1 + r + r²/2 + r³ q(r), and
 * the first three terms are summed exactly. Straight-line code with selects, as a SIMD loop repeats
 * it.
 */
public final class Exponential {
  private static final double LOG2_E = 1.4426950408889634;

  /** 1.5 · 2⁵²: adding it rounds to an integer, which then stands in the low bits. */
  private static final double SHIFT = 0x1.8p52;

  private static final long SHIFT_BITS = 0x4338000000000000L;

  /** ln 2 cut after 42 binary places, so that its product with an exponent is exact. */
  private static final double LN2_HIGH = 0x1.62e42fefa38p-1;

  /** ln 2 − LN2_HIGH. */
  private static final double LN2_LOW = 0x1.ef35793c7673p-45;

  /** From here on e^x overflows whatever the last bits, and the scaling below still works. */
  private static final double TOO_LARGE = 720;

  /** From here down e^x is below half the smallest subnormal. */
  private static final double TOO_SMALL = -760;

  /** From here down e^x − 1 rounds to −1. */
  private static final double MINUS_ONE = -50;

  // (e^r − 1 − r − r²/2) / r³: Chebyshev interpolant of degree 9 on |r| ≤ 0.34668, made by
  // reference/elementary_coefficients.py (EXP), error 2⁻⁶⁰ in e^r.
  private static final double C3 = 0.16666666666666669;
  private static final double C4 = 0.041666666666666664;
  private static final double C5 = 0.008333333333330056;
  private static final double C6 = 0.001388888888888655;
  private static final double C7 = 0.0001984126986307828;
  private static final double C8 = 2.480158731716211e-05;
  private static final double C9 = 2.7557268421682613e-06;
  private static final double C10 = 2.7557282942188775e-07;
  private static final double C11 = 2.510040371657669e-08;
  private static final double C12 = 2.0911249642284405e-09;

  private Exponential() {}

  /** e^x. Error below 0.52 ulp (measured 0.511), below 0.8 where the result is subnormal. */
  public static double exp(double x) {
    return exp(x, 0.0);
  }

  /** e^(x + tail) for a finite |tail| ≤ ulp(x); the error as of e^x alone. */
  static double exp(double x, double tail) {
    double bounded = x > TOO_LARGE ? TOO_LARGE : x;
    bounded = bounded < TOO_SMALL ? TOO_SMALL : bounded;
    double shifted = Math.fma(bounded, LOG2_E, SHIFT);
    return scale(fraction(bounded, shifted, tail), exponent(shifted));
  }

  /** e^x less its power of two, in operations that compilers turn into SIMD by themselves. */
  static double fraction(double x) {
    double bounded = Math.max(Math.min(x, TOO_LARGE), TOO_SMALL);
    return fraction(bounded, Math.fma(bounded, LOG2_E, SHIFT), 0.0);
  }

  /**
   * e^x · 2ⁿ for x ≤ 0 and 0 ≤ n ≤ 200, rounded once: for sums of what alone would be subnormal.
   */
  static double expTimesPower(double x, int n) {
    if (!(x > TOO_SMALL)) {
      return Double.isNaN(x) ? x : 0;
    }
    double shifted = Math.fma(x, LOG2_E, SHIFT);
    return scale(fraction(x, shifted, 0.0), exponent(shifted) + n);
  }

  /** e^x from its fraction. */
  static double scaled(double x, double fraction) {
    double bounded = x > TOO_LARGE ? TOO_LARGE : x;
    bounded = bounded < TOO_SMALL ? TOO_SMALL : bounded;
    return scale(fraction, exponent(Math.fma(bounded, LOG2_E, SHIFT)));
  }

  /** e^(x + tail) / 2ⁿ, n being in the low bits of shifted. */
  private static double fraction(double x, double shifted, double tail) {
    double n = shifted - SHIFT;
    double exact = Math.fma(-n, LN2_HIGH, x);
    double r = Math.fma(-n, LN2_LOW, exact);
    double rTail = Math.fma(-n, LN2_LOW, exact - r) + tail;
    double square = r * r;
    double half = 0.5 * square;
    double linear = 1 + r;
    double sum = linear + half;
    double lost = ((1 - linear) + r) + ((linear - sum) + half);
    lost = Math.fma(0.5, Math.fma(r, r, -square), lost);
    double rest = square * r * cubic(r);
    // The tail may be as large as 2⁻⁴³ and wants all of e^r as its factor.
    return sum + (rest + Math.fma(rTail, sum + rest, lost));
  }

  /** e^x − 1. Error below 0.6 ulp (measured 0.577). */
  public static double expm1(double x) {
    double bounded = x > TOO_LARGE ? TOO_LARGE : x;
    bounded = bounded < MINUS_ONE ? MINUS_ONE : bounded;
    double shifted = Math.fma(bounded, LOG2_E, SHIFT);
    double n = shifted - SHIFT;
    double exact = Math.fma(-n, LN2_HIGH, bounded);
    double r = Math.fma(-n, LN2_LOW, exact);
    double rTail = Math.fma(-n, LN2_LOW, exact - r);
    double sum = Math.fma(r, 0.5 * r, r);
    long exponent = exponent(shifted);
    double power = inversePower(n, exponent);
    double offset = 1 - power;
    double total = offset + sum;
    double tail = ((offset - total) + sum) + (lostOffset(n, power) + lostSum(r, rTail, sum));
    return x == 0 ? x : scale(total + tail, exponent);
  }

  /** tanh x. Error below 0.57 ulp (measured 0.537). */
  public static double tanh(double x) {
    double size = Math.abs(x);
    // tanh 22 rounds to 1.
    DoubleDouble e = expm1Pair(size > 22 ? 44 : 2 * size);
    double divisor = e.high() + 2;
    double part = divisor - e.high();
    double divisorTail = (e.high() - (divisor - part)) + (2 - part) + e.low();
    double reciprocal = 1 / divisor;
    double quotient = e.high() * reciprocal;
    double rest = Math.fma(-quotient, divisor, e.high()) + (e.low() - quotient * divisorTail);
    double result = Math.fma(rest, reciprocal, quotient);
    double signed = x < 0 ? -result : result;
    return x == 0 ? x : signed;
  }

  /** e^x − 1 − x, which is x²/2 + x³/6 + … near 0. Error below 0.95 ulp (measured 0.858). */
  public static double expm1Minus(double x) {
    double square = x * x;
    double half = 0.5 * square;
    double small = half + Math.fma(square * x, cubic(x), 0.5 * Math.fma(x, x, -square));
    double bounded = x > TOO_LARGE ? TOO_LARGE : x;
    bounded = bounded < MINUS_ONE ? MINUS_ONE : bounded;
    DoubleDouble e = expm1Pair(bounded);
    double difference = e.high() - bounded;
    double part = difference - e.high();
    double lost = (e.high() - (difference - part)) - (bounded + part);
    double middle = difference + (lost + e.low());
    // Beyond ±50 one of the three terms decides all digits.
    double result = x > 50 ? e.high() : x < -50 ? -1 - x : middle;
    return Math.abs(x) < 0.3125 ? small : result;
  }

  /** e^x − 1 with its rounding error, for −50 ≤ x ≤ 720; relative error of the pair below 2⁻⁶⁰. */
  static DoubleDouble expm1Pair(double x) {
    double shifted = Math.fma(x, LOG2_E, SHIFT);
    double n = shifted - SHIFT;
    double exact = Math.fma(-n, LN2_HIGH, x);
    double r = Math.fma(-n, LN2_LOW, exact);
    double rTail = Math.fma(-n, LN2_LOW, exact - r);
    double sum = Math.fma(r, 0.5 * r, r);
    long exponent = exponent(shifted);
    double power = inversePower(n, exponent);
    double offset = 1 - power;
    double total = offset + sum;
    double tail = ((offset - total) + sum) + (lostOffset(n, power) + lostSum(r, rTail, sum));
    double high = total + tail;
    double low = (total - high) + tail;
    return new DoubleDouble(scale(high, exponent), scale(low, exponent));
  }

  /** e^(r + rTail) − 1 − sum, where sum is r + r²/2 rounded. */
  private static double lostSum(double r, double rTail, double sum) {
    double half = 0.5 * r;
    double lost = Math.fma(r, half, r - sum);
    lost = Math.fma(rTail, 1 + sum, lost);
    return Math.fma(r * r * r, cubic(r), lost);
  }

  /** 2⁻ⁿ for −73 ≤ n ≤ 64, and 0 above, where it no longer matters beside 1. */
  private static double inversePower(double n, long exponent) {
    return n > 64 ? 0 : Double.longBitsToDouble((1023 - exponent) << 52);
  }

  /** What 1 − power, for power = 2⁻ⁿ, loses to rounding. */
  private static double lostOffset(double n, double power) {
    double offset = 1 - power;
    return n < 0 ? 1 - (offset + power) : (1 - offset) - power;
  }

  /** The integer in the low bits. */
  private static long exponent(double shifted) {
    return Double.doubleToRawLongBits(shifted) - SHIFT_BITS;
  }

  /** value · 2^exponent for −1100 ≤ exponent ≤ 1100, in two factors so that it may be subnormal. */
  private static double scale(double value, long exponent) {
    long half = ((exponent + 4096) >>> 1) - 2048;
    double first = Double.longBitsToDouble((half + 1023) << 52);
    double second = Double.longBitsToDouble((exponent - half + 1023) << 52);
    return value * first * second;
  }

  /** (e^r − 1 − r − r²/2) / r³. */
  private static double cubic(double r) {
    double square = r * r;
    double fourth = square * square;
    double a = Math.fma(Math.fma(C6, r, C5), square, Math.fma(C4, r, C3));
    double b = Math.fma(Math.fma(C10, r, C9), square, Math.fma(C8, r, C7));
    double c = Math.fma(C12, r, C11);
    return Math.fma(Math.fma(c, fourth, b), fourth, a);
  }
}

package org.surprisal.kernel;

/**
 * Natural logarithms, in IEEE operations and fused multiply-add only, so that every machine gives
 * the same bits.
 *
 * <p>x = 2^k m with √½ ≤ m &lt; √2, s = (m − 1)/(m + 1) kept with a tail, and ln m = 2 atanh s = 2s
 * + s³ p(s²). Straight-line code with selects, as a SIMD loop repeats it.
 */
public final class Logarithm {
  private static final double LN2_HIGH = 0x1.62e42fefa38p-1;
  private static final double LN2_LOW = 0x1.ef35793c7673p-45;

  /**
   * Adding this to the bits of x makes the exponent field that of x/√½, so that m falls in range.
   */
  private static final long RANGE = (1023L << 52) - 0x3fe6a09e667f3bcdL;

  private static final long EXPONENT = 0xfff0000000000000L;
  private static final long ONE = 1023L << 52;

  /** 2⁵²: an integer below 2⁵² put into its low bits is added to it. */
  private static final long SHIFT_BITS = 0x4330000000000000L;

  private static final double SHIFT = 0x1p52;

  private static final double TWO_THIRDS = 0.6666666666666666;

  /** 2/3 − TWO_THIRDS. */
  private static final double TWO_THIRDS_LOW = 3.700743415417188e-17;

  // (2 atanh(s)/s − 2 − 2z/3) / z² with z = s²: Chebyshev interpolant of degree 7 on 0 ≤ z ≤
  // 0.02944,
  // made by reference/elementary_coefficients.py (LOG).
  private static final double C0 = 0.4;
  private static final double C1 = 0.28571428571429364;
  private static final double C2 = 0.22222222221656232;
  private static final double C3 = 0.18181818335314404;
  private static final double C4 = 0.15384594970895454;
  private static final double C5 = 0.133348042382255;
  private static final double C6 = 0.1170624854091824;
  private static final double C7 = 0.11723051028141097;

  private Logarithm() {}

  /** ln x; −∞ at 0, NaN below. Error below 0.57 ulp (measured 0.547). */
  public static double log(double x) {
    return special(x, sum(mantissa(x) - 1, 0.0, exponent(x)));
  }

  /** ln(1 + x); −∞ at −1, NaN below. Error below 0.58 ulp (measured 0.558). */
  public static double log1p(double x) {
    double k = exponent1p(x);
    return special1p(x, sum(excess(x, k), excessTail(x, k), k));
  }

  /** m of x = 2ᵏ m. */
  static double mantissa(double x) {
    long bits = Double.doubleToRawLongBits(x < Double.MIN_NORMAL ? x * 0x1p54 : x);
    return Double.longBitsToDouble(bits - (((bits + RANGE) & EXPONENT) - ONE));
  }

  /** k of x = 2ᵏ m. */
  static double exponent(double x) {
    boolean subnormal = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(subnormal ? x * 0x1p54 : x);
    double shifted = Double.longBitsToDouble(((bits + RANGE) >>> 52) + SHIFT_BITS);
    return shifted - (subnormal ? SHIFT + (1023 + 54) : SHIFT + 1023);
  }

  /** k of 1 + x = 2ᵏ (1 + f), where 1 + x is not subnormal. */
  static double exponent1p(double x) {
    long bits = Double.doubleToRawLongBits(1 + x);
    return Double.longBitsToDouble(((bits + RANGE) >>> 52) + SHIFT_BITS) - (SHIFT + 1023);
  }

  /** f of 1 + x = 2ᵏ (1 + f), to double. */
  static double excess(double x, double k) {
    long bits = Double.doubleToRawLongBits(1 + x);
    double m = Double.longBitsToDouble(bits - (((bits + RANGE) & EXPONENT) - ONE));
    return k == 0 ? x : m - 1;
  }

  /** What {@link #excess} lacks. */
  static double excessTail(double x, double k) {
    double u = 1 + x;
    double part = u - 1;
    double uTail = (1 - (u - part)) + (x - part);
    long exponent = (Double.doubleToRawLongBits(u) + RANGE) & EXPONENT;
    // Past 2⁶⁰ the 1 is lost, and 2⁻ᵏ may not be normal.
    double scaled = x < 0x1p60 ? uTail * Double.longBitsToDouble(2 * ONE - exponent) : 0;
    return k == 0 ? 0 : scaled;
  }

  /** ln(1 + f + fTail) + k ln 2, in operations that compilers turn into SIMD by themselves. */
  static double sum(double f, double fTail, double k) {
    double d = 2 + f;
    double dTail = f - (d - 2) + fTail;
    double reciprocal = 1 / d;
    double s = f * reciprocal;
    double sTail = (Math.fma(-s, d, f) + (fTail - s * dTail)) * reciprocal;
    double z = s * s;
    double big = k * LN2_HIGH;
    double high = Math.fma(2.0, s, big);
    double lost = Math.fma(2.0, s, big - high);
    double low = Math.fma(k, LN2_LOW, Math.fma(2.0, sTail, lost));
    return high + Math.fma(z * s, cubic(z), low);
  }

  /** The answer of log1p, of which result is right where x is neither tiny nor special. */
  static double special1p(double x, double result) {
    // Below 2⁻⁵⁴ the answer is x, also for −0 and subnormals.
    return Math.abs(x) < 0x1p-54 ? x : special(1 + x, result);
  }

  /**
   * ln(1 + x) − x for x ≥ −1, which is −x²/2 + x³/3 − … near 0; −∞ at −1, NaN below. Error below
   * 1.15 ulp (measured 1.027).
   */
  public static double log1pMinus(double x) {
    double k = exponent1p(x);
    double f = excess(x, k);
    double fTail = excessTail(x, k);
    double d = 2 + f;
    double reciprocal = 1 / d;
    double s = f * reciprocal;
    double sTail = (Math.fma(-s, d, f) + (fTail - s * (f - (d - 2) + fTail))) * reciprocal;
    double z = s * s;
    double cubic = cubic(z);
    // ln(1+f) = f − f²/2 + s (f²/2 + z p)
    double square = f * f;
    double half = 0.5 * square;
    double halfTail = 0.5 * Math.fma(f, f, -square);
    double small = Math.fma(s + sTail, Math.fma(z, cubic, half), -halfTail) - half;
    double big = k * LN2_HIGH;
    double high = Math.fma(2.0, s, big);
    double lost = Math.fma(2.0, s, big - high);
    double low = Math.fma(z * s, cubic, Math.fma(k, LN2_LOW, Math.fma(2.0, sTail, lost)));
    double difference = high - x;
    double change = difference - high;
    low += (high - (difference - change)) - (x + change);
    // Past 2⁶⁰ the logarithm no longer matters beside x.
    double large = x > 0x1p60 ? -x : difference + low;
    double limited = x == -1 ? Double.NEGATIVE_INFINITY : large;
    double defined = x < -1 ? Double.NaN : limited;
    return k == 0 ? small : defined;
  }

  /** ln(1 + x) as a pair, relative error below 2⁻⁶⁴, for x &gt; −1. */
  static DoubleDouble log1pPair(double x) {
    double u = 1 + x;
    double part = u - 1;
    double uTail = x < 0x1p60 ? (1 - (u - part)) + (x - part) : 0;
    return pair(u, uTail);
  }

  /** ln x as a pair, relative error below 2⁻⁶⁴; high is as {@link #log} has it at 0, ∞, NaN. */
  static DoubleDouble logPair(double x) {
    return pair(x, 0.0);
  }

  /** ln(u + tail). */
  private static DoubleDouble pair(double u, double tail) {
    double k = exponent(u);
    long bits = Double.doubleToRawLongBits(u);
    double inverse = Double.longBitsToDouble(2 * ONE - ((bits + RANGE) & EXPONENT));
    double fTail = tail == 0 ? 0 : tail * inverse;
    DoubleDouble f = DoubleDouble.sum(mantissa(u) - 1, fTail);
    double d = 2 + f.high();
    double dTail = f.high() - (d - 2) + f.low();
    double reciprocal = 1 / d;
    double s = f.high() * reciprocal;
    double sTail = (Math.fma(-s, d, f.high()) + (f.low() - s * dTail)) * reciprocal;
    DoubleDouble cubic = cubicPair(s, sTail);
    double big = k * LN2_HIGH;
    DoubleDouble sum = DoubleDouble.ordered(big, 2 * s);
    DoubleDouble all = DoubleDouble.sum(sum.high(), cubic.high());
    double low = sum.low() + all.low() + (cubic.low() + Math.fma(k, LN2_LOW, 2 * sTail));
    double high = all.high() + low;
    return new DoubleDouble(special(u, high), (all.high() - high) + low);
  }

  /** 2 atanh s − 2s as a pair. */
  private static DoubleDouble cubicPair(double s, double sTail) {
    double z = s * s;
    double zTail = Math.fma(s, s, -z) + 2 * s * sTail;
    double tail = z * quintic(z);
    double factor = TWO_THIRDS + tail;
    double factorTail = (TWO_THIRDS - factor) + tail + TWO_THIRDS_LOW;
    double cube = s * z;
    double cubeTail = Math.fma(s, z, -cube) + Math.fma(s, zTail, sTail * z);
    double product = cube * factor;
    double lost = Math.fma(cube, factor, -product);
    return new DoubleDouble(product, lost + Math.fma(cube, factorTail, cubeTail * factor));
  }

  /** The answer of log, of which result is right where x is positive and finite. */
  static double special(double x, double result) {
    double finite = x < Double.POSITIVE_INFINITY ? result : x;
    double positive = x == 0 ? Double.NEGATIVE_INFINITY : finite;
    return x < 0 ? Double.NaN : positive;
  }

  /** (2 atanh(s)/s − 2) / z with z = s². */
  private static double cubic(double z) {
    return Math.fma(quintic(z), z, TWO_THIRDS);
  }

  private static double quintic(double z) {
    double square = z * z;
    double fourth = square * square;
    double a = Math.fma(Math.fma(C3, z, C2), square, Math.fma(C1, z, C0));
    double b = Math.fma(Math.fma(C7, z, C6), square, Math.fma(C5, z, C4));
    return Math.fma(b, fourth, a);
  }
}

package org.surprisal.kernel;

/**
 * Registers that hold doubles without their limits: 53 bits, and an exponent that neither overflows
 * nor makes a number subnormal.
 *
 * <p>Each operation rounds once, as IEEE arithmetic does where nothing leaves its range, so numbers
 * that stay normal have the bits that a double has. A number is significand · 2^exponent with the
 * significand in ±[1, 2); ±0, ±∞ and NaN stand in the significand, and their exponents lie below
 * and above all others, so that they need no cases of their own.
 */
final class WideNumbers {
  /** Past 2^±2⁴⁰ a number is ∞ or 0; exponents are far from overflowing. */
  private static final long LIMIT = 1L << 40;

  private static final long SPECIAL = 1L << 50;

  /** A term this many places below the other only decides to which side a sum rounds. */
  private static final long FAR = 300;

  private static final long SIGN_AND_FRACTION = 0x800f_ffff_ffff_ffffL;
  private static final long ONE = 1023L << 52;

  private final double[] significand;
  private final long[] exponent;

  WideNumbers(int registers) {
    significand = new double[registers];
    exponent = new long[registers];
  }

  double significand(int a) {
    return significand[a];
  }

  long exponent(int a) {
    return exponent[a];
  }

  boolean isNaN(int a) {
    return Double.isNaN(significand[a]);
  }

  /** Whether the number is a double of full precision: normal, ±0, ±∞ or NaN. */
  boolean isDouble(int a) {
    return !isTiny(a) && !isHuge(a);
  }

  /** Whether it is a number below the normal doubles in size. */
  boolean isTiny(int a) {
    return exponent[a] < Double.MIN_EXPONENT && significand[a] != 0;
  }

  /** Whether it is a number above the doubles in size. */
  boolean isHuge(int a) {
    return exponent[a] > Double.MAX_EXPONENT && exponent[a] < SPECIAL;
  }

  void put(int to, double value) {
    put(to, value, 0);
  }

  /** to ← value · 2^scale. */
  void put(int to, double value, long scale) {
    if (value == 0 || !(Math.abs(value) <= Double.MAX_VALUE)) {
      significand[to] = value;
      exponent[to] = value == 0 ? -SPECIAL : SPECIAL;
      return;
    }
    boolean subnormal = Math.abs(value) < Double.MIN_NORMAL;
    double normal = subnormal ? value * 0x1p54 : value;
    long power = scale + Math.getExponent(normal) - (subnormal ? 54 : 0);
    if (Math.abs(power) > LIMIT) {
      put(to, power > 0 ? value * Double.POSITIVE_INFINITY : value * 0.0, 0);
      return;
    }
    long bits = Double.doubleToRawLongBits(normal);
    significand[to] = Double.longBitsToDouble((bits & SIGN_AND_FRACTION) | ONE);
    exponent[to] = power;
  }

  void copy(int to, int from) {
    significand[to] = significand[from];
    exponent[to] = exponent[from];
  }

  /** The nearest double. */
  double get(int a) {
    double value = significand[a];
    long power = exponent[a];
    if (power > Double.MAX_EXPONENT) {
      return value * Double.POSITIVE_INFINITY;
    }
    if (power >= Double.MIN_EXPONENT) {
      return value * power(power);
    }
    // One rounding: the first factor leaves a normal number.
    return power < -1100 ? value * 0.0 : value * Double.MIN_NORMAL * power(power + 1022);
  }

  /** 2^k of a normal double. */
  private static double power(long k) {
    return Double.longBitsToDouble((k + 1023) << 52);
  }

  void add(int to, int a, int b) {
    sum(to, a, significand[b], exponent[b]);
  }

  void sub(int to, int a, int b) {
    sum(to, a, -significand[b], exponent[b]);
  }

  private void sum(int to, int a, double other, long otherExponent) {
    long difference = otherExponent - exponent[a];
    if (difference <= 0) {
      double aligned = other * power(Math.max(difference, -FAR));
      put(to, significand[a] + aligned, exponent[a]);
    } else {
      double aligned = significand[a] * power(-Math.min(difference, FAR));
      put(to, aligned + other, otherExponent);
    }
  }

  void mul(int to, int a, int b) {
    put(to, significand[a] * significand[b], exponent[a] + exponent[b]);
  }

  void div(int to, int a, int b) {
    put(to, significand[a] / significand[b], exponent[a] - exponent[b]);
  }

  void fma(int to, int a, int b, int c) {
    long product = exponent[a] + exponent[b];
    long difference = exponent[c] - product;
    if (difference <= 0) {
      double aligned = significand[c] * power(Math.max(difference, -FAR));
      put(to, Math.fma(significand[a], significand[b], aligned), product);
    } else {
      double aligned = significand[a] * power(-Math.min(difference, FAR));
      put(to, Math.fma(aligned, significand[b], significand[c]), exponent[c]);
    }
  }

  void sqrt(int to, int a) {
    long odd = exponent[a] & 1;
    double even = odd == 1 ? 2 * significand[a] : significand[a];
    put(to, Math.sqrt(even), (exponent[a] - odd) / 2);
  }

  void neg(int to, int a) {
    long power = exponent[a];
    significand[to] = -significand[a];
    exponent[to] = power;
  }

  void abs(int to, int a) {
    long power = exponent[a];
    significand[to] = Math.abs(significand[a]);
    exponent[to] = power;
  }

  /** Negative, 0 or positive as a is less than, equal to or greater than b; neither is NaN. */
  int compare(int a, int b) {
    double x = significand[a];
    double y = significand[b];
    if (x * y > 0 && exponent[a] != exponent[b]) {
      return exponent[a] < exponent[b] == x > 0 ? -1 : 1;
    }
    return x < y ? -1 : x > y ? 1 : 0;
  }

  void min(int to, int a, int b) {
    if (isNaN(a) || isNaN(b)) {
      put(to, Double.NaN);
      return;
    }
    int order = compare(a, b);
    if (order == 0) {
      put(to, Math.min(significand[a], significand[b]), exponent[a]);
    } else {
      copy(to, order < 0 ? a : b);
    }
  }

  void max(int to, int a, int b) {
    if (isNaN(a) || isNaN(b)) {
      put(to, Double.NaN);
      return;
    }
    int order = compare(a, b);
    if (order == 0) {
      put(to, Math.max(significand[a], significand[b]), exponent[a]);
    } else {
      copy(to, order > 0 ? a : b);
    }
  }

  /** As {@link Loops#nearest}. */
  void nearest(int to, int taken, int given) {
    if (isNaN(taken)) {
      copy(to, taken);
      return;
    }
    int other = isNaN(given) ? taken : given;
    boolean ordered = compare(taken, other) <= 0;
    int low = ordered ? taken : other;
    int high = ordered ? other : taken;
    if (significand[low] > 0) {
      copy(to, low);
    } else if (significand[high] < 0) {
      copy(to, high);
    } else {
      put(to, 0.0);
    }
  }
}

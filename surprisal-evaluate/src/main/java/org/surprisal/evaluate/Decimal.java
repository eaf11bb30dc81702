package org.surprisal.evaluate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The usual decimal numbers of a table, digits and a point, eight digits at a time. What it reads
 * it rounds as {@link Double#parseDouble} does; the rest it leaves to a full parser.
 */
final class Decimal {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The powers of ten that are doubles. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int[] SHORT_POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private static final int STEP = 8;
  private static final long ZEROS = 0x3030_3030_3030_3030L;
  private static final long HIGH_HALVES = 0xf0f0_f0f0_f0f0_f0f0L;
  private static final long LOW_HALVES = 0x0f0f_0f0f_0f0f_0f0fL;
  private static final long THREES = 0x3333_3333_3333_3333L;
  private static final long SIXES = 0x0606_0606_0606_0606L;

  /** Up to here every whole number is a double. */
  private static final long LARGEST_EXACT = 1L << 53;

  /** No number below takes more than a long when eight digits more are written behind it. */
  private static final long BEFORE_STEP = 10_000_000_000L;

  private static final long BEFORE_DIGIT = 100_000_000_000_000_000L;

  /** A hundred times the relative error of the quotient before it is rounded. */
  private static final double MARGIN = 0x1p-95;

  private Decimal() {}

  /** The number in {@code text[from, to)}; NaN if it is written in another way or too long. */
  static double parse(byte[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int first = negative ? from + 1 : from;
    int at = first;
    long digits = 0;
    for (; at < to && isDigit(text[at]); at++) {
      if (digits >= BEFORE_DIGIT) {
        return Double.NaN;
      }
      digits = 10 * digits + (text[at] - '0');
    }
    int scale = 0;
    if (at < to) {
      scale = to - at - 1;
      if (text[at] != '.' || to - first == 1 || scale >= POWERS.length) {
        return Double.NaN;
      }
      digits = fraction(text, at + 1, to, digits);
    } else if (at == first) {
      return Double.NaN;
    }
    double value = digits < 0 ? Double.NaN : quotient(digits, scale);
    return negative ? -value : value;
  }

  /** Writes the digits in {@code text[from, to)} behind others; negative if there is no room. */
  private static long fraction(byte[] text, int from, int to, long before) {
    long digits = before;
    int at = from;
    for (; to - at >= STEP; at += STEP) {
      long word = (long) WORD.get(text, at);
      if (digits >= BEFORE_STEP || !areDigits(word)) {
        return -1;
      }
      digits = SHORT_POWERS[STEP] * digits + number(word);
    }
    return rest(text, at, to, digits);
  }

  /** The same for less than eight digits: zeros stand in front of them. */
  private static long rest(byte[] text, int from, int to, long before) {
    int count = to - from;
    if (count == 0) {
      return before;
    }
    if (before >= BEFORE_STEP * SHORT_POWERS[STEP - count]) {
      return -1;
    }
    int others = Byte.SIZE * (STEP - count);
    long word = 0;
    if (to >= STEP) {
      word = ((long) WORD.get(text, to - STEP) >>> others) << others;
    } else {
      for (int i = from; i < to; i++) {
        word |= (text[i] & 0xffL) << (others + Byte.SIZE * (i - from));
      }
    }
    word |= ZEROS >>> (Byte.SIZE * count);
    return areDigits(word) ? SHORT_POWERS[count] * before + number(word) : -1;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean areDigits(long word) {
    return ((word & HIGH_HALVES) | (((word + SIXES) & HIGH_HALVES) >>> 4)) == THREES;
  }

  /** The number of eight digits, of which the first is in the lowest byte: by pairs, by fours. */
  private static long number(long word) {
    long ones = word & LOW_HALVES;
    long pairs = (10 * ones + (ones >>> 8)) & 0x00ff_00ff_00ff_00ffL;
    long fours = (100 * pairs + (pairs >>> 16)) & 0x0000_ffff_0000_ffffL;
    return (10_000 * fours + (fours >>> 32)) & 0xffff_ffffL;
  }

  /**
   * digits / 10^scale, rounded once; NaN if that is too close to call. The quotient of two doubles
   * is right by itself. A longer number has a remainder, and so has the quotient: their sum is
   * known to far more digits than a double has, and what is not known of it must not matter.
   */
  private static double quotient(long digits, int scale) {
    double power = POWERS[scale];
    double high = digits;
    double quotient = high / power;
    if (digits <= LARGEST_EXACT) {
      return quotient;
    }
    double remainder = Math.fma(-quotient, power, high) + (digits - (long) high);
    double correction = remainder / power;
    double margin = MARGIN * quotient;
    double least = quotient + (correction - margin);
    return least == quotient + (correction + margin) ? least : Double.NaN;
  }
}

package org.surprisal.sum;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The exact sum of any number of doubles, rounded once, to the nearest double (ties to even).
 *
 * <p>Because nothing is rounded before {@link #value()}, the result does not depend on the order of
 * the terms, nor on how they were split over several sums that were merged later. Nothing overflows
 * on the way: the value is infinite only where the exact total is beyond the rounding border of
 * {@link Double#MAX_VALUE}, or where a term was infinite.
 *
 * <ul>
 *   <li>NaN, if a term was NaN or both infinities occurred; else the infinity that occurred;
 *   <li>+0 for a sum that is exactly zero: of nothing, of zeros of either sign, of terms that
 *       cancel.
 * </ul>
 *
 * <p>The form is the small superaccumulator of R. M. Neal, "Fast exact summation using small and
 * large superaccumulators" (2015), arXiv:1505.05571: a fixed-point number in units of 2⁻¹⁰⁷⁴, held
 * in 32-bit limbs that have 64 bits of room, so that carries can wait. In place of the paper's
 * large superaccumulator, one bin an exponent, stands a window of 64 exponents in three local
 * variables, which suits the terms of a loss: most of them are of similar size.
 *
 * <p>Not safe for use by several threads at once, also not for reading.
 */
public final class ExactSum {
  /** Terms have bits in units 0 to 2097 of limbs 0 to 65; the top limb holds sign and growth. */
  private static final int LIMBS = 67;

  private static final int TOP = LIMBS - 1;

  /** The 32-bit words of the number written out: the top limb is two of them. */
  private static final int WORDS = LIMBS + 1;

  private static final long LOW_32 = 0xFFFF_FFFFL;
  private static final long HIDDEN_BIT = 1L << 52;
  private static final int SPECIAL_EXPONENT = 0x7FF;

  /**
   * A term adds at most 2<sup>52</sup> + 2<sup>32</sup> to a limb that is below 2<sup>32</sup>
   * after carrying, so this many terms keep it below 2<sup>63</sup> = 2048 · 2<sup>52</sup>.
   */
  private static final int TERMS_BETWEEN_CARRIES = 2040;

  private static final int BLOCK = 1024;

  /** Digits for a mean whose sum is beyond the largest double. */
  private static final MathContext LARGE_SUM = new MathContext(60);

  /** Windows end below the limbs of the largest doubles, infinities and NaN. */
  private static final int HIGHEST_WINDOW = 61;

  private static final int SAW_NAN = 1;
  private static final int SAW_POSITIVE_INFINITY = 2;
  private static final int SAW_NEGATIVE_INFINITY = 4;

  /** The number Σ limbs[i] · 2^(32 i − 1074); limbs are signed until carries are propagated. */
  private final long[] limbs = new long[LIMBS];

  private int termsSinceCarry;
  private int special;

  /** An empty sum; its value is +0. */
  public ExactSum() {}

  /** Adds one term. */
  public void add(double x) {
    makeRoom(1);
    addTerm(x);
  }

  /**
   * Adds {@code xs[from]} to {@code xs[to - 1]}.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public void add(double[] xs, int from, int to) {
    Objects.checkFromToIndex(from, to, xs.length);
    for (int start = from; start < to; ) {
      int end = start + Math.min(BLOCK, to - start);
      makeRoom(end - start);
      while (start < end) {
        start = addWindow(xs, start, end);
      }
    }
  }

  /** Adds all terms of another sum, which keeps its value. */
  public void add(ExactSum other) {
    propagateCarries();
    other.propagateCarries();
    long top = Math.addExact(limbs[TOP], other.limbs[TOP]);
    for (int i = 0; i < TOP; i++) {
      limbs[i] += other.limbs[i];
    }
    limbs[TOP] = top;
    special |= other.special;
    // Two carried limbs make less than one term does.
    termsSinceCarry = 1;
  }

  private void makeRoom(int terms) {
    if (termsSinceCarry + terms > TERMS_BETWEEN_CARRIES) {
      propagateCarries();
    }
    termsSinceCarry += terms;
  }

  private void addTerm(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) & SPECIAL_EXPONENT;
    if (exponent == SPECIAL_EXPONENT) {
      special |= x > 0 ? SAW_POSITIVE_INFINITY : x < 0 ? SAW_NEGATIVE_INFINITY : SAW_NAN;
      return;
    }
    long fraction = bits & (HIDDEN_BIT - 1);
    // Subnormals share the scale of exponent 1 and lack the hidden bit.
    int position = exponent == 0 ? 0 : exponent - 1;
    long significand = exponent == 0 ? fraction : fraction | HIDDEN_BIT;
    long sign = bits >> 63;
    significand = (significand ^ sign) - sign;
    int limb = position >>> 5;
    int shift = position & 31;
    limbs[limb] += (significand << shift) & LOW_32;
    limbs[limb + 1] += significand >> (32 - shift);
  }

  /**
   * Adds terms until one is too large for a window of 64 exponents set by the first; terms too
   * small for it go to the limbs one by one.
   *
   * @return the index of the first term not added
   */
  private int addWindow(double[] xs, int from, int to) {
    int firstExponent = (int) (Double.doubleToRawLongBits(xs[from]) >>> 52) & SPECIAL_EXPONENT;
    int window = Math.min(Math.max((firstExponent >>> 5) - 1, 0), HIGHEST_WINDOW);
    int offset = (window << 5) + 1;
    long low = 0;
    long middle = 0;
    long high = 0;
    int i = from;
    for (; i < to; i++) {
      long bits = Double.doubleToRawLongBits(xs[i]);
      int shift = ((int) (bits >>> 52) & SPECIAL_EXPONENT) - offset;
      if ((shift & ~63) == 0) {
        long sign = bits >> 63;
        long significand = (((bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT) ^ sign) - sign;
        long lower = significand << shift;
        low += lower & LOW_32;
        middle += lower >>> 32;
        // In two steps, because a shift by 64 − 0 would be a shift by 0.
        high += significand >> 1 >> (63 - shift);
      } else if (shift < 0 || window == HIGHEST_WINDOW) {
        addTerm(xs[i]);
      } else {
        break;
      }
    }
    limbs[window] += low;
    limbs[window + 1] += middle;
    limbs[window + 2] += high;
    return i;
  }

  /** Brings every limb but the top one into [0, 2^32), which makes the limbs unique. */
  private void propagateCarries() {
    long carry = 0;
    for (int i = 0; i < TOP; i++) {
      long limb = limbs[i] + carry;
      limbs[i] = limb & LOW_32;
      carry = limb >> 32;
    }
    limbs[TOP] += carry;
    termsSinceCarry = 0;
  }

  /** The sum of all terms so far, correctly rounded. */
  public double value() {
    if (special != 0) {
      return switch (special) {
        case SAW_POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
        case SAW_NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
        default -> Double.NaN;
      };
    }
    propagateCarries();
    int[] words = words();
    boolean negative = words[WORDS - 1] < 0;
    if (negative) {
      FixedPoint.negate(words);
    }
    double magnitude = FixedPoint.round(words);
    return negative ? -magnitude : magnitude;
  }

  /**
   * fl(this)/fl(other), the quotient of both rounded sums; where a sum of finite terms is beyond
   * the largest double, the rounded quotient of both exact sums.
   */
  public double dividedBy(ExactSum other) {
    double sum = value();
    double divisor = other.value();
    if (special != 0 && other.special == 0 && Double.isInfinite(divisor)) {
      return divisor > 0 ? sum : -sum; // the divisor is finite, only its rounding is not
    }
    boolean exact = special == 0 && other.special == 0 && divisor != 0;
    if (exact && (Double.isInfinite(sum) || Double.isInfinite(divisor))) {
      return new BigDecimal(units()).divide(new BigDecimal(other.units()), LARGE_SUM).doubleValue();
    }
    return sum / divisor;
  }

  /** The exact sum in units of 2^-1074. */
  private BigInteger units() {
    ByteBuffer bigEndian = ByteBuffer.allocate(Integer.BYTES * WORDS);
    int[] words = words();
    for (int i = WORDS - 1; i >= 0; i--) {
      bigEndian.putInt(words[i]);
    }
    return new BigInteger(bigEndian.array());
  }

  /** The carried limbs as one two's complement number, lowest word first. */
  private int[] words() {
    int[] words = new int[WORDS];
    for (int i = 0; i < LIMBS; i++) {
      words[i] = (int) limbs[i];
    }
    words[WORDS - 1] = (int) (limbs[TOP] >> 32);
    return words;
  }

  /**
   * The exact sum as bytes, the same for equal sums whatever their history: one byte for the
   * infinities and NaN, else the number without its trailing zero words and leading sign words.
   */
  public byte[] toBytes() {
    if (special != 0) {
      return new byte[] {(byte) (isInfinity(special) ? special : SAW_NAN)};
    }
    propagateCarries();
    int[] words = words();
    int first = 0;
    while (first < WORDS && words[first] == 0) {
      first++;
    }
    int end = WORDS;
    while (end > first && isSignOf(words, end - 1)) {
      end--;
    }
    if (first == WORDS) {
      first = 0;
      end = 0;
    }
    ByteBuffer bytes = ByteBuffer.allocate(3 + Integer.BYTES * (end - first));
    bytes.put((byte) 0).put((byte) first).put((byte) (end - first));
    for (int i = first; i < end; i++) {
      bytes.putInt(words[i]);
    }
    return bytes.array();
  }

  /** Whether a word only repeats the sign of the word below it. */
  private static boolean isSignOf(int[] words, int index) {
    int below = index == 0 ? 0 : words[index - 1];
    return words[index] == below >> 31;
  }

  /**
   * The sum that {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not such a sum
   */
  public static ExactSum fromBytes(byte[] bytes) {
    ExactSum sum = new ExactSum();
    if (bytes.length == 1 && (bytes[0] == SAW_NAN || isInfinity(bytes[0]))) {
      sum.special = bytes[0];
    } else if (bytes.length >= 3 && bytes[0] == 0) {
      sum.readWords(ByteBuffer.wrap(bytes, 1, bytes.length - 1));
    }
    if (!Arrays.equals(sum.toBytes(), bytes)) {
      throw new IllegalArgumentException(
          "bytes = " + bytes.length + " bytes that no ExactSum wrote; expected those of toBytes()");
    }
    return sum;
  }

  private static boolean isInfinity(int special) {
    return special == SAW_POSITIVE_INFINITY || special == SAW_NEGATIVE_INFINITY;
  }

  private void readWords(ByteBuffer bytes) {
    int first = bytes.get();
    int count = bytes.get();
    if (first < 0 || count < 1 || first + count > WORDS || bytes.remaining() != 4 * count) {
      return;
    }
    int[] words = new int[WORDS];
    for (int i = first; i < first + count; i++) {
      words[i] = bytes.getInt();
    }
    for (int i = first + count; i < WORDS; i++) {
      words[i] = words[i - 1] >> 31;
    }
    for (int i = 0; i < TOP; i++) {
      limbs[i] = words[i] & LOW_32;
    }
    limbs[TOP] = ((long) words[WORDS - 1] << 32) | (words[TOP] & LOW_32);
  }
}

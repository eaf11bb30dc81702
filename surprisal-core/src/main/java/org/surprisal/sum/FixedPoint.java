package org.surprisal.sum;

/**
 * Whole numbers of units of 2⁻¹⁰⁷⁴, the smallest double, as 32-bit words: the lowest word first,
 * two's complement.
 */
final class FixedPoint {
  private static final long LOW_32 = 0xFFFF_FFFFL;

  private FixedPoint() {}

  /** Replaces a two's complement number by its negative. */
  static void negate(int[] words) {
    long carry = 1;
    for (int i = 0; i < words.length; i++) {
      long word = (~words[i] & LOW_32) + carry;
      words[i] = (int) word;
      carry = word >>> 32;
    }
  }

  /** The magnitude in units of 2^-1074, rounded to nearest, ties to even. */
  static double round(int[] words) {
    int highest = words.length - 1;
    while (highest >= 0 && words[highest] == 0) {
      highest--;
    }
    if (highest < 0) {
      return 0.0;
    }
    int length = 32 * highest + 32 - Integer.numberOfLeadingZeros(words[highest]);
    int dropped = length - 53;
    if (dropped <= 0) {
      // Subnormals and the first binade of normals: their bits are the count of units.
      return Double.longBitsToDouble(bitsFrom(words, 0));
    }
    if (dropped >= 0x7FE) {
      return Double.POSITIVE_INFINITY;
    }
    long significand = bitsFrom(words, dropped) & ((1L << 53) - 1);
    boolean half = (bitsFrom(words, dropped - 1) & 1) != 0;
    if (half && ((significand & 1) != 0 || anyBitBelow(words, dropped - 1))) {
      significand++;
    }
    // The hidden bit, and a carry out of the significand, add to the exponent; past MAX the
    // pattern is that of infinity.
    return Double.longBitsToDouble(((long) dropped << 52) + significand);
  }

  /** The 64 bits that start at a position. */
  private static long bitsFrom(int[] words, int position) {
    int word = position >>> 5;
    int shift = position & 31;
    long lower = wordAt(words, word) | wordAt(words, word + 1) << 32;
    return shift == 0 ? lower : lower >>> shift | wordAt(words, word + 2) << (64 - shift);
  }

  private static long wordAt(int[] words, int index) {
    return index < words.length ? words[index] & LOW_32 : 0;
  }

  private static boolean anyBitBelow(int[] words, int position) {
    int word = position >>> 5;
    for (int i = 0; i < word; i++) {
      if (words[i] != 0) {
        return true;
      }
    }
    return (words[word] & ((1 << (position & 31)) - 1)) != 0;
  }
}

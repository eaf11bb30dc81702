package org.surprisal.evaluate;

/** The order of scores, as indexes: a radix sort of their bits, with no object for a number. */
final class ScoreOrder {
  private static final int DIGIT = 8;
  private static final int VALUES = 1 << DIGIT;

  private ScoreOrder() {}

  /**
   * The indexes of scores, the highest first; equal scores, −0 and 0 too, keep their order.
   *
   * @throws IllegalArgumentException if a score is NaN
   */
  static int[] descending(double[] scores) {
    int rows = scores.length;
    long[] keys = new long[rows];
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("score[" + i + "] is not a number");
      }
      keys[i] = key(scores[i]);
      order[i] = i;
    }
    long[] otherKeys = new long[rows];
    int[] otherOrder = new int[rows];
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
      if (pass(keys, order, otherKeys, otherOrder, shift)) {
        long[] heldKeys = keys;
        keys = otherKeys;
        otherKeys = heldKeys;
        int[] heldOrder = order;
        order = otherOrder;
        otherOrder = heldOrder;
      }
    }
    return order;
  }

  /** Bits whose order as unsigned numbers is that of the scores, the highest first. */
  private static long key(double score) {
    // Adding 0 makes −0 a 0.
    long bits = Double.doubleToRawLongBits(score + 0.0);
    return bits >= 0 ? ~(bits | Long.MIN_VALUE) : bits;
  }

  /** Sorts by one digit; false where all have the same and nothing was written. */
  private static boolean pass(long[] keys, int[] order, long[] toKeys, int[] toOrder, int shift) {
    int[] starts = new int[VALUES + 1];
    for (long key : keys) {
      starts[digit(key, shift) + 1]++;
    }
    if (keys.length == 0 || starts[digit(keys[0], shift) + 1] == keys.length) {
      return false;
    }
    for (int d = 0; d < VALUES; d++) {
      starts[d + 1] += starts[d];
    }
    for (int i = 0; i < keys.length; i++) {
      int place = starts[digit(keys[i], shift)]++;
      toKeys[place] = keys[i];
      toOrder[place] = order[i];
    }
    return true;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & (VALUES - 1);
  }
}

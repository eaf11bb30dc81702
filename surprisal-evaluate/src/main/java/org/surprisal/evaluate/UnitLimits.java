package org.surprisal.evaluate;

/**
 * How much of a group may be kept for its intervals: all rows, up to a number of them, else that
 * many block totals.
 *
 * <p>One budget is shared evenly, {@link #within}: each group gets budget / groups. The limits only
 * ever fall while groups are found, so at the end it depends on the rows alone, not on their order
 * or on when the limits were lowered, which groups were folded and into how many blocks.
 *
 * @param rows at most {@value #MOST_ROWS}
 * @param blocks a power of two from {@value #LEAST_BLOCKS} to {@value #MOST_BLOCKS}
 */
record UnitLimits(int rows, int blocks) {
  static final int MOST_ROWS = 100_000;
  static final int MOST_BLOCKS = 2048;

  /** With fewer, blocks that happen to hold more rows than others would show in the interval. */
  static final int LEAST_BLOCKS = 128;

  /** Without regard to memory. */
  static final UnitLimits MOST = new UnitLimits(MOST_ROWS, MOST_BLOCKS);

  UnitLimits {
    if (!(rows >= 0 && rows <= MOST_ROWS)) {
      throw new IllegalArgumentException("rows must lie in [0," + MOST_ROWS + "], but is " + rows);
    }
    if (!(blocks >= LEAST_BLOCKS && blocks <= MOST_BLOCKS) || Integer.bitCount(blocks) != 1) {
      throw new IllegalArgumentException(
          "blocks must be a power of two in ["
              + LEAST_BLOCKS
              + ","
              + MOST_BLOCKS
              + "], but is "
              + blocks);
    }
  }

  /**
   * The limits of each of {@code groups} groups that together may take {@code bytes}. Where a share
   * is too small for {@value #LEAST_BLOCKS} blocks they are allowed all the same, so that a group
   * of any size has an interval: 2 kB a term.
   *
   * @param groups at least 1
   * @param terms how many terms a row has, beside its weight
   */
  static UnitLimits within(long bytes, long groups, int terms) {
    long share = bytes / groups;
    int blocks = MOST_BLOCKS;
    while (blocks > LEAST_BLOCKS && Units.bytesOfBlocks(blocks, terms) > share) {
      blocks /= 2;
    }
    long rows = Math.max(share, Units.bytesOfBlocks(blocks, terms)) / Units.bytesOfRow(terms);
    return new UnitLimits((int) Math.min(rows, MOST_ROWS), blocks);
  }
}

package org.surprisal.evaluate;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The units of a group for its intervals: its rows, each some terms and a weight, as long as they
 * are few; beyond the limit totals of rows by block ({@link UnitBlocks}). Rows of weight 0 are left
 * out.
 *
 * <p>What is promised: stores that saw different rows of the same data merge to the units that one
 * store would have, whatever the parts were. While they are rows, to the bit and in the order of
 * the rows. As blocks, each total is the sum of the same numbers, added up in another order: it
 * lies within one rounding (half a unit in the last place) of the true sum, plus m²·2⁻¹⁰⁵ of the
 * sum of sizes for m rows in the block; so the double is the same, unless the truth lies that close
 * to the middle between two. One store that sees its rows in order gives the same bits whenever it
 * was folded, unless its number of blocks was halved on the way.
 */
final class Units {
  private static final int FIRST_CAPACITY = 16;
  private static final int MOST_COLUMNS = 1 << 12;

  private final boolean weighted;
  private final int terms;
  private final int columns;
  private UnitLimits limits;
  private int count;
  private long total;
  private long[] numbers = new long[0];
  private double[][] values;
  private @Nullable UnitBlocks folded;

  /**
   * @param terms how many terms a row has
   * @param weighted whether rows come with a weight, as one more column; else each weighs 1
   */
  Units(int terms, boolean weighted, UnitLimits limits) {
    if (!(terms >= 1 && terms < MOST_COLUMNS)) {
      throw new IllegalArgumentException("terms must lie in [1,4095], but is " + terms);
    }
    this.weighted = weighted;
    this.terms = terms;
    this.columns = terms + (weighted ? 1 : 0);
    this.limits = limits;
    this.values = new double[columns][0];
  }

  /** The bytes of a weighted row: its number, its terms and its weight. */
  static long bytesOfRow(int terms) {
    return Long.BYTES + Double.BYTES * (terms + 1L);
  }

  /** The bytes of the pair sums of terms and weight. */
  static long bytesOfBlocks(int blocks, int terms) {
    return 2L * Double.BYTES * blocks * (terms + 1);
  }

  /** The bytes that the numbers take, room for more rows included. */
  long bytes() {
    return folded == null
        ? (long) numbers.length * (Long.BYTES + Double.BYTES * columns)
        : bytesOfBlocks(folded.blocks(), terms);
  }

  /** Whether the units are rows, and not blocks of them. */
  boolean isRows() {
    return folded == null;
  }

  /** What the units are called: rows, or blocks. */
  String name() {
    return isRows() ? "rows" : "blocks";
  }

  /** How many rows of positive weight were added. */
  long rows() {
    return total;
  }

  /** How many units there are; blocks without a row included. */
  int size() {
    return folded == null ? count : folded.blocks();
  }

  /**
   * Adds the first {@code size} rows of a block, numbered from {@code firstRow}.
   *
   * @param block its columns: the terms w·ℓ, and then the weights if there are any
   * @throws IllegalArgumentException unless row numbers ascend
   */
  void add(long firstRow, double[][] block, int size) {
    for (int i = 0; i < size; i++) {
      addRow(firstRow + i, block, i);
    }
  }

  /**
   * Adds some rows of a block.
   *
   * @param indices which, ascending; row i has the number firstRow + i
   * @param size how many of the indices count
   */
  void add(long firstRow, double[][] block, int[] indices, int size) {
    if (folded != null) {
      addTo(folded, firstRow, block, indices, size);
      return;
    }
    for (int j = 0; j < size; j++) {
      addRow(firstRow + indices[j], block, indices[j]);
    }
  }

  /** The same rows in the same order as one by one, but column by column. */
  private void addTo(UnitBlocks blocks, long firstRow, double[][] from, int[] indices, int size) {
    int[] kept = new int[size];
    int[] block = new int[size];
    int n = 0;
    for (int j = 0; j < size; j++) {
      if (!weighted || from[terms][indices[j]] > 0) {
        kept[n] = indices[j];
        block[n++] = blocks.block(firstRow + indices[j]);
      }
    }
    total += n;
    for (int k = 0; k < columns; k++) {
      blocks.add(k, block, from[k], kept, n);
    }
    for (int j = 0; !weighted && j < n; j++) {
      blocks.add(terms, block[j], 1);
    }
  }

  private void addRow(long row, double[][] block, int i) {
    if (weighted && !(block[terms][i] > 0)) {
      return;
    }
    total++;
    if (folded == null && count == limits.rows()) {
      fold();
    }
    if (folded != null) {
      addTo(folded, row, block, i);
      return;
    }
    if (count > 0 && row <= numbers[count - 1]) {
      throw new IllegalArgumentException(
          "row numbers must ascend, but " + row + " comes after " + numbers[count - 1]);
    }
    makeRoom();
    numbers[count] = row;
    for (int k = 0; k < columns; k++) {
      values[k][count] = block[k][i];
    }
    count++;
  }

  private void makeRoom() {
    if (count < numbers.length) {
      return;
    }
    int capacity = Math.max(FIRST_CAPACITY, count + count / 2);
    capacity = Math.min(capacity, limits.rows());
    numbers = Arrays.copyOf(numbers, capacity);
    for (int k = 0; k < columns; k++) {
      values[k] = Arrays.copyOf(values[k], capacity);
    }
  }

  /** Turns rows into block totals, if they are not yet. */
  void fold() {
    if (folded != null) {
      return;
    }
    folded = blocksOfRows(limits.blocks());
    numbers = new long[0];
    values = new double[columns][0];
    count = 0;
  }

  private UnitBlocks blocksOfRows(int blocks) {
    UnitBlocks result = new UnitBlocks(terms + 1, blocks);
    for (int i = 0; i < count; i++) {
      addTo(result, numbers[i], values, i);
    }
    return result;
  }

  private void addTo(UnitBlocks blocks, long row, double[][] from, int i) {
    int b = blocks.block(row);
    for (int k = 0; k < columns; k++) {
      blocks.add(k, b, from[k][i]);
    }
    if (!weighted) {
      blocks.add(terms, b, 1);
    }
  }

  /** Lowers the limits; rows and blocks above them are folded now. Limits never rise. */
  void limit(UnitLimits lower) {
    limits =
        new UnitLimits(
            Math.min(limits.rows(), lower.rows()), Math.min(limits.blocks(), lower.blocks()));
    if (count > limits.rows()) {
      fold();
    }
    if (folded != null) {
      folded.shrinkTo(limits.blocks());
    }
  }

  /**
   * Adds the units of another store, which saw other rows of the same data; it is left as it was.
   *
   * @throws IllegalArgumentException if the stores differ in their columns or a row is in both
   */
  void merge(Units other) {
    if (columns != other.columns || weighted != other.weighted) {
      throw new IllegalArgumentException(
          "units of " + columns + " columns do not merge with units of " + other.columns);
    }
    limit(other.limits);
    if (folded == null && other.folded == null && count + other.count <= limits.rows()) {
      mergeRows(other);
      total += other.total;
      return;
    }
    total += other.total;
    fold();
    UnitBlocks mine = Objects.requireNonNull(folded);
    UnitBlocks others =
        other.folded == null ? other.blocksOfRows(mine.blocks()) : other.folded.copy();
    others.shrinkTo(mine.blocks());
    mine.addAll(others);
  }

  private void mergeRows(Units other) {
    int size = count + other.count;
    long[] mergedNumbers = new long[size];
    double[][] merged = new double[columns][size];
    int i = 0;
    int j = 0;
    while (i + j < size) {
      boolean mine = j == other.count || (i < count && numbers[i] < other.numbers[j]);
      if (!mine && i < count && numbers[i] == other.numbers[j]) {
        throw new IllegalArgumentException("row " + numbers[i] + " is in both stores");
      }
      Units from = mine ? this : other;
      int index = mine ? i : j;
      mergedNumbers[i + j] = from.numbers[index];
      for (int k = 0; k < columns; k++) {
        merged[k][i + j] = from.values[k][index];
      }
      if (mine) {
        i++;
      } else {
        j++;
      }
    }
    numbers = mergedNumbers;
    values = merged;
    count = size;
  }

  /** A term of each unit: Σ w·ℓ. */
  double[] term(int k) {
    return folded == null ? Arrays.copyOf(values[k], count) : folded.totals(k);
  }

  /** The weight of each unit: Σw; 0 for a block without rows. */
  double[] weight() {
    if (folded != null) {
      return folded.totals(terms);
    }
    if (weighted) {
      return Arrays.copyOf(values[terms], count);
    }
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}

package org.surprisal.evaluate;

import java.util.Arrays;

/**
 * Totals of rows by block: which block a row belongs to is read from the top bits of a hash of its
 * number. Each total is a plain pair sum: the rounded sum, and the sum of what its additions
 * rounded off (two-sum).
 */
final class UnitBlocks {
  /** By column, then by block. */
  private double[][] high;

  private double[][] low;
  private int blocks;

  UnitBlocks(int columns, int blocks) {
    this.blocks = blocks;
    this.high = new double[columns][blocks];
    this.low = new double[columns][blocks];
  }

  int blocks() {
    return blocks;
  }

  /** The block of a row; halving the number of blocks halves the index. */
  int block(long row) {
    return (int) (Draws.mix(row + 1) >>> (Long.SIZE - Integer.numberOfTrailingZeros(blocks)));
  }

  void add(int column, int block, double x) {
    double before = high[column][block];
    double sum = before + x;
    double part = sum - before;
    low[column][block] += (before - (sum - part)) + (x - part);
    high[column][block] = sum;
  }

  /** Adds a number of each of some rows, one after the other. */
  void add(int column, int[] block, double[] x, int[] indices, int size) {
    double[] sums = high[column];
    double[] rest = low[column];
    for (int j = 0; j < size; j++) {
      double term = x[indices[j]];
      int b = block[j];
      double before = sums[b];
      double sum = before + term;
      double part = sum - before;
      rest[b] += (before - (sum - part)) + (term - part);
      sums[b] = sum;
    }
  }

  /** Merges neighbours until there are {@code fewer} blocks. */
  void shrinkTo(int fewer) {
    while (blocks > fewer) {
      for (int k = 0; k < high.length; k++) {
        for (int b = 0; b < blocks; b += 2) {
          double odd = high[k][b + 1];
          double oddLow = low[k][b + 1];
          add(k, b, odd);
          high[k][b / 2] = high[k][b];
          low[k][b / 2] = low[k][b] + oddLow;
        }
        high[k] = Arrays.copyOf(high[k], blocks / 2);
        low[k] = Arrays.copyOf(low[k], blocks / 2);
      }
      blocks /= 2;
    }
  }

  /** Adds the totals of other rows, in as many blocks as these. */
  void addAll(UnitBlocks others) {
    for (int k = 0; k < high.length; k++) {
      for (int b = 0; b < blocks; b++) {
        add(k, b, others.high[k][b]);
        low[k][b] += others.low[k][b];
      }
    }
  }

  UnitBlocks copy() {
    UnitBlocks copy = new UnitBlocks(high.length, 0);
    copy.blocks = blocks;
    for (int k = 0; k < high.length; k++) {
      copy.high[k] = high[k].clone();
      copy.low[k] = low[k].clone();
    }
    return copy;
  }

  /** The totals of a column; one that is not finite if a number or the sum was not. */
  double[] totals(int column) {
    double[] totals = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      double sum = high[column][b];
      totals[b] = Double.isFinite(sum) ? sum + low[column][b] : sum;
    }
    return totals;
  }
}

package org.surprisal.evaluate;

import java.util.Arrays;
import org.surprisal.loss.Numbers;

/** Consecutive rows of a file, column by column, and where in the file each of them stands. */
final class Block {
  /** The line of a row in a file that has no lines. */
  static final long NO_LINE = -1;

  private final String file;
  private final double[][] columns;
  private final long[] lines;
  private final long[] numbers;
  private int size;
  private double share;

  /**
   * @param file the file that the rows are of, as messages name it
   */
  Block(String file, int columns, int capacity) {
    this.file = file;
    this.columns = new double[columns][capacity];
    this.lines = new long[capacity];
    this.numbers = new long[capacity];
  }

  int size() {
    return size;
  }

  int capacity() {
    return lines.length;
  }

  boolean isFull() {
    return size == lines.length;
  }

  /** The numbers of a column; those from {@link #size()} on mean nothing. */
  double[] column(int column) {
    return columns[column];
  }

  /** A view of the rows of a column. */
  Numbers numbers(int column) {
    return Numbers.of(columns[column]).slice(0, size);
  }

  /** Writes a number of the row that {@link #finishRow} ends. */
  void put(int column, double value) {
    columns[column][size] = value;
  }

  /**
   * Ends the row being written.
   *
   * @param line the line on which it starts, or {@link #NO_LINE}
   * @param row its number in its file, counted from 1
   */
  void finishRow(long line, long row) {
    lines[size] = line;
    numbers[size] = row;
    size++;
  }

  /** Writes numbers of the rows that {@link #finishRows} ends. */
  void put(int column, double[] values, int from, int count) {
    System.arraycopy(values, from, columns[column], size, count);
  }

  /** Ends rows being written of a file without lines, numbered from {@code firstRow}. */
  void finishRows(long firstRow, int count) {
    Arrays.fill(lines, size, size + count, NO_LINE);
    for (int i = 0; i < count; i++) {
      numbers[size + i] = firstRow + i;
    }
    size += count;
  }

  void clear() {
    size = 0;
  }

  /** How much of all there is to read has been read, from 0 to 1. */
  double share() {
    return share;
  }

  void setShare(double share) {
    this.share = share;
  }

  String file() {
    return file;
  }

  /** The number of a row in its file, counted from 1. */
  long number(int row) {
    return numbers[row];
  }

  /** The line of a row in its file, or {@link #NO_LINE}. */
  long line(int row) {
    return lines[row];
  }

  /** Where a row stands, as a person would look it up: {@code data.csv, line 18 (row 17)}. */
  String place(long row) {
    return file + ", " + place(lines[Math.toIntExact(row)], numbers[Math.toIntExact(row)]);
  }

  static String place(long line, long row) {
    return line == NO_LINE ? "row " + row : "line " + line + " (row " + row + ")";
  }
}

package org.surprisal.evaluate;

import org.surprisal.loss.Numbers;

/** Consecutive rows of a file, column by column, and where in the file each of them stands. */
final class Block {
  private final double[][] columns;
  private final long[] lines;
  private final long[] numbers;
  private int size;

  Block(int columns, int capacity) {
    this.columns = new double[columns][capacity];
    this.lines = new long[capacity];
    this.numbers = new long[capacity];
  }

  int size() {
    return size;
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

  /** Ends the row being written. */
  void finishRow(long line, long row) {
    lines[size] = line;
    numbers[size] = row;
    size++;
  }

  void clear() {
    size = 0;
  }

  /** Where a row stands, as a person would look it up: {@code line 18 (row 17)}. */
  String place(long row) {
    return place(lines[Math.toIntExact(row)], numbers[Math.toIntExact(row)]);
  }

  static String place(long line, long row) {
    return "line " + line + " (row " + row + ")";
  }
}

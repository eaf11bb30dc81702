package org.surprisal.loss;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view of numbers that lie in an array or in native memory: never a copy.
 *
 * <p>A view has {@link #rows()} rows of {@link #columns()} numbers, row-major ({@link #by}) or
 * class-major ({@link #byColumn}). Elements are {@code double}, {@code float} or {@code int};
 * indices are {@code long}, so a segment may hold more than 2³¹ of them.
 */
public final class Numbers {
  /** The primitive type in which the numbers are stored. */
  public enum Element {
    /** 64-bit IEEE numbers. */
    DOUBLE,
    /** 32-bit IEEE numbers. */
    FLOAT,
    /** 32-bit integers, for class indices and counts. */
    INT
  }

  private static final ValueLayout.OfDouble DOUBLES = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfInt INTS = ValueLayout.JAVA_INT_UNALIGNED;

  private final MemorySegment memory;
  private final Element element;
  private final long first;
  private final long rows;
  private final int columns;
  private final long rowStride;
  private final long columnStride;

  private Numbers(
      MemorySegment memory,
      Element element,
      long first,
      long rows,
      int columns,
      long rowStride,
      long columnStride) {
    this.memory = memory;
    this.element = element;
    this.first = first;
    this.rows = rows;
    this.columns = columns;
    this.rowStride = rowStride;
    this.columnStride = columnStride;
  }

  /** A view of {@code values}, one a row. */
  public static Numbers of(double... values) {
    return column(MemorySegment.ofArray(values), Element.DOUBLE, values.length);
  }

  /** A view of {@code values}, one a row. */
  public static Numbers of(float[] values) {
    return column(MemorySegment.ofArray(values), Element.FLOAT, values.length);
  }

  /** A view of {@code values}, one a row. */
  public static Numbers of(int[] values) {
    return column(MemorySegment.ofArray(values), Element.INT, values.length);
  }

  /**
   * A view of the first {@code count} elements of {@code memory}, one a row.
   *
   * @param layout a {@code double}, {@code float} or {@code int} layout in native byte order
   * @throws IllegalArgumentException if the layout is another one or the segment is too short
   */
  public static Numbers of(MemorySegment memory, ValueLayout layout, long count) {
    if (!layout.order().equals(java.nio.ByteOrder.nativeOrder())) {
      throw new IllegalArgumentException("layout " + layout + " is not in native byte order");
    }
    Element element =
        switch (layout) {
          case ValueLayout.OfDouble _ -> Element.DOUBLE;
          case ValueLayout.OfFloat _ -> Element.FLOAT;
          case ValueLayout.OfInt _ -> Element.INT;
          default ->
              throw new IllegalArgumentException(
                  "layout " + layout + " is not a double, float or int layout");
        };
    if (!(count >= 0) || count > memory.byteSize() / layout.byteSize()) {
      throw new IllegalArgumentException(
          "a segment of " + memory.byteSize() + " bytes does not hold " + count + " elements");
    }
    return column(memory, element, count);
  }

  /** Rows without a number: the target of a loss that needs none. */
  public static Numbers none(long rows) {
    return new Numbers(MemorySegment.ofArray(new double[0]), Element.DOUBLE, 0, rows, 0, 0, 1);
  }

  private static Numbers column(MemorySegment memory, Element element, long rows) {
    return new Numbers(memory, element, 0, rows, 1, 1, 1);
  }

  /** The same numbers as rows of {@code columns} each, row after row (row-major). */
  public Numbers by(int columns) {
    long rowCount = rowsOf(columns);
    return new Numbers(memory, element, first, rowCount, columns, columns, 1);
  }

  /** The same numbers as rows of {@code columns} each, column after column (class-major). */
  public Numbers byColumn(int columns) {
    long rowCount = rowsOf(columns);
    return new Numbers(memory, element, first, rowCount, columns, 1, rowCount);
  }

  private long rowsOf(int newColumns) {
    if (columns != 1 || rowStride != 1) {
      throw new IllegalArgumentException(
          "these numbers are already laid out as rows of " + columns + "; start from a plain view");
    }
    if (!(newColumns >= 1)) {
      throw new IllegalArgumentException("columns = " + newColumns + " is outside [1, ∞)");
    }
    if (rows % newColumns != 0) {
      throw new IllegalArgumentException(
          rows + " numbers do not make whole rows of " + newColumns + " columns");
    }
    return rows / newColumns;
  }

  /** The rows {@code fromRow} (included) to {@code toRow} (excluded) of this view. */
  public Numbers slice(long fromRow, long toRow) {
    if (!(0 <= fromRow && fromRow <= toRow && toRow <= rows)) {
      throw new IndexOutOfBoundsException(
          "rows [" + fromRow + ", " + toRow + ") are not within [0, " + rows + ")");
    }
    return new Numbers(
        memory,
        element,
        first + fromRow * rowStride,
        toRow - fromRow,
        columns,
        rowStride,
        columnStride);
  }

  /** The columns {@code from} (included) to {@code to} (excluded) of this view. */
  public Numbers columns(int from, int to) {
    if (!(0 <= from && from < to && to <= columns)) {
      throw new IndexOutOfBoundsException(
          "columns [" + from + ", " + to + ") are not within [0, " + columns + ")");
    }
    return new Numbers(
        memory, element, first + from * columnStride, rows, to - from, rowStride, columnStride);
  }

  /** How many rows there are. */
  public long rows() {
    return rows;
  }

  /** How many numbers a row has. */
  public int columns() {
    return columns;
  }

  /** The type in which the numbers are stored. */
  public Element element() {
    return element;
  }

  /** The number at a row and column, widened to {@code double} (which is exact). */
  public double get(long row, int column) {
    return at(position(row, column));
  }

  /** Stores {@code value}, rounded to the element type, at a row and column. */
  public void set(long row, int column, double value) {
    put(position(row, column), value);
  }

  private long position(long row, int column) {
    if (!(0 <= row && row < rows && 0 <= column && column < columns)) {
      throw new IndexOutOfBoundsException(
          "[" + row + ", " + column + "] is not within " + rows + " rows of " + columns);
    }
    return first + row * rowStride + column * columnStride;
  }

  private double at(long index) {
    return switch (element) {
      case DOUBLE -> memory.get(DOUBLES, index * Double.BYTES);
      case FLOAT -> memory.get(FLOATS, index * Float.BYTES);
      case INT -> memory.get(INTS, index * Integer.BYTES);
    };
  }

  private void put(long index, double value) {
    switch (element) {
      case DOUBLE -> memory.set(DOUBLES, index * Double.BYTES, value);
      case FLOAT -> memory.set(FLOATS, index * Float.BYTES, (float) value);
      case INT -> throw new IllegalArgumentException("results cannot be stored as integers");
    }
  }

  private boolean isDenseRowMajor() {
    return rowStride == columns && (columns == 1 || columnStride == 1);
  }

  /**
   * Copies {@code count} rows from {@code row} on, as doubles, into the columns from {@code at} on
   * of the rows of {@code width} numbers in {@code into}.
   */
  void load(long row, int count, double[] into, int at, int width) {
    if (at == 0 && width == columns) {
      load(row, count, into);
      return;
    }
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < columns; c++) {
        into[r * width + at + c] = at(first + (row + r) * rowStride + c * columnStride);
      }
    }
  }

  /** Copies {@code count} rows from {@code row} on into {@code into}, row-major, as doubles. */
  void load(long row, int count, double[] into) {
    int n = count * columns;
    if (isDenseRowMajor()) {
      long start = first + row * rowStride;
      switch (element) {
        case DOUBLE -> MemorySegment.copy(memory, DOUBLES, start * Double.BYTES, into, 0, n);
        case FLOAT -> {
          for (int i = 0; i < n; i++) {
            into[i] = memory.get(FLOATS, (start + i) * Float.BYTES);
          }
        }
        case INT -> {
          for (int i = 0; i < n; i++) {
            into[i] = memory.get(INTS, (start + i) * Integer.BYTES);
          }
        }
      }
      return;
    }
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < columns; c++) {
        into[r * columns + c] = at(first + (row + r) * rowStride + c * columnStride);
      }
    }
  }

  /**
   * Stores the columns from {@code at} on of {@code count} rows of {@code width} numbers at {@code
   * row}, rounded to the element.
   */
  void store(long row, int count, double[] from, int at, int width) {
    if (at == 0 && width == columns) {
      store(row, count, from);
      return;
    }
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < columns; c++) {
        put(first + (row + r) * rowStride + c * columnStride, from[r * width + at + c]);
      }
    }
  }

  /** Stores {@code count} row-major rows of {@code from} at {@code row}, rounded to the element. */
  void store(long row, int count, double[] from) {
    int n = count * columns;
    if (isDenseRowMajor() && element == Element.DOUBLE) {
      MemorySegment.copy(from, 0, memory, DOUBLES, (first + row * rowStride) * Double.BYTES, n);
      return;
    }
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < columns; c++) {
        put(first + (row + r) * rowStride + c * columnStride, from[r * columns + c]);
      }
    }
  }

  /**
   * Whether some byte may belong to both views, so that writing one could change the other. Rows of
   * one class-major array, and columns of one row-major array, are told apart; otherwise a view has
   * all that lies between its first number and its last.
   */
  public boolean overlaps(Numbers other) {
    if (rows == 0 || other.rows == 0 || columns == 0 || other.columns == 0) {
      return false;
    }
    if (memory.equals(other.memory) && element == other.element && areApart(other)) {
      return false;
    }
    return span().asOverlappingSlice(other.span()).filter(s -> s.byteSize() > 0).isPresent();
  }

  /**
   * Whether both are rows of the same class-major numbers, and not the same rows, or columns of the
   * same row-major ones.
   */
  private boolean areApart(Numbers other) {
    if (rowStride == other.rowStride && rowStride > 1 && columnStride == 1) {
      return other.columnStride == 1 && haveOtherColumns(other);
    }
    boolean alike =
        rowStride == 1 && other.rowStride == 1 && columns > 1 && columnStride == other.columnStride;
    if (!alike) {
      return false;
    }
    long row = first % columnStride;
    long otherRow = other.first % columnStride;
    boolean within = row + rows <= columnStride && otherRow + other.rows <= columnStride;
    return within && (row + rows <= otherRow || otherRow + other.rows <= row);
  }

  /** Whether both are columns of the same row-major numbers, and not the same columns. */
  private boolean haveOtherColumns(Numbers other) {
    long column = first % rowStride;
    long otherColumn = other.first % rowStride;
    boolean within = column + columns <= rowStride && otherColumn + other.columns <= rowStride;
    return within && (column + columns <= otherColumn || otherColumn + other.columns <= column);
  }

  /** Whether this view {@link #overlaps} what a batch reads: prediction, target or weights. */
  public boolean overlaps(Batch<?, ?> batch) {
    List<@Nullable Numbers> read = new ArrayList<>(batch.prediction().parts());
    read.add(batch.target().numbers());
    read.add(batch.weights().rows());
    if (batch.prediction() instanceof Prediction.Sample(Numbers _, var weights)) {
      read.add(weights);
    }
    if (batch.target() instanceof Target.Sample(Numbers _, var weights)) {
      read.add(weights);
    }
    return read.stream().anyMatch(numbers -> numbers != null && overlaps(numbers));
  }

  /** Whether both are one and the same view: number by number the same place in memory. */
  public boolean isSame(Numbers other) {
    boolean alike =
        element == other.element
            && rows == other.rows
            && columns == other.columns
            && rowStride == other.rowStride
            && columnStride == other.columnStride;
    return alike && (rows == 0 || columns == 0 || span().equals(other.span()));
  }

  private MemorySegment span() {
    long size = element == Element.DOUBLE ? Double.BYTES : Float.BYTES;
    long last = first + (rows - 1) * rowStride + (columns - 1) * columnStride;
    return memory.asSlice(first * size, (last - first + 1) * size);
  }

  boolean isReadOnly() {
    return memory.isReadOnly();
  }

  @Override
  public String toString() {
    return rows + "×" + columns + " " + element.name().toLowerCase(java.util.Locale.ROOT);
  }
}

package org.surprisal.evaluate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.duckdb.DuckDBReadableVector;

/**
 * One wanted column of the rows at hand, as numbers: what their text in a CSV file would mean. A
 * number keeps its bits; NULL and NaN are missing.
 */
final class DuckSlot {
  /** No row has a fault. */
  static final int NONE = Integer.MAX_VALUE;

  private final DuckColumn column;
  private final Field field;
  private double[] values = new double[0];
  private int faultRow;
  private String fault = "";

  DuckSlot(DuckColumn column, Field field) {
    this.column = column;
    this.field = field;
  }

  DuckColumn column() {
    return column;
  }

  /** Where the column stands in the file. */
  int position() {
    return field.column();
  }

  double value(int row) {
    return values[row];
  }

  /** All values, row by row. */
  double[] values() {
    return values;
  }

  /** Whether none of the first rows lacks its value. */
  boolean isComplete(int rows) {
    boolean complete = true;
    for (int row = 0; row < rows; row++) {
      complete &= !Double.isNaN(values[row]);
    }
    return complete;
  }

  /** The first row whose value means nothing here, or {@link #NONE}. */
  int faultRow() {
    return faultRow;
  }

  String fault() {
    return fault;
  }

  /** Takes over the rows that are kept. */
  void read(DuckDBReadableVector vector, int rows, boolean[] kept) {
    if (values.length < rows) {
      values = new double[rows];
    }
    faultRow = NONE;
    boolean asText =
        field.texts() != null
            || column.kind() == DuckColumn.Kind.TEXT
            || column.kind() == DuckColumn.Kind.JSON
            || (column.kind() == DuckColumn.Kind.BOOLEAN && !field.truth());
    if (asText) {
      readTexts(vector, rows, kept);
    } else {
      readNumbers(vector, rows);
    }
  }

  private void readNumbers(DuckDBReadableVector vector, int rows) {
    switch (column.kind()) {
      case DOUBLE -> {
        for (int row = 0; row < rows; row++) {
          values[row] = vector.getDouble(row, Double.NaN);
        }
      }
      case FLOAT -> {
        for (int row = 0; row < rows; row++) {
          values[row] = vector.getFloat(row, Float.NaN);
        }
      }
      case LONG -> {
        for (int row = 0; row < rows; row++) {
          values[row] = vector.isNull(row) ? Double.NaN : vector.getLong(row);
        }
      }
      case BOOLEAN -> {
        for (int row = 0; row < rows; row++) {
          values[row] = vector.isNull(row) ? Double.NaN : vector.getBoolean(row) ? 1 : 0;
        }
      }
      case DECIMAL -> {
        for (int row = 0; row < rows; row++) {
          BigDecimal value = vector.getBigDecimal(row);
          values[row] = value == null ? Double.NaN : value.doubleValue();
        }
      }
      case TEXT, JSON, UNREADABLE -> throw new IllegalStateException(column.type());
    }
  }

  private void readTexts(DuckDBReadableVector vector, int rows, boolean[] kept) {
    for (int row = 0; row < rows; row++) {
      if (!kept[row]) {
        continue;
      }
      try {
        values[row] = meaning(field, text(vector, row));
      } catch (IllegalArgumentException problem) {
        faultRow = row;
        fault = String.valueOf(problem.getMessage());
        return;
      }
    }
  }

  /**
   * What a text means in its column.
   *
   * @throws IllegalArgumentException if it means nothing there
   */
  static double meaning(Field field, String text) {
    TextValues texts = field.texts();
    if (texts != null) {
      return texts.of(text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return NumberText.parse(field, bytes, 0, bytes.length);
  }

  /** A value as a text file would have it; empty for NULL. */
  String text(DuckDBReadableVector vector, int row) {
    if (vector.isNull(row)) {
      return "";
    }
    return switch (column.kind()) {
      case TEXT, UNREADABLE -> vector.getString(row);
      case JSON -> JsonText.of(vector.getString(row), field.texts() != null);
      case DOUBLE -> text(vector.getDouble(row));
      case FLOAT -> text(vector.getFloat(row));
      case LONG -> Long.toString(vector.getLong(row));
      case BOOLEAN -> vector.getBoolean(row) ? "true" : "false";
      case DECIMAL -> {
        BigDecimal value = vector.getBigDecimal(row);
        yield value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
      }
    };
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : NumberText.of(value);
  }

  private static String text(float value) {
    return Float.isInfinite(value) || Float.isNaN(value) || value == (long) value
        ? text((double) value)
        : Float.toString(value);
  }
}

package org.surprisal.loss;

/**
 * A number that a loss cannot take. It says which one ({@link #part}, {@link #row}, {@link
 * #column}), its {@link #value}, and in {@link #problem} what is allowed and the likely cure, so
 * that a caller who knows the file and column names can say it better.
 */
public final class InputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int WHOLE_ROW = -2;

  private final String part;
  private final long row;
  private final int column;
  private final double value;
  private final String problem;

  private InputException(
      String message, String part, long row, int column, double value, String problem) {
    super(message);
    this.part = part;
    this.row = row;
    this.column = column;
    this.value = value;
    this.problem = problem;
  }

  /** One number is wrong; {@code column} is −1 where rows have only one. */
  static InputException at(String part, long row, int column, double value, String problem) {
    String place = column < 0 ? "[" + row + "]" : "[row " + row + ", column " + column + "]";
    String message = part + place + " = " + Text.number(value) + " " + problem;
    return new InputException(message, part, row, column, value, problem);
  }

  /** A row is wrong as a whole. */
  static InputException row(String part, long row, double value, String problem) {
    String message = part + " row " + row + " " + problem;
    return new InputException(message, part, row, WHOLE_ROW, value, problem);
  }

  /** "target", "prediction" or "weight". */
  public String part() {
    return part;
  }

  /** The row, counted from 0. */
  public long row() {
    return row;
  }

  /** The column, counted from 0; −1 if there is only one, −2 if the row is wrong as a whole. */
  public int column() {
    return column;
  }

  /** The number itself; for a row that is wrong as a whole, what is wrong about it (its sum …). */
  public double value() {
    return value;
  }

  /** What is wrong with it, what is allowed, and the likely cure. */
  public String problem() {
    return problem;
  }

  /** The same error where rows are counted from {@code offset} rows earlier (a part of a file). */
  public InputException after(long offset) {
    InputException moved =
        column == WHOLE_ROW
            ? row(part, row + offset, value, problem)
            : at(part, row + offset, column, value, problem);
    moved.initCause(this);
    return moved;
  }
}

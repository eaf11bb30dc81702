package org.surprisal.evaluate;

/**
 * A number that a metric cannot take: which one, its value, and in {@link #problem} what is allowed
 * and the likely cure, so that a caller who knows the file and column names can say it better.
 */
final class MetricInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String part;
  private final int row;
  private final int column;
  private final double value;
  private final String problem;

  /**
   * @param part "target", "prediction" or "weight"
   */
  MetricInputException(String part, int row, int column, double value, String problem) {
    super(
        part
            + "[row "
            + row
            + ", column "
            + column
            + "] = "
            + NumberText.of(value)
            + " "
            + problem);
    this.part = part;
    this.row = row;
    this.column = column;
    this.value = value;
    this.problem = problem;
  }

  /** "target", "prediction" or "weight". */
  String part() {
    return part;
  }

  /** The row of the {@link MetricRows}, counted from 0. */
  int row() {
    return row;
  }

  /** The column of the part, counted from 0. */
  int column() {
    return column;
  }

  double value() {
    return value;
  }

  String problem() {
    return problem;
  }
}

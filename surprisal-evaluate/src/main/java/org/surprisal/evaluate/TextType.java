package org.surprisal.evaluate;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;

/**
 * What the texts of a column are in SQL: numbers, true and false, dates or times if all of them
 * are, missing ones apart; else texts. Numbers with leading zeros are texts, such as 00123.
 */
final class TextType {
  private static final int LONGEST_INTEGER = 18;
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[ T]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6})?)?");

  private boolean seen;
  private boolean integers = true;
  private boolean numbers = true;
  private boolean truths = true;
  private boolean dates = true;
  private boolean times = true;

  /** Takes one more text into account. */
  void see(String text) {
    if (NumberText.isMissing(text)) {
      return;
    }
    seen = true;
    integers = integers && isInteger(text);
    numbers = numbers && !hasLeadingZero(text) && isNumber(text);
    truths = truths && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
    dates = dates && DATE.matcher(text).matches() && isDate(text);
    times = times && TIME.matcher(text).matches() && isDate(text.substring(0, 10));
  }

  private static boolean isInteger(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    if (text.length() == from || text.length() - from > LONGEST_INTEGER || hasLeadingZero(text)) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLeadingZero(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    return text.length() > from + 1
        && text.charAt(from) == '0'
        && Character.isDigit(text.charAt(from + 1));
  }

  private static boolean isNumber(String text) {
    try {
      return !Double.isNaN(NumberText.parse(text));
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  /** The SQL type. */
  String type() {
    if (!seen) {
      return "VARCHAR";
    }
    return integers
        ? "BIGINT"
        : numbers
            ? "DOUBLE"
            : truths ? "BOOLEAN" : dates ? "DATE" : times ? "TIMESTAMP" : "VARCHAR";
  }

  /** The SQL type of the column in which {@link #append} keeps the texts. */
  String kept() {
    String type = type();
    return type.equals("DATE") || type.equals("TIMESTAMP") ? "VARCHAR" : type;
  }

  /** Adds a text as a value of {@link #kept}; one that is missing as NULL. */
  void append(DuckDBAppender appender, String text) throws SQLException {
    String type = type();
    boolean isMissing = type.equals("VARCHAR") ? text.isEmpty() : NumberText.isMissing(text);
    if (isMissing) {
      appender.appendNull();
      return;
    }
    switch (type) {
      case "BIGINT" -> appender.append(Long.parseLong(text));
      case "DOUBLE" -> appender.append(NumberText.parse(text));
      case "BOOLEAN" -> appender.append(text.equalsIgnoreCase("true"));
      default -> appender.append(text);
    }
  }
}

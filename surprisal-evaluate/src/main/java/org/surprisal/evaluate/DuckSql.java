package org.surprisal.evaluate;

/** Names and texts as SQL writes them. */
final class DuckSql {
  private DuckSql() {}

  /** A name of a column or table. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

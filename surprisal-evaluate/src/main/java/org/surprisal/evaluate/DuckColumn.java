package org.surprisal.evaluate;

/**
 * A column as DuckDB gives it.
 *
 * @param name its name in the file
 * @param type DuckDB's name of its type
 * @param select the SQL that yields its values in the way that {@code kind} says
 */
record DuckColumn(String name, String type, String select, Kind kind) {
  /** How the values of a column arrive. */
  enum Kind {
    DOUBLE,
    FLOAT,
    /** Whole numbers of up to 64 bits. */
    LONG,
    DECIMAL,
    BOOLEAN,
    /** Texts, and all that is read by way of its text. */
    TEXT,
    /** Numbers, quoted texts and the rest of JSON, see {@link JsonText}. */
    JSON,
    /** Lists, records and the like. */
    UNREADABLE
  }

  /**
   * A typed column.
   *
   * @param sqlName what DuckDB calls it, which differs where names differ in case only
   */
  static DuckColumn typed(String name, String sqlName, String type) {
    String column = DuckSql.name(sqlName);
    int end = type.indexOf('(');
    String base = type.endsWith("]") ? "LIST" : end < 0 ? type : type.substring(0, end);
    return switch (base) {
      case "DOUBLE" -> new DuckColumn(name, type, column, Kind.DOUBLE);
      case "FLOAT" -> new DuckColumn(name, type, column, Kind.FLOAT);
      case "BOOLEAN" -> new DuckColumn(name, type, column, Kind.BOOLEAN);
      case "DECIMAL" -> new DuckColumn(name, type, column, Kind.DECIMAL);
      case "VARCHAR" -> new DuckColumn(name, type, column, Kind.TEXT);
      case "BIGINT" -> new DuckColumn(name, type, column, Kind.LONG);
      case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER" ->
          new DuckColumn(name, type, "CAST(" + column + " AS BIGINT)", Kind.LONG);
      case "LIST", "STRUCT", "MAP", "UNION", "VARIANT", "BLOB", "GEOMETRY" ->
          new DuckColumn(name, type, column, Kind.UNREADABLE);
      // Numbers that are too wide for 64 bits, dates and times, enumerations, UUIDs.
      default -> new DuckColumn(name, type, "CAST(" + column + " AS VARCHAR)", Kind.TEXT);
    };
  }

  /** A value of JSON as it is written. */
  static DuckColumn json(String name, String sqlName) {
    return new DuckColumn(
        name, "JSON", "CAST(" + DuckSql.name(sqlName) + " AS VARCHAR)", Kind.JSON);
  }

  /** What is wrong with asking for it. */
  String unreadable() {
    return "column "
        + NumberText.shown(name)
        + " holds values of type "
        + NumberText.shown(type)
        + "; expected numbers, texts or true and false";
  }
}

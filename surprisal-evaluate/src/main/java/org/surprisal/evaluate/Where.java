package org.surprisal.evaluate;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An SQL expression over the columns of a row, which says whether the row is wanted. */
final class Where {
  private static final int COLUMNS_SHOWN = 12;

  private final String expression;
  private final List<String> columns;

  private Where(String expression, List<String> columns) {
    this.expression = expression;
    this.columns = columns;
  }

  /**
   * @param columns names for messages
   * @param relation the SQL whose columns the expression is over
   * @throws IllegalArgumentException if it is not one expression that is true or false for a row
   */
  static Where of(
      DuckConnection connection, String expression, List<String> columns, String relation) {
    Where where = new Where(expression.strip(), List.copyOf(columns));
    if (where.expression.isEmpty()) {
      throw new IllegalArgumentException(
          "--where is empty; expected an SQL expression such as \"region = 'north'\"");
    }
    try {
      where.requireOneExpression(connection);
      // WHERE refuses what does not look at one row alone, such as sums and ranks.
      connection.rows("DESCRIBE SELECT 1 FROM " + relation + " WHERE " + where.condition());
      String type =
          connection.rows("DESCRIBE SELECT " + where.condition() + " FROM " + relation)
              .getFirst()[1];
      if (!"BOOLEAN".equals(type)) {
        throw where.refused(
            "it gives "
                + String.valueOf(type).replace("\"", "")
                + ", not true or false; compare it with something");
      }
      return where;
    } catch (SQLException problem) {
      throw where.failed(problem);
    }
  }

  /** Nothing after the expression, no further statement, no query within that could read files. */
  private void requireOneExpression(DuckConnection connection) throws SQLException {
    @Nullable String[] parsed = parsed(connection, condition());
    String tree = String.valueOf(parsed[0]);
    if (tree.startsWith("{\"error\":true")) {
      // Without our parentheses it ends where the user's text ends.
      String said = parsed(connection, expression)[2];
      throw refused(said == null ? String.valueOf(parsed[2]) : said);
    }
    String model = String.valueOf(parsed(connection, "(TRUE)")[0]);
    String list = "\"select_list\":[";
    String after = "],\"from_table\":";
    String start = model.substring(0, model.indexOf(list) + list.length());
    String end = model.substring(model.indexOf(after));
    boolean isOne =
        tree.startsWith(start)
            && tree.endsWith(end)
            && tree.indexOf("\"from_table\":") == tree.length() - end.length() + 2
            && "1".equals(parsed[1]);
    if (!isOne) {
      throw refused("expected one SQL expression, without SELECT, parameters or a semicolon");
    }
  }

  private static @Nullable String[] parsed(DuckConnection connection, String condition)
      throws SQLException {
    return connection
        .rows(
            "SELECT CAST(tree AS VARCHAR), CAST(json_array_length(tree,"
                + " '$.statements[0].node.select_list') AS VARCHAR), tree->>'error_message' FROM"
                + " (SELECT json_serialize_sql("
                + DuckSql.text("SELECT " + condition)
                + ") AS tree)")
        .getFirst();
  }

  /** The expression, to be put into a query. The line break ends a comment in it. */
  String condition() {
    return "(" + expression + "\n)";
  }

  /** Whether the text of an expression has a name in it; it may yet mean something else. */
  static boolean mayMention(String expression, String name) {
    String text = expression.toLowerCase(Locale.ROOT);
    String lower = name.toLowerCase(Locale.ROOT);
    return text.contains(lower) || text.contains(lower.replace("\"", "\"\""));
  }

  /** DuckDB's complaint about the expression. */
  IllegalArgumentException failed(SQLException problem) {
    return new IllegalArgumentException(said(DuckProblem.line(problem)), problem);
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(said(why));
  }

  private String said(String why) {
    StringBuilder said = new StringBuilder("--where ").append(NumberText.quote(expression));
    said.append(": ").append(why).append("; the columns are ");
    for (int i = 0; i < Math.min(columns.size(), COLUMNS_SHOWN); i++) {
      said.append(i == 0 ? "" : ", ").append(NumberText.shown(columns.get(i)));
    }
    said.append(columns.size() > COLUMNS_SHOWN ? ", …" : "");
    columns.stream()
        .filter(column -> column.indexOf('.') >= 0)
        .findFirst()
        .ifPresent(column ->
            said.append("; a name with a point needs quotes: ")
                .append(NumberText.shown(DuckSql.name(column))));
    return said.toString();
  }
}

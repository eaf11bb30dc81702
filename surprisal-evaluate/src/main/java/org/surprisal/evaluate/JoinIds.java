package org.surprisal.evaluate;

import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** The ids of two tables, which of them match, and what becomes of the rest. */
final class JoinIds {
  private static final int BLOCK_ROWS = 4096;

  private final DuckConnection connection;
  private final String id;

  JoinIds(DuckConnection connection, String id) {
    this.connection = connection;
    this.id = id;
  }

  /** Ids of a table, each once, with how often it occurs (n) and a row that it stands in (r). */
  private record Ids(Table table, String sql, long rows, long missing) {}

  /**
   * Fills a table with columns id, l and r: the ids that stand once in either table, in their
   * order, and the rows in which they stand, counted from 0.
   */
  Join match(Table main, Table other, String matches) throws SQLException {
    Ids left = load(main);
    Ids right = load(other);
    connection.run(
        "CREATE TABLE "
            + matches
            + " AS SELECT a.id, a.r AS l, b.r FROM "
            + left.sql()
            + " a JOIN "
            + right.sql()
            + " b ON a.id = b.id WHERE a.n = 1 AND b.n = 1 ORDER BY a.id");
    long matched = number("count(*)", "FROM " + matches);
    Join join = new Join(id, matched, side(left, right, matched), side(right, left, matched));
    connection.run("DROP TABLE " + left.sql());
    connection.run("DROP TABLE " + right.sql());
    return join;
  }

  private Ids load(Table table) throws SQLException {
    String all = connection.newName();
    connection.run("CREATE TABLE " + all + " (id VARCHAR, r BIGINT)");
    long[] rows = {0};
    long[] missing = {0};
    connection.append(
        all,
        appender ->
            new TextRows(table, List.of(table.column(id)), BLOCK_ROWS)
                .read((block, texts) -> {
                  for (int row = 0; row < block.size(); row++) {
                    if (NumberText.isMissing(texts[0][row])) {
                      missing[0]++;
                    } else {
                      append(appender, texts[0][row], rows[0]);
                    }
                    rows[0]++;
                  }
                }));
    String ids = connection.newName();
    connection.run(
        "CREATE TABLE "
            + ids
            + " AS SELECT id, count(*) AS n, min(r) AS r FROM "
            + all
            + " GROUP BY id");
    connection.run("DROP TABLE " + all);
    return new Ids(table, ids, rows[0], missing[0]);
  }

  private static void append(DuckDBAppender appender, String id, long row) {
    try {
      appender.beginRow().append(id).append(row).endRow();
    } catch (SQLException problem) {
      throw new DataException("ids cannot be kept: " + DuckProblem.line(problem), problem);
    }
  }

  private Join.Side side(Ids ids, Ids other, long matched) throws SQLException {
    String duplicates = "FROM " + ids.sql() + " WHERE n > 1";
    String unmatched =
        "FROM " + ids.sql() + " a ANTI JOIN " + other.sql() + " b ON a.id = b.id WHERE a.n = 1";
    long duplicateIds = number("count(*)", duplicates);
    long duplicateRows = number("coalesce(sum(n), 0)", duplicates);
    long single = ids.rows() - ids.missing() - duplicateRows;
    // Where all have found their like, there is nothing to look for.
    long alone = single == matched ? 0 : number("count(*)", unmatched);
    return new Join.Side(
        ids.table().name(),
        ids.rows(),
        ids.missing(),
        duplicateIds,
        duplicateRows,
        duplicateIds == 0 ? List.of() : first(duplicates),
        alone,
        alone == 0 ? List.of() : first(unmatched),
        single - matched - alone);
  }

  private long number(String what, String from) throws SQLException {
    @Nullable String[] row =
        connection.rows("SELECT CAST(" + what + " AS VARCHAR) " + from).getFirst();
    return Long.parseLong(String.valueOf(row[0]));
  }

  private List<String> first(String from) throws SQLException {
    return connection.rows("SELECT id " + from + " ORDER BY id LIMIT " + Join.LISTED).stream()
        .map(row -> String.valueOf(row[0]))
        .toList();
  }
}

package org.surprisal.evaluate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/**
 * The rows of two tables whose ids match, in the order of the ids (as UTF-8), so that the order of
 * rows in either file changes nothing. What does not match is counted ({@link Join}). Rows are
 * numbered in the order of the ids.
 *
 * <p>Both tables are read by their own readers; DuckDB holds the texts of the wanted columns and
 * writes to its temporary folder what does not fit.
 */
final class JoinedTable implements Table {
  private static final int BLOCK_ROWS = 4096;

  private final DuckDatabase database;
  private final List<Table> sides;
  private final JoinNames names;
  private final String matches;
  private final Join join;
  private final Set<Integer> held = new LinkedHashSet<>();
  private String rows = "";

  private JoinedTable(
      DuckDatabase database, List<Table> sides, JoinNames names, String matches, Join join) {
    this.database = database;
    this.sides = sides;
    this.names = names;
    this.matches = matches;
    this.join = join;
  }

  /**
   * Matches the rows of two tables; each is read once.
   *
   * @param id the name of a column that both have
   * @throws DataException if a table lacks the column, or no id is in both
   */
  static JoinedTable of(DuckDatabase database, Table main, Table other, String id) {
    main.column(id);
    other.column(id);
    JoinNames names = new JoinNames(main, other, id);
    DuckConnection connection = database.connection();
    String matches = connection.newName();
    try {
      Join join = new JoinIds(connection, id).match(main, other, matches);
      if (join.matched() == 0) {
        throw new DataException(
            main.name()
                + " and "
                + other.name()
                + " have no "
                + id
                + " in common"
                + examples(join)
                + "; is --id the right column?");
      }
      return new JoinedTable(database, List.of(main, other), names, matches, join);
    } catch (SQLException problem) {
      throw failed(main.name() + " joined with " + other.name(), problem);
    }
  }

  private static String examples(Join join) {
    List<String> left = join.main().firstUnmatched();
    List<String> right = join.other().firstUnmatched();
    return left.isEmpty() || right.isEmpty()
        ? ""
        : " (the first are "
            + NumberText.quote(left.getFirst())
            + " and "
            + NumberText.quote(right.getFirst())
            + ")";
  }

  private static DataException failed(String name, SQLException problem) {
    return new DataException(
        name
            + ": the join failed: "
            + DuckProblem.line(problem)
            + "; the temporary folder must hold the columns in use (-Djava.io.tmpdir=… puts it"
            + " elsewhere)",
        problem);
  }

  @Override
  public List<String> qualifiers() {
    return names.qualifiers();
  }

  /** What matched and what did not. */
  @Override
  public Join join() {
    return join;
  }

  @Override
  public String name() {
    return sides.get(0).name() + " joined with " + sides.get(1).name();
  }

  @Override
  public List<String> header() {
    return names.columns().stream().map(JoinNames.Column::name).toList();
  }

  @Override
  public Pass read(List<Field> wanted, boolean skipMissing, int blockRows, Consumer<Block> each) {
    List<DuckSlot> slots = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    for (Field field : wanted) {
      JoinNames.Column column = names.columns().get(field.column());
      String select = column.side() < 0 ? "id" : "c" + field.column();
      selected.add(select);
      slots.add(
          new DuckSlot(
              new DuckColumn(column.name(), "VARCHAR", select, DuckColumn.Kind.TEXT), field));
    }
    selected.add("id");
    try {
      hold(wanted.stream().map(Field::column).collect(Collectors.toSet()));
      DuckRows reader = DuckRows.named(name(), slots, skipMissing, blockRows, join.matched(), each);
      database
          .connection()
          .query("SELECT " + String.join(", ", selected) + " FROM " + rows, reader);
      return reader.finish();
    } catch (SQLException problem) {
      throw failed(name(), problem);
    }
  }

  /** Makes sure that these columns are at hand, in the order of the ids. */
  private void hold(Set<Integer> wanted) throws SQLException {
    if (held.containsAll(wanted) && !rows.isEmpty()) {
      return;
    }
    DuckConnection connection = database.connection();
    held.addAll(wanted);
    StringBuilder select = new StringBuilder("m.id");
    StringBuilder from = new StringBuilder(matches).append(" m");
    List<String> loaded = new ArrayList<>();
    for (int side = 0; side < sides.size(); side++) {
      List<Integer> columns = heldOf(side);
      if (!columns.isEmpty()) {
        String texts = load(side, columns);
        loaded.add(texts);
        columns.forEach(column -> select.append(", t").append(texts).append(".c").append(column));
        from.append(" JOIN ").append(texts).append(" t").append(texts);
        from.append(" ON t").append(texts).append(".r = m.").append(side == 0 ? "l" : "r");
      }
    }
    String joined = connection.newName();
    // Matches are kept in the order of their ids, and numbers are sorted faster than texts.
    connection.run(
        "CREATE TABLE " + joined + " AS SELECT " + select + " FROM " + from + " ORDER BY m.rowid");
    if (!rows.isEmpty()) {
      loaded.add(rows);
    }
    for (String old : loaded) {
      connection.run("DROP TABLE " + old);
    }
    rows = joined;
  }

  private List<Integer> heldOf(int side) {
    return held.stream().filter(column -> names.columns().get(column).side() == side).toList();
  }

  /** Reads columns of one of the tables into DuckDB, with the number of the row. */
  private String load(int side, List<Integer> columns) throws SQLException {
    DuckConnection connection = database.connection();
    String texts = connection.newName();
    connection.run(
        "CREATE TABLE "
            + texts
            + " (r BIGINT"
            + columns.stream().map(i -> ", c" + i + " VARCHAR").collect(Collectors.joining())
            + ")");
    List<Integer> positions =
        columns.stream().map(column -> names.columns().get(column).position()).toList();
    long[] row = {0};
    connection.append(
        texts,
        appender ->
            new TextRows(sides.get(side), positions, BLOCK_ROWS)
                .read((block, seen) -> {
                  for (int i = 0; i < block.size(); i++) {
                    append(appender, row[0]++, seen, i);
                  }
                }));
    if (row[0] != (side == 0 ? join.main() : join.other()).rows()) {
      throw new DataException(
          sides.get(side).name() + " has changed while it was read; run the command again");
    }
    return texts;
  }

  private void append(DuckDBAppender appender, long row, String[][] texts, int at) {
    try {
      appender.beginRow().append(row);
      for (String[] column : texts) {
        appender.append(column[at]);
      }
      appender.endRow();
    } catch (SQLException problem) {
      throw failed(name(), problem);
    }
  }
}

package org.surprisal.evaluate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * The rows of another table for which an SQL expression is true; those for which it is false or
 * NULL are left out and counted. The table is read by its own reader, so that values and complaints
 * are the same with and without a filter; DuckDB sees the columns in the expression only. What a
 * column is there is decided by all of its values ({@link TextType}).
 */
final class FilteredTable implements Table {
  private static final int TYPE_ROWS = 4096;

  /** A column of ours, as a table must have one, by a name that no file has. */
  private static final String MARK = "\"\u0001\"";

  private final DuckDatabase database;
  private final Table table;
  private final List<Integer> mentioned = new ArrayList<>();
  private final List<TextType> types = new ArrayList<>();
  private final String rows;
  private final String relation;
  private final Where where;

  /**
   * Reads the whole table once, for the types of the columns in the expression.
   *
   * @throws IllegalArgumentException if it is no SQL expression over the columns
   */
  FilteredTable(DuckDatabase database, Table table, String expression) {
    this.database = database;
    this.table = table;
    this.rows = database.filtering().newName();
    Map<String, String> byLowerCase = new HashMap<>();
    for (int i = 0; i < table.header().size(); i++) {
      String name = table.header().get(i);
      if (!name.isEmpty() && Where.mayMention(expression, name)) {
        table.column(name);
        String other = byLowerCase.put(name.toLowerCase(Locale.ROOT), name);
        if (other != null) {
          throw new DataException(
              table.name()
                  + " has columns "
                  + NumberText.quote(other)
                  + " and "
                  + NumberText.quote(name)
                  + ", which SQL does not tell apart; rename one of them, or leave both out of"
                  + " --where");
        }
        mentioned.add(i);
        types.add(new TextType());
      }
    }
    if (!mentioned.isEmpty()) {
      findTypes();
    }
    this.relation = relation();
    this.where = checked(expression);
  }

  private void findTypes() {
    try {
      new TextRows(table, mentioned, TYPE_ROWS)
          .read((block, texts) -> {
            for (int i = 0; i < texts.length; i++) {
              for (int row = 0; row < block.size(); row++) {
                types.get(i).see(texts[i][row]);
              }
            }
          });
    } catch (NoRowsException _) {
      // There may be other files; who reads this one is told.
    }
  }

  /** The columns under their names and with their types. */
  private String relation() {
    List<String> typed = new ArrayList<>();
    typed.add(MARK);
    for (int i = 0; i < mentioned.size(); i++) {
      typed.add("CAST(" + name(i) + " AS " + types.get(i).type() + ") AS " + name(i));
    }
    return "(SELECT " + String.join(", ", typed) + " FROM " + rows + ")";
  }

  private String name(int index) {
    return DuckSql.name(table.header().get(mentioned.get(index)));
  }

  private Where checked(String expression) {
    try {
      empty();
    } catch (SQLException problem) {
      throw failed(problem);
    }
    return Where.of(database.filtering(), expression, table.header(), relation);
  }

  /** A new table for the next rows: deleted rows would go on taking memory. */
  private void empty() throws SQLException {
    List<String> columns = new ArrayList<>();
    columns.add(MARK + " BOOLEAN");
    for (int i = 0; i < mentioned.size(); i++) {
      columns.add(name(i) + " " + types.get(i).kept());
    }
    database
        .filtering()
        .run("CREATE OR REPLACE TABLE " + rows + " (" + String.join(", ", columns) + ")");
  }

  private DataException failed(SQLException problem) {
    return new DataException(
        table.name() + " cannot be filtered: " + DuckProblem.line(problem), problem);
  }

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public List<String> header() {
    return table.header();
  }

  @Override
  public List<String> qualifiers() {
    return table.qualifiers();
  }

  @Override
  public @Nullable Join join() {
    return table.join();
  }

  @Override
  public Pass read(List<Field> wanted, boolean skipMissing, int blockRows, Consumer<Block> each) {
    Set<Integer> columns = new LinkedHashSet<>(mentioned);
    wanted.forEach(field -> columns.add(field.column()));
    List<Integer> order = List.copyOf(columns);
    FilteredRows filtered =
        new FilteredRows(table.header(), wanted, order, skipMissing, blockRows, each);
    try {
      database.filtering().seed();
    } catch (SQLException problem) {
      throw failed(problem);
    }
    Pass pass =
        new TextRows(table, order, blockRows)
            .read((block, texts) -> filtered.add(block, texts, kept(block.size(), texts)));
    return filtered.finish(pass.rows());
  }

  private void add(DuckDBAppender appender, int count, String[][] texts) throws SQLException {
    for (int row = 0; row < count; row++) {
      appender.beginRow().append(true);
      for (int i = 0; i < mentioned.size(); i++) {
        types.get(i).append(appender, texts[i][row]);
      }
      appender.endRow();
    }
  }

  /** Which of the rows the expression is true for. */
  private boolean[] kept(int count, String[][] texts) {
    boolean[] kept = new boolean[count];
    int[] at = {0};
    try {
      empty();
      database.filtering().append(rows, appender -> add(appender, count, texts));
      database
          .filtering()
          .small(
              "SELECT " + where.condition() + " FROM " + relation,
              chunk -> {
                for (int row = 0; row < chunk.rowCount(); row++) {
                  kept[at[0]++] = chunk.vector(0).getBoolean(row, false);
                }
              });
    } catch (SQLException problem) {
      throw DuckProblem.isOfValue(problem) ? where.failed(problem) : failed(problem);
    }
    if (at[0] != count) {
      throw new IllegalStateException(at[0] + " answers for " + count + " rows");
    }
    return kept;
  }
}

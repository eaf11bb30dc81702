package org.surprisal.evaluate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that DuckDB reads: Parquet, or JSON with an object a row (JSON lines, or one list). Rows
 * come in the order of the file. Numbers keep their bits; those that are written as text, as all of
 * JSON's are, mean what they mean in a CSV file.
 */
final class DuckTable implements Table {
  private final DuckDatabase database;
  private final String name;
  private final DuckFormat format;
  private final String relation;
  private final List<DuckColumn> columns;
  private final long rows;
  private final @Nullable Where where;

  private DuckTable(
      DuckDatabase database,
      String name,
      DuckFormat format,
      String relation,
      List<DuckColumn> columns,
      long rows,
      @Nullable Where where) {
    this.database = database;
    this.name = name;
    this.format = format;
    this.relation = relation;
    this.columns = columns;
    this.rows = rows;
    this.where = where;
  }

  /**
   * Opens a file and reads its header.
   *
   * @param name what messages call it
   * @param database what reads it; it is opened, if it is not yet, and must stay open
   * @throws DataException if there is no such file, or it is not what its name says
   */
  static DuckTable open(DuckDatabase database, String name, Path file, DuckFormat format) {
    try {
      if (Files.isDirectory(file)) {
        throw new DataException(name + " is a directory; " + format.expected());
      }
      if (!Files.exists(file)) {
        throw new DataException(name + " does not exist; " + format.expected());
      }
      if (Files.size(file) == 0) {
        throw new DataException(name + " is empty; " + format.expected());
      }
      Path plain = DuckInput.checked(database, name, file, format);
      DuckFormat inner = format.within(plain);
      if (inner != DuckFormat.PARQUET) {
        JsonDepth.require(name, plain, inner == DuckFormat.JSON_LINES);
      }
      try {
        return inner == DuckFormat.PARQUET
            ? parquet(database, name, plain)
            : json(database, name, plain, inner);
      } catch (SQLException problem) {
        throw DuckProblem.of(name, problem, inner);
      }
    } catch (IOException problem) {
      throw new DataException(
          name
              + " cannot be read: "
              + (problem instanceof AccessDeniedException ? "no permission" : problem.getMessage()),
          problem);
    }
  }

  private static DuckTable parquet(DuckDatabase database, String name, Path file)
      throws SQLException {
    String path = DuckSql.text(literal(file));
    String relation = "read_parquet(" + path + ", binary_as_string=true)";
    DuckConnection connection = database.connection();
    List<String> names = names(connection, path);
    List<@Nullable String[]> described = connection.rows("DESCRIBE FROM " + relation);
    List<DuckColumn> columns = new ArrayList<>();
    for (int i = 0; i < described.size(); i++) {
      String sqlName = String.valueOf(described.get(i)[0]);
      columns.add(
          DuckColumn.typed(
              names.size() == described.size() ? names.get(i) : sqlName,
              sqlName,
              String.valueOf(described.get(i)[1])));
    }
    String rows =
        connection.rows("SELECT CAST(num_rows AS VARCHAR) FROM parquet_file_metadata(" + path + ")")
            .getFirst()[0];
    return new DuckTable(
        database,
        name,
        DuckFormat.PARQUET,
        relation,
        columns,
        Long.parseLong(String.valueOf(rows)),
        null);
  }

  /** The names at the top level, as they are written: DuckDB renames what SQL cannot tell apart. */
  private static List<String> names(DuckConnection connection, String path) throws SQLException {
    List<@Nullable String[]> schema =
        connection.rows(
            "SELECT name, CAST(coalesce(num_children, 0) AS VARCHAR) FROM parquet_schema("
                + path
                + ")");
    List<String> names = new ArrayList<>();
    int at = 1;
    while (at < schema.size()) {
      names.add(String.valueOf(schema.get(at)[0]));
      // Steps over a column together with all that it is made of.
      for (long open = 1; open > 0 && at < schema.size(); at++) {
        open += Long.parseLong(String.valueOf(schema.get(at)[1])) - 1;
      }
    }
    return names;
  }

  private static DuckTable json(DuckDatabase database, String name, Path file, DuckFormat format)
      throws SQLException {
    // Values stay as they are written (depth 1), so that they mean what they mean in a CSV file;
    // all rows are looked at for names (−1), so that one that comes late is not lost.
    String read =
        "read_json("
            + DuckSql.text(literal(file))
            + ", records=true, maximum_object_size=67108864, format="
            + (format == DuckFormat.JSON_LINES ? "'newline_delimited'" : "'auto'");
    String all = read + ", maximum_depth=1, sample_size=-1)";
    List<DuckColumn> columns = new ArrayList<>();
    List<String> types = new ArrayList<>();
    Set<String> lowerCase = new HashSet<>();
    for (@Nullable String[] column : database.connection().rows("DESCRIBE FROM " + all)) {
      String sqlName = String.valueOf(column[0]);
      columns.add(DuckColumn.json(sqlName, sqlName));
      types.add(DuckSql.text(sqlName) + ": 'JSON'");
      lowerCase.add(sqlName.toLowerCase(Locale.ROOT));
    }
    // With the names at hand DuckDB need not look for them at each reading, but it takes none that
    // differ in case only.
    String known = read + ", columns={" + String.join(", ", types) + "})";
    String relation = lowerCase.size() == columns.size() ? known : all;
    return new DuckTable(database, name, format, relation, columns, 0, null);
  }

  /** A path as a pattern that matches only it. */
  private static String literal(Path file) {
    return file.toAbsolutePath().toString().replaceAll("([*?\\[])", "[$1]");
  }

  /** Whether columns have types of their own, whatever their values. */
  boolean isTyped() {
    return format == DuckFormat.PARQUET;
  }

  /**
   * The rows for which an SQL expression over the columns is true.
   *
   * @throws IllegalArgumentException if it is no such expression; the message says what DuckDB says
   */
  Table where(String expression) {
    if (format != DuckFormat.PARQUET) {
      return new FilteredTable(database, this, expression);
    }
    Where filter = Where.of(database.connection(), expression, header(), relation);
    return new DuckTable(database, name, format, relation, columns, rows, filter);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> header() {
    return columns.stream().map(DuckColumn::name).toList();
  }

  @Override
  public Pass read(List<Field> wanted, boolean skipMissing, int blockRows, Consumer<Block> each) {
    List<DuckSlot> slots = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    for (Field field : wanted) {
      DuckColumn column = columns.get(field.column());
      if (column.kind() == DuckColumn.Kind.UNREADABLE) {
        throw new DataException(name + ": " + column.unreadable());
      }
      slots.add(new DuckSlot(column, field));
      selected.add(column.select());
    }
    if (where != null) {
      selected.add(where.condition());
    }
    DuckRows reader = new DuckRows(name, slots, where != null, skipMissing, blockRows, rows, each);
    try {
      database
          .connection()
          .query("SELECT " + String.join(", ", selected) + " FROM " + relation, reader);
    } catch (SQLException problem) {
      if (where != null && DuckProblem.isOfValue(problem)) {
        throw where.failed(problem);
      }
      throw DuckProblem.of(name, problem, format);
    }
    Pass pass = reader.finish();
    if (pass.rows() == 0) {
      throw new NoRowsException(name + " has no rows; a mean over no rows is not defined");
    }
    if (format == DuckFormat.PARQUET && pass.rows() != rows) {
      throw new DataException(
          name + " says that it has " + rows + " rows, and " + pass.rows() + " could be read");
    }
    return pass;
  }
}

package org.surprisal.evaluate;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a DuckDB of its own, in memory: one thread, so that rows come in the order of
 * their file; a fixed amount of memory, beyond which it writes to a temporary folder; and no
 * network.
 */
final class DuckConnection implements AutoCloseable {
  /**
   * What DuckDB may hold. Sorting and joining go on in the temporary folder beyond it; reading
   * needs about 100 MB for Parquet with large row groups.
   */
  static final String MEMORY = "512MB";

  /**
   * A result whose query fails after its first rows just ends, and only a method that is not public
   * knows why. Without it rows would be lost in silence.
   */
  private static final MethodHandle CHECK_ERROR = checkError();

  private static final String SEED = "0.5";

  private final DuckDBConnection connection;
  private final TemporaryFolder folder;
  private final Running running;
  private int names;

  private DuckConnection(DuckDBConnection connection, TemporaryFolder folder, Running running) {
    this.connection = connection;
    this.folder = folder;
    this.running = running;
  }

  static DuckConnection open() {
    DuckLibrary.load();
    Running running = new Running();
    TemporaryFolder folder = TemporaryFolder.create("surprisal-duckdb-", running::stop);
    Properties settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("temp_directory", folder.path().resolve("spill").toString());
    settings.setProperty("preserve_insertion_order", "true");
    // The system keeps files in memory as well, and gives it back when it is short.
    settings.setProperty("enable_external_file_cache", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("allow_persistent_secrets", "false");
    // Without it a whole result is built before its first row is seen.
    settings.setProperty("jdbc_stream_results", "true");
    try {
      return new DuckConnection(
          DuckDBConnection.newConnection("jdbc:duckdb:", false, settings), folder, running);
    } catch (Exception | LinkageError problem) {
      folder.close();
      throw new DataException(
          "DuckDB, which reads Parquet, JSON, --where and --join, cannot be started here: "
              + DuckProblem.line(problem)
              + "; CSV files are read without it",
          problem);
    }
  }

  private static MethodHandle checkError() {
    try {
      return MethodHandles.privateLookupIn(DuckDBChunkedResult.class, MethodHandles.lookup())
          .findVirtual(DuckDBChunkedResult.class, "checkError", MethodType.methodType(void.class));
    } catch (ReflectiveOperationException problem) {
      throw new LinkageError("this version of DuckDB's driver is not the one expected", problem);
    }
  }

  private static void checkError(DuckDBChunkedResult result) throws SQLException {
    try {
      CHECK_ERROR.invokeExact(result);
    } catch (SQLException | RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A folder for files that are to go with the connection. */
  Path folder() {
    return folder.path();
  }

  /** Runs a statement that has no result. */
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      running.start(statement);
      try {
        statement.execute(sql);
      } finally {
        running.end(statement);
      }
    }
  }

  /**
   * Hands over the result of a query, about 2,000 rows at a time and column by column. The query
   * has a connection of its own, because the next one on a connection ends the one before: whoever
   * takes the rows may use this one meanwhile.
   */
  void query(String sql, Consumer<DuckDBDataChunkReader> each) throws SQLException {
    try (DuckDBConnection own = connection.duplicate()) {
      query(own, "SELECT setseed(" + SEED + ")", _ -> {});
      query(own, sql, each);
    }
  }

  /** The same on this connection; whoever takes the rows must not use it. */
  void small(String sql, Consumer<DuckDBDataChunkReader> each) throws SQLException {
    query(connection, sql, each);
  }

  private void query(DuckDBConnection from, String sql, Consumer<DuckDBDataChunkReader> each)
      throws SQLException {
    try (DuckDBPreparedStatement statement = from.prepare(sql)) {
      running.start(statement);
      try (DuckDBChunkedResult result = statement.query()) {
        while (result.nextChunk()) {
          each.accept(result.chunk());
        }
        checkError(result);
      } finally {
        running.end(statement);
      }
    }
  }

  /** The texts of a small result, row by row; null for NULL. */
  List<@Nullable String[]> rows(String sql) throws SQLException {
    List<@Nullable String[]> rows = new ArrayList<>();
    small(
        sql,
        chunk -> {
          for (int row = 0; row < chunk.rowCount(); row++) {
            @Nullable String[] texts = new String[Math.toIntExact(chunk.columnCount())];
            for (int i = 0; i < texts.length; i++) {
              texts[i] = chunk.vector(i).getString(row);
            }
            rows.add(texts);
          }
        });
    return rows;
  }

  /** Starts DuckDB's random numbers again, so that an expression with them means the same rows. */
  void seed() throws SQLException {
    small("SELECT setseed(" + SEED + ")", _ -> {});
  }

  /** A name for a table that no other has. */
  String newName() {
    return "surprisal_" + ++names;
  }

  /** Makes rows of the JVM's a table function without parameters. */
  void register(String name, DuckDBTableFunction<?, ?, ?> function) throws SQLException {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName(name).withFunction(function).register(connection);
    }
  }

  /** Adds rows to a table. */
  interface Rows {
    void addTo(DuckDBAppender appender) throws SQLException;
  }

  /**
   * Adds rows to a table in one transaction: the driver would make one of every 2,048. It has a
   * connection of its own, so that rows may come out of a query on this one.
   */
  void append(String table, Rows rows) throws SQLException {
    try (DuckDBConnection own = connection.duplicate()) {
      own.setAutoCommit(false);
      try (DuckDBAppender appender = own.createAppender(table)) {
        rows.addTo(appender);
      }
      own.commit();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // Nothing is kept, so nothing is lost.
    } finally {
      folder.close();
    }
  }

  /** The statements that run now, so that the end of the process need not wait for them. */
  private static final class Running {
    private final Set<Statement> statements = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    void start(Statement next) throws SQLException {
      statements.add(next);
      if (stopped) {
        throw new SQLException("interrupted");
      }
    }

    void end(Statement ended) {
      statements.remove(ended);
    }

    void stop() {
      stopped = true;
      for (Statement statement : statements) {
        try {
          statement.cancel();
        } catch (SQLException _) {
          // It has just ended.
        }
      }
    }
  }
}

package org.surprisal.evaluate;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * Scored rows in the order of their scores, more of them than fit in memory: DuckDB sorts, and
 * writes to its temporary folder what it cannot hold. Rows with the same key and score come in the
 * order of their weights, so that sums over them do not depend on the order in which they came.
 */
final class ExternalSort implements AutoCloseable {
  /** Rows that are handed over at once; the driver buffers less. */
  private static final int FLUSH_ROWS = 1 << 17;

  private final DuckDatabase database;
  private final String table;
  private @Nullable DuckDBAppender appender;
  private long rows;

  /**
   * @param database must stay open until this is closed; it is opened with the first row
   */
  ExternalSort(DuckDatabase database) {
    this.database = database;
    this.table = "surprisal_sort_" + Integer.toHexString(System.identityHashCode(this));
  }

  /** Takes the rows in their order. */
  interface Each {
    void accept(int key, double score, double positive, double negative);
  }

  /** How many rows there are. */
  long rows() {
    return rows;
  }

  /**
   * Adds a row.
   *
   * @param key rows of one key come together, keys in ascending order
   * @param score any number but NaN; −0 is 0
   * @param positive the row's weight if it is positive, else 0
   * @param negative the row's weight if it is negative, else 0
   */
  void add(int key, double score, double positive, double negative) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("score NaN has no place in an order");
    }
    try {
      if (appender == null) {
        appender = start();
      }
      // Adding 0 makes −0 a 0.
      appender
          .beginRow()
          .append(key)
          .append(score + 0.0)
          .append(positive)
          .append(negative)
          .endRow();
      rows++;
      if (rows % FLUSH_ROWS == 0) {
        appender.flush();
      }
    } catch (SQLException problem) {
      throw failed(problem);
    }
  }

  private DuckDBAppender start() throws SQLException {
    DuckConnection connection = database.connection();
    connection.run(
        "CREATE TABLE IF NOT EXISTS " + table + " (k INTEGER, s DOUBLE, p DOUBLE, n DOUBLE)");
    return connection.appender(table);
  }

  /** Hands over all rows: by key ascending, then by score descending. May be called again. */
  void forEach(Each each) {
    if (rows == 0) {
      return;
    }
    try {
      finishAdding();
      database
          .connection()
          .query(
              "SELECT k, s, p, n FROM " + table + " ORDER BY k, s DESC, p, n",
              chunk -> hand(chunk, each));
    } catch (SQLException problem) {
      throw failed(problem);
    }
  }

  private static void hand(DuckDBDataChunkReader chunk, Each each) {
    DuckDBReadableVector keys = chunk.vector(0);
    DuckDBReadableVector scores = chunk.vector(1);
    DuckDBReadableVector positives = chunk.vector(2);
    DuckDBReadableVector negatives = chunk.vector(3);
    long count = chunk.rowCount();
    for (long row = 0; row < count; row++) {
      each.accept(
          keys.getInt(row),
          scores.getDouble(row),
          positives.getDouble(row),
          negatives.getDouble(row));
    }
  }

  private void finishAdding() throws SQLException {
    if (appender != null) {
      appender.close();
      appender = null;
    }
  }

  private static DataException failed(SQLException problem) {
    return new DataException(
        "sorting the scores failed: "
            + DuckProblem.line(problem)
            + "; the temporary folder needs 28 bytes a row (-Djava.io.tmpdir=… puts it elsewhere)",
        problem);
  }

  /** Lets the rows go. */
  @Override
  public void close() {
    if (rows == 0) {
      return;
    }
    rows = 0;
    try {
      finishAdding();
      database.connection().run("DROP TABLE IF EXISTS " + table);
    } catch (SQLException problem) {
      throw failed(problem);
    }
  }
}

package org.surprisal.evaluate;

import java.sql.SQLException;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * Scored rows in the order of their scores, more of them than fit in memory: DuckDB sorts, and
 * writes to its temporary folder what it cannot hold. Rows with the same key and score come in the
 * order of their weights, so that sums over them do not depend on the order in which they came.
 */
final class ExternalSort implements AutoCloseable {
  private final DuckDatabase database;
  private String table = "";
  private @Nullable SortFeed feed;
  private long rows;

  /**
   * @param database must stay open until this is closed; it is opened with the first row
   */
  ExternalSort(DuckDatabase database) {
    this.database = database;
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
      if (feed == null) {
        feed = start();
      }
      // Adding 0 makes −0 a 0.
      feed.add(key, score + 0.0, positive, negative);
      rows++;
      if (feed.isFull()) {
        hand(feed);
      }
    } catch (SQLException problem) {
      throw failed(problem);
    }
  }

  private SortFeed start() throws SQLException {
    DuckConnection connection = database.connection();
    table = connection.newName();
    SortFeed started = new SortFeed();
    connection.register(function(), started);
    connection.run("CREATE TABLE " + table + " (k INTEGER, s DOUBLE, p DOUBLE, n DOUBLE)");
    return started;
  }

  private String function() {
    return table + "_feed";
  }

  private void hand(SortFeed batch) throws SQLException {
    if (batch.size() > 0) {
      database.connection().run("INSERT INTO " + table + " FROM " + function() + "()");
      batch.clear();
    }
  }

  /** Hands over all rows: by key ascending, then by score descending. May be called again. */
  void forEach(Each each) {
    if (feed == null) {
      return;
    }
    try {
      hand(feed);
      database
          .connection()
          .query(
              "SELECT k, s, p, n FROM " + table + " ORDER BY k, s DESC, p, n",
              chunk -> read(chunk, each));
    } catch (SQLException problem) {
      throw failed(problem);
    }
  }

  private static void read(DuckDBDataChunkReader chunk, Each each) {
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
    if (feed == null) {
      return;
    }
    feed.end();
    feed = null;
    rows = 0;
    try {
      database.connection().run("DROP TABLE " + table);
    } catch (SQLException problem) {
      throw failed(problem);
    }
  }
}

package org.surprisal.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * A DuckDB in memory that is opened when it is first needed: a run that needs none does not load
 * its classes nor its native library.
 */
final class DuckDatabase implements AutoCloseable {
  private @Nullable DuckConnection connection;
  private @Nullable DuckConnection filtering;
  private boolean closed;

  /**
   * The connection, the same one at every call.
   *
   * @throws DataException if DuckDB cannot be started here
   */
  DuckConnection connection() {
    if (closed) {
      throw new IllegalStateException("the database is closed");
    }
    if (connection == null) {
      connection = DuckConnection.open();
    }
    return connection;
  }

  /**
   * A connection to a second database, for filters. While the rows of a file come out of the first
   * one, that keeps all that is deleted meanwhile, and a filter deletes every batch of rows.
   */
  DuckConnection filtering() {
    if (closed) {
      throw new IllegalStateException("the database is closed");
    }
    if (filtering == null) {
      filtering = DuckConnection.open();
    }
    return filtering;
  }

  /** Whether anything has needed it yet. */
  boolean isOpen() {
    return connection != null || filtering != null;
  }

  /** Closes it and deletes its temporary files. */
  @Override
  public void close() {
    closed = true;
    if (connection != null) {
      connection.close();
      connection = null;
    }
    if (filtering != null) {
      filtering.close();
      filtering = null;
    }
  }
}

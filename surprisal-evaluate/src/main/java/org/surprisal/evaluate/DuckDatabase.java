package org.surprisal.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * A DuckDB in memory that is opened when it is first needed: a run that needs none does not load
 * its classes nor its native library.
 */
final class DuckDatabase implements AutoCloseable {
  private @Nullable DuckConnection connection;
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

  /** Whether anything has needed it yet. */
  boolean isOpen() {
    return connection != null;
  }

  /** Closes it and deletes its temporary files. */
  @Override
  public void close() {
    closed = true;
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}

package org.surprisal.evaluate;

import java.nio.file.Path;

/** Opens what a {@link Source} names, whatever it is, and closes what was opened for it. */
final class Tables implements AutoCloseable {
  private final DuckDatabase database = new DuckDatabase();
  private final Table table;

  private Tables(Source source) {
    this.table = CsvTable.open(Path.of(source.files().getFirst()));
  }

  /**
   * Opens the files.
   *
   * @throws DataException if one is not there or is of no kind that can be read
   */
  static Tables open(Source source) {
    return new Tables(source);
  }

  Table table() {
    return table;
  }

  /** For work that is too large for memory. */
  DuckDatabase database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
  }
}

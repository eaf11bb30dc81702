/** Scoring of prediction files with the losses of {@code org.surprisal.core}. */
@SuppressWarnings("requires-automatic") // DuckDB has no module of its own
module org.surprisal.evaluate {
  requires static org.jspecify;
  requires transitive org.surprisal.core;
  requires ch.randelshofer.fastdoubleparser;
  requires de.siegmar.fastcsv;
  requires duckdb.jdbc;
  requires java.sql;

  exports org.surprisal.evaluate;
}

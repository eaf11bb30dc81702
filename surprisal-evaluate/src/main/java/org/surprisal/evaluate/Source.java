package org.surprisal.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rows come from.
 *
 * @param files CSV (also gzip), Parquet and JSON-lines files, patterns such as {@code
 *     part-*.parquet}, or {@code -} for standard input; read one after the other
 * @param where an SQL condition over the columns that rows must meet, or null
 * @param join a file whose columns are added, or null
 * @param id the column by which rows are matched with those of {@code join}, or null
 */
public record Source(
    List<String> files, @Nullable String where, @Nullable String join, @Nullable String id) {

  public Source {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no file is named; name at least one, or - for input");
    }
    if (join != null && id == null) {
      throw new IllegalArgumentException(
          "--join " + join + " needs --id COL, the column that both files have in common");
    }
    if (join == null && id != null) {
      throw new IllegalArgumentException(
          "--id " + id + " needs --join FILE, the file to join by it");
    }
  }

  /** All rows of some files. */
  public static Source of(String... files) {
    return new Source(List.of(files), null, null, null);
  }
}

package org.surprisal.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens what a {@link Source} names, whatever it is, and closes what was opened for it. */
final class Tables implements AutoCloseable {
  private static final String INPUT = "-";
  private static final String INPUT_NAME = "standard input";
  private static final String PARQUET = "PAR1";
  private static final String BYTE_ORDER_MARK = "^\u00ef\u00bb\u00bf";
  private static final int FIRST_BYTES = 256;

  private final DuckDatabase database = new DuckDatabase();
  private final InputStream in;
  private @Nullable TemporaryFolder folder;
  private @Nullable Table table;

  private Tables(InputStream in) {
    this.in = in;
  }

  /**
   * Opens the files.
   *
   * @param in what {@code -} means
   * @throws DataException if one is not there or is of no kind that can be read
   */
  static Tables open(Source source, InputStream in) {
    Tables tables = new Tables(in);
    try {
      tables.table = tables.of(source);
      return tables;
    } catch (RuntimeException | Error problem) {
      tables.close();
      throw problem;
    }
  }

  private Table of(Source source) {
    String other = source.join();
    String where = source.where();
    if (other == null) {
      return files(source.files(), where);
    }
    // The condition may be about columns of both.
    Table joined =
        JoinedTable.of(
            database,
            files(source.files(), null),
            files(List.of(other), null),
            Objects.requireNonNull(source.id()));
    return where == null ? joined : new FilteredTable(database, joined, where);
  }

  private Table files(List<String> names, @Nullable String where) {
    List<Table> files = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (String name : names) {
      if (name.equals(INPUT)) {
        files.add(file(spooled(), INPUT_NAME));
      } else {
        for (Path path : FileNames.of(name)) {
          if (!seen.add(path.normalize())) {
            throw new IllegalArgumentException(
                path + " is named twice, and its rows would count twice; name it once");
          }
          files.add(file(path, path.toString()));
        }
      }
    }
    // Columns of text have types by all of their values, so those of files together, as if they
    // were one file.
    if (where != null && files.stream().anyMatch(Tables::isTyped)) {
      return together(names, files.stream().map(file -> filtered(file, where)).toList());
    }
    Table all = together(names, files);
    return where == null ? all : filtered(all, where);
  }

  private static Table together(List<String> names, List<Table> files) {
    return files.size() == 1 ? files.getFirst() : new SeveralTables(String.join(" ", names), files);
  }

  private static boolean isTyped(Table file) {
    return file instanceof DuckTable duck && duck.isTyped();
  }

  private Table filtered(Table table, String where) {
    return table instanceof DuckTable duck
        ? duck.where(where)
        : new FilteredTable(database, table, where);
  }

  private Table file(Path path, String name) {
    DuckFormat format = formatOf(path);
    return format == null
        ? CsvTable.open(path, name)
        : DuckTable.open(database, name, path, format);
  }

  /** By what stands in it, else by its name; null: CSV. */
  private static @Nullable DuckFormat formatOf(Path path) {
    DuckFormat named = DuckFormat.of(path);
    if (!Files.isRegularFile(path)) {
      return named;
    }
    try (InputStream start = Files.newInputStream(path)) {
      byte[] first = start.readNBytes(FIRST_BYTES);
      if (GzipStream.isGzip(first) && named == null) {
        return unpackedFormatOf(path);
      }
      String text = new String(first, StandardCharsets.ISO_8859_1);
      if (text.startsWith(PARQUET)) {
        return DuckFormat.PARQUET;
      }
      return named == null && isJson(text) ? DuckFormat.JSON : named;
    } catch (IOException _) {
      return named; // whoever reads it says what is wrong
    }
  }

  /** Standard input has no name that would tell. */
  private static @Nullable DuckFormat unpackedFormatOf(Path path) throws IOException {
    try (InputStream start = new GzipStream(Files.newInputStream(path))) {
      String text = new String(start.readNBytes(FIRST_BYTES), StandardCharsets.ISO_8859_1);
      return isJson(text) ? DuckFormat.JSON : null;
    }
  }

  /** No header of a CSV file begins so. */
  private static boolean isJson(String start) {
    return start.replaceFirst(BYTE_ORDER_MARK, "").stripLeading().matches("(?s)[{\\[].*");
  }

  /** Standard input as a file, because it is read more than once. */
  private Path spooled() {
    if (folder != null) {
      throw new IllegalArgumentException("- is named twice; standard input can be read once");
    }
    folder = TemporaryFolder.create("surprisal-input-", () -> {});
    Path file = folder.path().resolve("input");
    try {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException problem) {
      throw new DataException("standard input cannot be read: " + problem.getMessage(), problem);
    }
    return file;
  }

  Table table() {
    return Objects.requireNonNull(table);
  }

  /** For work that is too large for memory. */
  DuckDatabase database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
    if (folder != null) {
      folder.close();
    }
  }
}

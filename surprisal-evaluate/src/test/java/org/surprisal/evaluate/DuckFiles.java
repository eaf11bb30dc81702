package org.surprisal.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Files for tests of what DuckDB reads, and what a table reads out of them. */
final class DuckFiles implements AutoCloseable {
  final DuckDatabase database = new DuckDatabase();
  private final Path folder;

  DuckFiles(Path folder) {
    this.folder = folder;
  }

  /** A Parquet file with the rows of a query. */
  Path parquet(String name, String query) {
    Path file = folder.resolve(name);
    try {
      database
          .connection()
          .run("COPY (" + query + ") TO " + DuckSql.text(file.toString()) + " (FORMAT parquet)");
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
    return file;
  }

  Path text(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path bytes(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  Path gzip(String name, String text) {
    Path file = folder.resolve(name);
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return file;
  }

  DuckTable open(Path file) {
    DuckFormat format = DuckFormat.of(file);
    if (format == null) {
      throw new IllegalArgumentException(file.toString());
    }
    return DuckTable.open(database, file.getFileName().toString(), file, format);
  }

  Table csv(Path file) {
    return CsvTable.open(file, file.getFileName().toString());
  }

  /** The numbers of a column. */
  static List<Double> numbers(Table table, String column) {
    return read(table, Field.number(table.column(column)), false);
  }

  static List<Double> read(Table table, Field field, boolean skipMissing) {
    List<Double> values = new ArrayList<>();
    table.read(
        List.of(field),
        skipMissing,
        3,
        block -> IntStream.range(0, block.size()).forEach(i -> values.add(block.column(0)[i])));
    return values;
  }

  /** The texts of a column. */
  static List<String> texts(Table table, String column) {
    List<String> texts = new ArrayList<>();
    new TextRows(table, List.of(table.column(column)), 3)
        .read((block, seen) -> texts.addAll(List.of(Arrays.copyOf(seen[0], block.size()))));
    return texts;
  }

  /** The row numbers of a table. */
  static List<Long> places(Table table) {
    List<Long> numbers = new ArrayList<>();
    table.read(
        List.of(Field.number(0)),
        true,
        3,
        block -> IntStream.range(0, block.size()).forEach(i -> numbers.add(block.number(i))));
    return numbers;
  }

  @Override
  public void close() {
    database.close();
  }
}

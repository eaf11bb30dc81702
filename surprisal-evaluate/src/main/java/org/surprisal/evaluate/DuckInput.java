package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** What can be said about a file before DuckDB reads it, in better words than its own. */
final class DuckInput {
  private static final String MAGIC = "PAR1";
  private static final int HEAD_BYTES = 512;

  private DuckInput() {}

  /**
   * The file to read: the one given, or an unpacked copy of one that is gzipped. DuckDB takes a
   * gzip stream that is cut short for a whole one, which would lose rows in silence.
   */
  static Path checked(DuckDatabase database, String name, Path file, DuckFormat format)
      throws IOException {
    byte[] head = head(file);
    Path plain = file;
    if (GzipStream.isGzip(head)) {
      plain = unpacked(database, name, file);
      head = head(plain);
      if (head.length == 0) {
        throw new DataException(name + " is empty; " + format.expected());
      }
    }
    String kind = FileKind.of(head);
    boolean isParquet = new String(head, ISO_8859_1).startsWith(MAGIC);
    if (format == DuckFormat.PARQUET && !isParquet) {
      throw new DataException(
          name
              + " is not a Parquet file"
              + (kind.isEmpty() ? "" : ", it seems to be " + kind)
              + "; does its name end in .parquet by mistake?");
    }
    if (format == DuckFormat.PARQUET) {
      requireEnd(name, plain);
    } else if (isParquet) {
      throw new DataException(name + " is a Parquet file; let its name end in .parquet");
    } else if (!kind.isEmpty()) {
      throw new DataException(name + " is not JSON, it seems to be " + kind);
    }
    return plain;
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD_BYTES);
    }
  }

  private static void requireEnd(String name, Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[MAGIC.length()];
      bytes.seek(Math.max(0, bytes.length() - end.length));
      bytes.readFully(end);
      if (bytes.length() < 3L * end.length || !new String(end, ISO_8859_1).equals(MAGIC)) {
        throw new DataException(
            name + " is cut short: a Parquet file ends in " + MAGIC + "; copy the file again");
      }
    }
  }

  private static Path unpacked(DuckDatabase database, String name, Path file) throws IOException {
    Path copy = Files.createTempFile(database.connection().folder(), "unpacked-", ".tmp");
    try (InputStream in = new GzipStream(Files.newInputStream(file))) {
      Files.copy(in, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (EOFException problem) {
      throw new DataException(
          name + " is cut short: " + problem.getMessage() + "; copy the file again", problem);
    } catch (ZipException problem) {
      throw new DataException(
          name + " is damaged: " + problem.getMessage() + "; copy the file again", problem);
    }
  }
}

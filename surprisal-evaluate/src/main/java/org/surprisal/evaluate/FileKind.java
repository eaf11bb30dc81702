package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** What a file that is no text seems to be, by its first bytes, and what to do about it. */
final class FileKind {
  private static final String EXPORT = "export it as CSV or Parquet";
  private static final String UNPACK = "unpack it first";
  private static final String CONVERT = "convert it, for example with iconv -f ";

  /** Formats that a table may come in, or that are found under the name of one. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind("\u00ff\u00fe\0\0", "UTF-32 text", CONVERT + "UTF-32 -t UTF-8"),
          new Kind("\0\0\u00fe\u00ff", "UTF-32 text", CONVERT + "UTF-32 -t UTF-8"),
          new Kind("\u00ff\u00fe", "UTF-16 text", CONVERT + "UTF-16 -t UTF-8"),
          new Kind("\u00fe\u00ff", "UTF-16 text", CONVERT + "UTF-16 -t UTF-8"),
          new Kind("PAR1", "a Parquet file", "give it as a file of its own, not packed"),
          new Kind("PARE", "an encrypted Parquet file", "decrypt it first"),
          new Kind("\u00d0\u00cf\u0011\u00e0", "an old Excel workbook", "save it as CSV"),
          new Kind("\u001f\u008b", "gzip within gzip", UNPACK + " with gunzip"),
          new Kind("BZh", "a bzip2 file", UNPACK + " with bunzip2"),
          new Kind("\u00fd7zXZ\0", "an xz file", UNPACK + " with unxz"),
          new Kind("(\u00b5/\u00fd", "a zstd file", UNPACK + " with unzstd"),
          new Kind("7z\u00bc\u00af", "a 7-Zip archive", UNPACK),
          new Kind("ARROW1", "an Arrow file", EXPORT),
          new Kind("FEA1", "a Feather file", EXPORT),
          new Kind("ORC", "an ORC file", EXPORT),
          new Kind("Obj\u0001", "an Avro file", EXPORT),
          new Kind("\u0089HDF", "an HDF5 file", EXPORT),
          new Kind("\u0093NUMPY", "a NumPy array", EXPORT),
          new Kind("\u0080\u0004\u0095", "a Python pickle", EXPORT),
          new Kind("\u0080\u0005\u0095", "a Python pickle", EXPORT),
          new Kind("SQLite format 3", "an SQLite database", EXPORT),
          new Kind("%PDF-", "a PDF document", "get the table itself"),
          new Kind("<!DOCTYPE html", "a web page", "was a log-in or error page saved?"),
          new Kind("<!doctype html", "a web page", "was a log-in or error page saved?"),
          new Kind("<html", "a web page", "was a log-in or error page saved?"));

  private static final Kind WORKBOOK = new Kind("PK\3\4", "an Excel workbook", "save it as CSV");
  private static final Kind ZIP = new Kind("PK\3\4", "a zip archive", UNPACK + " with unzip");
  private static final Kind TAR = new Kind("", "a tar archive", UNPACK + " with tar -x");
  private static final int TAR_MAGIC = 257;

  private record Kind(String magic, String what, String cure) {
    String said() {
      return what + "; " + cure;
    }
  }

  private FileKind() {}

  /** What a file seems to be, with the cure; empty if its first bytes may well be text. */
  static String of(byte[] first) {
    String head = new String(first, ISO_8859_1);
    for (Kind kind : KINDS) {
      if (head.startsWith(kind.magic())) {
        return kind.said();
      }
    }
    if (head.startsWith(ZIP.magic())) {
      boolean isWorkbook = head.contains("[Content_Types].xml") || head.contains("xl/");
      return (isWorkbook ? WORKBOOK : ZIP).said();
    }
    if (head.startsWith("ustar", TAR_MAGIC)) {
      return TAR.said();
    }
    // Text of plain letters, two bytes each.
    if (head.matches("(?s)[^\0]\0[^\0]\0.*")) {
      return "UTF-16 text; " + CONVERT + "UTF-16LE -t UTF-8";
    }
    return head.matches("(?s)\0[^\0]\0[^\0].*")
        ? "UTF-16 text; " + CONVERT + "UTF-16BE -t UTF-8"
        : "";
  }
}

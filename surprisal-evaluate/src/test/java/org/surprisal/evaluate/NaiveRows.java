package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Counts rows with as little as possible: a character at a time, in memory, for tests. */
final class NaiveRows {
  private NaiveRows() {}

  /** Records of a CSV file, gzipped or not, that are not blank, without the header. */
  static long ofCsv(byte[] file) {
    String text = new String(unpacked(file), ISO_8859_1);
    String marked = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    return Math.max(0, records(marked, separator(marked)) - 1);
  }

  /** Objects that are within no other. */
  static long ofJson(byte[] file) {
    long objects = 0;
    int depth = 0;
    boolean quoted = false;
    boolean escaped = false;
    for (char c : new String(unpacked(file), ISO_8859_1).toCharArray()) {
      if (quoted) {
        quoted = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else {
        quoted = c == '"';
        objects += c == '{' && depth == 0 ? 1 : 0;
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    }
    return objects;
  }

  private static byte[] unpacked(byte[] file) {
    if (file.length < 2 || file[0] != 0x1f || (file[1] & 0xff) != 0x8b) {
      return file;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    } catch (IOException problem) {
      throw new AssertionError("read, but the JDK cannot unpack it", problem);
    }
  }

  static char separator(String text) {
    String header = text.stripLeading().lines().findFirst().orElse("").replaceAll("\"[^\"]*\"", "");
    boolean isTab = header.indexOf(';') < 0 && header.indexOf('\t') >= 0;
    return header.indexOf(',') >= 0 ? ',' : isTab ? '\t' : header.indexOf(';') >= 0 ? ';' : ',';
  }

  /** A quote opens where a field begins, closes at the next one, and two of them are one. */
  private static long records(String text, char separator) {
    long records = 0;
    boolean fresh = true;
    boolean quoted = false;
    boolean any = false;
    for (char c : (text + "\n").toCharArray()) {
      if (quoted) {
        quoted = c != '"';
        fresh = !quoted;
      } else if (c == '\n' || c == '\r') {
        records += any ? 1 : 0;
        any = false;
        fresh = true;
        continue;
      } else {
        quoted = c == '"' && fresh;
        fresh = c == separator;
      }
      any = true;
    }
    return records;
  }
}

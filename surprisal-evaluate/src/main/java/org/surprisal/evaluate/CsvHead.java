package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header of a CSV file.
 *
 * @param separator what stands between fields
 * @param names of the columns
 * @param text all bytes before the rows, as characters of ISO 8859-1
 * @param lines how many lines they are
 */
record CsvHead(char separator, List<String> names, String text, long lines) {
  private static final int FIRST_BYTES = 1 << 13;
  private static final int LONGEST = 1 << 26;

  /** Where a header ends that does not end in the bytes at hand. */
  private static final int CUT = -1;

  /**
   * Reads the header, which is the first line that is not blank; no names if there is none.
   *
   * @param file what messages call the file
   */
  static CsvHead read(InputStream in, String file) throws IOException {
    byte[] text = in.readNBytes(FIRST_BYTES);
    boolean isAll = text.length < FIRST_BYTES;
    for (; ; ) {
      char separator = separator(text);
      int end = end(text, separator, isAll);
      if (end != CUT) {
        return of(Arrays.copyOf(text, end), separator, file);
      }
      if (text.length >= LONGEST) {
        throw new DataException(
            file + ": the header is longer than " + LONGEST + " bytes; is a quote left open?");
      }
      byte[] more = in.readNBytes(text.length);
      isAll = more.length < text.length;
      text = Arrays.copyOf(text, text.length + more.length);
      System.arraycopy(more, 0, text, text.length - more.length, more.length);
    }
  }

  private static CsvHead of(byte[] text, char separator, String file) throws IOException {
    List<String> names = new ArrayList<>();
    int blank = 0;
    while (blank < text.length && isLineEnd(text[blank])) {
      blank++;
    }
    long line = 1 + lines(text, blank);
    try (CsvReader<String[]> reader =
        CsvTable.parser(separator)
            .build(StringArrayHandler.of(), new ByteArrayInputStream(text), ISO_8859_1)) {
      for (String[] fields : reader) {
        for (String field : fields) {
          names.add(name(field, file, line, names.size() + 1));
        }
      }
    }
    return new CsvHead(
        separator, List.copyOf(names), new String(text, ISO_8859_1), lines(text, text.length));
  }

  /** Skips the header; false if another one stands there now. */
  boolean skip(InputStream in) throws IOException {
    return new String(in.readNBytes(text.length()), ISO_8859_1).equals(text);
  }

  private static String name(String field, String file, long line, int column) {
    String place = file + ", line " + line + ", column " + column + ": the header ";
    if (field.indexOf('\0') >= 0) {
      throw new DataException(
          place + "has a NUL byte, so the file is binary or damaged; export it again as CSV");
    }
    byte[] bytes = field.getBytes(ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
    } catch (CharacterCodingException problem) {
      throw new DataException(
          place
              + NumberText.quote(new String(bytes, StandardCharsets.UTF_8))
              + " is not UTF-8; convert the file, for example with iconv -f WINDOWS-1252 -t UTF-8",
          problem);
    }
  }

  /** Commas, or semicolons or tabs if the header has no comma outside quotes. */
  private static char separator(byte[] text) {
    boolean semicolon = false;
    boolean tab = false;
    boolean quoted = false;
    boolean named = false;
    for (byte c : text) {
      if (!quoted && isLineEnd(c)) {
        if (named) {
          break;
        }
        continue;
      }
      named = true;
      quoted ^= c == '"';
      if (c == ',' && !quoted) {
        return ',';
      }
      semicolon |= c == ';' && !quoted;
      tab |= c == '\t' && !quoted;
    }
    return semicolon ? ';' : tab ? '\t' : ',';
  }

  /** Where the line after the header begins: quotes open only where a field begins. */
  private static int end(byte[] text, char separator, boolean isAll) {
    boolean quoted = false;
    boolean isQuotedField = false;
    boolean atFieldStart = true;
    boolean named = false;
    for (int i = 0; i < text.length; i++) {
      byte c = text[i];
      if (!quoted && isLineEnd(c)) {
        if (named) {
          boolean maySplit = c == '\r' && i + 1 == text.length && !isAll;
          boolean isPair = c == '\r' && i + 1 < text.length && text[i + 1] == '\n';
          return maySplit ? CUT : i + (isPair ? 2 : 1);
        }
        continue;
      }
      named = true;
      if (c == '"' && (quoted || isQuotedField || atFieldStart)) {
        quoted = !quoted;
        isQuotedField = true;
      }
      atFieldStart = !quoted && c == separator;
      isQuotedField &= !atFieldStart;
    }
    return isAll ? text.length : CUT;
  }

  private static long lines(byte[] text, int end) {
    long lines = 0;
    for (int i = 0; i < end; i++) {
      boolean isPair = text[i] == '\r' && i + 1 < end && text[i + 1] == '\n';
      lines += isLineEnd(text[i]) && !isPair ? 1 : 0;
    }
    return lines;
  }

  private static boolean isLineEnd(byte c) {
    return c == '\n' || c == '\r';
  }
}

package org.surprisal.evaluate;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text file with a header line and one row a record (RFC 4180: quoted fields may hold separators,
 * quotes and line breaks; a byte order mark and either line ending are accepted). Fields are
 * separated by commas, or by semicolons or tabs where the header has no comma. Blank lines are not
 * rows.
 */
final class CsvTable implements Table {
  private static final int LONGEST_HEADER = 1 << 20;
  private static final Pattern TOO_LONG =
      Pattern.compile("maximum buffer size of (\\d+) is insufficient");
  private static final Pattern LINE = Pattern.compile("starting at line (\\d+)");

  private final Path file;
  private final char separator;
  private final List<String> header;

  private CsvTable(Path file, char separator, List<String> header) {
    this.file = file;
    this.separator = separator;
    this.header = header;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws DataException if there is no such file or it has no header
   */
  static CsvTable open(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataException(file + " is a directory; expected a CSV file");
    }
    if (!Files.exists(file)) {
      throw new DataException(file + " does not exist; expected a CSV file");
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          file + " is not a regular file, and it is read more than once; save it to a file first");
    }
    try {
      char separator = separatorOf(file);
      try (CsvReader<String[]> reader =
          builder(separator).build(StringArrayHandler.builder().build(), file)) {
        for (String[] names : reader) {
          return new CsvTable(file, separator, Arrays.stream(names).map(String::strip).toList());
        }
      }
    } catch (IOException | UncheckedIOException problem) {
      throw unreadable(file, problem);
    } catch (CsvParseException problem) {
      throw unparsable(file, problem);
    }
    throw new DataException(file + " is empty; expected a header line and rows of numbers");
  }

  private static CsvReaderBuilder builder(char separator) {
    // Ragged rows are found by BlockFiller, which knows the line; the library's own message is
    // about fields and records.
    return CsvReader.builder()
        .fieldSeparator(separator)
        .detectBomHeader(true)
        .skipEmptyLines(true)
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
  }

  private static char separatorOf(Path file) throws IOException {
    boolean semicolon = false;
    boolean tab = false;
    boolean quoted = false;
    boolean text = false;
    // ISO 8859-1 reads any bytes, and the characters looked for are the same in UTF-8.
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (int i = 0; i < LONGEST_HEADER; i++) {
        int c = reader.read();
        if (c < 0 || (!quoted && text && (c == '\n' || c == '\r'))) {
          break;
        }
        quoted ^= c == '"';
        if (c == ',' && !quoted) {
          return ',';
        }
        semicolon |= c == ';' && !quoted;
        tab |= c == '\t' && !quoted;
        text |= c != '\n' && c != '\r';
      }
    }
    return semicolon ? ';' : tab ? '\t' : ',';
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public Pass read(List<Field> wanted, boolean skipMissing, int blockRows, Consumer<Block> each) {
    BlockFiller filler = new BlockFiller(file.toString(), header, wanted, skipMissing, blockRows);
    try (CsvReader<Block> reader = builder(separator).build(filler, file)) {
      for (Block block : reader) {
        filler.check();
        each.accept(block);
        block.clear();
      }
    } catch (IOException | UncheckedIOException problem) {
      throw unreadable(file, problem);
    } catch (CsvParseException problem) {
      throw unparsable(file, problem);
    }
    filler.check();
    if (filler.block().size() > 0) {
      each.accept(filler.block());
    }
    if (filler.rows() == 0) {
      throw new DataException(
          file + " has a header and no rows; a mean over no rows is not defined");
    }
    return new Pass(filler.rows(), filler.skipped(), 0);
  }

  private static DataException unreadable(Path file, Exception problem) {
    Throwable cause = problem.getCause() instanceof IOException io ? io : problem;
    String what =
        cause instanceof AccessDeniedException
            ? "no permission"
            : String.valueOf(cause.getMessage());
    return new DataException(file + " cannot be read: " + what, problem);
  }

  private static DataException unparsable(Path file, CsvParseException problem) {
    // The library says so in its message only, and with advice about quotes.
    Matcher tooLong = TOO_LONG.matcher(problem.getMessage() + " " + problem.getCause());
    if (tooLong.find()) {
      Matcher line = LINE.matcher(String.valueOf(problem.getMessage()));
      return new DataException(
          file
              + (line.find() ? ", line " + line.group(1) : "")
              + ": a field is longer than "
              + tooLong.group(1)
              + " characters, which is the limit; is a quote left open?",
          problem);
    }
    String what = String.valueOf(problem.getMessage()).replaceAll("\\s+", " ");
    Throwable cause = problem.getCause();
    if (cause != null && cause.getMessage() != null) {
      what += " (" + cause.getMessage().replaceAll("\\s+", " ") + ")";
    }
    return new DataException(file + " is not well-formed CSV: " + what, problem);
  }
}

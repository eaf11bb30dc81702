package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * A text file, gzipped or not, with a header line and one row a record (RFC 4180: quoted fields may
 * hold separators, quotes and line breaks; a byte order mark and any line ending are accepted).
 * Fields are separated by commas, or by semicolons or tabs where the header has no comma. Blank
 * lines are not rows.
 */
final class CsvTable implements Table {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final Pattern TOO_LONG =
      Pattern.compile("maximum buffer size of (\\d+) is insufficient");
  private static final Pattern LINE = Pattern.compile("starting at line (\\d+)");

  private final Path path;
  private final String name;
  private final CsvHead head;
  private final int bufferBytes;

  /**
   * @param bufferBytes longer records are read by FastCSV, as are those with quotes
   */
  CsvTable(Path path, String name, int bufferBytes) {
    this.path = path;
    this.name = name;
    this.bufferBytes = bufferBytes;
    requireFile();
    try (CsvBytes bytes = CsvBytes.open(path, name)) {
      this.head = CsvHead.read(bytes, name);
    } catch (IOException | UncheckedIOException problem) {
      throw unreadable(problem);
    } catch (CsvParseException problem) {
      throw unparsable(problem, 0);
    }
    if (head.names().isEmpty()) {
      throw new DataException(name + " is empty; expected a header line and rows of numbers");
    }
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws DataException if there is no such file or it has no header
   */
  static CsvTable open(Path file) {
    return open(file, file.toString());
  }

  /**
   * The same.
   *
   * @param name what messages call the file
   */
  static CsvTable open(Path file, String name) {
    return new CsvTable(file, name, BUFFER_BYTES);
  }

  private void requireFile() {
    if (Files.isDirectory(path)) {
      throw new DataException(name + " is a directory; expected a CSV file");
    }
    if (!Files.exists(path)) {
      throw new DataException(name + " does not exist; expected a CSV file");
    }
    if (!Files.isRegularFile(path)) {
      throw new DataException(
          name
              + " is not a regular file, and it is read more than once; pipe it in and name - instead,"
              + " or save it to a file first");
    }
  }

  /** A full parser. Ragged rows are found by {@link CsvRows}, which knows the line. */
  static CsvReaderBuilder parser(char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> header() {
    return head.names();
  }

  @Override
  public int column(String column) {
    if (!header().contains(column) && header().stream().allMatch(CsvTable::isNumber)) {
      throw new DataException(
          name
              + " has no column "
              + NumberText.quote(column)
              + "; it seems to have no header line, as its first line has numbers only ("
              + header().stream().limit(3).map(NumberText::shown).collect(Collectors.joining(", "))
              + (header().size() > 3 ? ", …" : "")
              + "); put the names of the columns on a line above");
    }
    return Table.super.column(column);
  }

  private static boolean isNumber(String text) {
    try {
      return !Double.isNaN(NumberText.parse(text));
    } catch (NumberFormatException _) {
      return false;
    }
  }

  @Override
  public Pass read(List<Field> wanted, boolean skipMissing, int blockRows, Consumer<Block> each) {
    CsvRows rows = new CsvRows(name, header(), wanted, skipMissing, blockRows);
    try (CsvBytes bytes = CsvBytes.open(path, name)) {
      if (!head.skip(bytes)) {
        throw new DataException(name + " has changed while it was read; run the command again");
      }
      CsvScanner scanner = new CsvScanner(bytes, head.separator(), rows, head.lines(), bufferBytes);
      CsvScanner.Stop stop = scanner.scan();
      while (stop == CsvScanner.Stop.FULL_BLOCK) {
        deliver(rows.block(), bytes, each);
        stop = scanner.scan();
      }
      if (stop == CsvScanner.Stop.NOT_PLAIN) {
        parse(scanner, rows, bytes, each);
      }
      if (rows.block().size() > 0) {
        deliver(rows.block(), bytes, each);
      }
    } catch (IOException | UncheckedIOException problem) {
      throw unreadable(problem);
    }
    if (rows.rows() == 0) {
      throw new NoRowsException(
          name + " has a header and no rows; a mean over no rows is not defined");
    }
    return new Pass(rows.rows(), rows.skipped(), 0);
  }

  private static void deliver(Block block, CsvBytes bytes, Consumer<Block> each) {
    block.setShare(bytes.share());
    each.accept(block);
    block.clear();
  }

  /** Reads what the scanner leaves. */
  private void parse(CsvScanner scanner, CsvRows rows, CsvBytes bytes, Consumer<Block> each)
      throws IOException {
    BlockFiller filler = new BlockFiller(rows, scanner.lines());
    try (CsvReader<Block> reader =
        parser(head.separator()).build(filler, scanner.rest(), ISO_8859_1)) {
      for (Block block : reader) {
        filler.check();
        deliver(block, bytes, each);
      }
    } catch (CsvParseException problem) {
      throw unparsable(problem, scanner.lines());
    }
    filler.check();
  }

  private DataException unreadable(Exception problem) {
    Throwable cause = problem.getCause() instanceof IOException io ? io : problem;
    String what = String.valueOf(cause.getMessage());
    return new DataException(
        name
            + switch (cause) {
              case EOFException _ -> " is cut short: " + what + "; copy the file again";
              case ZipException _ -> " is damaged: " + what + "; copy the file again";
              case AccessDeniedException _ -> " cannot be read: no permission";
              default -> " cannot be read: " + what;
            },
        problem);
  }

  /** The library says where and what in its message only, in terms of its own. */
  private DataException unparsable(CsvParseException problem, long linesBefore) {
    String said = problem.getMessage() + " " + problem.getCause();
    Matcher line = LINE.matcher(said);
    String place =
        name + (line.find() ? ", line " + (linesBefore + Long.parseLong(line.group(1))) : "");
    Matcher tooLong = TOO_LONG.matcher(said);
    if (tooLong.find()) {
      return new DataException(
          place
              + ": a field is longer than "
              + tooLong.group(1)
              + " characters, which is the limit; is a quote left open?",
          problem);
    }
    String what =
        said.contains("Unclosed")
            ? "a quoted field never ends; is a quote missing, or one too many?"
            : "text follows the closing quote of a field; double the quotes that belong to it";
    return new DataException(place + ": this is not well-formed CSV: " + what, problem);
  }
}

package org.surprisal.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of a CSV file on their way into a {@link Block}, whoever splits them into fields: no object
 * per row or field. It knows what a row may hold, and says what is wrong with one.
 */
final class CsvRows {
  private static final int NONE = -1;

  private final String file;
  private final List<String> header;
  private final boolean skipMissing;
  private final Block block;

  /** The wanted fields in the order of the file, their columns, and their slots in the block. */
  private final Field[] fields;

  private final int[] columns;
  private final int[] slots;

  private long rows;
  private long skipped;
  private int missing;
  private int bad;
  private String missingText = "";
  private String fault = "";

  /**
   * @param wanted the fields to read; slot i of a block is field {@code wanted.get(i)}
   */
  CsvRows(
      String file, List<String> header, List<Field> wanted, boolean skipMissing, int blockRows) {
    this.file = file;
    this.header = header;
    this.skipMissing = skipMissing;
    this.block = new Block(file, wanted.size(), blockRows);
    this.slots =
        IntStream.range(0, wanted.size())
            .boxed()
            .sorted(Comparator.comparingInt(slot -> wanted.get(slot).column()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.fields = IntStream.of(slots).mapToObj(wanted::get).toArray(Field[]::new);
    this.columns = IntStream.of(slots).map(slot -> wanted.get(slot).column()).toArray();
  }

  /** The rows since the last {@link Block#clear}. */
  Block block() {
    return block;
  }

  /** How many rows were read, left-out ones included. */
  long rows() {
    return rows;
  }

  /** How many rows were left out because a wanted field was missing. */
  long skipped() {
    return skipped;
  }

  /** How many fields a row must have. */
  int width() {
    return header.size();
  }

  /** The columns of the wanted fields, ascending. */
  @SuppressWarnings("EI_EXPOSE_REP") // read for every row
  int[] columns() {
    return columns;
  }

  void begin() {
    missing = NONE;
    bad = NONE;
  }

  /** Takes the text of the k-th wanted field. */
  void take(int k, byte[] text, int offset, int length) {
    try {
      double value = NumberText.parse(fields[k], text, offset, length);
      block.put(slots[k], value);
      if (Double.isNaN(value) && missing == NONE) {
        missing = k;
        missingText = skipMissing ? "" : NumberText.text(text, offset, length);
      }
    } catch (IllegalArgumentException problem) {
      if (bad == NONE) {
        bad = k;
        fault = fault(k, NumberText.text(text, offset, length), problem);
      }
    }
  }

  private String fault(int k, String text, IllegalArgumentException problem) {
    // Files that were joined with cat.
    return text.replace("\uFEFF", "").strip().equals(header.get(columns[k]))
        ? NumberText.quote(text.replace("\uFEFF", ""))
            + " is the header once more; remove the line, or name the files one by one"
        : String.valueOf(problem.getMessage());
  }

  /**
   * Ends a row.
   *
   * @param line the line on which it starts
   * @param count how many fields it has
   * @return whether the block is full now
   * @throws DataException if the row is at fault
   */
  boolean finish(long line, int count) {
    rows++;
    if (count != header.size()) {
      throw new DataException(file + ", " + Block.place(line, rows) + ": " + ragged(count));
    }
    if (bad != NONE) {
      throw new DataException(place(line, bad) + fault);
    }
    if (missing != NONE) {
      if (skipMissing) {
        skipped++;
        return false;
      }
      throw new DataException(place(line, missing) + NumberText.missing(missingText));
    }
    block.finishRow(line, rows);
    return block.isFull();
  }

  private String place(long line, int k) {
    return file
        + ", "
        + Block.place(line, rows)
        + ", column "
        + NumberText.shown(header.get(columns[k]))
        + ": ";
  }

  private String ragged(int count) {
    return (count == 1 ? "1 field" : count + " fields")
        + ", but the header has "
        + header.size()
        + "; every row needs as many";
  }
}

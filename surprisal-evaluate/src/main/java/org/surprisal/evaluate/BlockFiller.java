package org.surprisal.evaluate;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the wanted fields of each record straight into a {@link Block}: no object per row or
 * field. A record for FastCSV is a full block; a fault ends the reading, and {@link #check} says
 * it.
 */
final class BlockFiller extends CsvCallbackHandler<Block> {
  private static final int UNWANTED = -1;

  private final String file;
  private final List<String> header;
  private final int[] slotOfField;
  private final List<Field> wanted;
  private final boolean skipMissing;
  private final Block block;

  private boolean headerSeen;
  private boolean empty;
  private boolean comment;
  private int fields;
  private long line;
  private long rows;
  private long skipped;
  private int missingField;
  private int badField;
  private String missingText = "";
  private String fault = "";
  private @Nullable DataException failure;

  /**
   * @param wanted the fields to read, each once; slot i of a block is field {@code wanted.get(i)}
   */
  BlockFiller(
      String file, List<String> header, List<Field> wanted, boolean skipMissing, int blockRows) {
    this.file = file;
    this.header = header;
    this.skipMissing = skipMissing;
    this.wanted = List.copyOf(wanted);
    this.block = new Block(file, wanted.size(), blockRows);
    this.slotOfField = new int[header.size()];
    Arrays.fill(slotOfField, UNWANTED);
    for (int slot = 0; slot < wanted.size(); slot++) {
      slotOfField[wanted.get(slot).column()] = slot;
    }
  }

  /** The rows read since the last {@link Block#clear}. */
  Block block() {
    return block;
  }

  /** How many data rows were read, left-out ones included. */
  long rows() {
    return rows;
  }

  /** How many rows were left out because a wanted field was missing. */
  long skipped() {
    return skipped;
  }

  /** Throws the fault that ended the reading, if there was one. */
  void check() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  protected RecordType getRecordType() {
    return empty ? RecordType.EMPTY : comment ? RecordType.COMMENT : RecordType.DATA;
  }

  @Override
  protected int getFieldCount() {
    return fields;
  }

  @Override
  protected void beginRecord(long startingLineNumber) {
    line = startingLineNumber;
    fields = 0;
    empty = false;
    comment = false;
    missingField = UNWANTED;
    badField = UNWANTED;
  }

  @Override
  protected void addField(char[] buffer, int offset, int length, boolean quoted) {
    int field = fields++;
    if (field >= slotOfField.length || slotOfField[field] == UNWANTED || !headerSeen) {
      return;
    }
    try {
      double value = NumberText.parse(wanted.get(slotOfField[field]), buffer, offset, length);
      block.put(slotOfField[field], value);
      if (Double.isNaN(value) && missingField == UNWANTED) {
        missingField = field;
        missingText = skipMissing ? "" : new String(buffer, offset, length);
      }
    } catch (IllegalArgumentException problem) {
      if (badField == UNWANTED) {
        badField = field;
        fault = String.valueOf(problem.getMessage());
      }
    }
  }

  @Override
  protected void setComment(char[] buffer, int offset, int length) {
    comment = true;
  }

  @Override
  protected void setEmpty() {
    empty = true;
  }

  @Override
  protected @Nullable Block buildRecord() {
    if (empty || comment) {
      return null;
    }
    if (!headerSeen) {
      headerSeen = true;
      return null;
    }
    rows++;
    if (fields != header.size()) {
      return fail(file + ", " + Block.place(line, rows) + ": " + ragged());
    }
    if (badField != UNWANTED) {
      return fail(place(badField) + fault);
    }
    if (missingField != UNWANTED) {
      if (skipMissing) {
        skipped++;
        return null;
      }
      return fail(place(missingField) + NumberText.missing(missingText));
    }
    block.finishRow(line, rows);
    return block.isFull() ? block : null;
  }

  private Block fail(String message) {
    failure = new DataException(message);
    return block;
  }

  private String place(int field) {
    return file
        + ", "
        + Block.place(line, rows)
        + ", column "
        + NumberText.shown(header.get(field))
        + ": ";
  }

  private String ragged() {
    return count(fields) + ", but the header has " + header.size() + "; every row needs as many";
  }

  private static String count(int fields) {
    return fields == 1 ? "1 field" : fields + " fields";
  }
}

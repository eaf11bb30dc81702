package org.surprisal.evaluate;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Hands the fields that FastCSV finds to {@link CsvRows}. A record for FastCSV is a full block; a
 * fault ends the reading, and {@link #check} says it. Characters are bytes of the file here (ISO
 * 8859-1), so that fields mean the same as those that {@link CsvScanner} finds.
 */
final class BlockFiller extends CsvCallbackHandler<Block> {
  private final CsvRows rows;
  private final long linesBefore;
  private final int[] columns;
  private byte[] text = new byte[64];

  private boolean empty;
  private int fields;
  private int taken;
  private long line;
  private @Nullable DataException failure;

  /**
   * @param linesBefore lines of the file before those that FastCSV sees
   */
  BlockFiller(CsvRows rows, long linesBefore) {
    this.rows = rows;
    this.linesBefore = linesBefore;
    this.columns = rows.columns();
  }

  /** Throws the fault that ended the reading, if there was one. */
  void check() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  protected RecordType getRecordType() {
    return empty ? RecordType.EMPTY : RecordType.DATA;
  }

  @Override
  protected int getFieldCount() {
    return fields;
  }

  @Override
  protected void beginRecord(long startingLineNumber) {
    line = linesBefore + startingLineNumber;
    fields = 0;
    taken = 0;
    empty = false;
    rows.begin();
  }

  @Override
  protected void addField(char[] buffer, int offset, int length, boolean quoted) {
    int field = fields++;
    if (taken == columns.length || columns[taken] != field) {
      return;
    }
    if (text.length < length) {
      text = new byte[Math.max(length, 2 * text.length)];
    }
    for (int i = 0; i < length; i++) {
      text[i] = (byte) buffer[offset + i];
    }
    while (taken < columns.length && columns[taken] == field) {
      rows.take(taken++, text, 0, length);
    }
  }

  @Override
  protected void setComment(char[] buffer, int offset, int length) {
    throw new IllegalStateException("no line is a comment");
  }

  @Override
  protected void setEmpty() {
    empty = true;
  }

  @Override
  protected @Nullable Block buildRecord() {
    if (empty) {
      return null;
    }
    try {
      return rows.finish(line, fields) ? rows.block() : null;
    } catch (DataException problem) {
      // The library would wrap what is thrown through it.
      failure = problem;
      return rows.block();
    }
  }
}

package org.surprisal.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Turns the chunks of a query, which come column by column, into blocks. */
final class DuckRows implements Consumer<DuckDBDataChunkReader> {
  private final String file;
  private final List<DuckSlot> slots;
  private final boolean filters;
  private final boolean named;
  private final boolean skipMissing;
  private final Consumer<Block> each;
  private final Block block;
  private final long expected;
  private boolean[] kept = new boolean[0];
  private long rows;
  private long skipped;
  private long filtered;

  /** Rows whose query has one more column of texts, by which messages call them. */
  static DuckRows named(
      String file,
      List<DuckSlot> slots,
      boolean skipMissing,
      int blockRows,
      long expected,
      Consumer<Block> each) {
    return new DuckRows(file, slots, false, true, skipMissing, blockRows, expected, each);
  }

  /**
   * Rows of a file.
   *
   * @param slots the wanted columns, in the order of the query
   * @param filters whether the query has one more column, which says which rows to keep
   * @param expected rows of the file, to tell how much has been read; 0 if that is not known
   */
  DuckRows(
      String file,
      List<DuckSlot> slots,
      boolean filters,
      boolean skipMissing,
      int blockRows,
      long expected,
      Consumer<Block> each) {
    this(file, slots, filters, false, skipMissing, blockRows, expected, each);
  }

  private DuckRows(
      String file,
      List<DuckSlot> slots,
      boolean filters,
      boolean named,
      boolean skipMissing,
      int blockRows,
      long expected,
      Consumer<Block> each) {
    this.file = file;
    this.slots = List.copyOf(slots);
    this.filters = filters;
    this.named = named;
    this.skipMissing = skipMissing;
    this.expected = expected;
    this.each = each;
    this.block = new Block(file, slots.size(), blockRows);
  }

  @Override
  public void accept(DuckDBDataChunkReader chunk) {
    int count = Math.toIntExact(chunk.rowCount());
    if (kept.length < count) {
      kept = new boolean[count];
    }
    keep(chunk, count);
    int fault = DuckSlot.NONE;
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).read(chunk.vector(i), count, kept);
      fault = Math.min(fault, slots.get(i).faultRow());
    }
    if (!filters && fault == DuckSlot.NONE && isComplete(count)) {
      addAll(count);
      return;
    }
    for (int row = 0; row < count; row++) {
      rows++;
      if (!kept[row]) {
        filtered++;
      } else if (row == fault) {
        throw fault(chunk, row);
      } else {
        add(chunk, row);
      }
    }
  }

  private void keep(DuckDBDataChunkReader chunk, int count) {
    if (!filters) {
      Arrays.fill(kept, 0, count, true);
      return;
    }
    DuckDBReadableVector keeps = chunk.vector(slots.size());
    for (int row = 0; row < count; row++) {
      kept[row] = keeps.getBoolean(row, false);
    }
  }

  private boolean isComplete(int count) {
    return slots.stream().allMatch(slot -> slot.isComplete(count));
  }

  /** All rows of a chunk, column by column. */
  private void addAll(int count) {
    for (int from = 0; from < count; ) {
      int fits = Math.min(count - from, block.capacity() - block.size());
      for (int i = 0; i < slots.size(); i++) {
        block.put(i, slots.get(i).values(), from, fits);
      }
      block.finishRows(rows + 1, fits);
      rows += fits;
      from += fits;
      if (block.isFull()) {
        flush();
      }
    }
  }

  private void add(DuckDBDataChunkReader chunk, int row) {
    for (int i = 0; i < slots.size(); i++) {
      double value = slots.get(i).value(row);
      if (Double.isNaN(value)) {
        if (skipMissing) {
          skipped++;
          return;
        }
        throw missing(chunk, row);
      }
      block.put(i, value);
    }
    block.finishRow(Block.NO_LINE, rows);
    if (block.isFull()) {
      flush();
    }
  }

  private void flush() {
    block.setShare(expected > 0 ? Math.min(1, rows / (double) expected) : 0);
    each.accept(block);
    block.clear();
  }

  /** Hands over the rest. */
  Table.Pass finish() {
    if (block.size() > 0) {
      flush();
    }
    return new Table.Pass(rows, skipped, filtered);
  }

  /** As in a text file, the first faulty field of a row is the one that is named. */
  private DataException fault(DuckDBDataChunkReader chunk, int row) {
    DuckSlot first = null;
    for (DuckSlot slot : slots) {
      if (slot.faultRow() == row && (first == null || slot.position() < first.position())) {
        first = slot;
      }
    }
    return new DataException(place(chunk, row, first) + (first == null ? "" : first.fault()));
  }

  private DataException missing(DuckDBDataChunkReader chunk, int row) {
    int first = -1;
    for (int i = 0; i < slots.size(); i++) {
      boolean isMissing = Double.isNaN(slots.get(i).value(row));
      if (isMissing && (first < 0 || slots.get(i).position() < slots.get(first).position())) {
        first = i;
      }
    }
    DuckSlot slot = slots.get(first);
    return new DataException(
        place(chunk, row, slot) + NumberText.missing(slot.text(chunk.vector(first), row)));
  }

  private String place(DuckDBDataChunkReader chunk, int row, @Nullable DuckSlot slot) {
    return file
        + (named
            ? ", id " + NumberText.shown(chunk.vector(slots.size()).getString(row))
            : ", row " + rows)
        + ", column "
        + NumberText.shown(slot == null ? "" : slot.column().name())
        + ": ";
  }
}

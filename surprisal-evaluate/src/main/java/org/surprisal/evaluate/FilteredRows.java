package org.surprisal.evaluate;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts those texts of rows that are kept into blocks, as what they mean in their columns. */
final class FilteredRows {
  private final List<String> header;
  private final List<Field> wanted;
  private final int[] slots;
  private final boolean skipMissing;
  private final int blockRows;
  private final Consumer<Block> each;
  private @Nullable Block block;
  private long skipped;
  private long filtered;

  /**
   * @param columns which column the texts of an index are of
   */
  FilteredRows(
      List<String> header,
      List<Field> wanted,
      List<Integer> columns,
      boolean skipMissing,
      int blockRows,
      Consumer<Block> each) {
    this.header = header;
    this.wanted = List.copyOf(wanted);
    this.slots = wanted.stream().mapToInt(field -> columns.indexOf(field.column())).toArray();
    this.skipMissing = skipMissing;
    this.blockRows = blockRows;
    this.each = each;
  }

  /** Takes the rows of a block of the table, and hands on what is left of it. */
  void add(Block rows, String[][] texts, boolean[] kept) {
    if (block == null || !block.file().equals(rows.file())) {
      block = new Block(rows.file(), wanted.size(), blockRows);
    }
    block.clear();
    block.setShare(rows.share());
    for (int row = 0; row < rows.size(); row++) {
      if (!kept[row]) {
        filtered++;
      } else if (isWhole(rows, texts, row, block)) {
        block.finishRow(rows.line(row), rows.number(row));
      } else {
        skipped++;
      }
    }
    if (block.size() > 0) {
      each.accept(block);
    }
  }

  /** Writes a row; false where it has a missing value. */
  private boolean isWhole(Block rows, String[][] texts, int row, Block into) {
    int missing = -1;
    int faulty = -1;
    String fault = "";
    for (int i = 0; i < slots.length; i++) {
      int column = wanted.get(i).column();
      try {
        double value = DuckSlot.meaning(wanted.get(i), texts[slots[i]][row]);
        into.put(i, value);
        if (Double.isNaN(value) && (missing < 0 || column < wanted.get(missing).column())) {
          missing = i;
        }
      } catch (IllegalArgumentException problem) {
        if (faulty < 0 || column < wanted.get(faulty).column()) {
          faulty = i;
          fault = String.valueOf(problem.getMessage());
        }
      }
    }
    if (faulty >= 0) {
      throw new DataException(place(rows, row, faulty) + fault);
    }
    if (missing >= 0 && !skipMissing) {
      throw new DataException(
          place(rows, row, missing) + NumberText.missing(texts[slots[missing]][row]));
    }
    return missing < 0;
  }

  private String place(Block rows, int row, int slot) {
    return rows.place(row)
        + ", column "
        + NumberText.shown(header.get(wanted.get(slot).column()))
        + ": ";
  }

  /**
   * @param rows all rows of the table
   */
  Table.Pass finish(long rows) {
    return new Table.Pass(rows, skipped, filtered);
  }
}

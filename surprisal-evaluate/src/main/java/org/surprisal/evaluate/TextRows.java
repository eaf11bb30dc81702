package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The texts of some columns of any table, blanks around them apart, block by block. */
final class TextRows {
  private final Table table;
  private final List<Integer> columns;
  private final int blockRows;
  private final String[][] seen;
  private final String[][] texts;

  /**
   * @param columns where the columns stand, each once
   */
  TextRows(Table table, List<Integer> columns, int blockRows) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.blockRows = blockRows;
    // Rows of the next block may be seen before this one is handed over.
    this.seen = new String[columns.size()][2 * blockRows];
    this.texts = new String[columns.size()][blockRows];
  }

  /** Takes some rows; the arrays are used again. */
  interface Each {
    /**
     * Takes the next rows.
     *
     * @param block says where the rows stand
     * @param texts of a column, of a row; empty for a missing value
     */
    void accept(Block block, String[][] texts);
  }

  /** Reads all rows once. */
  Table.Pass read(Each each) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      fields.add(Field.text(columns.get(i), captured(seen[i])));
    }
    return table.read(
        fields,
        false,
        blockRows,
        block -> {
          for (int i = 0; i < texts.length; i++) {
            double[] places = block.column(i);
            for (int row = 0; row < block.size(); row++) {
              texts[i][row] = seen[i][(int) places[row]];
            }
          }
          each.accept(block, texts);
        });
  }

  /** A number for each text: where it is kept. */
  private static TextValues captured(String[] seen) {
    int[] next = {0};
    return TextValues.eachRow(text -> {
      int place = next[0];
      seen[place] = text;
      next[0] = place + 1 == seen.length ? 0 : place + 1;
      return place;
    });
  }
}

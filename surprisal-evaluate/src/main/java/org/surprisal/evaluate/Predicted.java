package org.surprisal.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.surprisal.loss.Numbers;

/**
 * A prediction: one column of a table, or several that belong together.
 *
 * @param name the column, or the pattern that its columns match
 * @param slots where its columns stand in a block
 * @param labels what {@code *} of the pattern stands for in each column; empty for one column
 */
record Predicted(String name, List<Integer> slots, List<String> labels) {

  boolean isOneColumn() {
    return labels.isEmpty();
  }

  int width() {
    return slots.size();
  }

  /** The same columns in another order. */
  Predicted ordered(List<Integer> order) {
    return new Predicted(
        name, order.stream().map(slots::get).toList(), order.stream().map(labels::get).toList());
  }

  /**
   * The numbers of a block, row by row where there are several columns.
   *
   * @param room for {@code width} numbers a row, written here where there are several columns
   */
  Numbers numbers(Block block, double[] room) {
    if (width() == 1) {
      return block.numbers(slots.getFirst());
    }
    return interleaved(block, slots, room);
  }

  /** Columns of a block as rows. */
  static Numbers interleaved(Block block, List<Integer> slots, double[] room) {
    int width = slots.size();
    IntStream.range(0, width)
        .forEach(k -> {
          double[] column = block.column(slots.get(k));
          for (int i = 0, at = k; i < block.size(); i++, at += width) {
            room[at] = column[i];
          }
        });
    return Numbers.of(room).slice(0, (long) block.size() * width).by(width);
  }
}

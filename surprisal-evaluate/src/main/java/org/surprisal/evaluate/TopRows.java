package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The rows with the largest losses met so far; of equal ones the first met. */
final class TopRows {
  private static final Comparator<Kept> CHEAPEST_FIRST =
      Comparator.comparingDouble(Kept::loss)
          .thenComparing(Kept::ordinal, Comparator.reverseOrder());

  private final int most;
  private final PriorityQueue<Kept> kept = new PriorityQueue<>(CHEAPEST_FIRST);

  TopRows(int most) {
    this.most = most;
  }

  /**
   * A row that was kept.
   *
   * @param loss w·ℓ
   * @param ordinal its number among all rows that were read, counted from 0
   */
  record Kept(
      double loss, long ordinal, RowPlace place, List<Double> target, List<Double> prediction) {}

  /** Looks at the rows of a block. */
  void add(
      double[] losses, Block block, long firstOrdinal, List<Integer> target, Predicted predicted) {
    for (int i = 0; most > 0 && i < block.size(); i++) {
      Kept least = kept.peek();
      if (kept.size() < most || (least != null && losses[i] > least.loss())) {
        if (kept.size() == most) {
          kept.poll();
        }
        kept.add(
            new Kept(
                losses[i],
                firstOrdinal + i,
                new RowPlace(block.file(), block.line(i), block.number(i)),
                values(block, target, i),
                values(block, predicted.slots(), i)));
      }
    }
  }

  private static List<Double> values(Block block, List<Integer> slots, int row) {
    return slots.stream().map(slot -> block.column(slot)[row]).toList();
  }

  /** The rows, the costliest first. */
  List<Kept> rows() {
    List<Kept> rows = new ArrayList<>(kept);
    rows.sort(CHEAPEST_FIRST.reversed());
    return rows;
  }
}

package org.surprisal.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.surprisal.loss.Numbers;

/** Arrays for the columns of a block put together as rows, used again for the next block. */
final class BlockRooms {
  private final int rows;
  private final Map<Integer, double[]> predictions = new HashMap<>();
  private final double[] signs;
  private double[] targets = new double[0];

  BlockRooms(int rows) {
    this.rows = rows;
    this.signs = new double[rows];
  }

  /** Room for so many numbers a row. */
  double[] prediction(int width) {
    return width == 1
        ? targets
        : predictions.computeIfAbsent(width, columns -> new double[rows * columns]);
  }

  /** The targets of a block; as -1 and 1 instead of 0 and 1 where {@code asSigns}. */
  Numbers targets(Block block, List<Integer> slots, boolean asSigns) {
    if (slots.size() > 1) {
      if (targets.length == 0) {
        targets = new double[rows * slots.size()];
      }
      return Predicted.interleaved(block, slots, targets);
    }
    if (!asSigns) {
      return block.numbers(slots.getFirst());
    }
    double[] target = block.column(slots.getFirst());
    for (int i = 0; i < block.size(); i++) {
      signs[i] = 2 * target[i] - 1;
    }
    return Numbers.of(signs).slice(0, block.size());
  }
}

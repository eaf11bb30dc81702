package org.surprisal.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that cost most.
 *
 * @param loss the spec of the loss
 * @param prediction the prediction
 * @param columns what {@code *} stands for in the columns of the prediction, in their order; empty
 *     where it is one column
 * @param rows the rows, the costliest first; of equal ones the first in the file
 */
public record Worst(String loss, String prediction, List<String> columns, List<Row> rows) {
  /**
   * One of them.
   *
   * @param place where it stands
   * @param id its id, where files were joined by one
   * @param loss w·ℓ
   * @param share of Σ w·ℓ over all rows; NaN where that is 0 or infinite
   * @param target what was observed, as text
   * @param prediction what was predicted, column by column
   */
  public record Row(
      RowPlace place,
      @Nullable String id,
      double loss,
      double share,
      String target,
      List<Double> prediction) {}
}

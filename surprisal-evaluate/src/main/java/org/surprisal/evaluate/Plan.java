package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is added up for each cell, and in which column of {@link Units} it stands: the terms w·ℓ of
 * each tally; then for metrics the parts of each prediction, and its score and the target where a
 * metric ranks rows.
 *
 * @param tallies losses outside, predictions inside
 * @param predictions how many predictions there are
 * @param weighted whether rows have weights
 * @param targets how many targets a row has
 * @param metrics null: none are wanted
 */
record Plan(
    List<Tally> tallies,
    int predictions,
    boolean weighted,
    int targets,
    @Nullable MetricPlan metrics) {

  /** Two predictions that are compared, by number. */
  record Pair(int a, int b) {}

  int losses() {
    return tallies.size() / predictions;
  }

  int tally(int loss, int prediction) {
    return loss * predictions + prediction;
  }

  /** Every pair of predictions. */
  List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < predictions; a++) {
      for (int b = a + 1; b < predictions; b++) {
        pairs.add(new Pair(a, b));
      }
    }
    return pairs;
  }

  /** The first column of the parts of a prediction. */
  int partColumn(int prediction) {
    return tallies.size() + (metrics == null ? 0 : prediction * metrics.parts());
  }

  /** The column of a prediction's score. */
  int scoreColumn(int prediction) {
    return partColumn(predictions) + prediction;
  }

  /** The column of the label that scores are ranked by. */
  int labelColumn() {
    return scoreColumn(predictions);
  }

  /** All columns, without that of the weights. */
  int columns() {
    return metrics != null && metrics.ranks() ? labelColumn() + 1 : partColumn(predictions);
  }
}

package org.surprisal.evaluate;

import java.util.OptionalDouble;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/** One loss of one prediction column, added up block after block. */
final class Tally {
  private final Loss<Target, Prediction> loss;
  private final Scale scale;
  private final int prediction;
  private final StandardError standardError = new StandardError();
  private Total total = Total.EMPTY;

  /**
   * @param prediction which of the prediction columns
   */
  Tally(Loss<Target, Prediction> loss, Scale scale, int prediction) {
    this.loss = loss;
    this.scale = scale;
    this.prediction = prediction;
  }

  Loss<Target, Prediction> loss() {
    return loss;
  }

  Scale scale() {
    return scale;
  }

  int prediction() {
    return prediction;
  }

  Total total() {
    return total;
  }

  /**
   * Adds the rows of a block.
   *
   * @param terms room for a number a row, written here
   */
  void add(Block block, Columns columns, double[] terms) {
    int slot = columns.predictions()[prediction];
    Batch<Target, Prediction> batch =
        loss.batch(block.numbers(columns.target()), block.numbers(slot), scale);
    double[] weights = null;
    if (columns.hasWeight()) {
      batch = batch.weights(block.numbers(columns.weight()));
      weights = block.column(columns.weight());
    }
    Numbers losses = Numbers.of(terms).slice(0, block.size());
    total = total.plus(loss.total(batch, Outputs.of(Reduction.NONE).losses(losses)));
    standardError.add(terms, weights, block.size());
  }

  OptionalDouble standardError() {
    return standardError.value(total.mean(), total.weight());
  }

  /** Why there is no standard error, or an empty text. */
  String noStandardErrorBecause() {
    return standardError.noneBecause(total.mean(), total.weight());
  }
}

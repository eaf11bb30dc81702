package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.surprisal.loss.Batch;
import org.surprisal.loss.InputException;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/** One loss of one prediction over all rows, added up block after block. */
final class Tally {
  private static final int PLACES = 5;

  private final Loss<Target, Prediction> loss;
  private final Scale scale;
  private final Predicted predicted;
  private final boolean signs;
  private final TopRows worst;
  private final List<RowPlace> infinite = new ArrayList<>();
  private Total total = Total.EMPTY;

  /**
   * @param predicted the prediction, its columns in the order that the loss takes
   * @param signs whether a target of 0 and 1 stands for two labels, which this loss calls -1 and 1
   * @param worst how many of the rows that cost most are kept
   */
  Tally(Loss<Target, Prediction> loss, Scale scale, Predicted predicted, boolean signs, int worst) {
    this.loss = loss;
    this.scale = scale;
    this.predicted = predicted;
    this.signs = signs;
    this.worst = new TopRows(worst);
  }

  Loss<Target, Prediction> loss() {
    return loss;
  }

  Scale scale() {
    return scale;
  }

  Predicted predicted() {
    return predicted;
  }

  boolean signs() {
    return signs;
  }

  Total total() {
    return total;
  }

  /** Where the first few rows of infinite loss stand. */
  List<RowPlace> firstInfinite() {
    return infinite;
  }

  TopRows worst() {
    return worst;
  }

  /**
   * Adds the rows of a block.
   *
   * @param firstOrdinal how many rows came before
   * @param terms room for a number a row: w·ℓ is written here
   * @throws InputException if a number is not allowed
   */
  void add(Block block, Columns columns, long firstOrdinal, BlockRooms rooms, double[] terms) {
    Batch<Target, Prediction> batch =
        loss.batch(
            rooms.targets(block, columns.targets(), signs),
            predicted.numbers(block, rooms.prediction(predicted.width())),
            scale);
    if (columns.hasWeight()) {
      batch = batch.weights(block.numbers(columns.weight()));
    }
    Numbers losses = Numbers.of(terms).slice(0, block.size());
    Total part = loss.total(batch, Outputs.of(Reduction.NONE).losses(losses));
    total = total.plus(part);
    if (part.infinite() > 0) {
      findInfinite(block, terms);
    }
    worst.add(terms, block, firstOrdinal, columns.targets(), predicted);
  }

  private void findInfinite(Block block, double[] terms) {
    for (int i = 0; i < block.size() && infinite.size() < PLACES; i++) {
      if (Double.isInfinite(terms[i])) {
        infinite.add(new RowPlace(block.file(), block.line(i), block.number(i)));
      }
    }
  }
}

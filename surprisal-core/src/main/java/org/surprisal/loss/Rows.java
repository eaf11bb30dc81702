package org.surprisal.loss;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import org.surprisal.kernel.RowSums;
import org.surprisal.kernel.Softmax;

/**
 * Reads a batch block by block into arrays that the interpreter takes, decides which rows are used,
 * and refuses what a loss cannot take.
 */
final class Rows {
  private static final double SUM_TOLERANCE = 1e-6;

  private final Loss<?, ?> loss;
  private final Bound bound;
  private final Batch<?, ?> batch;
  private final Numbers predictions;
  private final Numbers targets;
  private final int columns;
  private final OptionalDouble ignored;
  private final RowSums sums = new RowSums();
  private final double[] indices;

  /** Predictions of the block, row-major. */
  final double[] prediction;

  /** Targets of the block, one per prediction: class indices become 0 and 1. */
  final double[] target;

  /** Weight × class weight of each row. */
  final double[] weight;

  /** Which rows of the block are used. */
  final boolean[] used;

  private long first;
  private int count;

  Rows(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, int blockRows) {
    this.loss = loss;
    this.bound = bound;
    this.batch = batch;
    this.predictions = batch.prediction().numbers();
    this.targets = batch.target().numbers();
    this.columns = predictions.columns();
    this.ignored = loss.ignoredClass();
    this.indices = new double[blockRows];
    this.prediction = new double[blockRows * columns];
    this.target = new double[blockRows * columns];
    this.weight = new double[blockRows];
    this.used = new boolean[blockRows];
  }

  /** Reads {@code count} rows from {@code row} on; returns how many of them are used. */
  int read(long row, int rows) {
    first = row;
    count = rows;
    predictions.load(row, rows, prediction);
    for (int j = 0; j < rows * columns; j++) {
      prediction[j] += 0.0; // −0 becomes 0: a slope such as −y/p has the sign of p = 0 otherwise
    }
    readWeights();
    BitSet mask = batch.weights().mask();
    for (int i = 0; i < rows; i++) {
      used[i] = mask == null || mask.get(Math.toIntExact(row + i));
    }
    readTargets();
    if (batch.missing() == Missing.SKIP) {
      skipMissing();
    }
    check();
    if (bound.categorical() && batch.target() instanceof Target.Classes) {
      spreadClasses();
    }
    applyClassWeights();
    int usedRows = 0;
    for (int i = 0; i < rows; i++) {
      usedRows += used[i] ? 1 : 0;
    }
    return usedRows;
  }

  /** Whether some row may be left out. */
  boolean maySkip() {
    return batch.weights().mask() != null || ignored.isPresent() || batch.missing() == Missing.SKIP;
  }

  /** Rows that are not used weigh nothing. */
  void clearUnused(int rows) {
    for (int i = 0; i < rows; i++) {
      weight[i] = used[i] ? weight[i] : 0;
    }
  }

  private void readWeights() {
    Numbers perRow = batch.weights().rows();
    if (perRow == null) {
      Arrays.fill(weight, 0, count, 1);
    } else {
      perRow.load(first, count, weight);
    }
  }

  private void readTargets() {
    if (batch.target() instanceof Target.Classes) {
      targets.load(first, count, indices);
      for (int i = 0; ignored.isPresent() && i < count; i++) {
        used[i] &= indices[i] != ignored.getAsDouble();
      }
    } else {
      targets.load(first, count, target);
    }
  }

  private void skipMissing() {
    boolean classes = batch.target() instanceof Target.Classes;
    for (int i = 0; i < count; i++) {
      boolean missing = Double.isNaN(weight[i]) || (classes && Double.isNaN(indices[i]));
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        missing |= Double.isNaN(prediction[j]) || (!classes && Double.isNaN(target[j]));
      }
      used[i] &= !missing;
    }
  }

  private void check() {
    checkWeights();
    if (batch.target() instanceof Target.Classes) {
      checkClasses();
    } else {
      Domain domain = bound.categorical() ? Domain.UNIT : loss.entry().targetDomain();
      checkElements("target", target, domain, loss.entry().targetCure());
    }
    checkElements("prediction", prediction, bound.definition().prediction(), bound.cure());
    if (batch.target() instanceof Target.Distribution) {
      checkSums("target", target, "a distribution over the classes sums to 1 (within 1e-6)");
    }
    if (bound.definition().simplex()) {
      checkSums(
          "prediction",
          prediction,
          "probabilities of a row sum to 1 (within 1e-6); if these are logits, use them as such");
    }
    if (bound.definition().rows() == Definition.Rows.SOFTMAX) {
      checkLogits();
    }
  }

  private void checkWeights() {
    int bad = Domain.NON_NEGATIVE.firstOutside(weight, count);
    for (int i = Math.max(bad, 0); bad >= 0 && i < count; i++) {
      if (used[i] && !Domain.NON_NEGATIVE.contains(weight[i])) {
        throw InputException.at(
            "weight", first + i, -1, weight[i], outside(weight[i], Domain.NON_NEGATIVE, ""));
      }
    }
  }

  private void checkClasses() {
    for (int i = 0; i < count; i++) {
      double index = indices[i];
      if (used[i] && !(index >= 0 && index < columns && index == Math.rint(index))) {
        String problem =
            Double.isNaN(index)
                ? outside(index, Domain.REAL, "")
                : "is not a class index of "
                    + loss.name()
                    + ": "
                    + columns
                    + " columns have the classes 0 … "
                    + (columns - 1)
                    + (ignored.isPresent()
                        ? ", and " + Text.number(ignored.getAsDouble()) + " is ignored"
                        : "");
        throw InputException.at("target", first + i, -1, index, problem);
      }
    }
  }

  private void checkElements(String part, double[] values, Domain domain, String cure) {
    int bad = domain.firstOutside(values, count * columns);
    for (int j = Math.max(bad, 0); bad >= 0 && j < count * columns; j++) {
      if (used[j / columns] && !domain.contains(values[j])) {
        int column = columns == 1 ? -1 : j % columns;
        String problem = outside(values[j], domain, cure);
        throw InputException.at(part, first + j / columns, column, values[j], problem);
      }
    }
  }

  private String outside(double value, Domain domain, String cure) {
    if (Double.isNaN(value)) {
      return "is missing; drop the row, or ask for missing rows to be skipped";
    }
    return "is outside "
        + domain.text()
        + " of "
        + loss.name()
        + (cure.isEmpty() ? "" : "; " + cure);
  }

  private void checkSums(String part, double[] values, String allowed) {
    for (int i = 0; i < count; i++) {
      double sum = sums.sum(values, i * columns, columns);
      if (used[i] && !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw InputException.row(
            part, first + i, sum, "sums to " + Text.number(sum) + "; " + allowed);
      }
    }
  }

  private void checkLogits() {
    for (int i = 0; i < count; i++) {
      if (used[i] && !Softmax.isDefined(prediction, i * columns, columns)) {
        throw InputException.row(
            "prediction",
            first + i,
            prediction[i * columns],
            "has no softmax: all its logits are -inf, or more than one is inf");
      }
    }
  }

  private void spreadClasses() {
    Arrays.fill(target, 0, count * columns, 0);
    for (int i = 0; i < count; i++) {
      if (used[i]) {
        target[i * columns + (int) indices[i]] = 1;
      }
    }
  }

  private void applyClassWeights() {
    double[] perClass = batch.weights().classes();
    if (perClass == null) {
      return;
    }
    double[] shares = new double[columns];
    for (int i = 0; i < count; i++) {
      if (!bound.categorical()) {
        double y = target[i];
        weight[i] *= (1 - y) * perClass[0] + y * perClass[1];
        continue;
      }
      for (int k = 0; k < columns; k++) {
        shares[k] = target[i * columns + k] * perClass[k];
      }
      weight[i] *= sums.sum(shares, 0, columns);
    }
    for (int i = 0; i < count; i++) {
      if (used[i] && !Domain.NON_NEGATIVE.contains(weight[i])) {
        String problem = "times the class weight is beyond the largest number; scale them down";
        throw InputException.at("weight", first + i, -1, weight[i], problem);
      }
    }
  }

  /** How the rows of the block look, for warnings; {@code usedRows} of them are used. */
  Total.Counts counts(int usedRows) {
    boolean clips = loss.clipEpsilon().isPresent();
    double epsilon = loss.clipEpsilon().orElse(0);
    long clipped = 0;
    long unit = 0;
    long zero = 0;
    long simplex = 0;
    boolean logits = bound.logits();
    for (int i = 0; i < count && (logits || clips); i++) {
      if (!used[i]) {
        continue;
      }
      int from = i * columns;
      if (clips) {
        clipped += isOutside(from, epsilon, 1 - epsilon) ? 1 : 0;
      }
      if (logits && !isOutside(from, 0, 1)) {
        unit++;
        zero += isOutside(from, 0, 0) ? 0 : 1;
        boolean sumsToOne =
            columns > 1 && Math.abs(sums.sum(prediction, from, columns) - 1) <= SUM_TOLERANCE;
        simplex += sumsToOne ? 1 : 0;
      }
    }
    return new Total.Counts(usedRows, count - usedRows, clipped, unit, zero, simplex);
  }

  private boolean isOutside(int from, double low, double high) {
    for (int j = from; j < from + columns; j++) {
      if (!(prediction[j] >= low && prediction[j] <= high)) {
        return true;
      }
    }
    return false;
  }
}

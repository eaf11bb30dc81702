package org.surprisal.loss;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.RowShape;
import org.surprisal.kernel.RowSums;

/**
 * Reads a batch block by block into arrays that the interpreter takes, decides which rows are used,
 * and refuses what a loss cannot take.
 */
final class Rows {
  private static final double SUM_TOLERANCE = 1e-6;

  private final Loss<?, ?> loss;
  private final Bound bound;
  private final Batch<?, ?> batch;
  private final List<Numbers> predictions;
  private final Numbers targets;
  private final int columns;
  private final int targetColumns;
  private final OptionalDouble ignored;
  private final @Nullable RowShape shape;
  private final @Nullable Algorithm algorithm;
  private final RowSums sums = new RowSums();
  private final double[] indices;

  /** Predictions of the block, row-major. */
  final double[] prediction;

  /** Targets of the block, row-major: class indices become 0 and 1 for each class. */
  final double[] target;

  /** Weight × class weight of each row. */
  final double[] weight;

  /** Which rows of the block are used. */
  final boolean[] used;

  private long first;
  private int count;

  /**
   * @param shape what tells of a formula's rows which have no inputs, or null
   * @param algorithm the same of an algorithm's rows
   */
  Rows(
      Loss<?, ?> loss,
      Bound bound,
      Batch<?, ?> batch,
      int blockRows,
      @Nullable RowShape shape,
      @Nullable Algorithm algorithm) {
    this.loss = loss;
    this.bound = bound;
    this.batch = batch;
    this.predictions = batch.prediction().parts();
    this.targets = batch.target().numbers();
    this.columns = batch.prediction().width();
    this.targetColumns = bound.targetColumns(batch.target(), columns);
    this.ignored = loss.ignoredClass();
    this.shape = shape;
    this.algorithm = algorithm;
    this.indices = new double[blockRows];
    this.prediction = new double[Math.multiplyExact(blockRows, columns)];
    this.target = new double[Math.multiplyExact(blockRows, targetColumns)];
    this.weight = new double[blockRows];
    this.used = new boolean[blockRows];
  }

  /** Reads {@code count} rows from {@code row} on; returns how many of them are used. */
  int read(long row, int rows) {
    first = row;
    count = rows;
    int at = 0;
    for (Numbers part : predictions) {
      part.load(row, rows, prediction, at, columns);
      at += part.columns();
    }
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
        missing |= Double.isNaN(prediction[j]);
      }
      for (int j = i * targetColumns; !classes && j < (i + 1) * targetColumns; j++) {
        missing |= Double.isNaN(target[j]);
      }
      used[i] &= !missing;
    }
  }

  private void check() {
    checkWeights();
    if (batch.target() instanceof Target.Classes) {
      checkClasses();
    } else {
      checkElements("target", target, targetColumns, targetDomain(), targetCure());
    }
    checkPredictions();
    if (batch.target() instanceof Target.Distribution) {
      String allowed = "a distribution over the classes sums to 1 (within 1e-6)";
      checkSums("target", target, targetColumns, allowed);
    }
    if (bound.definition().simplex()) {
      checkSums(
          "prediction",
          prediction,
          columns,
          "probabilities of a row sum to 1 (within 1e-6); if these are logits, use them as such");
    }
    checkShapes();
  }

  private String targetCure() {
    boolean own = bound.definition().targets() != null;
    return own ? bound.definition().targetCure() : loss.entry().targetCure();
  }

  private Domain targetDomain() {
    if (batch.target() instanceof Target.Groups) {
      return Domain.INTEGERS;
    }
    Domain own = bound.definition().targets();
    return bound.categorical() ? Domain.UNIT : own != null ? own : loss.entry().targetDomain();
  }

  private void checkPredictions() {
    List<Domain> domains = bound.definition().domains();
    if (domains.stream().distinct().count() == 1) {
      checkElements("prediction", prediction, columns, domains.getFirst(), bound.cure());
      return;
    }
    int width = columns / domains.size(); // each input has so many columns
    for (int j = 0; j < count * columns; j++) {
      Domain domain = domains.get(j % columns / width);
      if (used[j / columns] && !domain.contains(prediction[j])) {
        String problem = outside(prediction[j], domain, bound.cure());
        throw InputException.at(
            "prediction", first + j / columns, j % columns, prediction[j], problem);
      }
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
      if (used[i] && !(index >= 0 && index < targetColumns && index == Math.rint(index))) {
        String problem =
            Double.isNaN(index)
                ? outside(index, Domain.REAL, "")
                : "is not a class index of "
                    + loss.name()
                    + ": "
                    + (targetColumns == columns ? columns + " columns have" : "there are")
                    + " the classes 0 … "
                    + (targetColumns - 1)
                    + (ignored.isPresent()
                        ? ", and " + Text.number(ignored.getAsDouble()) + " is ignored"
                        : "");
        throw InputException.at("target", first + i, -1, index, problem);
      }
    }
  }

  private void checkElements(String part, double[] values, int width, Domain domain, String cure) {
    int bad = domain.firstOutside(values, count * width);
    for (int j = Math.max(bad, 0); bad >= 0 && j < count * width; j++) {
      if (used[j / width] && !domain.contains(values[j])) {
        int column = width == 1 ? -1 : j % width;
        String problem = outside(values[j], domain, cure);
        throw InputException.at(part, first + j / width, column, values[j], problem);
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

  private void checkSums(String part, double[] values, int width, String allowed) {
    for (int i = 0; i < count; i++) {
      double sum = sums.sum(values, i * width, width);
      if (used[i] && !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw InputException.row(
            part, first + i, sum, "sums to " + Text.number(sum) + "; " + allowed);
      }
    }
  }

  private void checkShapes() {
    for (int i = 0; i < count; i++) {
      String problem =
          !used[i]
              ? null
              : shape != null
                  ? shape.problem(prediction, i)
                  : algorithm != null ? algorithm.problem(prediction, i) : null;
      if (problem != null) {
        throw InputException.row("prediction", first + i, prediction[i * columns], problem);
      }
    }
  }

  private void spreadClasses() {
    Arrays.fill(target, 0, count * targetColumns, 0);
    for (int i = 0; i < count; i++) {
      if (used[i]) {
        target[i * targetColumns + (int) indices[i]] = 1;
      }
    }
  }

  private void applyClassWeights() {
    double[] perClass = batch.weights().classes();
    if (perClass == null) {
      return;
    }
    double[] shares = new double[targetColumns];
    for (int i = 0; i < count; i++) {
      if (!bound.categorical()) {
        double y = target[i];
        weight[i] *= (1 - y) * perClass[0] + y * perClass[1];
        continue;
      }
      for (int k = 0; k < targetColumns; k++) {
        shares[k] = target[i * targetColumns + k] * perClass[k];
      }
      weight[i] *= sums.sum(shares, 0, targetColumns);
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
    long crossed = 0;
    boolean logits = bound.logits();
    boolean quantiles = bound.definition().mayCross();
    for (int i = 0; i < count && (logits || clips || quantiles); i++) {
      if (!used[i]) {
        continue;
      }
      int from = i * columns;
      if (clips) {
        clipped += isClipped(from, epsilon) ? 1 : 0;
      }
      crossed += quantiles && decreases(from) ? 1 : 0;
      if (logits && !isOutside(from, 0, 1)) {
        unit++;
        zero += isOutside(from, 0, 0) ? 0 : 1;
        boolean sumsToOne =
            columns > 1 && Math.abs(sums.sum(prediction, from, columns) - 1) <= SUM_TOLERANCE;
        simplex += sumsToOne ? 1 : 0;
      }
    }
    return new Total.Counts(usedRows, count - usedRows, clipped, unit, zero, simplex, 0, crossed);
  }

  private boolean decreases(int from) {
    for (int j = from + 1; j < from + columns; j++) {
      if (prediction[j] < prediction[j - 1]) {
        return true;
      }
    }
    return false;
  }

  /** Not 1 − epsilon, which may be 1; 1 − p is exact where it matters. */
  private boolean isClipped(int from, double epsilon) {
    for (int j = from; j < from + columns; j++) {
      if (!(prediction[j] >= epsilon && 1 - prediction[j] >= epsilon)) {
        return true;
      }
    }
    return false;
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

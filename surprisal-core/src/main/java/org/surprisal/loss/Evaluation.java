package org.surprisal.loss;

import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.Interpreter;
import org.surprisal.kernel.RowSums;
import org.surprisal.kernel.Softmax;
import org.surprisal.sum.ExactSum;

/** One call of a loss on a batch: block by block, value and derivatives in the same pass. */
final class Evaluation {
  private final Loss<?, ?> loss;
  private final Bound bound;
  private final Batch<?, ?> batch;
  private final Outputs outputs;
  private final int columns;
  private final int blockRows;
  private final boolean single;
  private final Rows rows;
  private final Interpreter interpreter;
  private final @Nullable Softmax softmax;
  private final RowSums sums = new RowSums();
  private final ExactSum numerator = new ExactSum();
  private final ExactSum denominator = new ExactSum();
  private final double[] terms;
  private final double[] scratch;
  private Total.Counts counts = new Total.Counts(0, 0, 0, 0, 0, 0);
  private double divisor = 1;

  private Evaluation(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, Outputs outputs) {
    this.loss = loss;
    this.bound = bound;
    this.batch = batch;
    this.outputs = outputs;
    Numbers prediction = batch.prediction().numbers();
    this.columns = prediction.columns();
    this.single = prediction.element() == Numbers.Element.FLOAT;
    long wanted = Math.max(1, Interpreter.BLOCK / columns);
    this.blockRows = (int) Math.min(wanted, prediction.rows());
    int capacity = Math.multiplyExact(blockRows, columns);
    int order = outputs.curvature() != null ? 2 : outputs.gradient() != null ? 1 : 0;
    Compiled compiled = bound.compiled();
    this.interpreter =
        new Interpreter(compiled.program(order), compiled.arguments(bound.parameters()), capacity);
    this.softmax =
        bound.definition().rows() == Definition.Rows.SOFTMAX
            ? new Softmax(columns, capacity)
            : null;
    this.rows = new Rows(loss, bound, batch, blockRows);
    this.terms = new double[blockRows];
    this.scratch = new double[capacity];
  }

  /**
   * The total of a batch; outputs are written on the way, or all NaN if this ends with an error.
   */
  static Total of(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, Outputs outputs) {
    try {
      if (batch.rows() == 0) {
        Total.Counts none = new Total.Counts(0, 0, 0, 0, 0, 0);
        return new Total(bound.spec(), none, new ExactSum(), new ExactSum());
      }
      return new Evaluation(loss, bound, batch, outputs).run();
    } catch (RuntimeException | Error e) {
      fill(outputs.gradient());
      fill(outputs.curvature());
      fill(outputs.losses());
      throw e;
    }
  }

  private Total run() {
    divisor = divisor();
    long n = batch.rows();
    for (long row = 0; row < n; row += blockRows) {
      block(row, (int) Math.min(blockRows, n - row));
    }
    return new Total(bound.spec(), counts, numerator, denominator);
  }

  /** What each w·g is divided by; 1 where every weight is 0, and so every w·g. */
  private double divisor() {
    boolean derives = outputs.gradient() != null || outputs.curvature() != null;
    boolean divides =
        outputs.reduction() == Reduction.MEAN || outputs.reduction() == Reduction.MEAN_ROWS;
    if (!derives || !divides) {
      return 1;
    }
    if (!rows.maySkip() && !batch.weights().weighs()) {
      return batch.rows();
    }
    return weightOrRows();
  }

  /** Only after all rows have been looked at it is known what is skipped: a pass of its own. */
  private double weightOrRows() {
    ExactSum weights = new ExactSum();
    long used = 0;
    for (long row = 0; row < batch.rows(); row += blockRows) {
      int count = (int) Math.min(blockRows, batch.rows() - row);
      used += rows.read(row, count);
      rows.clearUnused(count);
      weights.add(rows.weight, 0, count);
    }
    double weight = weights.value();
    if (weight == 0) {
      return 1;
    }
    if (outputs.reduction() == Reduction.MEAN_ROWS) {
      return used;
    }
    refuseOverflow(weight);
    return weight;
  }

  private static void refuseOverflow(double weight) {
    if (weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the weights add up to more than the largest number, 1.798e308; scale them down");
    }
  }

  private void block(long row, int count) {
    int used = rows.read(row, count);
    rows.clearUnused(count);
    counts = counts.plus(rows.counts(used));
    if (softmax == null) {
      interpreter.run(count * columns, rows.prediction, rows.target);
    } else {
      softmax.forward(rows.prediction, count);
      interpreter.run(count * columns, softmax.logProbabilities(), rows.target);
    }
    addLosses(row, count);
    Numbers losses = outputs.losses();
    if (losses != null) {
      losses.store(row, count, terms);
    }
    if (outputs.gradient() != null) {
      writeGradient(row, count, outputs.gradient());
    }
    if (outputs.curvature() != null) {
      writeCurvature(row, count, outputs.curvature());
    }
  }

  /** A row of weight 0 adds exactly 0, even where its loss is infinite. */
  private void addLosses(long row, int count) {
    double[] values = interpreter.output(0);
    for (int i = 0; i < count; i++) {
      double weight = rows.weight[i];
      double loss = sums.sum(values, i * columns, columns);
      terms[i] = weight == 0 ? 0 : weight * (single ? (float) loss : loss);
      if (Double.isNaN(terms[i])) {
        throw undefined(row + i, i);
      }
    }
    numerator.add(terms, 0, count);
    denominator.add(rows.weight, 0, count);
  }

  /** Undefined is said, never passed on as a number (P5). */
  private InputException undefined(long row, int i) {
    double prediction = rows.prediction[i * columns];
    String problem = "gives no loss: " + loss.name() + " is undefined (NaN) there";
    return columns == 1
        ? InputException.at("prediction", row, -1, prediction, problem)
        : InputException.row("prediction", row, prediction, problem);
  }

  private void writeGradient(long row, int count, Numbers into) {
    double[] slopes = interpreter.output(1);
    if (softmax == null) {
      store(row, count, slopes, into);
    } else {
      softmax.gradient(slopes, scratch, count);
      store(row, count, scratch, into);
    }
  }

  private void writeCurvature(long row, int count, Numbers into) {
    double[] bends = interpreter.output(2);
    if (softmax == null) {
      store(row, count, bends, into);
    } else {
      softmax.curvature(interpreter.output(1), bends, scratch, count);
      store(row, count, scratch, into);
    }
  }

  /** (w·g)/denominator, rounded to the type of the output once, at the end. */
  private void store(long row, int count, double[] derivatives, Numbers into) {
    for (int i = 0; i < count; i++) {
      double weight = rows.weight[i];
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        scratch[j] = weight == 0 ? 0 : weight * derivatives[j] / divisor;
      }
    }
    into.store(row, count, scratch);
  }

  private static void fill(@Nullable Numbers numbers) {
    for (long row = 0; numbers != null && row < numbers.rows(); row++) {
      for (int column = 0; column < numbers.columns(); column++) {
        numbers.set(row, column, Double.NaN);
      }
    }
  }
}

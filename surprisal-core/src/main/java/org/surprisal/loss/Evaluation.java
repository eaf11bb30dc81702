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
  private final int order;
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

  Evaluation(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, Outputs outputs) {
    this.loss = loss;
    this.bound = bound;
    this.batch = batch;
    this.outputs = outputs;
    Numbers prediction = batch.prediction().numbers();
    this.columns = prediction.columns();
    this.single = prediction.element() == Numbers.Element.FLOAT;
    long wanted = Math.max(1, Interpreter.BLOCK / columns);
    this.blockRows = (int) Math.max(1, Math.min(wanted, prediction.rows()));
    int capacity = blockRows * columns;
    this.order = outputs.curvature() != null ? 2 : outputs.gradient() != null ? 1 : 0;
    Compiled compiled = bound.compiled();
    this.interpreter =
        new Interpreter(
            compiled.program(order), compiled.arguments(bound.parameters()), capacity);
    this.softmax =
        bound.definition().rows() == Definition.Rows.SOFTMAX
            ? new Softmax(columns, capacity)
            : null;
    this.rows = new Rows(loss, bound, batch, blockRows);
    this.terms = new double[blockRows];
    this.scratch = new double[capacity];
  }

  /** The total; outputs are written on the way, or all NaN if this ends with an error. */
  Total run() {
    try {
      long n = batch.rows();
      for (long row = 0; row < n; row += blockRows) {
        block(row, (int) Math.min(blockRows, n - row));
      }
      Total total = new Total(bound.spec(), counts, numerator, denominator);
      divide(total);
      return total;
    } catch (RuntimeException e) {
      fill(outputs.gradient());
      fill(outputs.curvature());
      fill(outputs.losses());
      throw e;
    }
  }

  private void block(long row, int count) {
    int used = rows.read(row, count);
    counts = counts.plus(rows.counts(used, loss.clip()));
    if (softmax == null) {
      interpreter.run(count * columns, rows.prediction, rows.target);
    } else {
      softmax.forward(rows.prediction, count);
      interpreter.run(count * columns, softmax.logProbabilities(), rows.target);
    }
    addLosses(count);
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
  private void addLosses(int count) {
    double[] values = interpreter.output(0);
    for (int i = 0; i < count; i++) {
      double weight = rows.used[i] ? rows.weight[i] : 0;
      terms[i] = weight == 0 ? 0 : product(weight, sums.sum(values, i * columns, columns));
      if (!rows.used[i]) {
        rows.weight[i] = 0;
      }
    }
    numerator.add(terms, 0, count);
    denominator.add(rows.weight, 0, count);
  }

  /** w·ℓ in the precision of the prediction. */
  private double product(double weight, double value) {
    return single ? (float) weight * (float) value : weight * value;
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

  private void store(long row, int count, double[] derivatives, Numbers into) {
    for (int i = 0; i < count; i++) {
      double weight = rows.weight[i];
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        scratch[j] = weight == 0 ? 0 : product(weight, derivatives[j]);
      }
    }
    into.store(row, count, scratch);
  }

  /** Gradients are divided afterwards, because only then the denominator is known. */
  private void divide(Total total) {
    double divisor =
        switch (outputs.reduction()) {
          case SUM, NONE -> 1;
          case MEAN -> total.weight();
          case MEAN_ROWS -> total.rows();
        };
    if (divisor == 1 || total.isEmpty()) {
      return;
    }
    divide(outputs.gradient(), divisor);
    divide(outputs.curvature(), divisor);
  }

  private void divide(@Nullable Numbers numbers, double divisor) {
    for (long row = 0; numbers != null && row < numbers.rows(); row += blockRows) {
      int count = (int) Math.min(blockRows, numbers.rows() - row);
      numbers.load(row, count, scratch);
      for (int j = 0; j < count * columns; j++) {
        scratch[j] /= divisor;
      }
      numbers.store(row, count, scratch);
    }
  }

  private void fill(@Nullable Numbers numbers) {
    for (long row = 0; numbers != null && row < numbers.rows(); row++) {
      for (int column = 0; column < numbers.columns(); column++) {
        numbers.set(row, column, Double.NaN);
      }
    }
  }
}

package org.surprisal.loss;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.Interpreter;
import org.surprisal.kernel.RowShape;
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
  private final boolean coupled;
  private final Rows rows;
  private final Computation computation;
  private final Sides sides;
  private final ExactSum numerator = new ExactSum();
  private final ExactSum denominator = new ExactSum();
  private final double[] terms;
  private final double[] scratch;
  private Total.Counts counts = Total.Counts.NONE;
  private double divisor = 1;

  private Evaluation(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, Outputs outputs) {
    this.loss = loss;
    this.bound = bound;
    this.batch = batch;
    this.outputs = outputs;
    Definition definition = bound.definition();
    this.columns = batch.prediction().width();
    this.single = batch.prediction().parts().getFirst().element() == Numbers.Element.FLOAT;
    int targetColumns = bound.targetColumns(batch.target(), columns);
    Algorithm.Maker maker = definition.algorithm();
    Algorithm algorithm = maker == null ? null : maker.make(columns, targetColumns);
    this.coupled = algorithm != null && algorithm.couples();
    this.blockRows = blockRows();
    int order = outputs.curvature().isEmpty() ? outputs.gradient().isEmpty() ? 0 : 1 : 2;
    RowShape shape = algorithm == null ? definition.shape(columns, blockRows) : null;
    this.computation =
        algorithm != null
            ? new AlgorithmComputation(algorithm, columns, targetColumns, blockRows, order)
            : new FormulaComputation(bound, shape, blockRows, order);
    this.rows = new Rows(loss, bound, batch, blockRows, shape, algorithm);
    this.sides = new Sides(definition.sides(), loss.toString());
    this.terms = new double[blockRows];
    this.scratch = new double[Math.multiplyExact(blockRows, columns)];
  }

  /** All rows where they depend on each other, else few enough for the innermost caches. */
  private int blockRows() {
    if (coupled) {
      if (batch.rows() * columns > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            loss.name() + " compares all rows of a batch; at most 2^31 - 1 numbers");
      }
      return (int) batch.rows();
    }
    return (int) Math.min(Math.max(1, Interpreter.BLOCK / columns), batch.rows());
  }

  /**
   * The total of a batch; outputs are written on the way, or all NaN if this ends with an error.
   */
  static Total of(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, Outputs outputs) {
    if (batch.rows() == 0) {
      return new Total(bound.spec(), Total.Counts.NONE, new ExactSum(), new ExactSum());
    }
    boolean samples = batch.prediction() instanceof Prediction.Sample;
    // What is wrong about shapes is found before anything is written.
    Evaluation rows = samples ? null : new Evaluation(loss, bound, batch, outputs);
    try {
      return rows != null
          ? rows.run()
          : new SampleEvaluation(loss, bound, batch, outputs)
              .run((Prediction.Sample) batch.prediction());
    } catch (RuntimeException | Error e) {
      outputs.gradient().forEach(Evaluation::fill);
      outputs.curvature().forEach(Evaluation::fill);
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
    boolean derives = !outputs.gradient().isEmpty() || !outputs.curvature().isEmpty();
    boolean divides =
        derives
            && (outputs.reduction() == Reduction.MEAN
                || outputs.reduction() == Reduction.MEAN_ROWS);
    if (!divides && !sides.count()) {
      return 1;
    }
    if (!sides.count() && !rows.maySkip() && !batch.weights().weighs()) {
      return batch.rows();
    }
    double weight = weightOrRows();
    return divides ? weight : 1;
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
      sides.add(rows, count);
    }
    double weight = weights.value();
    if (weight == 0) {
      return 1;
    }
    sides.close(weight);
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
    denominator.add(rows.weight, 0, count);
    sides.apply(rows, count);
    computation.run(rows, count);
    addLosses(row, count);
    Numbers losses = outputs.losses();
    if (losses != null) {
      losses.store(row, count, terms);
    }
    if (!outputs.gradient().isEmpty()) {
      store("gradient", row, count, computation.gradient(), outputs.gradient());
    }
    if (!outputs.curvature().isEmpty()) {
      store("curvature", row, count, computation.curvature(), outputs.curvature());
    }
  }

  /** A row of weight 0 adds exactly 0, even where its loss is infinite. */
  private void addLosses(long row, int count) {
    double[] values = computation.losses();
    long infinite = 0;
    for (int i = 0; i < count; i++) {
      double weight = rows.weight[i];
      terms[i] = weight == 0 ? 0 : weight * (single ? (float) values[i] : values[i]);
      if (Double.isNaN(terms[i])) {
        throw undefined("loss", row + i, i);
      }
      infinite += weight != 0 && Double.isInfinite(values[i]) ? 1 : 0;
    }
    counts = counts.plusInfinite(infinite);
    numerator.add(terms, 0, count);
  }

  /** Undefined is said, never passed on as a number (P5). */
  private InputException undefined(String what, long row, int i) {
    double prediction = rows.prediction[i * columns];
    String kinks = loss.facts().kinks();
    String why = kinks.equals("none") ? "" : "; " + kinks;
    String problem = "gives no " + what + ": " + loss.name() + " is undefined (NaN) there" + why;
    return columns == 1
        ? InputException.at("prediction", row, -1, prediction, problem)
        : InputException.row("prediction", row, prediction, problem);
  }

  /** (w·g)/denominator, rounded to the type of the output once, at the end. */
  private void store(String what, long row, int count, double[] derivatives, List<Numbers> parts) {
    for (int i = 0; i < count; i++) {
      double weight = rows.weight[i];
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        // Rows that depend on each other come weighted.
        scratch[j] =
            coupled
                ? derivatives[j] / divisor
                : weight == 0 ? 0 : weight * derivatives[j] / divisor;
        if (Double.isNaN(scratch[j])) {
          throw undefined(what, row + i, i);
        }
      }
    }
    int at = 0;
    for (Numbers part : parts) {
      part.store(row, count, scratch, at, columns);
      at += part.columns();
    }
  }

  private static void fill(@Nullable Numbers numbers) {
    for (long row = 0; numbers != null && row < numbers.rows(); row++) {
      for (int column = 0; column < numbers.columns(); column++) {
        numbers.set(row, column, Double.NaN);
      }
    }
  }
}

package org.surprisal.loss;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.surprisal.sum.ExactSum;

/** One call of a loss that compares two samples: all their points together are one row. */
final class SampleEvaluation {
  private final Loss<?, ?> loss;
  private final Bound bound;
  private final Batch<?, ?> batch;
  private final Outputs outputs;

  SampleEvaluation(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, Outputs outputs) {
    this.loss = loss;
    this.bound = bound;
    this.batch = batch;
    this.outputs = outputs;
  }

  Total run(Prediction.Sample sample) {
    BitSet mask = batch.weights().mask();
    if (mask != null && !mask.get(0)) {
      return skipped();
    }
    double weight = weight();
    double[] x = points("prediction", sample.points(), bound.definition().prediction());
    double[] y = points("target", batch.target().numbers(), loss.entry().targetDomain());
    int dimensions = sample.points().columns();
    double[] slopes = outputs.gradient().isEmpty() ? null : new double[x.length];
    double[] bends = outputs.curvature().isEmpty() ? null : new double[x.length];
    double value =
        Objects.requireNonNull(bound.definition().comparison())
            .compare(
                x,
                weights("prediction", sample.weights()),
                y,
                weights("target", ((Target.Sample) batch.target()).weights()),
                dimensions,
                slopes,
                bends);
    if (Double.isNaN(value)) {
      throw InputException.row(
          "prediction", 0, x[0], "gives no loss: " + loss.name() + " is undefined (NaN) there");
    }
    ExactSum numerator = new ExactSum();
    ExactSum denominator = new ExactSum();
    double term = weight == 0 ? 0 : weight * value;
    numerator.add(term);
    denominator.add(weight);
    Numbers losses = outputs.losses();
    if (losses != null) {
      losses.set(0, 0, term);
    }
    store(slopes, weight, outputs.gradient());
    store(bends, weight, outputs.curvature());
    Total.Counts one = new Total.Counts(1, 0, 0, 0, 0, 0, Double.isInfinite(term) ? 1 : 0, 0);
    return new Total(bound.spec(), one, numerator, denominator);
  }

  /** The one row is not used. */
  private Total skipped() {
    Stream.concat(outputs.gradient().stream(), outputs.curvature().stream())
        .forEach(into -> {
          double[] zeros = new double[Math.toIntExact(into.rows() * into.columns())];
          into.store(0, Math.toIntExact(into.rows()), zeros);
        });
    Numbers losses = outputs.losses();
    if (losses != null) {
      losses.set(0, 0, 0);
    }
    Total.Counts one = new Total.Counts(0, 1, 0, 0, 0, 0, 0, 0);
    return new Total(bound.spec(), one, new ExactSum(), new ExactSum());
  }

  private double weight() {
    Numbers weights = batch.weights().rows();
    double weight = weights == null ? 1 : weights.get(0, 0);
    if (!Domain.NON_NEGATIVE.contains(weight)) {
      throw InputException.at("weight", 0, -1, weight, "is outside [0, ∞)");
    }
    return weight;
  }

  private double[] points(String part, Numbers numbers, Domain domain) {
    double[] values = new double[Math.toIntExact(numbers.rows() * numbers.columns())];
    numbers.load(0, Math.toIntExact(numbers.rows()), values);
    int bad = domain.firstOutside(values, values.length);
    if (bad >= 0) {
      int column = numbers.columns() == 1 ? -1 : bad % numbers.columns();
      throw InputException.at(
          part,
          bad / numbers.columns(),
          column,
          values[bad],
          "is outside "
              + domain.text()
              + " of "
              + loss.name()
              + "; a sample has no missing points");
    }
    return values;
  }

  private static double @Nullable [] weights(String part, @Nullable Numbers numbers) {
    if (numbers == null) {
      return null;
    }
    double[] values = new double[Math.toIntExact(numbers.rows())];
    numbers.load(0, values.length, values);
    int bad = Domain.NON_NEGATIVE.firstOutside(values, values.length);
    if (bad >= 0) {
      throw InputException.at(
          "weight of " + part, bad, -1, values[bad], "is outside [0, ∞) of a point's weight");
    }
    return values;
  }

  private void store(double @Nullable [] derivatives, double weight, List<Numbers> parts) {
    if (derivatives == null) {
      return;
    }
    boolean mean = outputs.reduction() == Reduction.MEAN;
    for (int j = 0; j < derivatives.length; j++) {
      derivatives[j] = weight == 0 ? 0 : mean ? derivatives[j] : weight * derivatives[j];
    }
    Numbers into = parts.getFirst();
    into.store(0, Math.toIntExact(into.rows()), derivatives);
  }
}

package org.surprisal.evaluate;

import java.util.Optional;
import java.util.OptionalDouble;
import org.surprisal.loss.Batch;
import org.surprisal.loss.InputException;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/** The baseline of one of K classes: the shares of the classes, predicted for every row. */
final class ClassBaseline {
  private ClassBaseline() {}

  static Baseline of(Tally tally, Targets targets) {
    int width = tally.predicted().width();
    double[] weights = new double[width];
    targets.forEach((target, weight, count) -> {
      for (int i = 0; i < count; i++) {
        weights[(int) target[i]] += weight[i];
      }
    });
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double[] shares = new double[width];
    for (int k = 0; k < width; k++) {
      shares[k] = weights[k] / sum;
    }
    Optional<double[]> constant = tally.loss().constant(shares, tally.scale());
    if (constant.isEmpty()) {
      return Baseline.none(
          Double.NaN, "the best constant of several columns is not known", targets.vary());
    }
    try {
      Batch<Target, Prediction> batch = batch(tally, constant.get(), weights);
      Total total = tally.loss().total(batch);
      OptionalDouble floor =
          tally
              .loss()
              .floor(batch)
              .map(t -> OptionalDouble.of(t.mean()))
              .orElse(OptionalDouble.empty());
      return new Baseline(Double.NaN, OptionalDouble.of(total.mean()), floor, "", targets.vary());
    } catch (InputException _) {
      return Baseline.none(Double.NaN, "no constant prediction suits this loss", targets.vary());
    }
  }

  /** A row for each class, with the weight of its targets. */
  private static Batch<Target, Prediction> batch(Tally tally, double[] constant, double[] weights) {
    int width = weights.length;
    double[] classes = new double[width];
    double[] predictions = new double[width * width];
    for (int k = 0; k < width; k++) {
      classes[k] = k;
      System.arraycopy(constant, 0, predictions, k * width, width);
    }
    return tally
        .loss()
        .batch(Numbers.of(classes), Numbers.of(predictions).by(width), tally.scale())
        .weights(Numbers.of(weights));
  }
}

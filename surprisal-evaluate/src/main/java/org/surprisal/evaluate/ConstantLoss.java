package org.surprisal.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.surprisal.loss.Batch;
import org.surprisal.loss.InputException;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/** The mean loss of constant predictions on the targets of a file. */
final class ConstantLoss {
  private final Loss<Target, Prediction> loss;
  private final Scale scale;
  private final Targets targets;
  private final boolean asSigns;
  private final double[] signs = new double[Targets.BLOCK_ROWS];
  private final double[] repeated = new double[Targets.BLOCK_ROWS];

  /**
   * @param asSigns whether targets of 0 and 1 are called -1 and 1
   */
  ConstantLoss(Loss<Target, Prediction> loss, Scale scale, Targets targets, boolean asSigns) {
    this.loss = loss;
    this.scale = scale;
    this.targets = targets;
    this.asSigns = asSigns;
  }

  /**
   * The mean loss of a constant on all targets; NaN if there are none.
   *
   * @throws InputException if the loss does not take this prediction
   */
  double mean(double constant) {
    Arrays.fill(repeated, constant);
    Total[] sum = {Total.EMPTY};
    targets.forEach(
        (target, weight, count) -> sum[0] = sum[0].plus(loss.total(batch(target, weight, count))));
    return sum[0].meanOrElse(Double.NaN);
  }

  /** The same, but infinite where the loss does not take the prediction or is not a number. */
  double meanOrInfinity(double constant) {
    try {
      double mean = mean(constant);
      return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
    } catch (InputException _) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** The same on a sample of at most {@link Targets#BLOCK_ROWS} points. */
  double meanOrInfinity(Points sample, double constant) {
    Arrays.fill(repeated, 0, sample.size(), constant);
    try {
      double mean =
          loss.total(batch(sample.values(), sample.weights(), sample.size()))
              .meanOrElse(Double.NaN);
      return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
    } catch (InputException _) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** The mean loss of a perfect prediction, where it is known. */
  OptionalDouble floor(double constant) {
    Arrays.fill(repeated, constant);
    Total[] sum = {Total.EMPTY};
    boolean[] known = {true};
    targets.forEach((target, weight, count) -> {
      Optional<Total> part = loss.floor(batch(target, weight, count));
      known[0] &= part.isPresent();
      sum[0] = sum[0].plus(part.orElse(Total.EMPTY));
    });
    return known[0] && !sum[0].isEmpty()
        ? OptionalDouble.of(sum[0].mean())
        : OptionalDouble.empty();
  }

  private Batch<Target, Prediction> batch(double[] target, double[] weight, int count) {
    if (asSigns) {
      for (int i = 0; i < count; i++) {
        signs[i] = 2 * target[i] - 1;
      }
    }
    return loss.batch(first(asSigns ? signs : target, count), first(repeated, count), scale)
        .weights(first(weight, count));
  }

  private static Numbers first(double[] numbers, int count) {
    return Numbers.of(numbers).slice(0, count);
  }
}

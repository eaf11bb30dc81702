package org.surprisal.evaluate;

import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The constant prediction with the least mean loss, by search, for losses that have no formula for
 * it. First a look at candidates on a sample of the targets: their quantiles, points between their
 * ends, a range of logits, both infinities. Then a search between the neighbours of the best one,
 * on the sample and then on all targets. At last the found constant and the targets beside it are
 * compared on all targets, so that a loss with kinks at its targets ends exactly at one.
 *
 * <p>A loss with several minima is followed into the deepest one of the first look.
 */
final class ConstantSearch {
  private static final int SAMPLE = 4_096;
  private static final int QUANTILES = 32;
  private static final int FRACTIONS = 16;
  private static final int SMALLEST_LOGIT = -4;
  private static final int LARGEST_LOGIT = 6;

  /** Relative to the bracket: near a kink the loss errs by as much, elsewhere by its square. */
  private static final double TOLERANCE = 1e-12;

  private static final int EVALUATIONS = 100;

  /** On all targets, where an evaluation is a pass over a file: only smooth minima are left. */
  private static final double TOLERANCE_ON_ALL = 1e-5;

  private static final int EVALUATIONS_ON_ALL = 25;

  private final ConstantLoss losses;
  private final Targets targets;
  private final Points sample;
  private final boolean isTyped;
  private String noneBecause = "";

  /**
   * @param isTyped whether the loss is a formula of a user: it may have its minimum far away from
   *     the targets, or none
   */
  ConstantSearch(ConstantLoss losses, Targets targets, boolean isTyped) {
    this.losses = losses;
    this.isTyped = isTyped;
    this.targets = targets;
    this.sample = targets.sample(SAMPLE);
  }

  /** Why what {@link #best} has found is no minimum, or an empty text. */
  String noneBecause() {
    return noneBecause;
  }

  /** The best constant found. */
  double best() {
    double[] candidates = candidates();
    int first = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < candidates.length; i++) {
      double value = losses.meanOrInfinity(sample, candidates[i]);
      boolean isFirstFinite = value == least && Double.isInfinite(candidates[first]);
      if (value < least || isFirstFinite) {
        first = i;
        least = value;
      }
    }
    double candidate = candidates[first];
    double found = between(candidates, first);
    // The losses of the catalogue are bounded below, and what they only tend to, as logits of equal
    // labels do, is what their constant at infinity costs.
    if (isTyped) {
      found = fartherThan(found);
      DoubleUnaryOperator mean = c -> losses.meanOrInfinity(sample, c);
      noneBecause = new Endless(mean, reach(), found).because();
      if (!noneBecause.isEmpty()) {
        return found;
      }
    }
    if (!targets.fits(SAMPLE)) {
      found = onAll(found);
    }
    double best =
        DoubleStream.concat(
                DoubleStream.of(found, candidate), DoubleStream.of(sample.neighbours(found)))
            .boxed()
            .min(Comparator.comparingDouble(losses::meanOrInfinity))
            .orElse(found);
    if (losses.meanOrInfinity(best) == Double.NEGATIVE_INFINITY) {
      noneBecause = Endless.FALLS;
    }
    return best;
  }

  /**
   * Where the loss is least far outside, if it is less there and rises again within the look of
   * {@link Endless}; else what was found.
   */
  private double fartherThan(double found) {
    double reach = Math.max(1, reach());
    double before = losses.meanOrInfinity(sample, found);
    double least = before - Endless.ROUNDING * Math.abs(before);
    double farther = found;
    for (int k = 1; k <= Endless.DOUBLINGS; k++) {
      for (double side : new double[] {-1, 1}) {
        double at = side * Math.scalb(reach, k);
        double value = losses.meanOrInfinity(sample, at);
        if (value < least) {
          farther = at;
          least = value;
        }
      }
    }
    if (farther == found || Math.abs(farther) >= Math.scalb(reach, Endless.DOUBLINGS)) {
      return found;
    }
    return between(
        new double[] {
          Math.min(farther / 2, farther * 2), farther, Math.max(farther / 2, farther * 2)
        },
        1);
  }

  private double reach() {
    return Math.max(Math.abs(sample.quantile(0)), Math.abs(sample.quantile(1)));
  }

  private double[] candidates() {
    double low = sample.quantile(0);
    double high = sample.quantile(1);
    DoubleStream quantiles =
        IntStream.rangeClosed(0, QUANTILES)
            .mapToDouble(i -> sample.quantile((double) i / QUANTILES));
    DoubleStream fractions =
        IntStream.range(1, FRACTIONS)
            .mapToDouble(i -> low + (high - low) * ((double) i / FRACTIONS));
    DoubleStream logits =
        IntStream.rangeClosed(SMALLEST_LOGIT, LARGEST_LOGIT)
            .mapToDouble(k -> Math.scalb(1.0, k))
            .flatMap(logit -> DoubleStream.of(-logit, logit));
    DoubleStream ends = DoubleStream.of(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    return DoubleStream.concat(
            DoubleStream.concat(quantiles, fractions), DoubleStream.concat(logits, ends))
        .sorted()
        .distinct()
        .toArray();
  }

  /** Between the neighbours of the best candidate (infinities are the ends), on the sample. */
  private double between(double[] candidates, int best) {
    double candidate = candidates[best];
    if (!Double.isFinite(candidate)) {
      return candidate;
    }
    double low = candidates[best - 1];
    double high = candidates[best + 1];
    double beyond = Math.max(1, Math.abs(candidate));
    low = Double.isInfinite(low) ? candidate - beyond : low;
    high = Double.isInfinite(high) ? candidate + beyond : high;
    return Minimum.between(
        c -> losses.meanOrInfinity(sample, c), low, high, TOLERANCE * (high - low), EVALUATIONS);
  }

  /** From the minimum on the sample downhill to the one on all targets. */
  private double onAll(double start) {
    double spread = sample.quantile(0.75) - sample.quantile(0.25);
    double step = Math.max(0.02 * spread, 1e-4 * Math.abs(start));
    if (!Double.isFinite(start) || !(step > 0)) {
      return start;
    }
    double tolerance = TOLERANCE_ON_ALL * step;
    double middle = start;
    double value = losses.meanOrInfinity(middle);
    double low = middle - step;
    double high = middle + step;
    double valueLow = losses.meanOrInfinity(low);
    double valueHigh = losses.meanOrInfinity(high);
    while ((valueLow < value || valueHigh < value) && step < Double.MAX_VALUE / 4) {
      step *= 2;
      boolean down = valueLow < valueHigh;
      double next = down ? low : high;
      value = down ? valueLow : valueHigh;
      low = down ? low - step : middle;
      high = down ? middle : high + step;
      middle = next;
      valueLow = losses.meanOrInfinity(low);
      valueHigh = losses.meanOrInfinity(high);
    }
    return Minimum.between(losses::meanOrInfinity, low, high, tolerance, EVALUATIONS_ON_ALL);
  }
}

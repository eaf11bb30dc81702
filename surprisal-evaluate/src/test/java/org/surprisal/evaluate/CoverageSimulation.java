package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * How often intervals hold the true mean, on samples whose true mean is known. Of each sample the
 * studentised interval and, from the same resamples, the percentile interval of the mean are taken.
 */
final class CoverageSimulation {

  /** A kind of loss: what a row draws, and the mean of that. */
  record Kind(String name, DoubleSource loss, double mean) {}

  /** Draws the loss of one row. */
  interface DoubleSource {
    double draw(SplittableRandom random);
  }

  /**
   * What was counted.
   *
   * @param studentised share of samples whose studentised interval held the mean
   * @param percentile share of samples whose percentile interval held the mean
   * @param below share of samples whose studentised interval lay below the mean
   * @param without share of samples without a studentised interval; they count as missed
   */
  record Coverage(
      String name, double studentised, double percentile, double below, double without) {}

  private static final int QUADRATURE = 100_000;

  private CoverageSimulation() {}

  /** The four losses for which coverage is promised. */
  static List<Kind> promised() {
    return List.of(
        ofProbabilities("log loss", q -> -Math.log(q)),
        ofProbabilities("Brier", q -> (1 - q) * (1 - q)),
        new Kind(
            "absolute error, Gaussian",
            random -> Math.abs(random.nextGaussian()),
            Math.sqrt(2 / Math.PI)),
        new Kind(
            "squared error, Gaussian",
            random -> {
              double residual = random.nextGaussian();
              return residual * residual;
            },
            1));
  }

  /** Absolute and squared error of Laplace residuals. */
  static List<Kind> laplace() {
    return List.of(
        new Kind("absolute error, Laplace", CoverageSimulation::exponential, 1),
        new Kind(
            "squared error, Laplace",
            random -> {
              double residual = exponential(random);
              return residual * residual;
            },
            2));
  }

  private static double exponential(SplittableRandom random) {
    return -Math.log1p(-random.nextDouble());
  }

  /**
   * A label is 1 with a probability that is uniform on (0,1); the prediction is too sure (its
   * log-odds are 1.3 times the true ones) and too high (by 0.3).
   *
   * @param loss of the probability that was given to what came true
   */
  private static Kind ofProbabilities(String name, DoubleUnaryOperator loss) {
    double sum = 0;
    for (int i = 0; i < QUADRATURE; i++) {
      double p = (i + 0.5) / QUADRATURE;
      double q = predicted(p);
      sum += p * loss.applyAsDouble(q) + (1 - p) * loss.applyAsDouble(1 - q);
    }
    return new Kind(
        name,
        random -> {
          double p = random.nextDouble(Double.MIN_NORMAL, 1);
          double q = predicted(p);
          return loss.applyAsDouble(random.nextDouble() < p ? q : 1 - q);
        },
        sum / QUADRATURE);
  }

  private static double predicted(double p) {
    return 1 / (1 + Math.exp(-(1.3 * Math.log(p / (1 - p)) + 0.3)));
  }

  /**
   * Runs the simulation; the kinds share the draws of each bootstrap.
   *
   * @param weighted whether rows weigh between 0.2 and 1.8, at random, instead of 1
   */
  static List<Coverage> of(
      List<Kind> kinds, int n, int samples, int resamples, boolean weighted, long seed) {
    int[] held = new int[kinds.size()];
    int[] heldByPercentile = new int[kinds.size()];
    int[] below = new int[kinds.size()];
    int[] without = new int[kinds.size()];
    SplittableRandom random = new SplittableRandom(seed);
    double[] weight = new double[n];
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < n; i++) {
        weight[i] = weighted ? random.nextDouble(0.2, 1.8) : 1;
      }
      Resampling resampling = new Resampling(random.nextLong(), resamples, 0.95);
      Bootstrap bootstrap = new Bootstrap(resampling, "rows", weight);
      List<BootstrapMean> means = new ArrayList<>();
      List<Replicates> percentiles = new ArrayList<>();
      for (Kind kind : kinds) {
        double[] term = new double[n];
        Arrays.setAll(term, i -> weight[i] * kind.loss().draw(random));
        means.add(bootstrap.mean(term));
        percentiles.add(bootstrap.sums(term, weight).function(sums -> sums[0] / sums[1]));
      }
      bootstrap.run(done -> {});
      for (int k = 0; k < kinds.size(); k++) {
        double mean = kinds.get(k).mean();
        Interval interval = means.get(k).interval();
        held[k] += holds(interval, mean) ? 1 : 0;
        below[k] += interval.high() < mean ? 1 : 0;
        without[k] += interval.isPresent() ? 0 : 1;
        heldByPercentile[k] += holds(percentiles.get(k).interval(), mean) ? 1 : 0;
      }
    }
    List<Coverage> result = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      result.add(
          new Coverage(
              kinds.get(k).name(),
              held[k] / (double) samples,
              heldByPercentile[k] / (double) samples,
              below[k] / (double) samples,
              without[k] / (double) samples));
    }
    return result;
  }

  private static boolean holds(Interval interval, double mean) {
    return interval.low() <= mean && mean <= interval.high();
  }
}

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

  /**
   * The log loss and the squared error of one prediction minus those of another on the same row: a
   * prediction that is too sure and too high beside the true probability, and residuals of N(0,1)
   * beside the same residuals with noise of N(0,¼) on them.
   */
  static List<Kind> differences() {
    double sum = 0;
    for (int i = 0; i < QUADRATURE; i++) {
      double p = (i + 0.5) / QUADRATURE;
      double q = predicted(p);
      sum += p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }
    Kind logLoss =
        new Kind(
            "log loss, difference",
            random -> {
              double p = random.nextDouble(Double.MIN_NORMAL, 1);
              double q = predicted(p);
              return random.nextDouble() < p ? Math.log(p / q) : Math.log((1 - p) / (1 - q));
            },
            sum / QUADRATURE);
    Kind squared =
        new Kind(
            "squared error, difference",
            random -> {
              double residual = random.nextGaussian();
              double noisy = residual + 0.5 * random.nextGaussian();
              return noisy * noisy - residual * residual;
            },
            0.25);
    return List.of(logLoss, squared);
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

  /** Counts of one kind over the samples. */
  private static final class Counts {
    private int held;
    private int heldByPercentile;
    private int below;
    private int without;
    private int samples;

    void add(Interval studentised, Interval percentile, double mean) {
      held += holds(studentised, mean) ? 1 : 0;
      heldByPercentile += holds(percentile, mean) ? 1 : 0;
      below += studentised.high() < mean ? 1 : 0;
      without += studentised.isPresent() ? 0 : 1;
      samples++;
    }

    private static boolean holds(Interval interval, double mean) {
      return interval.low() <= mean && mean <= interval.high();
    }

    Coverage coverage(String name) {
      double all = samples;
      return new Coverage(name, held / all, heldByPercentile / all, below / all, without / all);
    }
  }

  /**
   * Runs the simulation; the kinds share the draws of each bootstrap.
   *
   * @param weighted whether rows weigh between 0.2 and 1.8, at random, instead of 1
   */
  static List<Coverage> of(
      List<Kind> kinds, int n, int samples, int resamples, boolean weighted, long seed) {
    List<Counts> counts = new ArrayList<>();
    kinds.forEach(kind -> counts.add(new Counts()));
    SplittableRandom random = new SplittableRandom(seed);
    double[][] components = new double[kinds.size() + 1][n];
    double[] weight = components[kinds.size()];
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < n; i++) {
        weight[i] = weighted ? random.nextDouble(0.2, 1.8) : 1;
      }
      Resampling resampling = new Resampling(random.nextLong(), resamples, 0.95);
      for (int k = 0; k < kinds.size(); k++) {
        DoubleSource loss = kinds.get(k).loss();
        Arrays.setAll(components[k], i -> weight[i] * loss.draw(random));
      }
      addSample(resampling, "rows", components, kinds, counts);
    }
    List<Coverage> result = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      result.add(counts.get(k).coverage(kinds.get(k).name()));
    }
    return result;
  }

  /**
   * Counts one sample.
   *
   * @param components the terms of each kind, and then the weights
   */
  private static void addSample(
      Resampling resampling,
      String unit,
      double[][] components,
      List<Kind> kinds,
      List<Counts> counts) {
    int last = kinds.size();
    Bootstrap bootstrap = new Bootstrap(resampling, unit, components[last]);
    BootstrapSums sums = bootstrap.sums(components);
    List<BootstrapMean> means = new ArrayList<>();
    List<Replicates> percentiles = new ArrayList<>();
    for (int k = 0; k < last; k++) {
      int index = k;
      means.add(bootstrap.mean(components[k]));
      percentiles.add(sums.function(total -> total[index] / total[last]));
    }
    bootstrap.run(done -> {});
    for (int k = 0; k < last; k++) {
      counts
          .get(k)
          .add(means.get(k).interval(), percentiles.get(k).interval(), kinds.get(k).mean());
    }
  }

  /** Squared errors of Gaussian residuals with weights, as block totals. */
  static Coverage ofBlocks(int rows, int blocks, int samples, int resamples, long seed) {
    Kind kind = promised().get(3);
    Counts counts = new Counts();
    SplittableRandom random = new SplittableRandom(seed);
    double[][] row = new double[2][rows];
    for (int s = 0; s < samples; s++) {
      Units units = new Units(1, true, new UnitLimits(0, blocks));
      for (int i = 0; i < rows; i++) {
        double squared = kind.loss().draw(random);
        row[1][i] = random.nextDouble(0.2, 1.8);
        row[0][i] = row[1][i] * squared;
      }
      units.add(0, row, rows);
      Resampling resampling = new Resampling(random.nextLong(), resamples, 0.95);
      double[][] components = {units.term(0), units.weight()};
      addSample(resampling, units.name(), components, List.of(kind), List.of(counts));
    }
    return counts.coverage("squared error, " + blocks + " blocks");
  }
}

package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * The bootstrap of one group: all its statistics go through one loop over the resamples, and each
 * resample draws once. So a difference a − b is compared on the same resamples as a and b.
 *
 * <p>A unit is a row or a block of rows. Units of weight 0 are taken out first: they are not drawn
 * and do not count in n. Use: ask for the statistics, {@link #run}, then ask each for its interval.
 * The same seed and units give the same bits on every machine.
 */
final class Bootstrap {
  /** Units that stay in the first-level cache while all statistics pass over them. */
  private static final int CHUNK = 2048;

  private final Resampling resampling;
  private final String unit;
  private final int all;
  private final int[] kept;
  private final Scaling scaling;
  private final double[] weight;
  private final List<BootstrapMean> means = new ArrayList<>();
  private final List<BootstrapSums> sums = new ArrayList<>();
  private final List<Replicates> counted = new ArrayList<>();
  private final List<ToDoubleFunction<int[]>> countFunctions = new ArrayList<>();

  /**
   * @param unit what a unit is called in a reason: rows, or blocks of rows
   * @param weight Σw of each unit, finite and not negative; copied, as all numbers handed over are
   */
  Bootstrap(Resampling resampling, String unit, double[] weight) {
    this.resampling = resampling;
    this.unit = unit;
    this.all = weight.length;
    int[] positive = new int[all];
    int n = 0;
    for (int i = 0; i < all; i++) {
      if (weight[i] > 0) {
        positive[n++] = i;
      }
    }
    this.kept = n == all ? positive : Arrays.copyOf(positive, n);
    this.scaling = Scaling.of(weight, kept);
    this.weight = scaling.applied(weight, kept);
  }

  /** How many units are drawn from: those of positive weight. */
  int units() {
    return kept.length;
  }

  /**
   * Asks for the studentised interval of Σt / Σw. For a difference of two means over the same units
   * hand over t_a − t_b.
   *
   * @param term Σ w·ℓ of each unit
   */
  BootstrapMean mean(double[] term) {
    requireUnits(term);
    BootstrapMean mean = new BootstrapMean(resampling, unit, weight, scaling, term, kept);
    means.add(mean);
    return mean;
  }

  /**
   * Asks for sums over the units, of which functions are then replicated, as RMSE = √(Σw·r²/Σw).
   *
   * @param components one number a unit each; the weights too, where the function needs Σw
   */
  BootstrapSums sums(double[]... components) {
    for (double[] component : components) {
      requireUnits(component);
    }
    BootstrapSums result = new BootstrapSums(resampling, components, kept);
    sums.add(result);
    return result;
  }

  /**
   * Asks for the replicates of a function of the counts: how often each unit was drawn, as an AUC
   * over rows that are sorted by score needs. The array has one count a unit, 0 for those of weight
   * 0, is used again for the next resample, and must not be written.
   *
   * @param function NaN where it is not defined for a resample
   */
  Replicates counts(ToDoubleFunction<int[]> function) {
    int[] once = new int[all];
    for (int i : kept) {
      once[i] = 1;
    }
    Replicates result = new Replicates(resampling, function.applyAsDouble(once));
    counted.add(result);
    countFunctions.add(function);
    return result;
  }

  private void requireUnits(double[] numbers) {
    if (numbers.length != all) {
      throw new IllegalArgumentException(
          "one number a unit is needed, " + all + ", but there are " + numbers.length);
    }
  }

  /**
   * Runs all resamples.
   *
   * @param done is told after each resample how many are done
   */
  void run(IntConsumer done) {
    int n = kept.length;
    int[] counts = new int[n];
    int[] scattered = n == all ? counts : new int[all];
    double[] chunk = new double[Math.min(CHUNK, n)];
    for (int r = 0; r < resampling.resamples(); r++) {
      if (n > 0) {
        Draws.count(resampling.seed(), r, n, counts);
        resample(r, counts, chunk);
      }
      if (!counted.isEmpty()) {
        for (int i = 0; n != all && i < n; i++) {
          scattered[kept[i]] = counts[i];
        }
        for (int f = 0; f < counted.size(); f++) {
          counted.get(f).set(r, countFunctions.get(f).applyAsDouble(scattered));
        }
      }
      done.accept(r + 1);
    }
  }

  private void resample(int resample, int[] counts, double[] chunk) {
    double totalWeight = 0;
    double totalSquare = 0;
    for (int from = 0; from < counts.length; from += CHUNK) {
      int size = Math.min(CHUNK, counts.length - from);
      for (int i = 0; i < size; i++) {
        chunk[i] = counts[from + i];
      }
      totalWeight += Dots.dot(chunk, weight, from, size);
      totalSquare += Dots.dotSquare(chunk, weight, from, size);
      for (BootstrapMean mean : means) {
        mean.add(chunk, from, size);
      }
      for (BootstrapSums group : sums) {
        group.add(chunk, from, size);
      }
    }
    for (BootstrapMean mean : means) {
      mean.finish(resample, counts, totalWeight, totalSquare);
    }
    for (BootstrapSums group : sums) {
      group.finish(resample);
    }
  }
}

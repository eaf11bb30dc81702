package org.surprisal.evaluate;

import java.util.Arrays;

/**
 * The values of a statistic on the resamples, and its percentile interval: from the quantile at α/2
 * of the replicates to that at 1 − α/2. It moves with any increasing function, but does not correct
 * for bias and skewness, so small groups are covered less often than the level says.
 */
final class Replicates {
  /** Up to this share of undefined replicates may be left out. */
  private static final double MOST_UNDEFINED = 0.05;

  private final Resampling resampling;
  private final double value;
  private final double[] replicates;

  Replicates(Resampling resampling, double value) {
    this.resampling = resampling;
    this.value = value;
    this.replicates = new double[resampling.resamples()];
  }

  /** The statistic of the sample itself; NaN where it is not defined. */
  double value() {
    return value;
  }

  void set(int resample, double replicate) {
    replicates[resample] = replicate;
  }

  /** The interval; replicates that are NaN are left out, if they are at most 5 %. */
  Interval interval() {
    return percentiles(resampling, value, replicates);
  }

  /** The interval of this statistic minus another of the same bootstrap. */
  Interval intervalOfDifference(Replicates other) {
    double[] differences = new double[replicates.length];
    for (int r = 0; r < differences.length; r++) {
      differences[r] = replicates[r] - other.replicates[r];
    }
    return percentiles(resampling, value - other.value, differences);
  }

  private static Interval percentiles(Resampling resampling, double value, double[] replicates) {
    if (!Double.isFinite(value)) {
      return Interval.none(Double.isNaN(value) ? "it is undefined" : "the value is not finite");
    }
    double[] defined = new double[replicates.length];
    int count = 0;
    for (double replicate : replicates) {
      if (!Double.isNaN(replicate)) {
        defined[count++] = replicate;
      }
    }
    int undefined = replicates.length - count;
    if (undefined > MOST_UNDEFINED * replicates.length) {
      return Interval.none(
          "it is undefined in " + undefined + " of " + replicates.length + " resamples");
    }
    Interval result = resampling.quantiles(Arrays.copyOf(defined, count));
    if (Double.isInfinite(result.low()) || Double.isInfinite(result.high())) {
      return Interval.none("it is infinite in too many resamples");
    }
    // An interval from 1 to 1 looks sure; it only says that no resample can show what rows lack.
    return result.isPresent() && allAre(value, defined, count)
        ? Interval.point(value, "all resamples give the same value")
        : result;
  }

  private static boolean allAre(double value, double[] replicates, int count) {
    for (int r = 0; r < count; r++) {
      if (replicates[r] != value) {
        return false;
      }
    }
    return true;
  }
}

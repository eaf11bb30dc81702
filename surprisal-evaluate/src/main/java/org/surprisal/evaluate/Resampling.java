package org.surprisal.evaluate;

import java.util.Arrays;

/**
 * What the user asks of a bootstrap.
 *
 * <p>A quantile at α/2 = (1 − level)/2 of R replicates is the k-th smallest, at 1 − α/2 the k-th
 * largest, k = ⌊(R+1)·α/2⌋; nothing is interpolated, so an infinite replicate harms only the
 * quantile it reaches. For 2,000 and 0.95 that is the 50th from either end.
 *
 * @param seed the user's seed; every group uses it as it is, so that an interval does not depend on
 *     which other groups there are
 * @param resamples R, at least 1
 * @param level the probability with which the interval should cover, in (0,1)
 */
public record Resampling(long seed, int resamples, double level) {
  static final int RESAMPLES = 2000;
  static final double LEVEL = 0.95;

  /** 2,000 resamples for 95 %, by seed 1. */
  public static final Resampling DEFAULT = ofSeed(1);

  /** (1 − 0.9)/2·2000 comes to 99.99999999999997. */
  private static final double ROUNDING = 1e-9;

  public Resampling {
    if (!(resamples >= 1)) {
      throw new IllegalArgumentException("resamples must be at least 1, but is " + resamples);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "level must lie between 0 and 1, as 0.95, but is " + level);
    }
  }

  /** 2,000 resamples for 95 %. */
  public static Resampling ofSeed(long seed) {
    return new Resampling(seed, RESAMPLES, LEVEL);
  }

  /** Which replicate from either end is the quantile, counted from 1; 0 where there is none. */
  private static int rank(int replicates, double level) {
    return (int) ((replicates + 1.0) * (1 - level) / 2 + ROUNDING);
  }

  /**
   * The quantiles at α/2 and 1 − α/2, as an interval.
   *
   * @param replicates in any order, none of them NaN; left as it is
   */
  Interval quantiles(double[] replicates) {
    int rank = rank(replicates.length, level);
    if (rank == 0) {
      return Interval.none(
          replicates.length
              + (replicates.length == 1 ? " resample is" : " resamples are")
              + " too few for an interval of level "
              + level);
    }
    double[] sorted = replicates.clone();
    Arrays.sort(sorted);
    return Interval.of(sorted[rank - 1], sorted[sorted.length - rank]);
  }
}

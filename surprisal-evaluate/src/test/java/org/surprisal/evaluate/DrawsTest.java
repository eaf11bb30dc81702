package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawsTest {

  private static int[] counts(long seed, int resample, int units) {
    int[] counts = new int[units];
    Draws.count(seed, resample, units, counts);
    return counts;
  }

  /** From a second writing of xoshiro256++, SplitMix64 and Lemire's rule, in Python's integers. */
  @Test
  void countsAreTheseOnEveryMachine() {
    assertThat(counts(42, 0, 10)).containsExactly(0, 2, 1, 1, 1, 0, 2, 1, 0, 2);
    assertThat(counts(42, 1, 10)).containsExactly(1, 1, 1, 0, 1, 1, 0, 2, 0, 3);
    assertThat(counts(42, 198, 10)).containsExactly(2, 0, 3, 1, 2, 0, 0, 1, 0, 1);
    assertThat(counts(7, 5, 5)).containsExactly(0, 2, 1, 2, 0);
    assertThat(counts(-1, 0, 3)).containsExactly(0, 2, 1);
  }

  @Test
  void thereAreAsManyDrawsAsUnits() {
    for (int units : new int[] {1, 2, 3, 1000, 2048, 100_000}) {
      assertThat(Arrays.stream(counts(1, 0, units)).sum()).isEqualTo(units);
    }
  }

  @Test
  void whatStandsBeyondTheUnitsIsLeftAlone() {
    int[] counts = {5, 5, 5, 5};
    Draws.count(1, 0, 3, counts);
    assertThat(counts[3]).isEqualTo(5);
  }

  /** Chi-squared with 6 and 6 degrees of freedom: 30 is passed by one in 25,000. */
  @Test
  void eachUnitIsEquallyLikelyAndCountsAreMultinomial() {
    int units = 7;
    int resamples = 70_000;
    long[] drawn = new long[units];
    long[] ofFirst = new long[units + 1];
    for (int r = 0; r < resamples; r++) {
      int[] counts = counts(11, r, units);
      for (int i = 0; i < units; i++) {
        drawn[i] += counts[i];
      }
      ofFirst[counts[0]]++;
    }
    double chi = 0;
    for (long count : drawn) {
      chi += Math.pow((double) (count - resamples), 2) / resamples;
    }
    assertThat(chi).isLessThan(30);
    double chiOfFirst = 0;
    double probability = Math.pow(6 / 7.0, 7);
    for (int k = 0; k <= 5; k++) {
      double expected = resamples * probability;
      chiOfFirst += Math.pow(ofFirst[k] - expected, 2) / expected;
      probability *= (7.0 - k) / (k + 1) / 6;
    }
    assertThat(chiOfFirst).isLessThan(30);
  }
}

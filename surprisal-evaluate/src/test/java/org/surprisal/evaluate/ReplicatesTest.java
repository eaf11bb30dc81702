package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReplicatesTest {
  private static final Resampling USUAL = Resampling.ofSeed(3);

  private static Bootstrap bootstrap(int n) {
    double[] weight = new double[n];
    Arrays.fill(weight, 1);
    return new Bootstrap(USUAL, "rows", weight);
  }

  private static Replicates oneTo(int replicates) {
    Resampling resampling = new Resampling(1, replicates, 0.95);
    Replicates result = new Replicates(resampling, 1);
    for (int r = 0; r < replicates; r++) {
      result.set(r, replicates - r);
    }
    return result;
  }

  @Test
  void quantilesAreTheFiftiethOf2000FromEitherEnd() {
    assertThat(oneTo(2000).interval()).isEqualTo(Interval.of(50, 1951));
    assertThat(oneTo(1999).interval()).isEqualTo(Interval.of(50, 1950));
    assertThat(oneTo(39).interval()).isEqualTo(Interval.of(1, 39));
    assertThat(oneTo(38).interval().because())
        .isEqualTo("38 resamples are too few for an interval of level 0.95");
  }

  @Test
  void roundingOfTheLevelDoesNotMoveAQuantile() {
    Replicates replicates = new Replicates(new Resampling(1, 1999, 0.9), 1);
    for (int r = 0; r < 1999; r++) {
      replicates.set(r, r + 1);
    }
    assertThat(replicates.interval()).isEqualTo(Interval.of(100, 1900));
  }

  @Test
  void upToFivePerCentMayBeUndefined() {
    Replicates replicates = oneTo(2000);
    for (int r = 0; r < 100; r++) {
      replicates.set(r, Double.NaN);
    }
    assertThat(replicates.interval()).isEqualTo(Interval.of(47, 1854));
    replicates.set(100, Double.NaN);
    assertThat(replicates.interval().isPresent()).isFalse();
    assertThat(replicates.interval().because())
        .isEqualTo("it is undefined in 101 of 2000 resamples");
  }

  @Test
  void aValueThatIsNotDefinedHasNoInterval() {
    Bootstrap bootstrap = bootstrap(5);
    Replicates undefined = bootstrap.sums(new double[5]).function(sums -> Math.log(sums[0] - 1));
    Replicates infinite = bootstrap.sums(new double[5]).function(sums -> 1 / sums[0]);
    bootstrap.run(done -> {});
    assertThat(undefined.interval().because()).isEqualTo("it is undefined");
    assertThat(infinite.interval().because()).isEqualTo("the value is not finite");
  }

  /** As an accuracy of 1, whose interval would look sure. */
  @Test
  void anIntervalWithoutWidthSaysWhy() {
    Bootstrap bootstrap = bootstrap(5);
    Replicates right = bootstrap.sums(new double[] {1, 1, 1, 1, 1}).function(sums -> sums[0] / 5);
    bootstrap.run(done -> {});
    assertThat(right.interval()).isEqualTo(Interval.point(1, "all resamples give the same value"));
  }

  @Test
  void oneResampleIsOne() {
    assertThat(oneTo(1).interval().because())
        .isEqualTo("1 resample is too few for an interval of level 0.95");
  }

  @Test
  void replicatesThatAreInfiniteAreSaid() {
    Bootstrap bootstrap = bootstrap(5);
    Replicates ratio = bootstrap.sums(new double[] {1, 0, 0, 0, 0}).function(sums -> 1 / sums[0]);
    bootstrap.run(done -> {});
    assertThat(ratio.interval().because()).isEqualTo("it is infinite in too many resamples");
  }

  @Test
  void countsAndSumsSeeTheSameResamples() {
    double[] x = {1, 2, 3, 4, 5};
    double[] weight = {1, 0, 2, 1, 1};
    Bootstrap bootstrap = new Bootstrap(USUAL, "rows", weight);
    Replicates bySums = bootstrap.sums(x).function(sums -> sums[0]);
    Replicates byCounts =
        bootstrap.counts(counts -> {
          assertThat(counts).hasSize(5);
          assertThat(counts[1]).as("of the row of weight 0").isZero();
          double sum = 0;
          for (int i = 0; i < 5; i++) {
            sum += counts[i] * x[i];
          }
          return sum;
        });
    bootstrap.run(done -> {});
    assertThat(byCounts.value()).isEqualTo(bySums.value()).isEqualTo(13);
    assertThat(byCounts.interval()).isEqualTo(bySums.interval());
    assertThat(byCounts.intervalOfDifference(bySums))
        .isEqualTo(Interval.point(0, "all resamples give the same value"));
  }

  /** The function of one object sees the sums of one resample together. */
  @Test
  void aDifferenceIsTakenOnTheSameResamples() {
    Bootstrap bootstrap = bootstrap(6);
    double[] a = {3, 1, 4, 1, 5, 9};
    double[] b = {2, 7, 1, 8, 2, 8};
    Replicates ofA = bootstrap.sums(a).function(sums -> sums[0] / 6);
    Replicates ofB = bootstrap.sums(b).function(sums -> sums[0] / 6);
    Replicates together = bootstrap.sums(a, b).function(sums -> sums[0] / 6 - sums[1] / 6);
    bootstrap.run(done -> {});
    assertThat(ofA.intervalOfDifference(ofB)).isEqualTo(together.interval());
  }
}

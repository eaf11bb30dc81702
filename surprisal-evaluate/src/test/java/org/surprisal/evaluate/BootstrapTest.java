package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
  private static final Resampling USUAL = Resampling.ofSeed(3);

  private static Interval interval(Resampling resampling, double[] weight, double[] term) {
    Bootstrap bootstrap = new Bootstrap(resampling, "rows", weight);
    BootstrapMean mean = bootstrap.mean(term);
    bootstrap.run(done -> {});
    return mean.interval();
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] losses(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] losses = new double[n];
    Arrays.setAll(losses, i -> random.nextExponential());
    return losses;
  }

  private static double[] times(double[] weight, double[] losses) {
    double[] terms = new double[losses.length];
    Arrays.setAll(terms, i -> weight[i] * losses[i]);
    return terms;
  }

  /** Numbers from numpy, with counts from a second writing of the generator in Python. */
  @Test
  void agreesWithAnotherImplementation() {
    double[] weight = {1, .5, 2, 1.25, 3, .75, 1, 1.5, 2.5, .25};
    double[] a = times(weight, new double[] {.3, 1.7, .2, .9, .05, 2.6, .7, .4, .1, 1.1});
    double[] b = times(weight, new double[] {.4, 1.1, .5, .8, .2, 1.9, .3, .6, .2, 1.5});
    double[] difference = new double[10];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    double[] squares = new double[10];
    Arrays.setAll(squares, i -> a[i] * a[i] / weight[i]);
    Bootstrap bootstrap = new Bootstrap(new Resampling(42, 199, 0.9), "rows", weight);
    BootstrapMean mean = bootstrap.mean(a);
    BootstrapMean ofDifference = bootstrap.mean(difference);
    Replicates root =
        bootstrap.sums(squares, weight).function(sums -> Math.sqrt(sums[0] / sums[1]));
    bootstrap.run(done -> {});
    assertThat(mean.mean()).isCloseTo(0.48, within(1e-15));
    assertThat(mean.standardError()).isCloseTo(0.19050365799591756, within(1e-15));
    assertThat(mean.interval().low()).isCloseTo(0.224240392251784, within(1e-13));
    assertThat(mean.interval().high()).isCloseTo(1.0762877754231877, within(1e-13));
    assertThat(ofDifference.interval().low()).isCloseTo(-0.15103538440095046, within(1e-13));
    assertThat(ofDifference.interval().high()).isCloseTo(0.15957275148379022, within(1e-13));
    assertThat(root.value()).isCloseTo(0.7982936347439626, within(1e-15));
    assertThat(root.interval().low()).isCloseTo(0.38323057242578, within(1e-13));
    assertThat(root.interval().high()).isCloseTo(1.2761412873839064, within(1e-13));
  }

  /**
   * All 27 resamples of the losses 1, 2 and 6. T* is −∞ twice, −5 and −4 thrice each, … and 1.25
   * thrice, +∞ once; level 6/7 takes the second from either end, 5/7 the fourth.
   */
  @Test
  void agreesWithAllResamplesOfThreeRows() {
    double error = Math.sqrt(7.0 / 3);
    assertThat(ofThree(5.0 / 7).low()).isCloseTo(3 - 1.25 * error, within(1e-14));
    assertThat(ofThree(5.0 / 7).high()).isCloseTo(3 + 5 * error, within(1e-14));
    assertThat(ofThree(6.0 / 7).because()).isEqualTo("3 rows are too few for an interval");
    assertThat(ofThree(0.95).because())
        .isEqualTo("27 resamples are too few for an interval of level 0.95");
  }

  private static Interval ofThree(double level) {
    double[] weight = ones(3);
    int[] kept = {0, 1, 2};
    BootstrapMean mean =
        new BootstrapMean(
            new Resampling(1, 27, level),
            "rows",
            weight,
            new Scaling(0),
            new double[] {1, 2, 6},
            kept);
    for (int r = 0; r < 27; r++) {
      int[] counts = new int[3];
      counts[r % 3]++;
      counts[r / 3 % 3]++;
      counts[r / 9]++;
      double[] numbers = new double[3];
      double squares = 3;
      for (int i = 0; i < 3; i++) {
        numbers[i] = counts[i];
      }
      mean.add(numbers, 0, 3);
      mean.finish(r, counts, 3, squares);
    }
    return mean.interval();
  }

  /** The definition, with nothing centred or scaled; sizes of chunks and lanes are crossed. */
  @ParameterizedTest
  @ValueSource(ints = {5, 8, 9, 100, 2047, 2048, 2049, 5000})
  void agreesWithTheDefinition(int n) {
    double[] weight = losses(n, 1);
    double[] term = times(weight, losses(n, 2));
    double mean = sum(term, null) / sum(weight, null);
    double[] studentised = new double[199];
    for (int r = 0; r < 199; r++) {
      int[] counts = new int[n];
      Draws.count(5, r, n, counts);
      double again = sum(term, counts) / sum(weight, counts);
      studentised[r] = (again - mean) / standardError(term, weight, counts, again);
    }
    Arrays.sort(studentised);
    int[] once = new int[n];
    Arrays.fill(once, 1);
    double error = standardError(term, weight, once, mean);
    Interval interval = interval(new Resampling(5, 199, 0.95), weight, term);
    assertThat(interval.low()).isCloseTo(mean - studentised[199 - 5] * error, within(1e-10));
    assertThat(interval.high()).isCloseTo(mean - studentised[4] * error, within(1e-10));
  }

  private static double sum(double[] numbers, int[] counts) {
    double sum = 0;
    for (int i = 0; i < numbers.length; i++) {
      sum += numbers[i] * (counts == null ? 1 : counts[i]);
    }
    return sum;
  }

  private static double standardError(double[] term, double[] weight, int[] counts, double mean) {
    double n = term.length;
    double squares = 0;
    for (int i = 0; i < term.length; i++) {
      squares += counts[i] * Math.pow(term[i] - weight[i] * mean, 2);
    }
    return Math.sqrt(n / (n - 1) * squares) / sum(weight, counts);
  }

  /** Powers of two, so that even the bits must agree. */
  @ParameterizedTest
  @CsvSource({"900, 0", "-900, 0", "0, 900", "0, -900", "450, -450", "1000, 1000", "-600, -450"})
  void sizeOfLossesAndWeightsDoesNotMatter(int ofLoss, int ofWeight) {
    double[] weight = losses(60, 4);
    double[] term = times(weight, losses(60, 5));
    Interval expected = interval(USUAL, weight, term);
    double[] scaledWeight = new double[60];
    double[] scaledTerm = new double[60];
    for (int i = 0; i < 60; i++) {
      scaledWeight[i] = Math.scalb(weight[i], ofWeight);
      scaledTerm[i] = Math.scalb(term[i], ofLoss);
    }
    Interval interval = interval(USUAL, scaledWeight, scaledTerm);
    int exponent = ofLoss - ofWeight;
    assertThat(interval.low()).isEqualTo(Math.scalb(expected.low(), exponent));
    assertThat(interval.high()).isEqualTo(Math.scalb(expected.high(), exponent));
  }

  @Test
  void aLargeMeanDoesNotSwallowTheDeviations() {
    double[] losses = losses(60, 6);
    Arrays.setAll(losses, i -> Math.rint(losses[i] * 1024) / 1024);
    double[] shifted = losses.clone();
    Arrays.setAll(shifted, i -> losses[i] + 0x1p40);
    Interval small = interval(USUAL, ones(60), losses);
    Interval large = interval(USUAL, ones(60), shifted);
    assertThat(large.low() - 0x1p40).isCloseTo(small.low(), within(0x1p-11));
    assertThat(large.high() - 0x1p40).isCloseTo(small.high(), within(0x1p-11));
  }

  @Test
  void rowsOfWeightZeroAreAsIfTheyWereNotThere() {
    double[] weight = losses(40, 7);
    double[] term = times(weight, losses(40, 8));
    double[] more = new double[80];
    double[] moreTerms = new double[80];
    for (int i = 0; i < 40; i++) {
      more[2 * i + 1] = weight[i];
      moreTerms[2 * i + 1] = term[i];
      moreTerms[2 * i] = i == 3 ? Double.NaN : 1e300;
    }
    assertThat(interval(USUAL, more, moreTerms)).isEqualTo(interval(USUAL, weight, term));
  }

  @Test
  void otherStatisticsDoNotChangeAnInterval() {
    double[] weight = losses(100, 9);
    double[] term = times(weight, losses(100, 10));
    Bootstrap bootstrap = new Bootstrap(USUAL, "rows", weight);
    bootstrap.mean(losses(100, 11));
    bootstrap.sums(weight).function(sums -> sums[0]);
    BootstrapMean mean = bootstrap.mean(term);
    bootstrap.counts(counts -> counts[0]);
    List<Integer> done = new ArrayList<>();
    bootstrap.run(done::add);
    assertThat(mean.interval()).isEqualTo(interval(USUAL, weight, term));
    assertThat(done).hasSize(2000).startsWith(1, 2).endsWith(2000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0, -1.7, 1e300, 4.9E-324})
  void equalLossesAreAPoint(double loss) {
    double[] weight = losses(50, 14);
    double[] term = ones(50);
    Arrays.setAll(term, i -> loss);
    Interval interval = interval(USUAL, ones(50), term);
    assertThat(interval.isPresent()).isTrue();
    assertThat(interval.low())
        .isEqualTo(interval.high())
        .isCloseTo(loss, within(1e-15 * Math.abs(loss)));
    assertThat(interval.because()).isEqualTo("all 50 rows have the same value");
    if (Math.abs(loss) > 1e-300) {
      Arrays.setAll(term, i -> loss * weight[i]);
      assertThat(interval(USUAL, weight, term).because())
          .isEqualTo("all 50 rows have the same value");
    }
  }

  @Test
  void saysWhyThereIsNoInterval() {
    assertThat(interval(USUAL, new double[0], new double[0]).because())
        .isEqualTo("no row has a positive weight");
    assertThat(interval(USUAL, new double[2], new double[2]).because())
        .isEqualTo("no row has a positive weight");
    assertThat(interval(USUAL, new double[] {0, 2}, new double[] {0, 1}).because())
        .isEqualTo("one row is too few for an interval");
    assertThat(interval(USUAL, ones(2), new double[] {1, 2}).because())
        .isEqualTo("2 rows are too few for an interval");
    assertThat(interval(USUAL, ones(3), new double[] {1, 2, 4}).because())
        .isEqualTo("3 rows are too few for an interval");
    double[] rare = new double[50];
    rare[7] = 1;
    assertThat(interval(USUAL, ones(50), rare).because())
        .isEqualTo("too few of the 50 rows differ for an interval");
    for (double bad :
        new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
      rare[9] = bad;
      Interval none = interval(USUAL, ones(50), rare);
      assertThat(none.isPresent()).isFalse();
      assertThat(none.because()).isEqualTo("the mean is not finite");
    }
    double[] weight = {1, 1e300, 1, 1, 1};
    assertThat(interval(USUAL, weight, new double[] {1, 2e300, 3, 4, 5}).because())
        .isEqualTo("the losses or weights are too far apart in size");
    double most = Double.MAX_VALUE;
    double[] huge = {0.2 * most, 0.9 * most, 0.95 * most, 0.98 * most, most};
    assertThat(interval(USUAL, ones(5), huge).because())
        .isEqualTo("the interval leaves the range of a double");
  }

  @Test
  void fourRowsHaveAnInterval() {
    Interval interval = interval(USUAL, ones(4), new double[] {1, 2, 4, 8});
    assertThat(interval.isPresent()).isTrue();
    assertThat(interval.low()).isLessThan(3.75);
    assertThat(interval.high()).isGreaterThan(3.75);
  }

  /** Resamples without the outlier are nearly constant: their squares cancel from 1e18 to 1. */
  @Test
  void anOutlierDoesNotSpoilResamplesWithoutIt() {
    double[] losses = losses(30, 16);
    losses[4] = 1e9;
    Interval interval = interval(new Resampling(5, 1999, 0.5), ones(30), losses);
    double[] studentised = new double[1999];
    double mean = sum(losses, null) / 30;
    for (int r = 0; r < 1999; r++) {
      int[] counts = new int[30];
      Draws.count(5, r, 30, counts);
      double again = sum(losses, counts) / 30;
      studentised[r] = (again - mean) / standardError(losses, ones(30), counts, again);
    }
    Arrays.sort(studentised);
    int[] once = new int[30];
    Arrays.fill(once, 1);
    double high = mean - studentised[499] * standardError(losses, ones(30), once, mean);
    assertThat(studentised[499]).as("a resample without the outlier").isLessThan(-1e6);
    assertThat(interval.high()).isCloseTo(high, within(1e-8 * high));
  }

  @Test
  void refusesColumnsOfAnotherLength() {
    Bootstrap bootstrap = new Bootstrap(USUAL, "rows", ones(5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap.mean(ones(4)))
        .withMessage("one number a unit is needed, 5, but there are 4");
    assertThatIllegalArgumentException().isThrownBy(() -> bootstrap.sums(ones(5), ones(6)));
  }

  @Test
  void refusesLevelsAndNumbersOfResamplesThatMeanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Resampling(1, 0, 0.95))
        .withMessage("resamples must be at least 1, but is 0");
    for (double level : new double[] {0, 1, 95, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Resampling(1, 10, level))
          .withMessage("level must lie between 0 and 1, as 0.95, but is " + level);
    }
  }
}

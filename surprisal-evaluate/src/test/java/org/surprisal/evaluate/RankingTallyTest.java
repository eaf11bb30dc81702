package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTallyTest {
  /** Rows of a simulation, in any order. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Rows(double[] score, boolean[] positive, double[] weight) {

    static Rows random(SplittableRandom random, int rows, double shift, int steps, boolean weighs) {
      double[] score = new double[rows];
      boolean[] positive = new boolean[rows];
      double[] weight = new double[rows];
      for (int i = 0; i < rows; i++) {
        positive[i] = random.nextDouble() < 0.3;
        double x = random.nextGaussian() + (positive[i] ? shift : 0);
        score[i] = steps > 0 ? Math.rint(x * steps) / steps : x;
        weight[i] = weighs ? 0.1 + random.nextInt(30) / 10.0 : 1;
      }
      return new Rows(score, positive, weight);
    }

    RankingTally tally() {
      return new RankedRows(score, positive, weight).tally();
    }

    double wins(int i, int j) {
      return score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
    }

    double weightOf(boolean label) {
      double sum = 0;
      for (int i = 0; i < weight.length; i++) {
        sum += positive[i] == label ? weight[i] : 0;
      }
      return sum;
    }

    /** Σ over pairs of row i with rows of the other label, as a share of their weight. */
    double placement(int i) {
      double sum = 0;
      for (int j = 0; j < weight.length; j++) {
        if (positive[i] != positive[j]) {
          sum += weight[j] * (positive[i] ? wins(i, j) : wins(j, i));
        }
      }
      return sum / weightOf(!positive[i]);
    }

    double auc() {
      double sum = 0;
      for (int i = 0; i < weight.length; i++) {
        sum += positive[i] ? weight[i] * placement(i) : 0;
      }
      return sum / weightOf(true);
    }

    /** DeLong's variance with every pair looked at. */
    double aucError() {
      double auc = auc();
      double variance = 0;
      for (boolean label : new boolean[] {false, true}) {
        double squares = 0;
        int rows = 0;
        for (int i = 0; i < weight.length; i++) {
          if (positive[i] == label) {
            squares += Math.pow(weight[i] * (placement(i) - auc), 2);
            rows++;
          }
        }
        variance += squares * rows / (rows - 1) / Math.pow(weightOf(label), 2);
      }
      return Math.sqrt(variance);
    }

    double averagePrecision(double[] w) {
      double sum = 0;
      double all = 0;
      for (int i = 0; i < w.length; i++) {
        if (positive[i]) {
          double hits = 0;
          double rows = 0;
          for (int j = 0; j < w.length; j++) {
            hits += score[j] >= score[i] && positive[j] ? w[j] : 0;
            rows += score[j] >= score[i] ? w[j] : 0;
          }
          sum += w[i] * hits / rows;
          all += w[i];
        }
      }
      return sum / all;
    }

    /** The infinitesimal jackknife, its derivatives by differences. */
    double averagePrecisionError() {
      double squares = 0;
      for (int i = 0; i < weight.length; i++) {
        double[] moved = weight.clone();
        double step = 1e-4 * weight[i];
        moved[i] = weight[i] + step;
        double up = averagePrecision(moved);
        moved[i] = weight[i] - step;
        double down = averagePrecision(moved);
        squares += Math.pow(weight[i] * (up - down) / (2 * step), 2);
      }
      return Math.sqrt(squares * weight.length / (weight.length - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void errorsAgreeWithAllPairsAndWithNumericDerivatives(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Rows rows = Rows.random(random, 80, 1.2, (int) seed % 4, seed % 2 == 0);
    RankingTally tally = rows.tally();
    assertThat(tally.auc()).isCloseTo(rows.auc(), within(1e-14));
    assertThat(tally.averagePrecision())
        .isCloseTo(rows.averagePrecision(rows.weight), within(1e-14));
    assertThat(tally.aucError()).isCloseTo(rows.aucError(), within(1e-14));
    assertThat(tally.averagePrecisionError()).isCloseTo(rows.averagePrecisionError(), within(1e-8));
  }

  @Test
  void countsOfPairsAreExactBeyondALong() {
    // 10^10 rows: 2.5·10^19 pairs, of which few enough are wrong that a double could not tell.
    RankingTally tally = new RankingTally();
    tally.acceptCounts(3, 4_999_999_999L, 1);
    tally.acceptCounts(2, 1, 3_000_000_001L);
    tally.acceptCounts(1, 0, 2_000_000_003L);
    BigInteger wrong =
        BigInteger.TWO
            .add(BigInteger.valueOf(3_000_000_001L))
            .add(BigInteger.valueOf(4_999_999_999L));
    BigInteger pairs =
        BigInteger.valueOf(5_000_000_000L)
            .multiply(BigInteger.valueOf(5_000_000_005L))
            .shiftLeft(1);
    double truth =
        new BigDecimal(pairs.subtract(wrong))
            .divide(new BigDecimal(pairs), new MathContext(40))
            .doubleValue();
    assertThat(tally.auc()).isEqualTo(truth);
  }

  @Test
  void aStepIsOneWhateverTheOrderWithin() {
    RankingTally first = new RankingTally();
    first.accept(0.0, true, 1);
    first.accept(-0.0, false, 1);
    RankingTally second = new RankingTally();
    second.accept(-0.0, false, 1);
    second.accept(0.0, true, 1);
    assertThat(first.auc()).isEqualTo(0.5).isEqualTo(second.auc());
    assertThat(first.averagePrecision()).isEqualTo(0.5).isEqualTo(second.averagePrecision());
  }

  @Test
  void noRankingLeavesItsRangeWhateverTheWeights() {
    SplittableRandom random = new SplittableRandom(59);
    for (int repeat = 0; repeat < 200; repeat++) {
      RankingTally best = new RankingTally();
      RankingTally worst = new RankingTally();
      for (int i = 0; i < 30; i++) {
        double weight = random.nextDouble() * (i % 7 == 0 ? 1e9 : 1e-3);
        best.accept(-i, i < 12, weight);
        worst.accept(-i, i >= 12, weight);
      }
      assertThat(best.auc()).isEqualTo(1);
      assertThat(best.averagePrecision()).isEqualTo(1);
      assertThat(worst.auc()).isEqualTo(0);
      assertThat(worst.averagePrecision()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void rowsAndCountsAreTheSame() {
    RankingTally rows = new RankingTally();
    RankingTally counts = new RankingTally();
    int[][] steps = {{3, 1}, {2, 2}, {0, 4}, {1, 5}};
    for (int s = 0; s < steps.length; s++) {
      counts.acceptCounts(-s, steps[s][0], (long) steps[s][1]);
      for (int i = 0; i < steps[s][0] + steps[s][1]; i++) {
        rows.accept(-s, i < steps[s][0], 1);
      }
    }
    assertThat(rows.auc()).isEqualTo(counts.auc());
    assertThat(rows.aucError()).isEqualTo(counts.aucError());
    assertThat(rows.averagePrecision()).isEqualTo(counts.averagePrecision());
    assertThat(rows.averagePrecisionError()).isEqualTo(counts.averagePrecisionError());
    assertThat(counts.positiveRows()).isEqualTo(6);
    assertThat(counts.negativeRows()).isEqualTo(12);
  }

  @Test
  void oneLabelAloneHasNoRanking() {
    assertThat(new RankingTally().undefinedBecause()).isEqualTo("no row has a positive weight");
    RankingTally tally = new RankingTally();
    tally.accept(1, true, 2);
    tally.accept(0.5, false, 0);
    assertThat(tally.auc()).isNaN();
    assertThat(tally.averagePrecision()).isNaN();
    assertThat(tally.aucError()).isNaN();
    assertThat(tally.undefinedBecause())
        .isEqualTo("every target is positive, and a ranking needs both labels");
    assertThatThrownBy(() -> tally.accept(0.5, true, 1))
        .hasMessage("the last step is closed: results were asked for");
    RankingTally negatives = new RankingTally();
    negatives.accept(1, false, 2);
    assertThat(negatives.undefinedBecause())
        .isEqualTo("no target is positive, and a ranking needs both labels");
  }

  @Test
  void scoresMustDescend() {
    RankingTally tally = new RankingTally();
    tally.accept(1, true, 1);
    assertThatThrownBy(() -> tally.accept(1.5, true, 1))
        .hasMessage("score 1.5 after 1: scores must be numbers, the highest first");
    assertThatThrownBy(() -> tally.accept(Double.NaN, true, 1)).hasMessageStartingWith("score NaN");
    assertThatThrownBy(() -> tally.accept(1, true, Double.NaN))
        .hasMessage("weight NaN is not a weight; weights are finite and at least 0");
  }

  @Test
  void perfectScoresHaveNoInterval() {
    RankingTally tally = new RankingTally();
    tally.acceptCounts(2, 5, 0L);
    tally.acceptCounts(1, 0, 5L);
    assertThat(tally.auc()).isEqualTo(1);
    assertThat(tally.averagePrecision()).isEqualTo(1);
    assertThat(tally.aucError()).isZero();
    assertThat(tally.averagePrecisionError()).isZero();
    assertThat(LogitInterval.of(1, 0, 0.95))
        .isEqualTo(Interval.none("at 1 the spread of the rows tells nothing"));
    assertThat(LogitInterval.of(0.5, Double.NaN, 0.95).because())
        .isEqualTo("it takes two rows of each label");
  }

  @Test
  void nearlyPerfectScoresKeepTheDigitsOfTheirErrors() {
    RankingTally tally = new RankingTally();
    tally.acceptCounts(3, 49_999_999L, 0L);
    tally.acceptCounts(2, 0, 1L);
    tally.acceptCounts(1, 1, 0L);
    tally.acceptCounts(0, 0, 49_999_999L);
    // One pair of 2.5·10^15 is wrong: a = 1/N for one positive, else 0, and so for b.
    assertThat(1 - tally.auc()).isCloseTo(4e-16, within(2e-16));
    assertThat(tally.aucError()).isCloseTo(Math.sqrt(2) / 2.5e15, within(1e-22));
  }

  @Test
  void intervalsHoldWhatTheirLevelSays() {
    assertThat(LogitInterval.deviations(0.95)).isCloseTo(1.959963984540054, within(1e-14));
    assertThat(LogitInterval.deviations(0.5)).isCloseTo(0.6744897501960817, within(1e-14));
    Interval interval = LogitInterval.of(0.8, 0.08, 0.95);
    // ln 4 ± 1.96·0.08/0.16
    assertThat(interval.low()).isCloseTo(0.6002, within(1e-4));
    assertThat(interval.high()).isCloseTo(0.9142, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void intervalsCoverTheTruthAbout95TimesOf100(boolean weighs) {
    SplittableRandom random = new SplittableRandom(20261121);
    Rows many = Rows.random(random, 1_000_000, 1.0, 0, weighs);
    RankingTally truth = many.tally();
    int repeats = 2000;
    int auc = 0;
    int precision = 0;
    for (int r = 0; r < repeats; r++) {
      RankingTally tally = Rows.random(random, 500, 1.0, 0, weighs).tally();
      auc += covers(LogitInterval.of(tally.auc(), tally.aucError(), 0.95), truth.auc());
      precision +=
          covers(
              LogitInterval.of(tally.averagePrecision(), tally.averagePrecisionError(), 0.95),
              truth.averagePrecision());
    }
    assertThat(100.0 * auc / repeats).isBetween(93.5, 96.5);
    assertThat(100.0 * precision / repeats).isBetween(93.0, 96.5);
  }

  private static int covers(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }
}

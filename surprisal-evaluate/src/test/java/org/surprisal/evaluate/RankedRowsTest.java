package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankedRowsTest {
  @ParameterizedTest
  @CsvSource({"1,false", "2,true", "3,false", "4,true"})
  void aResampleIsTheRowsWrittenOut(long seed, boolean weighs) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 300;
    double[] score = random.doubles(n).map(x -> seed > 2 ? x : Math.rint(x * 20)).toArray();
    double[] weight = random.ints(n, 1, 9).mapToDouble(x -> weighs ? x / 3.0 : 1).toArray();
    boolean[] positive = new boolean[n];
    for (int i = 0; i < n; i++) {
      positive[i] = random.nextInt(3) == 0;
    }
    RankedRows ranked = new RankedRows(score, positive, weighs ? weight : null);
    for (int r = 0; r < 20; r++) {
      int[] counts = new int[n];
      int[] drawn = random.ints(n, 0, n).toArray();
      boolean[] drawnPositive = new boolean[n];
      for (int i = 0; i < n; i++) {
        counts[drawn[i]]++;
        drawnPositive[i] = positive[drawn[i]];
      }
      double[] drawnScore = Arrays.stream(drawn).mapToDouble(i -> score[i]).toArray();
      double[] drawnWeight = Arrays.stream(drawn).mapToDouble(i -> weight[i]).toArray();
      RankingTally truth = new RankedRows(drawnScore, drawnPositive, drawnWeight).tally();
      assertThat(ranked.auc(counts)).isCloseTo(truth.auc(), within(1e-14));
      assertThat(ranked.averagePrecision(counts))
          .isCloseTo(truth.averagePrecision(), within(1e-14));
    }
  }

  @Test
  void aResampleOfOneLabelIsUndefined() {
    RankedRows rows =
        new RankedRows(new double[] {1, 2, 3}, new boolean[] {true, false, true}, null);
    assertThat(rows.auc(new int[] {2, 0, 1})).isNaN();
    assertThat(rows.averagePrecision(new int[] {2, 0, 1})).isNaN();
    assertThat(rows.auc(new int[] {0, 3, 0})).isNaN();
    assertThat(rows.averagePrecision(new int[] {0, 3, 0})).isNaN();
    assertThat(rows.auc(new int[] {1, 1, 1})).isEqualTo(0.5);
  }

  @Test
  void theOrderIsThatOfASort() {
    SplittableRandom random = new SplittableRandom(7);
    double[] scores = new double[4000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Double.longBitsToDouble(random.nextLong());
      scores[i] = Double.isNaN(scores[i]) || i % 5 == 0 ? random.nextInt(10) - 5 : scores[i];
    }
    scores[17] = Double.NEGATIVE_INFINITY;
    scores[18] = Double.POSITIVE_INFINITY;
    scores[19] = -0.0;
    Integer[] truth = new Integer[scores.length];
    Arrays.setAll(truth, i -> i);
    Arrays.sort(truth, (a, b) -> Double.compare(scores[b] + 0.0, scores[a] + 0.0));
    assertThat(ScoreOrder.descending(scores)).containsExactly(truth);
  }

  @Test
  void equalScoresKeepTheirOrderAndNoRowsHaveOne() {
    assertThat(ScoreOrder.descending(new double[] {0, -0.0, 0, 1})).containsExactly(3, 0, 1, 2);
    assertThat(ScoreOrder.descending(new double[0])).isEmpty();
    assertThatThrownBy(() -> ScoreOrder.descending(new double[] {0, Double.NaN}))
        .hasMessage("score[1] is not a number");
  }
}

package org.surprisal.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows kept in the order of their scores, so that ROC-AUC and average precision of any resample of
 * them take one pass and no sorting. Definitions are those of {@link RankingTally}.
 */
final class RankedRows {
  /** Rows, the highest score first; rows of one step keep their order. */
  private final int[] order;

  /** Of the row at a place of the order: its weight if it is positive, else 0. */
  private final double[] positive;

  private final double[] negative;

  /** Where each step of equal scores ends. */
  private final int[] ends;

  private final double[] scores;

  /**
   * @param scores of the rows, finite or infinite; equal ones, −0 and 0 too, are one step
   * @param isPositive the labels of the rows
   * @param weights null: every weight is 1
   */
  RankedRows(double[] scores, boolean[] isPositive, double @Nullable [] weights) {
    int rows = scores.length;
    this.scores = scores.clone();
    this.order = ScoreOrder.descending(scores);
    this.positive = new double[rows];
    this.negative = new double[rows];
    int[] steps = new int[rows];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      int row = order[i];
      (isPositive[row] ? positive : negative)[i] = weights == null ? 1 : weights[row];
      if (i + 1 == rows || scores[row] != scores[order[i + 1]]) {
        steps[count++] = i + 1;
      }
    }
    this.ends = Arrays.copyOf(steps, count);
  }

  /** The rows themselves, counted in the way of a stream. */
  RankingTally tally() {
    RankingTally tally = new RankingTally();
    for (int i = 0; i < order.length; i++) {
      boolean isPositive = positive[i] > 0;
      tally.accept(scores[order[i]], isPositive, isPositive ? positive[i] : negative[i]);
    }
    return tally;
  }

  /**
   * ROC-AUC of the resample that holds row i {@code counts[i]} times; NaN where it has one label
   * only. Without weights counts of pairs are exact up to 2⁵³, else rounded.
   */
  double auc(int[] counts) {
    double positives = 0;
    double negatives = 0;
    double wrong = 0;
    int i = 0;
    for (int end : ends) {
      double p = 0;
      double n = 0;
      for (; i < end; i++) {
        int count = counts[order[i]];
        p += count * positive[i];
        n += count * negative[i];
      }
      wrong += p * (negatives + 0.5 * n);
      positives += p;
      negatives += n;
    }
    return Math.max(0, 1 - wrong / (positives * negatives));
  }

  /** Average precision of the resample; NaN where it has one label only. */
  double averagePrecision(int[] counts) {
    double positives = 0;
    double all = 0;
    double sum = 0;
    int i = 0;
    for (int end : ends) {
      double p = 0;
      double n = 0;
      for (; i < end; i++) {
        int count = counts[order[i]];
        p += count * positive[i];
        n += count * negative[i];
      }
      positives += p;
      all += p + n;
      if (p > 0) {
        sum += p * (positives / all);
      }
    }
    return all > positives ? Math.min(1, sum / positives) : Double.NaN;
  }
}

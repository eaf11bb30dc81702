package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores and labels of all rows, to be counted in the order of the scores. Up to about a million
 * are held in memory; with more all go through the external sort of DuckDB, so that memory does not
 * grow with the rows.
 */
final class Rankings implements AutoCloseable {
  private static final int MOST_IN_MEMORY = 1 << 20;
  private static final int FIRST_CAPACITY = 1 << 10;

  private final DuckDatabase database;
  private int[] keys = new int[FIRST_CAPACITY];
  private double[] scores = new double[FIRST_CAPACITY];

  /** The weight of a positive, that of a negative with its sign turned. */
  private double[] weights = new double[FIRST_CAPACITY];

  private int count;
  private @Nullable ExternalSort sort;

  Rankings(DuckDatabase database) {
    this.database = database;
  }

  /** Adds a row to the ranking called {@code key}; one of weight 0 counts for nothing. */
  void add(int key, double score, boolean isPositive, double weight) {
    if (!(weight > 0)) {
      return;
    }
    if (sort == null && count == MOST_IN_MEMORY) {
      sort = spilled();
    }
    if (sort != null) {
      sort.add(key, score, isPositive ? weight : 0, isPositive ? 0 : weight);
      return;
    }
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * count);
      scores = Arrays.copyOf(scores, 2 * count);
      weights = Arrays.copyOf(weights, 2 * count);
    }
    keys[count] = key;
    scores[count] = score;
    weights[count++] = isPositive ? weight : -weight;
  }

  private ExternalSort spilled() {
    ExternalSort started = new ExternalSort(database);
    for (int i = 0; i < count; i++) {
      started.add(keys[i], scores[i], Math.max(0, weights[i]), Math.max(0, -weights[i]));
    }
    keys = new int[0];
    scores = new double[0];
    weights = new double[0];
    return started;
  }

  /** The rankings 0 … {@code rankings − 1}, counted. */
  List<RankingTally> count(int rankings) {
    List<RankingTally> tallies = new ArrayList<>();
    for (int key = 0; key < rankings; key++) {
      tallies.add(new RankingTally());
    }
    if (sort != null) {
      sort.forEach((key, score, positive, negative) ->
          tallies.get(key).accept(score, positive > 0, positive > 0 ? positive : negative));
      return tallies;
    }
    for (int i : ScoreOrder.descending(Arrays.copyOf(scores, count))) {
      tallies.get(keys[i]).accept(scores[i], weights[i] > 0, Math.abs(weights[i]));
    }
    return tallies;
  }

  @Override
  public void close() {
    if (sort != null) {
      sort.close();
    }
  }
}

package org.surprisal.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a file with their weights, kept so that the loss of a constant prediction can be
 * taken over them again. Labels and counts repeat, so distinct values are kept with the sum of
 * their weights; a file with more distinct values than {@code capacity} goes to a temporary file.
 * Rows of weight 0 count for nothing and are not kept.
 */
final class Targets {
  /** Rows of one block of {@link #forEach}. */
  static final int BLOCK_ROWS = 8_192;

  private static final int FIRST_CAPACITY = 16;

  /** Rows that a spill keeps in memory for each distinct value that could have been. */
  private static final int MOST_CHUNK_ROWS = 8_192;

  /** Receives some targets and their weights; the arrays are used again. */
  interface Each {
    void accept(double[] target, double[] weight, int count);
  }

  private final int capacity;
  private final SpillFile file;
  private double[] values = new double[2 * FIRST_CAPACITY];
  private double[] weights = new double[2 * FIRST_CAPACITY];
  private final CompensatedSum weightedTargets = new CompensatedSum();
  private final CompensatedSum weightSum = new CompensatedSum();
  private int distinct;
  private @Nullable Spill spill;
  private @Nullable Points sorted;

  /**
   * @param capacity how many distinct values are kept in memory, a power of two and at least 16
   * @param file where they go if there are more
   */
  Targets(int capacity, SpillFile file) {
    this.capacity = capacity;
    this.file = file;
  }

  /** Adds the first {@code count} targets; without {@code weight} every weight is 1. */
  void add(double[] target, double @Nullable [] weight, int count) {
    for (int i = 0; i < count; i++) {
      add(target[i], weight == null ? 1 : weight[i]);
    }
  }

  /** Adds the targets at some indices, each with weight 1. */
  void addUnweighted(double[] target, int[] index, int count) {
    int zeros = 0;
    int ones = 0;
    for (int j = 0; j < count; j++) {
      double y = target[index[j]];
      zeros += y == 0 ? 1 : 0;
      ones += y == 1 ? 1 : 0;
    }
    // Labels are counted before they are looked up; the counts are exact, so the bits are the same.
    // What was written to a file stays row by row, or the sample of it would depend on blocks.
    if (spill == null && zeros + ones == count) {
      add(0, zeros);
      add(1, ones);
      return;
    }
    for (int j = 0; j < count; j++) {
      add(target[index[j]], 1);
    }
  }

  /** Adds one target. */
  void add(double target, double weight) {
    if (weight > 0) {
      keep(target == 0 ? 0.0 : target, weight);
    }
  }

  private void keep(double target, double weight) {
    if (spill != null) {
      addTo(spill, target, weight);
      return;
    }
    int place = placeOf(target);
    if (weights[place] == 0) {
      if (distinct == capacity) {
        spill = spillOver();
        addTo(spill, target, weight);
        return;
      }
      if (2 * distinct == values.length) {
        grow();
        place = placeOf(target);
      }
      values[place] = target;
      distinct++;
    }
    weights[place] += weight;
  }

  private void grow() {
    double[] oldValues = values;
    double[] oldWeights = weights;
    values = new double[2 * oldValues.length];
    weights = new double[2 * oldValues.length];
    for (int i = 0; i < oldValues.length; i++) {
      if (oldWeights[i] > 0) {
        int place = placeOf(oldValues[i]);
        values[place] = oldValues[i];
        weights[place] = oldWeights[i];
      }
    }
  }

  /** Where a value stands in the table, or would stand: an empty place has weight 0. */
  private int placeOf(double target) {
    long bits = Double.doubleToRawLongBits(target) * 0x9E3779B97F4A7C15L;
    int mask = values.length - 1;
    int place = (int) (bits >>> 40) & mask;
    while (weights[place] != 0 && values[place] != target) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private Spill spillOver() {
    Spill started = new Spill(file, Math.min(MOST_CHUNK_ROWS, capacity));
    for (int place = 0; place < values.length; place++) {
      if (weights[place] > 0) {
        addTo(started, values[place], weights[place]);
      }
    }
    values = new double[0];
    weights = values;
    return started;
  }

  private void addTo(Spill rows, double target, double weight) {
    rows.add(target, weight);
    weightedTargets.addProduct(weight, target);
    weightSum.add(weight);
  }

  /** The weighted mean of the targets; NaN if there are none. */
  double mean() {
    if (spill != null) {
      return weightedTargets.value() / weightSum.value();
    }
    CompensatedSum products = new CompensatedSum();
    CompensatedSum sum = new CompensatedSum();
    Points points = distinct();
    for (int i = 0; i < points.size(); i++) {
      products.addProduct(points.weights()[i], points.values()[i]);
      sum.add(points.weights()[i]);
    }
    return products.value() / sum.value();
  }

  /** All targets, block after block: distinct ones in ascending order, or rows as they came. */
  void forEach(Each each) {
    if (spill != null) {
      spill.forEach(each);
      return;
    }
    Points points = distinct();
    for (int from = 0; from < points.size(); from += BLOCK_ROWS) {
      int to = Math.min(from + BLOCK_ROWS, points.size());
      each.accept(
          Arrays.copyOfRange(points.values(), from, to),
          Arrays.copyOfRange(points.weights(), from, to),
          to - from);
    }
  }

  private Points distinct() {
    if (sorted == null) {
      double[] value = new double[distinct];
      double[] weight = new double[distinct];
      int n = 0;
      for (int place = 0; place < values.length; place++) {
        if (weights[place] > 0) {
          value[n] = values[place];
          weight[n++] = weights[place];
        }
      }
      sorted = Points.sorted(value, weight);
    }
    return sorted;
  }

  /** At most about {@code atMost} targets that stand for all, ascending. */
  Points sample(int atMost) {
    return spill == null ? distinct().thinned(atMost) : spill.sample(atMost);
  }

  /** Whether there are none of positive weight. */
  boolean isEmpty() {
    return spill == null && distinct == 0;
  }

  /** Whether two of them differ. */
  boolean vary() {
    return spill != null || distinct > 1;
  }

  /** Whether {@link #sample} of this size is all there is. */
  boolean fits(int atMost) {
    return spill == null && distinct <= atMost;
  }
}

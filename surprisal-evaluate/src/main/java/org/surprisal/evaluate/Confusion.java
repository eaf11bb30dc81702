package org.surprisal.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * How often each label was taken for which.
 *
 * @param labels in the order of the rows and columns of the table
 * @param weights {@code weights[target][predicted]}: rows, or the sum of their weights
 * @param threshold on the probability of the second label; NaN where the highest score chose
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Confusion(List<String> labels, double[][] weights, double threshold) {

  /** Copies what it is given. */
  public Confusion {
    labels = List.copyOf(labels);
    weights = Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
    int size = labels.size();
    if (weights.length != size || Arrays.stream(weights).anyMatch(row -> row.length != size)) {
      throw new IllegalArgumentException(
          "a table of " + size + " labels has " + size + " rows and columns");
    }
  }

  /** A copy of the table. */
  @Override
  public double[][] weights() {
    return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
  }
}

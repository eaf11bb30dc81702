package org.surprisal.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Values in ascending order, each with its weight. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Points(double[] values, double[] weights) {

  /** The given values and weights, put in order. */
  static Points sorted(double[] value, double[] weight) {
    int[] order =
        IntStream.range(0, value.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> value[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[value.length];
    double[] weights = new double[value.length];
    for (int i = 0; i < order.length; i++) {
      values[i] = value[order[i]];
      weights[i] = weight[order[i]];
    }
    return new Points(values, weights);
  }

  int size() {
    return values.length;
  }

  /** At most {@code atMost} points: the middle of each run of neighbours, with the run's weight. */
  Points thinned(int atMost) {
    if (size() <= atMost) {
      return this;
    }
    double[] value = new double[atMost];
    double[] weight = new double[atMost];
    for (int i = 0; i < atMost; i++) {
      int from = (int) ((long) i * size() / atMost);
      int to = (int) ((long) (i + 1) * size() / atMost);
      value[i] = values[(from + to) >>> 1];
      weight[i] = Arrays.stream(weights, from, to).sum();
    }
    return new Points(value, weight);
  }

  /** The value below which the share {@code share} of the weight lies. */
  double quantile(double share) {
    double wanted = share * Arrays.stream(weights).sum();
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += weights[i];
      if (sum >= wanted) {
        return values[i];
      }
    }
    return values[size() - 1];
  }

  /** The values on either side of {@code x}, itself included where it is one of them. */
  double[] neighbours(double x) {
    int found = Arrays.binarySearch(values, x);
    int after = found >= 0 ? found : -found - 1;
    int from = Math.max(0, after - 1);
    return Arrays.copyOfRange(values, from, Math.min(size(), after + 2));
  }
}

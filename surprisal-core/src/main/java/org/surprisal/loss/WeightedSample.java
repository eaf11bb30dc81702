package org.surprisal.loss;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import org.surprisal.sum.ExactSum;

/** Targets with weights, of which start values are made; those of weight 0 are left out. */
final class WeightedSample {
  private final double[] values;
  private final double[] weights;
  private final ExactSum total = new ExactSum();

  private WeightedSample(double[] values, double[] weights) {
    this.values = values;
    this.weights = weights;
    total.add(weights, 0, weights.length);
  }

  /** Checks each target and weight. */
  static WeightedSample of(double[] y, double[] w, Family family) {
    if (y.length != w.length) {
      throw new IllegalArgumentException(
          y.length + " targets but " + w.length + " weights; give one weight a target");
    }
    int kept = 0;
    double[] values = new double[y.length];
    double[] weights = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      if (!family.startsFrom(y[i])) {
        throw new IllegalArgumentException(
            "target["
                + i
                + "] = "
                + y[i]
                + " is outside "
                + family.support()
                + " of "
                + family.name());
      }
      if (!(w[i] >= 0 && w[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weight[" + i + "] = " + w[i] + " is not a finite number of at least 0");
      }
      if (w[i] > 0) {
        values[kept] = y[i];
        weights[kept++] = w[i];
      }
    }
    if (kept == 0) {
      throw new IllegalArgumentException("no target has a weight; nothing can be started from");
    }
    return new WeightedSample(Arrays.copyOf(values, kept), Arrays.copyOf(weights, kept));
  }

  /** Σ w f(y) / Σ w. */
  double mean(DoubleUnaryOperator f) {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < values.length; i++) {
      sum.add(weights[i] * f.applyAsDouble(values[i]));
    }
    return sum.dividedBy(total);
  }

  double mean() {
    return mean(DoubleUnaryOperator.identity());
  }

  /** √(Σ w (y − centre)² / Σ w), without overflow on the way. */
  double spread(double centre) {
    double largest = 0;
    for (double y : values) {
      largest = Math.max(largest, Math.abs(y - centre));
    }
    if (largest == 0) {
      return 0;
    }
    double unit = largest;
    return unit * Math.sqrt(mean(y -> (y - centre) / unit * ((y - centre) / unit)));
  }

  /** The mean of f of the targets, each weighing f(y) as much as before. */
  double mean(DoubleUnaryOperator f, DoubleUnaryOperator factor) {
    ExactSum sum = new ExactSum();
    ExactSum weight = new ExactSum();
    for (int i = 0; i < values.length; i++) {
      double w = weights[i] * factor.applyAsDouble(values[i]);
      sum.add(w * f.applyAsDouble(values[i]));
      weight.add(w);
    }
    return sum.dividedBy(weight);
  }

  /** The middle of all points where half of the weight lies on either side. */
  double median() {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double half = 0.5 * total.value();
    ExactSum below = new ExactSum();
    for (int i = 0; i < order.length; i++) {
      below.add(weights[order[i]]);
      double sum = below.value();
      if (sum >= half) {
        int next = sum > half || i + 1 == order.length ? i : i + 1;
        return 0.5 * values[order[i]] + 0.5 * values[order[next]];
      }
    }
    return values[order[order.length - 1]];
  }

  /** Whether all targets are the same number. */
  boolean isConstant() {
    return Arrays.stream(values).allMatch(y -> y == values[0]);
  }

  /** The same weights on other numbers. */
  WeightedSample map(DoubleUnaryOperator f) {
    return new WeightedSample(Arrays.stream(values).map(f).toArray(), weights);
  }

  /** The weight of each class 0 … K−1. */
  double[] shares(int classes) {
    double[] shares = new double[classes];
    for (int k = 0; k < classes; k++) {
      int which = k;
      shares[k] = mean(y -> y == which ? 1 : 0);
    }
    return shares;
  }
}

package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One of K classes, whose raw parameters are logits. They have no order and so no mean. */
final class CategoricalFamily extends Family {
  /** 0 where as many as there are logits. */
  private final int classes;

  CategoricalFamily(int classes) {
    super(support(classes));
    this.classes = classes;
  }

  private static Domain support(int classes) {
    double end = classes == 0 ? Double.POSITIVE_INFINITY : classes;
    String last = classes == 0 ? "K-1" : Integer.toString(classes - 1);
    return new Domain(0, false, end, true, Domain.Grid.INTEGERS, "{0, 1, …, " + last + "}");
  }

  @Override
  String name() {
    return classes == 0 ? "categorical" : "categorical(" + classes + ")";
  }

  @Override
  List<String> parameters() {
    return IntStream.range(0, classes).mapToObj(k -> "logit_" + k).toList();
  }

  @Override
  boolean fits(int count) {
    return classes == 0 ? count > 1 : count == classes;
  }

  @Override
  Link link() {
    return Link.SOFTMAX;
  }

  @Override
  boolean supports(double y, double[] raw) {
    return supports(y) && y < raw.length;
  }

  @Override
  boolean takes(int which, double raw) {
    return Domain.EXTENDED.contains(raw);
  }

  @Override
  Loss<?, ?> loss() {
    return CategoricalLosses.crossEntropy();
  }

  @Override
  double[] start(WeightedSample sample) {
    if (classes == 0) {
      throw new IllegalArgumentException(
          "how many classes there are cannot be told from the targets; use categorical(K)");
    }
    return link().raw(sample.shares(classes));
  }

  /** The diagonal p(1 − p) of diag(p) − ppᵀ. */
  @Override
  Optional<double[]> information(double[] raw) {
    double[] p = link().response(raw);
    double[] spread = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      double others = 0;
      for (int j = 0; j < p.length; j++) {
        others += j == k ? 0 : p[j];
      }
      spread[k] = p[k] * others;
    }
    return Optional.of(spread);
  }

  @Override
  double cdf(double y, double[] raw) {
    double[] p = link().response(raw);
    return y >= p.length - 1 ? 1 : below(p, y);
  }

  private static double below(double[] p, double y) {
    double sum = 0;
    for (int k = 0; k <= y && k < p.length; k++) {
      sum += p[k];
    }
    return Math.min(sum, 1);
  }

  /** The first class up to which there is so much. */
  @Override
  double quantile(double u, double[] raw) {
    double[] p = link().response(raw);
    double sum = 0;
    for (int k = 0; k < p.length - 1; k++) {
      sum += p[k];
      if (u <= sum) {
        return k;
      }
    }
    return p.length - 1;
  }

  @Override
  double sample(RandomGenerator generator, double[] raw) {
    double[] p = link().response(raw);
    double drawn = quantile(Draws.uniform(generator), raw);
    // Rounding may leave a sliver for a last class that is ruled out.
    int last = (int) drawn;
    while (p[last] == 0 && Arrays.stream(p).anyMatch(x -> x > 0)) {
      last = last == 0 ? p.length - 1 : last - 1;
    }
    return last;
  }
}

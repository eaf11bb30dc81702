package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One of K classes, whose raw parameters are logits. */
final class CategoricalFamily extends Family {
  /** 0 where as many as there are logits. */
  private final int classes;

  CategoricalFamily(int classes) {
    this.classes = classes;
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
  String support() {
    return classes == 0 ? "{0, 1, …, K-1}" : "{0, 1, …, " + (classes - 1) + "}";
  }

  @Override
  boolean supports(double y) {
    return y >= 0 && y == Math.rint(y) && (classes == 0 || y < classes);
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
  Loss<?, ?> loss(Likelihood.Constant constant) {
    return loss();
  }

  @Override
  String constant() {
    return "0";
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

  /** Classes have no order and so no mean. */
  @Override
  OptionalDouble mean(double[] raw) {
    return OptionalDouble.empty();
  }

  @Override
  OptionalDouble variance(double[] raw) {
    return OptionalDouble.empty();
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

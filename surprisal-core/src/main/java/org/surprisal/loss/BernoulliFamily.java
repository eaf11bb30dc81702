package org.surprisal.loss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Yes or no: the raw parameter is the logit of P(y = 1). */
final class BernoulliFamily extends Family {
  BernoulliFamily() {
    super(new Domain(0, false, 1, false, Domain.Grid.INTEGERS, "{0, 1}"));
  }

  @Override
  String name() {
    return "bernoulli";
  }

  @Override
  List<String> parameters() {
    return List.of("logit");
  }

  @Override
  Link link() {
    return Link.of(Link.Part.LOGIT);
  }

  @Override
  boolean takes(int which, double raw) {
    return Domain.EXTENDED.contains(raw);
  }

  @Override
  Loss<?, ?> loss() {
    return BinaryLosses.binaryCrossEntropy();
  }

  /** Soft labels count as their share of ones. */
  @Override
  boolean startsFrom(double y) {
    return Domain.UNIT.contains(y);
  }

  @Override
  double[] start(WeightedSample sample) {
    return link().raw(sample.mean());
  }

  private static double p(double[] raw) {
    return Link.Part.LOGIT.response(raw[0]);
  }

  @Override
  Optional<double[]> information(double[] raw) {
    return Optional.of(new double[] {spread(raw)});
  }

  private static double spread(double[] raw) {
    return p(raw) * Link.Part.LOGIT.response(-raw[0]);
  }

  @Override
  double cdf(double y, double[] raw) {
    return y < 0 ? 0 : y < 1 ? Link.Part.LOGIT.response(-raw[0]) : 1;
  }

  @Override
  double quantile(double u, double[] raw) {
    return u <= Link.Part.LOGIT.response(-raw[0]) ? 0 : 1;
  }

  @Override
  OptionalDouble mean(double[] raw) {
    return OptionalDouble.of(p(raw));
  }

  @Override
  OptionalDouble variance(double[] raw) {
    return OptionalDouble.of(spread(raw));
  }

  @Override
  double sample(RandomGenerator generator, double[] raw) {
    return Draws.uniform(generator) < p(raw) ? 1 : 0;
  }
}

package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.surprisal.kernel.Exponential;

/**
 * Positive amounts of mean μ and variance μ²/k, whose raw parameter is ln μ. Its loss at k = 1 is
 * that of the catalogue; every other k multiplies it and so moves no minimum.
 */
final class GammaFamily extends Family {
  private final double shape;

  GammaFamily(double shape) {
    super(Domain.POSITIVE);
    if (!(shape > 0 && shape < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("shape = " + shape + " is outside (0, ∞)");
    }
    this.shape = shape;
  }

  @Override
  String name() {
    return shape == 1 ? "gamma" : "gamma(shape=" + Text.number(shape) + ")";
  }

  @Override
  List<String> parameters() {
    return List.of("log_mean");
  }

  @Override
  Link link() {
    return Link.of(Link.Part.LOG);
  }

  @Override
  Loss<?, ?> loss() {
    return loss(Likelihood.Constant.DROPPED);
  }

  @Override
  Loss<?, ?> loss(Likelihood.Constant constant) {
    if (shape == 1) {
      return Loss.parse("gamma");
    }
    // With its constant the cost is that of y/μ beside 1, which has its digits for a large shape.
    return Loss.formula(
        constant == Likelihood.Constant.DROPPED
            ? "shape * (z + y * exp(-z))"
            : "shape * expm1_minus(log(y) - z) + log(y) + stirling(shape) - log(shape)",
        fixed());
  }

  @Override
  String constant() {
    return shape == 1 ? "0" : "stirling(shape) - log(shape) - shape - (shape - 1) * log(y)";
  }

  @Override
  Map<String, Double> fixed() {
    return shape == 1 ? Map.of() : Map.of("shape", shape);
  }

  @Override
  double[] start(WeightedSample sample) {
    return link().raw(sample.mean());
  }

  @Override
  Optional<double[]> information(double[] raw) {
    return Optional.of(new double[] {shape});
  }

  @Override
  boolean hasClosedCdf() {
    return false;
  }

  @Override
  OptionalDouble mean(double[] raw) {
    return OptionalDouble.of(Exponential.exp(raw[0]));
  }

  @Override
  OptionalDouble variance(double[] raw) {
    double mu = Exponential.exp(raw[0]);
    return OptionalDouble.of(mu / shape * mu);
  }

  @Override
  double sample(RandomGenerator generator, double[] raw) {
    return Draws.gamma(shape, raw[0], generator);
  }
}

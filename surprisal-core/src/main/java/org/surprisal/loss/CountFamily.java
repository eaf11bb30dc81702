package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.surprisal.kernel.Exponential;

/**
 * Counts of mean μ and variance μ + φμ², whose raw parameter is ln μ: Poisson where φ = 0, else
 * negative binomial.
 */
final class CountFamily extends Family {
  private static final Domain COUNTS =
      new Domain(0, false, Double.POSITIVE_INFINITY, true, Domain.Grid.INTEGERS, "{0, 1, 2, …}");

  private static final double LOG_OF_NOTHING = -750;

  private final double dispersion;

  CountFamily(double dispersion) {
    super(COUNTS);
    if (!(dispersion >= 0 && dispersion < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("dispersion = " + dispersion + " is outside [0, ∞)");
    }
    this.dispersion = dispersion;
  }

  @Override
  String name() {
    return dispersion == 0
        ? "poisson"
        : "negative_binomial(dispersion=" + Text.number(dispersion) + ")";
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
    return Loss.parse(name());
  }

  @Override
  Loss<?, ?> loss(Likelihood.Constant constant) {
    return loss().with("full", constant == Likelihood.Constant.KEPT);
  }

  @Override
  String constant() {
    return dispersion == 0 ? "lgamma(y + 1)" : "lgamma(y + 1) - log_rising(y, dispersion)";
  }

  @Override
  Map<String, Double> fixed() {
    return dispersion == 0 ? Map.of() : Map.of("dispersion", dispersion);
  }

  /** Rates count too: the mean is most likely whether or not they are integers. */
  @Override
  boolean startsFrom(double y) {
    return Domain.NON_NEGATIVE.contains(y);
  }

  /** Where every count is 0 the best log-mean is −∞, and −750 costs the same. */
  @Override
  double[] start(WeightedSample sample) {
    return new double[] {Math.max(link().raw(sample.mean())[0], LOG_OF_NOTHING)};
  }

  private static double mu(double[] raw) {
    return Exponential.exp(raw[0]);
  }

  /** μ/(1 + φμ). */
  @Override
  Optional<double[]> information(double[] raw) {
    double mu = mu(raw);
    if (dispersion == 0) {
      return Optional.of(new double[] {mu});
    }
    // e^(−ln μ) overflows for a small μ, and φμ for a large one.
    double information =
        mu < 1 ? mu / Math.fma(dispersion, mu, 1) : 1 / (Exponential.exp(-raw[0]) + dispersion);
    return Optional.of(new double[] {information});
  }

  @Override
  boolean hasClosedCdf() {
    return false;
  }

  @Override
  OptionalDouble mean(double[] raw) {
    return OptionalDouble.of(mu(raw));
  }

  @Override
  OptionalDouble variance(double[] raw) {
    double mu = mu(raw);
    // φ = 0 apart, as 0·∞ is no number.
    return OptionalDouble.of(dispersion == 0 ? mu : mu * Math.fma(dispersion, mu, 1));
  }

  /** A negative binomial count is Poisson with a gamma distributed mean. */
  @Override
  double sample(RandomGenerator generator, double[] raw) {
    double shape = 1 / dispersion;
    double mean =
        shape < Double.POSITIVE_INFINITY ? Draws.gamma(shape, raw[0], generator) : mu(raw);
    return Draws.poisson(mean, generator);
  }
}

package org.surprisal.loss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;

/** A target whose logarithm is Gaussian. */
final class LogNormalFamily extends Family {
  private final ScaleForm form;
  private final LocationFamily logarithm;

  LogNormalFamily(ScaleForm form) {
    this.form = form;
    this.logarithm = LocationFamily.of("gaussian", "", Standard.NORMAL, form);
  }

  @Override
  String name() {
    return form == ScaleForm.LOG_SIGMA ? "log_normal" : "log_normal(scale=" + form.text() + ")";
  }

  @Override
  List<String> parameters() {
    return logarithm.parameters();
  }

  @Override
  Link link() {
    return logarithm.link();
  }

  @Override
  String support() {
    return Domain.POSITIVE.text();
  }

  @Override
  boolean supports(double y) {
    return Domain.POSITIVE.contains(y);
  }

  @Override
  boolean takes(int which, double raw) {
    return logarithm.takes(which, raw);
  }

  @Override
  Loss<?, ?> loss() {
    return Loss.parse(name());
  }

  @Override
  Loss<?, ?> loss(Likelihood.Constant constant) {
    return Loss.parse(name()).with("full", constant == Likelihood.Constant.KEPT);
  }

  @Override
  String constant() {
    return "log(y) + log(2 * pi) / 2";
  }

  @Override
  double[] start(WeightedSample sample) {
    return logarithm.start(sample.map(Logarithm::log));
  }

  @Override
  Optional<double[]> information(double[] raw) {
    return logarithm.information(raw);
  }

  @Override
  double cdf(double y, double[] raw) {
    return y > 0 ? logarithm.cdf(Logarithm.log(y), raw) : 0;
  }

  @Override
  double quantile(double u, double[] raw) {
    return Exponential.exp(logarithm.quantile(u, raw));
  }

  /** e^(μ + σ²/2). */
  @Override
  OptionalDouble mean(double[] raw) {
    return OptionalDouble.of(Exponential.exp(Math.fma(0.5, square(raw), raw[0])));
  }

  /** (e^σ² − 1)·e^(2μ + σ²). */
  @Override
  OptionalDouble variance(double[] raw) {
    double square = square(raw);
    return OptionalDouble.of(
        Exponential.expm1(square) * Exponential.exp(Math.fma(2, raw[0], square)));
  }

  private double square(double[] raw) {
    double sigma = form.scale(raw[1]);
    return sigma * sigma;
  }

  @Override
  double sample(RandomGenerator generator, double[] raw) {
    return Exponential.exp(logarithm.sample(generator, raw));
  }
}

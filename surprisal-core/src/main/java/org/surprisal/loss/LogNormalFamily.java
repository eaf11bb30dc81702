package org.surprisal.loss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;

/** A target whose logarithm is Gaussian. */
final class LogNormalFamily extends Family {
  /** Below, e^x − 1 is x. */
  private static final double TINY = 0x1p-60;

  /** Above, e^x − 1 is e^x. */
  private static final double LARGE = 40;

  private final ScaleForm form;
  private final LocationFamily logarithm;

  LogNormalFamily(ScaleForm form) {
    super(Domain.POSITIVE);
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
    double sigma = form.scale(raw[1]);
    return OptionalDouble.of(Exponential.exp(Math.fma(0.5 * sigma, sigma, raw[0])));
  }

  /** (e^σ² − 1)·e^(2μ + σ²). */
  @Override
  OptionalDouble variance(double[] raw) {
    double mu = raw[0];
    double sigma = form.scale(raw[1]);
    double square = sigma * sigma;
    double grown = Exponential.expm1(square);
    double size = Exponential.exp(Math.fma(2, mu, square));
    if (isOrdinary(grown) && isOrdinary(size)) {
      return OptionalDouble.of(grown * size);
    }
    // One factor overflows or vanishes, where the product need not: logarithms add up. That of
    // e^σ² − 1 is 2·ln σ where σ² is small, and σ² where it is large.
    double log =
        square < TINY
            ? 2 * (mu + form.logScale(raw[1]))
            : square > LARGE
                ? 2 * Math.fma(sigma, sigma, mu)
                : Math.fma(2, mu, square) + Logarithm.log(grown);
    return OptionalDouble.of(Exponential.exp(log));
  }

  private static boolean isOrdinary(double x) {
    return x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE;
  }

  @Override
  double sample(RandomGenerator generator, double[] raw) {
    return Exponential.exp(logarithm.sample(generator, raw));
  }
}

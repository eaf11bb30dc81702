package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The mathematics of one family of distributions, in the raw parameters that its loss takes. Every
 * density stands in the formula of the loss alone.
 */
abstract class Family {
  private final Domain support;

  /**
   * @param support the targets that can occur
   */
  Family(Domain support) {
    this.support = support;
  }

  /** With the parameters that are fixed, as in a spec: {@code student_t(nu=4)}. */
  abstract String name();

  /** Names of the raw parameters, in the order of the loss's columns. */
  abstract List<String> parameters();

  abstract Link link();

  /** Which targets can occur, in words. */
  final String support() {
    return support.text();
  }

  final boolean supports(double y) {
    return support.contains(y);
  }

  /** Whether it can occur beside so many raw parameters. */
  boolean supports(double y, double[] raw) {
    return supports(y);
  }

  /** Whether there may be so many raw parameters. */
  boolean fits(int count) {
    return count == parameters().size();
  }

  /** Whether a raw parameter may be this number. */
  boolean takes(int which, double raw) {
    return Domain.REAL.contains(raw);
  }

  /** The loss of the catalogue in its usual form. */
  abstract Loss<?, ?> loss();

  /** The loss with its constant, or without. */
  Loss<?, ?> loss(Likelihood.Constant constant) {
    return loss();
  }

  /** What the loss without its constant leaves out: a formula in y and fixed parameters. */
  String constant() {
    return "0";
  }

  /** The values of what is fixed, as {@link #constant} names it. */
  Map<String, Double> fixed() {
    return Map.of();
  }

  double constant(double y) {
    return Scalar.of(constant(), fixed(), y);
  }

  /** Whether a start value can be made of it; soft labels are no outcomes but can. */
  boolean startsFrom(double y) {
    return supports(y);
  }

  /** The raw parameters that are most likely, or near them where nothing closed is known. */
  abstract double[] start(WeightedSample sample);

  /** The diagonal of the information matrix by raw parameters. */
  Optional<double[]> information(double[] raw) {
    return Optional.empty();
  }

  double cdf(double y, double[] raw) {
    throw noClosedForm("distribution function");
  }

  double quantile(double u, double[] raw) {
    throw noClosedForm("quantile function");
  }

  /** Whether cdf and quantile answer. */
  boolean hasClosedCdf() {
    return true;
  }

  /** Empty where there is none or none is known. */
  OptionalDouble mean(double[] raw) {
    return OptionalDouble.empty();
  }

  /** Empty where there is none or none is known. */
  OptionalDouble variance(double[] raw) {
    return OptionalDouble.empty();
  }

  abstract double sample(RandomGenerator generator, double[] raw);

  UnsupportedOperationException noClosedForm(String what) {
    return new UnsupportedOperationException(
        "the " + what + " of " + name() + " has no closed form");
  }
}

package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * A belief about how targets are distributed around a prediction. Its negative log-density is a
 * loss, and the loss's formula is the only place where that density is written down.
 *
 * <p>Parameters are everywhere the raw numbers that the loss takes, in the order of its columns: a
 * logit, a log-mean, μ and ln σ². {@link #link} carries them to the parameters as textbooks name
 * them and back. Immutable, and safe for any number of threads.
 *
 * @param <T> the targets of its loss
 * @param <P> the predictions of its loss
 */
public final class Likelihood<T extends Target, P extends Prediction> {
  /** Whether a loss keeps the part of a negative log-density that no prediction changes. */
  public enum Constant {
    KEPT,
    DROPPED
  }

  private final Family family;

  /** Minus its value is the log-density. */
  private final Loss<?, ?> whole;

  private Likelihood(Family family) {
    this.family = family;
    this.whole = family.loss(Constant.KEPT);
  }

  static Likelihood<?, ?> of(Family family) {
    return new Likelihood<>(family);
  }

  /** Yes or no, of a logit. Its loss is binary cross-entropy. */
  public static Likelihood<Target.ZeroOne, Prediction.Point> bernoulli() {
    return new Likelihood<>(new BernoulliFamily());
  }

  /** One of as many classes as there are logits. Its loss is cross-entropy. */
  public static Likelihood<Target.Categorical, Prediction.Scored> categorical() {
    return new Likelihood<>(new CategoricalFamily(0));
  }

  /** One of {@code classes} ≥ 2 classes, of their logits. Its loss is cross-entropy. */
  public static Likelihood<Target.Categorical, Prediction.Scored> categorical(int classes) {
    if (!(classes >= 2)) {
      throw new IllegalArgumentException(classes + " classes; there are at least 2");
    }
    return new Likelihood<>(new CategoricalFamily(classes));
  }

  /** Gaussian, of μ and ln σ². */
  public static Likelihood<Target.Real, Prediction.Parameters> gaussian() {
    return located("gaussian", "", Standard.NORMAL, ScaleForm.LOG_VARIANCE);
  }

  /** Gaussian of a known variance in (0, ∞), of μ. */
  public static Likelihood<Target.Real, Prediction.Parameters> gaussian(double variance) {
    if (!Domain.POSITIVE.contains(variance)) {
      throw new IllegalArgumentException("variance = " + variance + " is outside (0, ∞)");
    }
    return new Likelihood<>(LocationFamily.gaussian(variance));
  }

  /** Laplace: e^(−|y − μ|/b)/(2b), of μ and ln b. */
  public static Likelihood<Target.Real, Prediction.Parameters> laplace() {
    return located("laplace", "", Standard.LAPLACE, ScaleForm.LOG_SCALE);
  }

  /**
   * Student's t of location μ and scale s, of μ and ln s.
   *
   * @param nu degrees of freedom in (0, ∞]; 1 is Cauchy, ∞ is Gaussian
   */
  public static Likelihood<Target.Real, Prediction.Parameters> studentT(double nu) {
    if (!(nu > 0)) {
      throw new IllegalArgumentException("nu = " + nu + " is outside (0, ∞]");
    }
    String given = nu == 4 ? "" : "nu=" + Text.number(nu);
    return located("student_t", given, Standard.student(nu), ScaleForm.LOG_SCALE);
  }

  /** The logistic distribution of location μ and scale s, of μ and ln s. */
  public static Likelihood<Target.Real, Prediction.Parameters> logistic() {
    return located("logistic_distribution", "", Standard.LOGISTIC, ScaleForm.LOG_SCALE);
  }

  /** A positive target whose logarithm is Gaussian, of μ and ln σ of that logarithm. */
  public static Likelihood<Target.Real, Prediction.Parameters> logNormal() {
    return new Likelihood<>(new LogNormalFamily(ScaleForm.LOG_SIGMA));
  }

  private static Likelihood<Target.Real, Prediction.Parameters> located(
      String entry, String given, Standard standard, ScaleForm form) {
    return new Likelihood<>(LocationFamily.of(entry, given, standard, form));
  }

  /** Poisson counts, of the logarithm of their mean. */
  public static Likelihood<Target.Real, Prediction.Point> poisson() {
    return new Likelihood<>(new CountFamily(0));
  }

  /**
   * Counts of mean μ and variance μ + φμ², of ln μ.
   *
   * @param dispersion φ in [0, ∞); 0 is Poisson
   */
  public static Likelihood<Target.Real, Prediction.Point> negativeBinomial(double dispersion) {
    return new Likelihood<>(new CountFamily(dispersion));
  }

  /**
   * Gamma distributed amounts of mean μ and variance μ²/shape, of ln μ.
   *
   * @param shape in (0, ∞); 1 is exponential
   */
  public static Likelihood<Target.Real, Prediction.Point> gamma(double shape) {
    return new Likelihood<>(new GammaFamily(shape));
  }

  /**
   * A belief of your own: the formula of a log-density in {@code y} and the parameters, such as
   * {@code Likelihood.of("-log(2*s) - abs(y - mu)/s", "mu", "s")}.
   *
   * @throws SpecException with the place and a caret
   */
  public static Likelihood<Target.Real, Prediction.Parameters> of(
      String logDensity, String... parameters) {
    return of(logDensity, Map.of(), parameters);
  }

  /** The same with the values of further names that are no predictions. */
  public static Likelihood<Target.Real, Prediction.Parameters> of(
      String logDensity, Map<String, Double> numbers, String... parameters) {
    return new Likelihood<>(new TypedFamily(logDensity, List.of(parameters), numbers));
  }

  /** The loss of the catalogue of which this is the belief, in its usual form. */
  public Loss<T, P> loss() {
    return typed(family.loss());
  }

  /**
   * The loss with its constant, which then is minus the log-density to the last term and may be
   * compared with that of another belief; or without.
   */
  public Loss<T, P> loss(Constant constant) {
    return typed(family.loss(constant));
  }

  @SuppressWarnings("unchecked") // the factories pair a family with the types of its loss
  private Loss<T, P> typed(Loss<?, ?> loss) {
    return (Loss<T, P>) loss;
  }

  /** What a loss without its constant leaves out of −ln density: a formula in y, or 0. */
  public String droppedConstant() {
    return family.constant();
  }

  /**
   * The same for one target.
   *
   * @throws IllegalArgumentException if the target is outside the {@link #support}; shares and
   *     rates that the loss takes beside it have one
   */
  public double droppedConstant(double y) {
    if (!family.startsFrom(y)) {
      throw new IllegalArgumentException(
          "y = " + y + " has no constant: it is outside " + support() + " of " + family.name());
    }
    double constant = family.constant(y);
    if (Double.isNaN(constant)) {
      throw new IllegalArgumentException(
          "y = " + y + " has no constant: " + family.constant() + " is undefined (NaN) there");
    }
    return constant;
  }

  /** ln of the density, or of the probability, of a target; −∞ outside the support. */
  public double logDensity(double y, double... parameters) {
    check(parameters);
    if (Double.isNaN(y) || !family.supports(y, parameters)) {
      return Double.isNaN(y) ? y : Double.NEGATIVE_INFINITY;
    }
    Numbers prediction = Numbers.of(parameters).by(parameters.length);
    return 0.0 - total(whole, Numbers.of(y), prediction).sum();
  }

  @SuppressWarnings("unchecked") // plain numbers are typed by what the loss takes
  private static Total total(Loss<?, ?> loss, Numbers target, Numbers prediction) {
    Loss<Target, Prediction> any = (Loss<Target, Prediction>) loss;
    return any.total(any.batch(target, prediction));
  }

  /** Whether a target can occur. */
  public boolean supports(double y) {
    return family.supports(y);
  }

  /** Which targets can occur, in words. */
  public String support() {
    return family.support();
  }

  /** Names of the raw parameters; none for K logits of which K is not known. */
  public List<String> parameters() {
    return family.parameters();
  }

  /** How raw parameters and those of the distribution belong together. */
  public Link link() {
    return family.link();
  }

  /** The raw parameters under which targets are most likely: what a booster starts from. */
  public double[] start(double... targets) {
    double[] ones = new double[targets.length];
    Arrays.fill(ones, 1);
    return start(targets, ones);
  }

  /**
   * The same of weighted targets.
   *
   * @throws IllegalArgumentException if nothing has weight, a target cannot occur, or there is no
   *     maximum, as where all targets are equal and so a scale would be 0
   * @throws UnsupportedOperationException for a typed density
   */
  public double[] start(double[] targets, double[] weights) {
    return family.start(WeightedSample.of(targets, weights, family));
  }

  /**
   * The diagonal of the Fisher information by raw parameters: what the loss's curvature is on
   * average, where it is smooth. Empty where no closed form is known.
   */
  public Optional<double[]> information(double... parameters) {
    check(parameters);
    return family.information(parameters);
  }

  /** Whether {@link #cdf} and {@link #quantile} have a closed form. */
  public boolean hasClosedCdf() {
    return family.hasClosedCdf();
  }

  /**
   * P(Y ≤ y).
   *
   * @throws UnsupportedOperationException if it has no closed form: ask {@link #hasClosedCdf}
   */
  public double cdf(double y, double... parameters) {
    check(parameters);
    return Double.isNaN(y) ? y : family.cdf(y, parameters);
  }

  /**
   * The smallest target up to which there is a probability of u.
   *
   * @throws UnsupportedOperationException if it has no closed form: ask {@link #hasClosedCdf}
   */
  public double quantile(double u, double... parameters) {
    check(parameters);
    if (!Domain.UNIT.contains(u)) {
      throw new IllegalArgumentException("u = " + u + " is outside [0, 1]");
    }
    return family.quantile(u, parameters);
  }

  /** The mean; empty where there is none, as of classes or of Student's t with ν ≤ 1. */
  public OptionalDouble mean(double... parameters) {
    check(parameters);
    return family.mean(parameters);
  }

  /** The variance; ∞ where it is infinite, empty where there is none or none is known. */
  public OptionalDouble variance(double... parameters) {
    check(parameters);
    return family.variance(parameters);
  }

  /**
   * Draws one target. The same numbers of the generator give the same bits on every machine.
   *
   * @throws UnsupportedOperationException for a typed density
   */
  public double sample(RandomGenerator generator, double... parameters) {
    check(parameters);
    return family.sample(generator, parameters);
  }

  /**
   * Draws {@code count} targets that hang on the seed alone.
   *
   * @param count at least 0
   */
  public double[] sample(long seed, int count, double... parameters) {
    check(parameters);
    if (!(count >= 0)) {
      throw new IllegalArgumentException("count = " + count + " is outside [0, ∞)");
    }
    RandomGenerator generator = Draws.seeded(seed);
    double[] drawn = new double[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = family.sample(generator, parameters);
    }
    return drawn;
  }

  private void check(double[] raw) {
    if (!family.fits(raw.length)) {
      String wanted =
          family.parameters().isEmpty()
              ? "at least 2 logits"
              : family.parameters().size() + " (" + String.join(", ", family.parameters()) + ")";
      throw new IllegalArgumentException(
          family.name() + " takes " + wanted + " parameters, not " + raw.length);
    }
    for (int i = 0; i < raw.length; i++) {
      if (!family.takes(i, raw[i])) {
        String name = family.parameters().isEmpty() ? "logit_" + i : family.parameters().get(i);
        throw new IllegalArgumentException(
            name + " = " + raw[i] + " is no parameter of " + family.name());
      }
    }
  }

  /** Its name with what is fixed, as {@code student_t(nu=3)}. */
  @Override
  public String toString() {
    return family.name();
  }
}

package org.surprisal.loss;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.surprisal.kernel.Exponential;

/** A symmetric distribution with a location and a scale: Gaussian, Laplace, Student-t, logistic. */
final class LocationFamily extends Family {
  private static final String LOCATION = "mu";
  private static final int MOST_STEPS = 10_000;
  private static final double CLOSE_ENOUGH = 1e-14;

  private final String entry;
  private final String given;
  private final Standard standard;
  private final ScaleForm form;

  /** The scale where it is fixed, else NaN. */
  private final double fixedScale;

  private LocationFamily(
      String entry, String given, Standard standard, ScaleForm form, double fixedScale) {
    super(Domain.REAL);
    this.entry = entry;
    this.given = given;
    this.standard = standard;
    this.form = form;
    this.fixedScale = fixedScale;
  }

  /**
   * @param given parameters of its loss that are not the default, as in a spec
   */
  static LocationFamily of(String entry, String given, Standard standard, ScaleForm form) {
    return new LocationFamily(entry, given, standard, form, Double.NaN);
  }

  /** Gaussian, of the location alone. */
  static LocationFamily gaussian(double variance) {
    String given = "variance=" + Text.number(variance);
    return new LocationFamily(
        "gaussian", given, Standard.NORMAL, ScaleForm.SCALE, Math.sqrt(variance));
  }

  /** Laplace, of the location alone. */
  static LocationFamily laplace(double scale) {
    return new LocationFamily("laplace", "", Standard.LAPLACE, ScaleForm.SCALE, scale);
  }

  /** Student-t with a finite ν, of the location alone. */
  static LocationFamily student(double nu, double scale) {
    String given = "nu=" + Text.number(nu);
    return new LocationFamily("student_t", given, new Student(nu), ScaleForm.SCALE, scale);
  }

  private boolean isFixed() {
    return fixedScale > 0;
  }

  /** Fixed scales other than Gaussian ones have no name in the catalogue. */
  private boolean isTyped() {
    return isFixed() && !standard.equals(Standard.NORMAL);
  }

  private Loss<?, ?> typed(Likelihood.Constant constant) {
    String cost =
        standard.equals(Standard.LAPLACE)
            ? "abs(mu - y) / scale"
            : "student_cost((mu - y) / scale, 0, nu)";
    return Loss.formula(
        Geometry.parameters(LOCATION),
        constant == Likelihood.Constant.KEPT ? cost + " + " + constant() : cost,
        fixed());
  }

  @Override
  String name() {
    String name = given.isEmpty() ? entry : entry + "(" + given + ")";
    return isTyped() ? name + " of scale " + Text.number(fixedScale) : name;
  }

  @Override
  List<String> parameters() {
    return isFixed() ? List.of(LOCATION) : List.of(LOCATION, form.text());
  }

  @Override
  Link link() {
    return isFixed()
        ? Link.of(Link.Part.IDENTITY)
        : Link.of(Link.Part.IDENTITY, form.isLogarithm() ? Link.Part.LOG : Link.Part.IDENTITY);
  }

  @Override
  boolean takes(int which, double raw) {
    return (which == 0 || form.isLogarithm())
        ? Domain.REAL.contains(raw)
        : Domain.NON_NEGATIVE.contains(raw);
  }

  @Override
  Loss<?, ?> loss() {
    return isTyped() ? typed(Likelihood.Constant.KEPT) : Loss.parse(name());
  }

  @Override
  Loss<?, ?> loss(Likelihood.Constant constant) {
    if (isTyped()) {
      return typed(constant);
    }
    return hasConstant()
        ? Loss.parse(name()).with("full", constant == Likelihood.Constant.KEPT)
        : loss();
  }

  /** The logistic distribution has no constant that is worth dropping. */
  private boolean hasConstant() {
    return !entry.equals("logistic_distribution");
  }

  @Override
  String constant() {
    String constant =
        standard instanceof Student
            ? "log(2 * pi) / 2 - half_gamma_step(nu / 2)"
            : !hasConstant()
                ? "0"
                : standard.equals(Standard.LAPLACE) ? "log(2)" : "log(2 * pi) / 2";
    return isTyped() ? constant + " + log(scale)" : constant;
  }

  @Override
  Map<String, Double> fixed() {
    Map<String, Double> fixed = new HashMap<>();
    if (standard instanceof Student(double nu)) {
      fixed.put("nu", nu);
    }
    if (isTyped()) {
      fixed.put("scale", fixedScale);
    }
    return fixed;
  }

  private double scale(double[] raw) {
    return isFixed() ? fixedScale : form.scale(raw[1]);
  }

  /** Whether e^raw has become 0 or ∞, though the scale is neither. */
  private boolean isBeyond(double scale) {
    return form.isLogarithm() && !(scale > 0 && scale < Double.POSITIVE_INFINITY);
  }

  /** The root of a scale, which is a number where the scale itself {@link #isBeyond} all. */
  private double root(double[] raw) {
    return Exponential.exp(0.5 * form.logScale(raw[1]));
  }

  /** Of a finite y. */
  private double standardized(double y, double[] raw) {
    if (y == raw[0]) {
      return 0;
    }
    double difference = y - raw[0];
    boolean isWide = Double.isInfinite(difference);
    double part = isWide ? 0.5 * y - 0.5 * raw[0] : difference;
    double scale = scale(raw);
    double t = isBeyond(scale) ? part / root(raw) / root(raw) : part / scale;
    return isWide ? 2 * t : t;
  }

  @Override
  double[] start(WeightedSample sample) {
    double[] best = best(sample);
    if (isFixed()) {
      return new double[] {best[0]};
    }
    if (!(best[1] > 0 && best[1] < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the likelihood of "
              + name()
              + " has no maximum on these targets: so many are equal that its scale would be 0");
    }
    return new double[] {best[0], form.raw(best[1])};
  }

  /** The most likely location and scale. */
  private double[] best(WeightedSample sample) {
    if (standard.equals(Standard.NORMAL)) {
      double mean = sample.mean();
      return new double[] {mean, sample.spread(mean)};
    }
    double median = sample.median();
    double deviation = sample.mean(y -> Math.abs(y - median));
    if (standard.equals(Standard.LAPLACE) || sample.isConstant()) {
      return new double[] {median, deviation};
    }
    return iterated(sample, median, isFixed() ? fixedScale : deviation);
  }

  /**
   * Each point weighs what it pulls: a mean and a spread with these weights, again and again, climb
   * the likelihood of a scale mixture of normals (Dempster, Laird & Rubin 1977; the spread of
   * Student's t divided by the sum of the weights as by Kent, Tyler & Vardi 1994, which is faster).
   */
  private double[] iterated(WeightedSample sample, double firstLocation, double firstScale) {
    double location = firstLocation;
    double scale = firstScale;
    for (int step = 0; step < MOST_STEPS; step++) {
      double m = location;
      double s = scale;
      double next = sample.mean(y -> y, y -> standard.pull((y - m) / s));
      double square =
          standard instanceof Student
              ? sample.mean(y -> square((y - next) / s), y -> standard.pull((y - m) / s))
              : sample.mean(y -> standard.pull((y - m) / s) * square((y - next) / s));
      location = next;
      scale = isFixed() ? s : s * Math.sqrt(square);
      boolean still = Math.abs(next - m) <= CLOSE_ENOUGH * s;
      if (still && Math.abs(scale - s) <= CLOSE_ENOUGH * s) {
        return new double[] {location, scale};
      }
    }
    return new double[] {location, 0};
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  Optional<double[]> information(double[] raw) {
    double scale = scale(raw);
    double location = standard.locationInformation() / scale / scale;
    return Optional.of(
        isFixed()
            ? new double[] {location}
            : new double[] {location, standard.scaleInformation() * square(form.slope(raw[1]))});
  }

  @Override
  boolean hasClosedCdf() {
    return standard.isClosed();
  }

  @Override
  double cdf(double y, double[] raw) {
    if (!hasClosedCdf()) {
      throw noClosedForm("distribution function");
    }
    boolean isPoint = !form.isLogarithm() && scale(raw) == 0;
    if (isPoint || Double.isInfinite(y)) {
      return y < raw[0] ? 0 : 1;
    }
    return standard.cdf(standardized(y, raw));
  }

  @Override
  double quantile(double u, double[] raw) {
    if (!hasClosedCdf()) {
      throw noClosedForm("quantile function");
    }
    return moved(standard.quantile(u), raw);
  }

  private double moved(double t, double[] raw) {
    double scale = scale(raw);
    if (t == 0) {
      return raw[0];
    }
    if (isBeyond(scale)) {
      double root = root(raw);
      return Double.isInfinite(t) ? t : Math.fma(t * root, root, raw[0]);
    }
    return scale == 0 ? raw[0] : Math.fma(scale, t, raw[0]);
  }

  @Override
  OptionalDouble mean(double[] raw) {
    return standard.hasMean() ? OptionalDouble.of(raw[0]) : OptionalDouble.empty();
  }

  @Override
  OptionalDouble variance(double[] raw) {
    double variance = standard.variance();
    if (Double.isNaN(variance)) {
      return OptionalDouble.empty();
    }
    double scale = scale(raw);
    if (Double.isInfinite(variance)) {
      boolean isPoint = scale == 0 && !form.isLogarithm();
      return OptionalDouble.of(isPoint ? 0 : variance);
    }
    return OptionalDouble.of(variance * square(scale));
  }

  @Override
  double sample(RandomGenerator generator, double[] raw) {
    return moved(standard.sample(generator), raw);
  }
}

package org.surprisal.loss;

import java.util.List;

/**
 * Negative log-likelihoods whose location and scale are predicted both: the columns are μ and a
 * scale, as many of each as there are targets.
 */
public final class DistributionLosses {
  private static final String HALF_LN_TWO_PI = "log(2 * pi) / 2";
  private static final String LOCATION = "mu";
  private static final String POINT = "a scale of 0 costs -∞ on the target and +∞ beside it";

  static final Entry GAUSSIAN =
      entry("gaussian")
          .title("Gaussian negative log-likelihood of a predicted mean and spread")
          .parameter(scale("log_variance", "variance", "sigma", "log_sigma"))
          .parameter(
              Parameter.Definition.optional(
                  "variance",
                  Domain.POSITIVE,
                  "a variance that is known: then μ is the only column"))
          .parameter(full("½ ln 2π"))
          .link("identity, log")
          .assumes("Gaussian noise whose variance is predicted too")
          .estimates("mean and variance")
          .kinks(POINT + "; its gradient is undefined")
          .droppedConstant("½ ln 2π (full=false drops it)")
          .choose(
              "A real target whose noise is near-Gaussian but not equally large everywhere, and the"
                  + " spread is wanted too.",
              "Outliers occur (student_t, laplace), or only the mean is wanted: one wild row then"
                  + " inflates its own variance instead of being fitted.")
          .elsewhere(
              "PyTorch GaussianNLLLoss: takes the variance, clamps it at eps=1e-6 and drops ½ ln 2π"
                  + " unless full=True; here gaussian(scale=variance, full=false), unclamped",
              "Keras and TensorFlow Probability: -Normal(mu, sigma).log_prob(y); here scale=sigma")
          .claims((arguments, _, _) ->
              arguments.isNone("variance")
                  ? Claims.NONE
                  : Claims.convex("inf", "1 / variance").strongly("1 / variance"))
          .sources(
              "Nix & Weigend (1994), doi:10.1109/ICNN.1994.374138",
              "Kendall & Gal (2017), arXiv:1703.04977")
          .definedBy((arguments, _, _) -> gaussian(arguments));

  static final Entry LAPLACE =
      entry("laplace")
          .title("Laplace negative log-likelihood of a predicted median and spread")
          .parameter(scale("log_scale", "scale"))
          .parameter(full("ln 2"))
          .link("identity, log")
          .assumes("Laplace noise whose scale is predicted too")
          .estimates("median and mean absolute deviation")
          .kinks("μ = y: derivative by μ 0, curvature 0; " + POINT)
          .droppedConstant("ln 2 (full=false drops it)")
          .choose(
              "A real target with heavy tails, where the median and its typical error are wanted.",
              "The noise is Gaussian (its spread is then told less well), or a smooth gradient is"
                  + " needed (logistic_distribution).")
          .elsewhere("Stan double_exponential and SciPy laplace: the same density, by scale b")
          .claims(Claims.notConvex("inf", "inf"))
          .sources("Laplace (1774); Kendall & Gal (2017), arXiv:1703.04977")
          .definedBy((arguments, _, _) -> laplace(arguments));

  static final Entry STUDENT_T =
      entry("student_t")
          .title("Student-t negative log-likelihood: a Gaussian that forgives outliers")
          .parameter(
              Parameter.Definition.number(
                  "nu",
                  4,
                  Domain.POSITIVE_OR_INFINITE,
                  "degrees of freedom: 1 is Cauchy, inf is Gaussian"))
          .parameter(scale("log_scale", "scale"))
          .parameter(full("its constant"))
          .link("identity, log")
          .assumes("Student-t noise whose scale is predicted too")
          .estimates("a centre and a scale that outliers hardly move")
          .kinks(POINT + "; its gradient is undefined")
          .droppedConstant("ln Γ(ν/2) - ln Γ((ν + 1)/2) + ½ ln νπ (full=false drops it)")
          .choose(
              "Real targets with outliers that are no mistakes of the model: its pull by a residual"
                  + " falls again beyond the scale.",
              "Tails are light, or a convex loss is needed: it has several minima where the data"
                  + " has several clusters.")
          .elsewhere(
              "PyTorch and TensorFlow Probability StudentT(df, loc, scale): the same, by scale",
              "the scale is not the standard deviation, which is scale·√(ν/(ν - 2)) for ν > 2")
          .claims(Claims.notConvex("inf", "inf"))
          .sources("Lange, Little & Taylor (1989), doi:10.1080/01621459.1989.10478852")
          .definedBy((arguments, _, _) -> studentT(arguments));

  static final Entry LOGISTIC =
      entry("logistic_distribution")
          .title("Logistic-distribution negative log-likelihood of a predicted centre and spread")
          .parameter(scale("log_scale", "scale"))
          .link("identity, log")
          .assumes("logistic noise whose scale is predicted too")
          .estimates("a centre between mean and median, and a scale")
          .kinks(POINT + "; its gradient is undefined")
          .choose(
              "Tails a little heavier than Gaussian with a smooth loss, or a distribution function"
                  + " in closed form is wanted.",
              "Labels are yes or no: that is binary_cross_entropy.")
          .elsewhere(
              "the standard deviation is scale·π/√3; TensorFlow Probability Logistic is the same")
          .claims(Claims.notConvex("inf", "inf"))
          .sources(
              "Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2 (1995), ch. 23")
          .definedBy((arguments, _, _) -> logistic(arguments));

  static final Entry LOG_NORMAL =
      entry("log_normal")
          .title("Log-normal negative log-likelihood: Gaussian on ln y")
          .parameter(scale("log_sigma", "sigma"))
          .parameter(full("ln y + ½ ln 2π"))
          .target(Domain.POSITIVE, "a log-normal target has no zeros")
          .link("identity, log")
          .assumes("targets whose logarithm is Gaussian")
          .estimates("mean and standard deviation of ln y; e^μ is the median of y")
          .kinks(POINT + "; its gradient is undefined")
          .droppedConstant("ln y + ½ ln 2π (full=false drops it)")
          .choose(
              "Positive targets that vary by factors: prices, sizes, durations.",
              "The mean of y is wanted and the tail is not log-normal (gamma), or zeros occur"
                  + " (tweedie).")
          .elsewhere(
              "SciPy lognorm(s, scale): s is σ here and scale is e^μ",
              "squared error of ln y drops σ and the constant")
          .claims(Claims.notConvex("inf", "inf"))
          .sources("Crow & Shimizu, Lognormal Distributions (1988)")
          .definedBy((arguments, _, _) -> logNormal(arguments));

  /** In the order of the catalogue. */
  static final List<Entry> ALL = List.of(GAUSSIAN, LAPLACE, STUDENT_T, LOGISTIC, LOG_NORMAL);

  private DistributionLosses() {}

  private static Entry.Builder entry(String name) {
    return Entry.named(name);
  }

  private static Parameter.Definition scale(String usual, String... others) {
    return Parameter.Definition.choice("scale", "what the column beside μ holds", usual, others);
  }

  private static Parameter.Definition full(String constant) {
    return new Parameter.Definition(
        "full",
        new Parameter.Kind.Flag(),
        true,
        "keeps " + constant + ", which no prediction changes");
  }

  /** A formula in μ and its scale; a scale that is told itself may be 0, where all mass is on μ. */
  private static Definition on(String scale, String residual, String formula) {
    boolean logarithm = scale.startsWith("log_");
    String text =
        logarithm
            ? formula
            : "if(" + scale + " == 0, point_mass(" + residual + "), " + formula + ")";
    return Definition.on(Geometry.parameters(LOCATION, scale), text)
        .within(Domain.REAL, logarithm ? Domain.REAL : Domain.NON_NEGATIVE);
  }

  private static Definition gaussian(Arguments arguments) {
    String constant = arguments.flag("full") ? HALF_LN_TWO_PI + " + " : "";
    if (!arguments.isNone("variance")) {
      String text = constant + "gaussian_cost(mu - y, log(variance) / 2)";
      return Definition.on(Geometry.parameters(LOCATION), text)
          .floor(constant + "log(variance) / 2");
    }
    String scale = arguments.choice("scale");
    return on(scale, "mu - y", constant + normal(scale, "mu - y"));
  }

  /** ln σ + (r/σ)²/2 of a scale that is told as its name says. */
  private static String normal(String scale, String residual) {
    return "gaussian_cost(" + residual + ", " + logarithm(scale) + ")";
  }

  /** ln of the scale, of how it is told. */
  private static String logarithm(String scale) {
    return switch (scale) {
      case "log_variance" -> "log_variance / 2";
      case "variance" -> "log(variance) / 2";
      default -> scale.startsWith("log_") ? scale : "log(" + scale + ")";
    };
  }

  private static Definition logNormal(Arguments arguments) {
    String scale = arguments.choice("scale");
    String constant = arguments.flag("full") ? "log(y) + " + HALF_LN_TWO_PI + " + " : "";
    return on(scale, "mu - log(y)", constant + normal(scale, "mu - log(y)"));
  }

  private static Definition laplace(Arguments arguments) {
    String scale = arguments.choice("scale");
    String constant = arguments.flag("full") ? "log(2) + " : "";
    return on(scale, "mu - y", constant + "laplace_cost(mu - y, " + logarithm(scale) + ")");
  }

  /** ln Γ((ν + 1)/2) − ln Γ(ν/2) is taken together, so that a large ν has the Gaussian limit. */
  private static Definition studentT(Arguments arguments) {
    String scale = arguments.choice("scale");
    boolean full = arguments.flag("full");
    if (arguments.number("nu") == Double.POSITIVE_INFINITY) {
      String constant = full ? HALF_LN_TWO_PI + " + " : "";
      return on(scale, "mu - y", constant + normal(scale, "mu - y"));
    }
    String constant = full ? HALF_LN_TWO_PI + " - half_gamma_step(nu / 2) + " : "";
    String cost = "student_cost(mu - y, " + logarithm(scale) + ", nu)";
    return on(scale, "mu - y", constant + cost);
  }

  /** ln s + |q| + 2 ln(1 + e^−|q|) with q = (μ − y)/s, which is ln s + 2 ln(2 cosh(q/2)). */
  private static Definition logistic(Arguments arguments) {
    String scale = arguments.choice("scale");
    String cost =
        scale.equals("log_scale")
            ? "log_scale + 2 * log(2) + 2 * log_cosh(scaled(mu - y, log_scale) / 2)"
            : "log(scale) + 2 * log(2) + 2 * log_cosh((mu - y) / scale / 2)";
    return on(scale, "mu - y", cost);
  }

  /**
   * ½ ln 2π + ½ s + (μ − y)²/(2 e^s) of columns μ and s = ln σ²; {@code scale} tells the second
   * column otherwise, {@code variance} fixes it, {@code full=false} drops ½ ln 2π.
   */
  public static Loss<Target.Real, Prediction.Parameters> gaussian() {
    return Loss.of(GAUSSIAN);
  }

  /**
   * The same of a column μ alone, with a known variance.
   *
   * @param variance in (0, ∞), in the square of the target's units
   */
  public static Loss<Target.Real, Prediction.Parameters> gaussian(double variance) {
    return Loss.<Target.Real, Prediction.Parameters>of(GAUSSIAN).with("variance", variance);
  }

  /** ln 2 + s + |μ − y|/e^s of columns μ and s = ln b; derivative by μ 0 at μ = y. */
  public static Loss<Target.Real, Prediction.Parameters> laplace() {
    return Loss.of(LAPLACE);
  }

  /**
   * −ln of Student's density with location μ and scale e^s, of columns μ and s.
   *
   * @param nu degrees of freedom in (0, ∞]; ∞ is Gaussian
   */
  public static Loss<Target.Real, Prediction.Parameters> studentT(double nu) {
    return Loss.<Target.Real, Prediction.Parameters>of(STUDENT_T).with("nu", nu);
  }

  /** s + q + 2 ln(1 + e^−q), q = (y − μ)/e^s, of columns μ and s. */
  public static Loss<Target.Real, Prediction.Parameters> logisticDistribution() {
    return Loss.of(LOGISTIC);
  }

  /** ln y + ½ ln 2π + s + (μ − ln y)²/(2 e^2s) of columns μ and s = ln σ; y > 0. */
  public static Loss<Target.Real, Prediction.Parameters> logNormal() {
    return Loss.of(LOG_NORMAL);
  }
}

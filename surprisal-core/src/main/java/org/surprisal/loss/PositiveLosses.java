package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.surprisal.kernel.Logarithm;

/** Losses of targets that are not negative: counts, amounts, durations; and their deviances. */
public final class PositiveLosses {
  private static final String LINK = "link";
  private static final String LINK_MEANING =
      "whether the prediction is the logarithm of the mean or the mean itself";
  private static final Map<Scale, String> LOG_OR_MEAN =
      Map.of(Scale.RAW, "log", Scale.RESPONSE, "mean");

  /** Below this, e^z is 0 in every type: the finite stand-in for ln 0 as a constant log-mean. */
  private static final double LOG_OF_NOTHING = -750;

  private static final Parameter.Definition POWER =
      Parameter.Definition.number(
          "power",
          1.5,
          Domain.open(1, 2),
          "p of the variance μ^p: towards 1 Poisson, towards 2 gamma");

  static final Entry GAMMA =
      entry("gamma", Scale.RAW)
          .title("Gamma negative log-likelihood of positive amounts")
          .target(Domain.POSITIVE, "a gamma distribution has no zeros; tweedie has")
          .assumes("gamma distributed targets, whose spread is a fixed share of their mean")
          .estimates("mean")
          .kinks("none")
          .droppedConstant("none at shape 1, which is the exponential distribution")
          .choose(
              "Positive, skewed amounts whose errors count by their ratio: claim sizes, waiting"
                  + " times, prices.",
              "Zeros occur (tweedie), or errors count in units and not in per cent.")
          .elsewhere(
              "scikit-learn GammaRegressor and XGBoost reg:gamma: the same minimiser; the former"
                  + " reports the half deviance, which subtracts 1 + ln y",
              "LightGBM gamma: the same on the log scale")
          .claims((_, scale, _) -> convexInLog(scale, "0"))
          .sources("McCullagh & Nelder, Generalized Linear Models (1989)")
          .definedBy((_, scale, _) ->
              on(scale, "z + y * exp(-z)", "gamma_cost(y, mu)", Domain.POSITIVE)
                  .floor("1 + log(y)"));

  static final Entry TWEEDIE =
      entry("tweedie", Scale.RAW)
          .title("Tweedie negative log-likelihood of amounts that are often exactly 0")
          .parameter(POWER)
          .target(Domain.NON_NEGATIVE, "")
          .assumes("a Poisson number of gamma distributed amounts, with variance in μ^power")
          .estimates("mean")
          .kinks("none")
          .droppedConstant("the normalising series, which has no closed form")
          .choose(
              "Many exact zeros beside positive, skewed amounts: insurance claims, rainfall.",
              "Targets are counts (poisson, negative_binomial), or never 0 (gamma).")
          .elsewhere(
              "XGBoost reg:tweedie and LightGBM tweedie: the same, with tweedie_variance_power",
              "scikit-learn TweedieRegressor: half tweedie_deviance, the same minimiser")
          .claims((_, scale, _) -> convexInLog(scale, "0"))
          .sources("Jørgensen (1987), doi:10.1111/j.2517-6161.1987.tb01685.x")
          .definedBy((_, scale, _) ->
              on(
                      scale,
                      "log_tweedie_cost(y, z, power)",
                      "tweedie_cost(y, mu, power)",
                      Domain.POSITIVE)
                  .floor("y^(2 - power) / ((2 - power) * (power - 1))"));

  static final Entry NEGATIVE_BINOMIAL =
      entry("negative_binomial", Scale.RAW)
          .title(
              "Negative binomial negative log-likelihood of counts that spread more than Poisson")
          .parameter(
              Parameter.Definition.number(
                  "dispersion", 1, Domain.NON_NEGATIVE, "φ of the variance μ + φμ²; 0 is Poisson"))
          .parameter(Parameter.Definition.flag("full", "adds the part that no prediction changes"))
          .target(Domain.NON_NEGATIVE, "")
          .assumes("negative binomial counts (NB2): Poisson counts of gamma distributed rates")
          .estimates("mean")
          .kinks("0·ln 0 = 0 where y = 0, in derivatives too")
          .droppedConstant("ln Γ(1/φ) + ln Γ(y+1) − ln Γ(y+1/φ) − y ln φ (full=true keeps it)")
          .choose(
              "Counts whose variance exceeds their mean, as nearly all counts of people and events"
                  + " do.",
              "The dispersion is unknown and matters: here it is given, not learned. At 0 use"
                  + " poisson.")
          .elsewhere(
              "R and MASS: theta or size is 1/φ; SciPy nbinom: n = 1/φ, p = 1/(1 + φμ)",
              "statsmodels: alpha is φ",
              "PyTorch NegativeBinomial: total_count = 1/φ, logits = ln(φμ)")
          .claims((_, scale, _) -> convexInLog(scale, "dispersion == 0"))
          .sources("Hilbe, Negative Binomial Regression (2011), doi:10.1017/CBO9780511973420")
          .definedBy((arguments, scale, _) -> negativeBinomial(arguments.flag("full"), scale));

  static final Entry POISSON_DEVIANCE =
      entry("poisson_deviance", Scale.RESPONSE)
          .title("Poisson deviance, for scoring counts and rates")
          .target(Domain.NON_NEGATIVE, "")
          .assumes("Poisson counts")
          .estimates("mean")
          .kinks("0·ln 0 = 0 where y = 0, in derivatives too; a mean of 0 costs +∞ where y > 0")
          .droppedConstant("none: 2 ln of the ratio to the likelihood of a perfect prediction")
          .choose(
              "Scoring predicted means of counts: 0 is perfect, and it is as sharp as Poisson's"
                  + " likelihood.",
              "Counts spread much more than Poisson: large counts then decide alone.")
          .elsewhere(
              "scikit-learn mean_poisson_deviance: the same; its HalfPoissonLoss: half of it",
              "XGBoost poisson-nloglik: poisson(full=true), another number with the same minimiser")
          .claims(Claims.convex("inf", "inf"))
          .sources("McCullagh & Nelder, Generalized Linear Models (1989)")
          .definedBy((_, scale, _) ->
              on(
                      scale,
                      "2 * log_poisson_excess(y, z)",
                      "2 * poisson_excess(y, mu)",
                      Domain.NON_NEGATIVE)
                  .floor("0"));

  static final Entry GAMMA_DEVIANCE =
      entry("gamma_deviance", Scale.RESPONSE)
          .title("Gamma deviance, for scoring positive amounts by their ratio")
          .target(Domain.POSITIVE, "a gamma distribution has no zeros; tweedie_deviance takes them")
          .assumes("gamma distributed targets")
          .estimates("mean")
          .kinks("none")
          .droppedConstant("none: 2 ln of the ratio to the likelihood of a perfect prediction")
          .choose(
              "Scoring positive amounts where a factor counts, whatever the unit: it is the same in"
                  + " euros and in cents.",
              "Targets can be 0, or errors count in units.")
          .elsewhere(
              "scikit-learn mean_gamma_deviance: the same; its HalfGammaLoss: ln μ + y/μ − ln y − 1",
              "XGBoost gamma-deviance: the same, gamma-nloglik: not a deviance")
          .claims((_, scale, _) -> convexInLog(scale, "0"))
          .sources("McCullagh & Nelder, Generalized Linear Models (1989)")
          .definedBy((_, scale, _) ->
              on(scale, "2 * expm1_minus(log(y) - z)", "2 * gamma_excess(y, mu)", Domain.POSITIVE)
                  .floor("0"));

  static final Entry TWEEDIE_DEVIANCE =
      entry("tweedie_deviance", Scale.RESPONSE)
          .title("Tweedie deviance, for scoring amounts that are often exactly 0")
          .parameter(POWER)
          .target(Domain.NON_NEGATIVE, "")
          .assumes("a Poisson number of gamma distributed amounts, with variance in μ^power")
          .estimates("mean")
          .kinks("none")
          .droppedConstant("none: 2 ln of the ratio to the likelihood of a perfect prediction")
          .choose(
              "Scoring predicted means of amounts with many zeros, as in insurance.",
              "Models with different powers are compared: each power is another measure.")
          .elsewhere(
              "scikit-learn mean_tweedie_deviance and d2_tweedie_score: the same; their default"
                  + " power is 0, the squared error",
              "XGBoost tweedie-nloglik: tweedie, not this deviance")
          .claims((_, scale, _) -> convexInLog(scale, "0"))
          .sources("Jørgensen (1987), doi:10.1111/j.2517-6161.1987.tb01685.x")
          .definedBy((_, scale, _) ->
              on(
                      scale,
                      "2 * log_tweedie_excess(y, z, power)",
                      "2 * tweedie_excess(y, mu, power)",
                      Domain.POSITIVE)
                  .floor("0"));

  /** In the order of the catalogue. */
  static final List<Entry> ALL =
      List.of(
          GAMMA, TWEEDIE, NEGATIVE_BINOMIAL, POISSON_DEVIANCE, GAMMA_DEVIANCE, TWEEDIE_DEVIANCE);

  private PositiveLosses() {}

  /** All are convex in the log-mean; in the mean where the condition holds. */
  private static Claims convexInLog(Scale scale, String inMean) {
    return Claims.convexWhere(scale == Scale.RAW ? "1" : inMean, "inf", "inf");
  }

  private static Entry.Builder entry(String name, Scale initial) {
    return Entry.named(name).link("log").scaleBy(LINK, LINK_MEANING, LOG_OR_MEAN, initial);
  }

  /** One formula in the log-mean z and one in the mean, whose best constant is the mean target. */
  private static Definition on(Scale scale, String ofLog, String ofMean, Domain means) {
    if (scale == Scale.RAW) {
      return Definition.of(ofLog)
          .constant(mean -> new double[] {Math.max(Logarithm.log(mean[0]), LOG_OF_NOTHING)});
    }
    return Definition.of(ofMean).on("mu", means).constant(UnaryOperator.identity());
  }

  /**
   * With the constant, terms of the order of y·ln y cancel where y is large, so there the sum is
   * the excess over a perfect prediction and what that costs: by Stirling's formula for the three
   * factorials, of which only the parts that do not cancel are left.
   */
  private static Definition negativeBinomial(boolean full, Scale scale) {
    boolean log = scale == Scale.RAW;
    String name = log ? "log_negative_binomial_" : "negative_binomial_";
    String given = log ? "(y, z, dispersion)" : "(y, mu, dispersion)";
    String constant = "lgamma(y + 1) - log_rising(y, dispersion)";
    String best =
        "stirling(y) + if(dispersion < 1e-18, log1p(dispersion * y) / 2,"
            + " stirling(1 / dispersion) - stirling(y + 1 / dispersion) + log1p(dispersion * y))";
    String small = name + "cost" + given + " + " + constant;
    String large = name + "excess" + given + " + " + best;
    String text = full ? "if(y < 10, " + small + ", " + large + ")" : name + "cost" + given;
    String least = "negative_binomial_cost(y, y, dispersion)";
    String floor = full ? "if(y < 10, " + least + " + " + constant + ", " + best + ")" : least;
    return on(scale, text, text, Domain.NON_NEGATIVE).floor(floor);
  }

  /**
   * z + y·e^(−z) of a log-mean z ({@link Prediction.Raw}), or ln μ + y/μ of a mean ({@link
   * Prediction.Response}); y &gt; 0. Estimates the mean.
   */
  public static Loss<Target.Real, Prediction.Point> gamma() {
    return Loss.of(GAMMA);
  }

  /**
   * e^((2−p)z)/(2−p) − y·e^((1−p)z)/(1−p) of a log-mean z ({@link Prediction.Raw}), or the same of
   * a mean e^z ({@link Prediction.Response}); y ≥ 0. Estimates the mean.
   *
   * @param power p in (1, 2), the exponent of the variance
   */
  public static Loss<Target.Real, Prediction.Point> tweedie(double power) {
    return Loss.<Target.Real, Prediction.Point>of(TWEEDIE).with("power", power);
  }

  /**
   * (y + 1/φ)·ln(1 + φμ) − y·ln μ of a log-mean z = ln μ ({@link Prediction.Raw}), or of a mean
   * ({@link Prediction.Response}); y ≥ 0. Estimates the mean.
   *
   * @param dispersion φ in [0, ∞), of the variance μ + φμ²; 0 is Poisson's loss
   */
  public static Loss<Target.Real, Prediction.Point> negativeBinomial(double dispersion) {
    return Loss.<Target.Real, Prediction.Point>of(NEGATIVE_BINOMIAL).with("dispersion", dispersion);
  }

  /** 2(y·ln(y/μ) − y + μ) of a mean μ ≥ 0, or of its logarithm ({@link Prediction.Raw}); y ≥ 0. */
  public static Loss<Target.Real, Prediction.Point> poissonDeviance() {
    return Loss.of(POISSON_DEVIANCE);
  }

  /** 2(y/μ − 1 − ln(y/μ)) of a mean μ, or of its logarithm ({@link Prediction.Raw}); y &gt; 0. */
  public static Loss<Target.Real, Prediction.Point> gammaDeviance() {
    return Loss.of(GAMMA_DEVIANCE);
  }

  /**
   * 2(y^(2−p)/((1−p)(2−p)) − y·μ^(1−p)/(1−p) + μ^(2−p)/(2−p)) of a mean μ, or of its logarithm
   * ({@link Prediction.Raw}); y ≥ 0.
   *
   * @param power p in (1, 2)
   */
  public static Loss<Target.Real, Prediction.Point> tweedieDeviance(double power) {
    return Loss.<Target.Real, Prediction.Point>of(TWEEDIE_DEVIANCE).with("power", power);
  }
}

package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.surprisal.kernel.Logarithm;

/** Losses of real targets: r = z − y, where z estimates y (or its logarithm, for Poisson). */
public final class RegressionLosses {
  private static final UnaryOperator<double[]> MEAN = UnaryOperator.identity();

  /** Below this, e^z is 0 in every type: the finite stand-in for ln 0 as a constant log-mean. */
  private static final double LOG_OF_NOTHING = -750;

  static final Entry SQUARED_ERROR =
      Entry.named("squared_error", "mse", "l2", "squared")
          .title("Squared error")
          .assumes("Gaussian noise of constant variance, without its factor ½")
          .estimates("mean")
          .choose(
              "A real target whose noise is near-Gaussian and equally large everywhere, and"
                  + " whose mean is wanted.",
              "Outliers or heavy tails: one row with residual 100 weighs as much as 10,000"
                  + " with residual 1. Nor after a sigmoid for labels: the gradient vanishes where"
                  + " the model is confidently wrong.")
          .elsewhere(
              "PyTorch MSELoss, Keras MeanSquaredError and scikit-learn mean_squared_error:"
                  + " the same, averaged over columns too; here a row's columns are summed",
              "XGBoost reg:squarederror, LightGBM regression and scikit-learn's boosting"
                  + " train on half of it: gradient r, curvature 1")
          .claims(Claims.convex("inf", "2").strongly("2"))
          .sources("Gauss, Theoria combinationis observationum (1823)")
          .definedBy((_, _, _) -> Definition.of("(z - y)^2").constant(MEAN));

  static final Entry HALF_SQUARED_ERROR =
      Entry.named("half_squared_error", "half_mse")
          .title("Half squared error, whose derivative is the residual")
          .assumes("Gaussian noise of variance 1")
          .estimates("mean")
          .droppedConstant("½ ln 2π")
          .choose(
              "As squared_error, where the gradient shall be the residual itself: boosted"
                  + " trees, textbooks, sums with other log-likelihoods.",
              "A number is to be compared with a reported mean squared error, which is twice"
                  + " as large. Nor with outliers.")
          .elsewhere(
              "XGBoost reg:squarederror and LightGBM regression: gradient r, curvature 1,"
                  + " while their metric rmse or l2 has no ½",
              "scikit-learn HalfSquaredError, optax l2_loss: the same")
          .claims(Claims.convex("inf", "1").strongly("1"))
          .sources("Gauss, Theoria combinationis observationum (1823)")
          .definedBy((_, _, _) -> Definition.of("(z - y)^2 / 2").constant(MEAN));

  static final Entry ABSOLUTE_ERROR =
      Entry.named("absolute_error", "mae", "l1")
          .title("Absolute error")
          .assumes("Laplace noise of scale 1")
          .estimates("median")
          .kinks("r = 0: derivative 0, curvature 0")
          .droppedConstant("ln 2")
          .choose(
              "A real target with outliers or heavy tails whose median is the answer; each"
                  + " row pulls with force 1, however far off.",
              "The mean is wanted: a skewed target has another median. Nor with second-order"
                  + " methods, as the curvature is 0; the minimiser of an even number of targets is"
                  + " not unique.")
          .elsewhere(
              "PyTorch L1Loss, Keras MeanAbsoluteError, scikit-learn mean_absolute_error: the"
                  + " same, averaged over columns too",
              "XGBoost reg:absoluteerror and LightGBM regression_l1 take curvature 1 and set"
                  + " leaves to the median of their residuals")
          .claims(Claims.convex("1", "inf"))
          .sources("Boscovich (1757); Laplace (1774)")
          .definedBy((_, _, _) -> Definition.of("abs(z - y)"));

  static final Entry HUBER =
      Entry.named("huber")
          .title("Huber: squared near 0, absolute in the tails")
          .parameter(
              Parameter.Definition.number(
                  "delta",
                  1,
                  Domain.POSITIVE_OR_INFINITE,
                  "size of the residual at which the tails begin; inf is half squared error"))
          .assumes("noise that is Gaussian in the middle and exponential in the tails")
          .estimates("a mean that limits the pull of outliers")
          .kinks("|r| = delta: curvature 1, that of the closed inner side")
          .choose(
              "A real target with some outliers, of which the bulk shall count as squares;"
                  + " delta is about the size of an ordinary residual, in the units of the target.",
              "The size of residuals is not known and delta is left at 1: huber(1) of house"
                  + " prices is absolute error. Nor where far outliers shall count for nothing"
                  + " (tukey).")
          .elsewhere(
              "PyTorch HuberLoss(delta), Keras Huber(delta), optax huber_loss: the same;"
                  + " PyTorch SmoothL1Loss(beta) is this over beta",
              "LightGBM huber: delta is called alpha, 0.9 by default",
              "scikit-learn HuberRegressor: epsilon is in units of a scale that it estimates"
                  + " too, without the ½; GradientBoostingRegressor(loss='huber'): alpha is a"
                  + " quantile of the residuals")
          .claims(Claims.convex("delta", "1").strongly("if(delta == inf, 1, 0)"))
          .sources("Huber (1964), doi:10.1214/aoms/1177703732")
          .definedBy((_, _, _) ->
              Definition.of(
                  "if(abs(z - y) <= delta, (z - y)^2 / 2," + " delta * (abs(z - y) - delta / 2))"));

  static final Entry LOG_COSH =
      Entry.named("log_cosh")
          .title("ln cosh of the residual: a smooth Huber without a parameter")
          .assumes("hyperbolic secant noise")
          .estimates("between mean and median")
          .droppedConstant("ln π")
          .choose(
              "As huber with delta = 1, for methods that want smooth derivatives, with"
                  + " residuals of about unit size.",
              "Residuals are in another unit: it has no parameter, so scale the target first."
                  + " It is convex, and not strongly convex: its curvature falls to 0.")
          .elsewhere(
              "Keras LogCosh: the same, averaged over columns too",
              "typed as log(cosh(r)) it overflows from |r| = 711 on; here both spellings are"
                  + " exact")
          .claims(Claims.convex("1", "1"))
          .sources("Saleh & Saleh (2022), arXiv:2208.04564")
          .definedBy((_, _, _) -> Definition.of("log_cosh(z - y)"));

  static final Entry QUANTILE =
      Entry.named("quantile", "pinball")
          .title("Quantile (pinball) loss, u = y − z")
          .parameter(
              Parameter.Definition.number(
                  "tau", 0.5, Domain.OPEN_UNIT, "the quantile that is estimated"))
          .assumes("asymmetric Laplace noise")
          .estimates("quantile tau")
          .kinks("u = 0: derivative 0, curvature 0")
          .choose(
              "A stated quantile of the target is wanted: a bound that holds for a share tau"
                  + " of the rows, a safety stock, one end of an interval.",
              "The mean is wanted, or the curve of several quantiles (multi_quantile). The"
                  + " curvature is 0, so second-order methods need a substitute.")
          .elsewhere(
              "scikit-learn mean_pinball_loss(alpha) and QuantileRegressor(quantile): the"
                  + " same; at tau = 0.5 it is half of the absolute error",
              "XGBoost reg:quantileerror (quantile_alpha), LightGBM quantile (alpha = 0.9 by"
                  + " default): the same with substitutes for the curvature")
          .claims(Claims.convex("max(tau, 1 - tau)", "inf"))
          .sources("Koenker & Bassett (1978), doi:10.2307/1913643")
          .definedBy((_, _, _) -> Definition.of("if(z <= y, tau * (y - z), (tau - 1) * (y - z))"));

  static final Entry POISSON =
      Entry.named("poisson")
          .title("Poisson negative log-likelihood of counts and rates")
          .scaleBy(
              "link",
              "whether the prediction is the logarithm of the mean or the mean itself",
              Map.of(Scale.RAW, "log", Scale.RESPONSE, "mean"),
              Scale.RAW)
          .parameter(
              Parameter.Definition.flag("full", "adds ln y!, the part that no prediction changes"))
          .target(Domain.NON_NEGATIVE, "")
          .link("log")
          .assumes("Poisson counts")
          .estimates("mean")
          .kinks("0·ln 0 = 0 where y = 0, in derivatives too")
          .droppedConstant("ln y! (full=true keeps it)")
          .choose(
              "Counts, or rates, whose variance is about their mean; the logarithm of the"
                  + " mean is predicted, so effects multiply.",
              "The variance exceeds the mean by far (negative_binomial), or targets are"
                  + " amounts and no counts (gamma, tweedie).")
          .elsewhere(
              "PyTorch PoissonNLLLoss: the same by default; its full=True adds Stirling's"
                  + " approximation, and only where y > 1, instead of ln y!",
              "Keras Poisson: takes means, and adds 1e-7 inside the logarithm; here"
                  + " link=mean, without it",
              "XGBoost count:poisson and LightGBM poisson: the same gradient; their curvature"
                  + " is e^(z + 0.7)")
          .claims(Claims.convex("inf", "inf"))
          .sources("Poisson (1837); McCullagh & Nelder, Generalized Linear Models (1989)")
          .definedBy((arguments, scale, _) -> poisson(arguments.flag("full"), scale));

  /** In the order of the catalogue. */
  static final List<Entry> ALL =
      List.of(
          SQUARED_ERROR, HALF_SQUARED_ERROR, ABSOLUTE_ERROR, HUBER, LOG_COSH, QUANTILE, POISSON);

  private RegressionLosses() {}

  /**
   * With the factorial, e^z − yz and ln y! cancel where y is large and the mean near it, so there
   * the sum is written as y·(e^t − 1 − t) with t = z − ln y, and the rest of Stirling's formula.
   */
  private static Definition poisson(boolean full, Scale scale) {
    boolean log = scale == Scale.RAW;
    String direct = log ? "exp(z) - y * z" : "mu - y * log(mu)";
    String large =
        log ? "log_poisson_excess(y, z) + stirling(y)" : "poisson_excess(y, mu) + stirling(y)";
    String text = full ? "if(y < 10, " + direct + " + lgamma(y + 1), " + large + ")" : direct;
    String floor =
        full ? "if(y < 10, y - y * log(y) + lgamma(y + 1), stirling(y))" : "y - y * log(y)";
    UnaryOperator<double[]> best =
        log ? mean -> new double[] {Math.max(Logarithm.log(mean[0]), LOG_OF_NOTHING)} : MEAN;
    Definition definition = Definition.of(text).floor(floor).constant(best);
    return log ? definition : definition.on("mu", Domain.NON_NEGATIVE);
  }

  /** r², r = z − y; derivative 2r. Estimates the mean. */
  public static Loss<Target.Real, Prediction.Point> squaredError() {
    return Loss.of(SQUARED_ERROR);
  }

  /** r²/2, r = z − y; derivative r. Estimates the mean. */
  public static Loss<Target.Real, Prediction.Point> halfSquaredError() {
    return Loss.of(HALF_SQUARED_ERROR);
  }

  /** |r|, r = z − y; derivative sign(r), 0 at r = 0. Estimates the median. */
  public static Loss<Target.Real, Prediction.Point> absoluteError() {
    return Loss.of(ABSOLUTE_ERROR);
  }

  /**
   * r²/2 where |r| ≤ delta, else delta·(|r| − delta/2); curvature at |r| = delta is 1.
   *
   * @param delta in (0, ∞], in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> huber(double delta) {
    return Loss.<Target.Real, Prediction.Point>of(HUBER).with("delta", delta);
  }

  /** ln cosh r, r = z − y; derivative tanh r. */
  public static Loss<Target.Real, Prediction.Point> logCosh() {
    return Loss.of(LOG_COSH);
  }

  /**
   * max(tau·u, (tau − 1)·u), u = y − z; derivative 0 at u = 0. Estimates the quantile tau.
   *
   * @param tau in (0, 1)
   */
  public static Loss<Target.Real, Prediction.Point> quantile(double tau) {
    return Loss.<Target.Real, Prediction.Point>of(QUANTILE).with("tau", tau);
  }

  /**
   * e^z − y·z of a log-mean z ({@link Prediction.Raw}), or μ − y·ln μ of a mean ({@link
   * Prediction.Response}); y ≥ 0.
   */
  public static Loss<Target.Real, Prediction.Point> poisson() {
    return Loss.of(POISSON);
  }
}

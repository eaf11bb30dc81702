package org.surprisal.loss;

import java.util.List;

/**
 * Losses of real targets that bound, or ask to bound, what one outlier can do: r = z − y, where z
 * estimates y, and a scale in the units of the target beyond which a residual counts as large.
 */
public final class RobustLosses {
  private static final Domain NON_NEGATIVE_OR_INFINITE = Domain.closed(0, Double.POSITIVE_INFINITY);
  private static final String CENTRE = "a centre of the target that outliers pull little";
  static final String SCALE = "size of the residual at which it begins to count as large";

  static final Entry SMOOTH_L1 =
      Entry.named("smooth_l1")
          .title("Smooth L1: absolute error with a rounded tip, huber(β)/β")
          .parameter(
              Parameter.Definition.number(
                  "beta",
                  1,
                  NON_NEGATIVE_OR_INFINITE,
                  "size of the residual at which the tails begin; 0 is absolute error, inf is 0"))
          .assumes("noise that is Gaussian in the middle and exponential in the tails")
          .estimates(CENTRE)
          .kinks(
              "|r| = beta: curvature 1/beta, that of the closed inner side; beta = 0: derivative 0"
                  + " and curvature 0 at r = 0")
          .choose(
              "Real targets with outliers where every tail shall pull with force 1, as in the"
                  + " regression of boxes.",
              "Not to find beta by minimising it: a larger beta alone makes the loss smaller. With"
                  + " steady noise and no outliers squared error uses the data better.")
          .elsewhere(
              "PyTorch SmoothL1Loss(beta): the same, beta = 0 included; its HuberLoss(delta) is"
                  + " delta times this",
              "Fast R-CNN: beta = 1")
          .claims(Claims.convex("if(beta < inf, 1, 0)", "1 / beta"))
          .sources("Girshick (2015), Fast R-CNN, doi:10.1109/ICCV.2015.169")
          .definedBy((arguments, _, _) ->
              Definition.of(
                  arguments.number("beta") == 0
                      ? "abs(z - y)"
                      : "if(abs(z - y) <= beta, (z - y) * ((z - y) / beta) / 2,"
                          + " abs(z - y) - beta / 2)"));

  static final Entry PSEUDO_HUBER =
      Entry.named("pseudo_huber")
          .title("Pseudo-Huber: squared near 0, absolute in the tails, smooth between")
          .parameter(
              Parameter.Definition.number(
                  "delta", 1, Domain.POSITIVE, "size of the residual at which the tails begin"))
          .assumes("noise of a hyperbolic distribution")
          .estimates(CENTRE)
          .choose(
              "Real targets with outliers, for methods that want all derivatives, Newton steps of"
                  + " boosted trees among them.",
              "Not where half of the residuals shall count exactly as squares (huber), nor where"
                  + " outliers shall count for nothing (tukey).")
          .elsewhere(
              "XGBoost reg:pseudohubererror: the same, delta being huber_slope",
              "SciPy special.pseudo_huber(delta, r) and least_squares(loss='soft_l1',"
                  + " f_scale=delta): the same",
              "Charbonnier, L1-L2: the same up to a factor and a constant")
          .claims(Claims.convex("delta", "1"))
          .sources(
              "Charbonnier, Blanc-Féraud, Aubert & Barlaud (1994), doi:10.1109/ICIP.1994.413553",
              "Hartley & Zisserman, Multiple View Geometry (2003), appendix 6")
          .definedBy((_, _, _) -> Definition.of("pseudo_huber(z - y, delta)"));

  static final Entry EXPECTILE =
      Entry.named("expectile")
          .title("Asymmetric squared error")
          .parameter(
              Parameter.Definition.number(
                  "tau", 0.5, Domain.OPEN_UNIT, "weight of predictions that are too low"))
          .assumes("noise of two half Gaussians of different variance")
          .estimates("expectile tau")
          .kinks("r = 0: curvature 2·tau, that of the side r ≤ 0")
          .choose(
              "When errors to one side cost more than to the other, and large ones by their"
                  + " square.",
              "Not for a stated share of cases: that is a quantile. One outlier pulls as in squared"
                  + " error.")
          .elsewhere(
              "half of squared error at tau = 0.5", "also called asymmetric least squares (ALS)")
          .claims(Claims.convex("inf", "2 * max(tau, 1 - tau)").strongly("2 * min(tau, 1 - tau)"))
          .sources("Newey & Powell (1987), doi:10.2307/1911031")
          .definedBy((_, _, _) -> Definition.of("if(z <= y, tau, 1 - tau) * (z - y)^2"));

  static final Entry EPSILON_INSENSITIVE =
      Entry.named("epsilon_insensitive")
          .title("Absolute error beyond a tolerance")
          .parameter(tolerance())
          .estimates("any centre that leaves as many targets above its band as below")
          .kinks("|r| = epsilon: derivative 0, curvature 0")
          .choose(
              "When errors up to a tolerance cost nothing; support vector regression, whose"
                  + " solution then rests on few rows.",
              "Not with second-order methods: its curvature is 0 everywhere. Its minimiser need not"
                  + " be unique.")
          .elsewhere(
              "scikit-learn SGDRegressor(loss='epsilon_insensitive', epsilon=0.1): the same;"
                  + " LinearSVR has epsilon=0 by default")
          .claims(Claims.convex("1", "inf"))
          .sources(
              "Vapnik, The Nature of Statistical Learning Theory (1995),"
                  + " doi:10.1007/978-1-4757-2440-0")
          .definedBy((_, _, _) -> Definition.of("max(0, abs(z - y) - epsilon)"));

  static final Entry SQUARED_EPSILON_INSENSITIVE =
      Entry.named("squared_epsilon_insensitive")
          .title("Squared error beyond a tolerance")
          .parameter(tolerance())
          .estimates("a mean of what lies outside its band")
          .kinks("|r| = epsilon: curvature 0, that of the closed inner side")
          .choose(
              "When errors up to a tolerance cost nothing and large ones cost by their square.",
              "Not with outliers, which pull as in squared error; the absolute form pulls less.")
          .elsewhere(
              "scikit-learn SGDRegressor(loss='squared_epsilon_insensitive') and"
                  + " LinearSVR(loss='squared_epsilon_insensitive'): the same")
          .claims(Claims.convex("inf", "2").strongly("if(epsilon == 0, 2, 0)"))
          .sources("Ho & Lin (2012), Journal of Machine Learning Research 13:3323–3348")
          .definedBy((_, _, _) -> Definition.of("max(0, abs(z - y) - epsilon)^2"));

  static final Entry FAIR =
      Entry.named("fair")
          .title("Fair: squared near 0, ever closer to absolute in the tails")
          .parameter(scale(1, SCALE))
          .assumes("noise with density in proportion to (1 + |r|/c)^c² · e^(−c·|r|)")
          .estimates(CENTRE)
          .choose(
              "Real targets with outliers, where a unique minimum and a curvature above 0"
                  + " everywhere are wanted.",
              "Not where nearly Gaussian residuals shall count as squares: its curvature falls from"
                  + " r = 0 on, to a quarter at |r| = c.")
          .elsewhere("LightGBM objective=fair, fair_c: the same, fair_c = 1 by default")
          .claims(Claims.convex("c", "1"))
          .sources("Fair (1974), Annals of Economic and Social Measurement 3:667–677")
          .definedBy((_, _, _) -> Definition.of("fair(z - y, c)"));

  /** In the order of the catalogue. */
  static final List<Entry> ALL =
      List.of(
          SMOOTH_L1,
          PSEUDO_HUBER,
          EXPECTILE,
          EPSILON_INSENSITIVE,
          SQUARED_EPSILON_INSENSITIVE,
          FAIR,
          RedescendingLosses.CAUCHY,
          RedescendingLosses.WELSCH,
          RedescendingLosses.GEMAN_MCCLURE,
          RedescendingLosses.TUKEY,
          BarronLoss.ENTRY);

  private RobustLosses() {}

  private static Parameter.Definition tolerance() {
    return Parameter.Definition.number(
        "epsilon", 0.1, Domain.NON_NEGATIVE, "size of residual up to which nothing is lost");
  }

  static Parameter.Definition scale(double initial, String meaning) {
    return Parameter.Definition.number("c", initial, Domain.POSITIVE, meaning);
  }

  /**
   * r²/(2·beta) where |r| ≤ beta, else |r| − beta/2: huber(beta)/beta.
   *
   * @param beta in [0, ∞], in the units of the target; 0 is |r|, ∞ is 0
   */
  public static Loss<Target.Real, Prediction.Point> smoothL1(double beta) {
    return Loss.<Target.Real, Prediction.Point>of(SMOOTH_L1).with("beta", beta);
  }

  /**
   * delta²·(√(1 + (r/delta)²) − 1), r = z − y.
   *
   * @param delta in (0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> pseudoHuber(double delta) {
    return Loss.<Target.Real, Prediction.Point>of(PSEUDO_HUBER).with("delta", delta);
  }

  /**
   * tau·r² where r ≤ 0, else (1 − tau)·r²; curvature at 0 is 2·tau. Estimates the expectile tau.
   *
   * @param tau in (0, 1)
   */
  public static Loss<Target.Real, Prediction.Point> expectile(double tau) {
    return Loss.<Target.Real, Prediction.Point>of(EXPECTILE).with("tau", tau);
  }

  /**
   * max(0, |r| − epsilon); derivative 0 at |r| = epsilon.
   *
   * @param epsilon in [0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> epsilonInsensitive(double epsilon) {
    return Loss.<Target.Real, Prediction.Point>of(EPSILON_INSENSITIVE).with("epsilon", epsilon);
  }

  /**
   * max(0, |r| − epsilon)²; curvature 0 at |r| = epsilon.
   *
   * @param epsilon in [0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> squaredEpsilonInsensitive(double epsilon) {
    return Loss.<Target.Real, Prediction.Point>of(SQUARED_EPSILON_INSENSITIVE)
        .with("epsilon", epsilon);
  }

  /**
   * c²·(|r|/c − ln(1 + |r|/c)), r = z − y.
   *
   * @param c in (0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> fair(double c) {
    return Loss.<Target.Real, Prediction.Point>of(FAIR).with("c", c);
  }

  /**
   * c²/2·ln(1 + (r/c)²), r = z − y.
   *
   * @param c in (0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> cauchy(double c) {
    return Loss.<Target.Real, Prediction.Point>of(RedescendingLosses.CAUCHY).with("c", c);
  }

  /**
   * c²/2·(1 − e^−(r/c)²), r = z − y.
   *
   * @param c in (0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> welsch(double c) {
    return Loss.<Target.Real, Prediction.Point>of(RedescendingLosses.WELSCH).with("c", c);
  }

  /**
   * (r²/2)/(1 + (r/c)²), r = z − y.
   *
   * @param c in (0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> gemanMcClure(double c) {
    return Loss.<Target.Real, Prediction.Point>of(RedescendingLosses.GEMAN_MCCLURE).with("c", c);
  }

  /**
   * c²/6·(1 − (1 − (r/c)²)³) where |r| ≤ c, else c²/6.
   *
   * @param c in (0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> tukey(double c) {
    return Loss.<Target.Real, Prediction.Point>of(RedescendingLosses.TUKEY).with("c", c);
  }

  /**
   * |alpha − 2|/alpha·(((r/c)²/|alpha − 2| + 1)^(alpha/2) − 1), with its limits: ½(r/c)² at 2,
   * ln(½(r/c)² + 1) at 0, 1 − e^(−½(r/c)²) at −∞.
   *
   * @param alpha in [−∞, ∞): the smaller, the less an outlier counts
   * @param c in (0, ∞), in the units of the target
   */
  public static Loss<Target.Real, Prediction.Point> barron(double alpha, double c) {
    return Loss.<Target.Real, Prediction.Point>of(BarronLoss.ENTRY)
        .with("alpha", alpha)
        .with("c", c);
  }
}

package org.surprisal.loss;

import java.util.List;

/** Losses of a score z and a label y = ±1 by the margin m = y·z, which is positive where right. */
public final class MarginLosses {
  static final Entry SQUARED_HINGE =
      entry("squared_hinge")
          .title("Squared hinge loss: smooth, and severe on rows far on the wrong side")
          .estimates("the more likely label; 2p − 1 within [-1, 1], p the probability of y = 1")
          .kinks("y·z = 1: curvature 0; the derivative is continuous")
          .choose(
              "A linear classifier is to be found by second-order or quasi-Newton steps, which the"
                  + " corner of hinge disturbs.",
              "Labels may be wrong: the cost grows with the square of the violation. Nor where"
                  + " probabilities are wanted.")
          .elsewhere(
              "scikit-learn: LinearSVC(loss='squared_hinge'), its default",
              "Keras: squared_hinge, which also takes {0, 1} and converts it; here that is refused",
              "also called L2-SVM loss")
          .claims(Claims.convex("inf", "2"))
          .sources(
              "Chang, Hsieh & Lin (2008), Coordinate Descent Method for Large-scale L2-loss"
                  + " Linear Support Vector Machines, JMLR 9:1369-1398")
          .definedBy((_, _, _) -> definition("max(0, 1 - y * z)^2"));

  static final Entry MODIFIED_HUBER =
      entry("modified_huber")
          .title(
              "Modified Huber: squared hinge that goes on as a line where the margin is below −1")
          .estimates("2p − 1, p being the probability of y = 1, where that is unique")
          .kinks("y·z = 1: curvature 0; y·z = −1: curvature 2, that of the closed inner side")
          .choose(
              "A linear classifier shall bear some wrong labels and give rough probabilities,"
                  + " (1 + z)/2 clipped to [0, 1].",
              "Probabilities near 0 or 1 matter: beyond |z| = 1 the score no longer tells them"
                  + " apart.")
          .elsewhere(
              "scikit-learn: SGDClassifier(loss='modified_huber')",
              "not Huber's loss of a residual: inside it is (1 − y·z)², as squared_hinge")
          .claims(Claims.convex("4", "2"))
          .sources("Zhang (2004), doi:10.1145/1015330.1015332")
          .definedBy((_, _, _) -> definition("if(-1 <= y * z, max(0, 1 - y * z)^2, -4 * y * z)"));

  static final Entry EXPONENTIAL =
      entry("exponential")
          .title("Exponential loss of AdaBoost")
          .estimates("half the log-odds of y = 1")
          .kinks("none; scores ±∞ have their limit")
          .choose(
              "Boosting on clean labels, where AdaBoost's reweighting is wanted.",
              "Any label may be wrong: one row at margin −10 costs 22,026 and rules the fit. The"
                  + " logistic margin loss has the same minimiser and forgives.")
          .elsewhere(
              "scikit-learn: GradientBoostingClassifier(loss='exponential'), whose raw score is"
                  + " z as here",
              "the logit is 2z")
          .claims(Claims.convex("inf", "inf"))
          .sources(
              "Freund & Schapire (1997), doi:10.1006/jcss.1997.1504",
              "Friedman, Hastie & Tibshirani (2000), doi:10.1214/aos/1016218223")
          .definedBy((_, _, _) -> definition("exp(-y * z)"));

  static final Entry PERCEPTRON =
      entry("perceptron")
          .title("Perceptron criterion: hinge loss with margin 0")
          .estimates("nothing unique: z = 0 costs nothing for any label")
          .kinks("z = 0: derivative 0, curvature 0")
          .choose(
              "Online learning of separable data, or to show where the hinge loss comes from.",
              "A model can answer z = 0, which is free, or data are not separable: use hinge.")
          .elsewhere(
              "scikit-learn: SGDClassifier(loss='perceptron'), whose derivative at 0 is −y where"
                  + " ours is 0; a start from zeros never moves here",
              "it is hinge(margin=0)")
          .claims(Claims.convex("1", "inf"))
          .sources("Rosenblatt (1958), doi:10.1037/h0042519")
          .definedBy((_, _, _) -> definition("max(0, -y * z)"));

  static final Entry LOGISTIC_MARGIN =
      Entry.named("logistic_margin", "soft_margin")
          .title("Logistic loss of labels ±1: binary cross-entropy in another spelling")
          .only(Scale.RAW)
          .targets(Entry.Kind.SIGN)
          .target(Domain.SIGNS, "map {0, 1} to {-1, 1} with 2*y - 1")
          .link("logit")
          .assumes("Bernoulli labels")
          .estimates("log-odds of y = 1")
          .kinks("none; logits ±∞ have their limit")
          .choose(
              "Labels are −1 and 1 and probabilities are wanted: σ(z) is that of y = 1.",
              "Labels are 0 and 1, or soft: use binary_cross_entropy.")
          .elsewhere(
              "PyTorch: SoftMarginLoss; TensorFlow and scikit-learn: log loss of {0, 1} labels",
              "divided by ln 2 (in bits) it bounds the share of errors from above")
          .claims(Claims.convex("1", "1 / 4").properScore())
          .sources("Friedman, Hastie & Tibshirani (2000), doi:10.1214/aos/1016218223")
          .definedBy((_, _, _) -> definition("softplus(-y * z)"));

  /** In the order of the catalogue. */
  static final List<Entry> ALL =
      List.of(SQUARED_HINGE, MODIFIED_HUBER, EXPONENTIAL, PERCEPTRON, LOGISTIC_MARGIN);

  private MarginLosses() {}

  private static Entry.Builder entry(String name) {
    return Entry.named(name)
        .only(Scale.RAW)
        .targets(Entry.Kind.SIGN)
        .target(Domain.SIGNS, "map {0, 1} to {-1, 1} with 2*y - 1")
        .link("none: a score, not a probability");
  }

  /** Scores ±∞ are legal, as every margin loss has a limit there. */
  private static Definition definition(String formula) {
    return Definition.of(formula).on("z", Domain.EXTENDED);
  }

  /** max(0, 1 − y·z)², y = ±1; derivative −2y·max(0, 1 − y·z), curvature 0 at y·z = 1. */
  public static Loss<Target.Sign, Prediction.Raw> squaredHinge() {
    return Loss.of(SQUARED_HINGE);
  }

  /**
   * max(0, 1 − y·z)² where y·z ≥ −1, else −4y·z, y = ±1; curvature 0 at y·z = 1 and 2 at y·z = −1.
   */
  public static Loss<Target.Sign, Prediction.Raw> modifiedHuber() {
    return Loss.of(MODIFIED_HUBER);
  }

  /** e^(−y·z), y = ±1. Estimates half the log-odds of y = 1. */
  public static Loss<Target.Sign, Prediction.Raw> exponential() {
    return Loss.of(EXPONENTIAL);
  }

  /** max(0, −y·z), y = ±1; derivative 0 at z = 0. */
  public static Loss<Target.Sign, Prediction.Raw> perceptron() {
    return Loss.of(PERCEPTRON);
  }

  /** ln(1 + e^(−y·z)), y = ±1. Estimates the log-odds of y = 1. */
  public static Loss<Target.Sign, Prediction.Raw> logisticMargin() {
    return Loss.of(LOGISTIC_MARGIN);
  }
}

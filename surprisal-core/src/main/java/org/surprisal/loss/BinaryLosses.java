package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.surprisal.kernel.Logarithm;

/** Losses of binary targets: y in [0, 1] (soft labels too), or labels −1 and +1 for margins. */
public final class BinaryLosses {
  private static final String FROM = "from";
  private static final String FROM_MEANING = "how the prediction is given";
  private static final Map<Scale, String> LOGIT_OR_PROBABILITY =
      Map.of(Scale.RAW, "logits", Scale.RESPONSE, "probabilities");
  private static final Domain WEIGHT = Domain.POSITIVE;

  /** Focal loss of a perfect prediction: 0 for a hard label, not known (∞) for a soft one. */
  private static final String FOCAL_FLOOR = "if(y * (1 - y) == 0, 0, inf)";

  static final Entry BINARY_CROSS_ENTROPY =
      Entry.named("binary_cross_entropy", "bce", "logistic", "bernoulli")
          .title("Binary cross-entropy (logistic loss)")
          .parameter(
              Parameter.Definition.number(
                  "positive_weight", 1, WEIGHT, "factor of the loss where y = 1"))
          .scaleBy(FROM, FROM_MEANING, LOGIT_OR_PROBABILITY, Scale.RAW)
          .targets(Entry.Kind.ZERO_ONE)
          .target(Domain.UNIT, "labels are 0, 1 or between")
          .link("logit")
          .assumes("Bernoulli labels")
          .estimates("probability of y = 1; positive_weight multiplies its odds")
          .kinks("0·ln 0 = 0, in derivatives too; logits ±∞ have their limit")
          .choose(
              "Yes-or-no labels, and their probability is wanted; soft labels too. Take it"
                  + " from logits: nothing is lost where the model is very sure.",
              "One of K classes (cross_entropy). Nor where labels are wrong now and then and"
                  + " may not pull without bound: a confidently wrong row costs |z|.")
          .elsewhere(
              "PyTorch BCEWithLogitsLoss(pos_weight): the same; BCELoss takes probabilities"
                  + " and cuts its logarithms at -100",
              "Keras BinaryCrossentropy: from probabilities unless from_logits=True, clipped"
                  + " to [1e-7, 1 - 1e-7]",
              "XGBoost binary:logistic: the same; scale_pos_weight is positive_weight")
          .claims((_, scale, _) -> ofCrossEntropy(scale))
          .sources("Cox (1958), doi:10.1111/j.2517-6161.1958.tb00292.x")
          .definedBy((arguments, scale, _) -> crossEntropy(weight(arguments), scale));

  static final Entry LOG_LOSS =
      Entry.named("log_loss")
          .title("Log loss of probabilities: one column for two classes, K for K")
          .only(Scale.RESPONSE)
          .targets(Entry.Kind.ZERO_ONE, Entry.Kind.CATEGORICAL)
          .target(Domain.UNIT, "labels are 0, 1 or between")
          .link("logit, or softmax for K classes")
          .assumes("Bernoulli labels, categorical for K classes")
          .estimates("probabilities")
          .kinks("0·ln 0 = 0, in derivatives too; p = 0 on a true class costs +∞")
          .choose(
              "Probabilities of labels are scored, and being sure and wrong shall cost most.",
              "A model is trained: use binary_cross_entropy or cross_entropy from logits. Nor"
                  + " where a single p = 0 on a true class may not decide everything: it costs +∞,"
                  + " which brier does not.")
          .elsewhere(
              "scikit-learn log_loss: clips probabilities to the precision of their type;"
                  + " clip(log_loss, epsilon=…) here says so and counts the rows",
              "XGBoost logloss clips at 1e-16, Spark at 1e-15: numbers of different ε are not"
                  + " comparable")
          .claims((_, _, categorical) ->
              Claims.convex("inf", "inf").strongly(categorical ? "0" : "1").properScore())
          .sources("Good (1952), doi:10.1111/j.2517-6161.1952.tb00104.x")
          .definedBy((_, scale, categorical) ->
              categorical ? CategoricalLosses.crossEntropy("t", scale) : crossEntropy(1, scale));

  static final Entry FOCAL =
      Entry.named("focal")
          .title("Focal loss: binary cross-entropy that turns from what is already right")
          .parameter(
              Parameter.Definition.number(
                  "gamma", 2, Domain.NON_NEGATIVE, "how strongly easy rows are turned down"))
          .parameter(
              Parameter.Definition.optional(
                  "alpha", Domain.UNIT, "weight of y = 1, and 1 − alpha of y = 0"))
          .scaleBy(FROM, FROM_MEANING, LOGIT_OR_PROBABILITY, Scale.RAW)
          .targets(Entry.Kind.ZERO_ONE)
          .target(Domain.UNIT, "labels are 0, 1 or between")
          .link("logit")
          .estimates("not the probability unless gamma = 0 without alpha; its order is kept")
          .kinks("0⁰ = 1, so gamma = 0 is binary cross-entropy; logits ±∞ have their limit")
          .choose(
              "Rare positives among very many easy negatives, as in detection, where a plain"
                  + " sum is drowned by rows that are already right.",
              "Calibrated probabilities are wanted: for gamma > 0 they are drawn towards ½."
                  + " Nor with wrong labels, which are the hard rows. Its curvature is negative for"
                  + " rows that are far off, so do not hand it to a booster raw.")
          .elsewhere(
              "torchvision sigmoid_focal_loss: gamma = 2 and alpha = 0.25 by default; here"
                  + " alpha=none unless given",
              "Keras BinaryFocalCrossentropy: from probabilities by default; alpha counts"
                  + " only with apply_class_balancing=True")
          .claims(BinaryLosses::ofFocal)
          .sources("Lin et al. (2017), arXiv:1708.02002")
          .definedBy(BinaryLosses::focal);

  static final Entry HINGE =
      Entry.named("hinge")
          .title("Hinge loss of support vector machines")
          .parameter(
              Parameter.Definition.number(
                  "margin", 1, Domain.NON_NEGATIVE, "the score beyond which nothing is lost"))
          .only(Scale.RAW)
          .targets(Entry.Kind.SIGN)
          .target(Domain.SIGNS, "map {0, 1} to {-1, 1} with 2*y - 1")
          .link("none: a score, not a probability")
          .estimates("the more likely label")
          .kinks("y·z = margin: derivative 0, curvature 0")
          .choose(
              "Labels are to be separated by a margin and only the side counts; rows beyond"
                  + " the margin are let go.",
              "A probability is wanted: its scores have none. The curvature is 0, so"
                  + " second-order methods take squared_hinge or binary_cross_entropy.")
          .elsewhere(
              "Keras Hinge: turns {0, 1} into {-1, 1} by itself, which is refused here; it"
                  + " averages over columns",
              "scikit-learn SGDClassifier and LinearSVC(loss='hinge'): the same; PyTorch"
                  + " HingeEmbeddingLoss is another loss")
          .claims(Claims.convex("1", "inf"))
          .sources("Cortes & Vapnik (1995), doi:10.1007/BF00994018")
          .definedBy((_, _, _) -> Definition.of("max(0, margin - y * z)").on("z", Domain.EXTENDED));

  static final Entry BRIER =
      Entry.named("brier")
          .title("Brier score: squared error of probabilities; on [0, 2] for K classes")
          .scaleBy(FROM, FROM_MEANING, LOGIT_OR_PROBABILITY, Scale.RESPONSE)
          .targets(Entry.Kind.ZERO_ONE, Entry.Kind.CATEGORICAL)
          .target(Domain.UNIT, "labels are 0, 1 or between")
          .link("logit, or softmax for K classes")
          .estimates("probabilities")
          .choose(
              "Probabilities are scored by a bounded proper score, that one certain mistake"
                  + " cannot dominate.",
              "A model is trained through a sigmoid: the gradient vanishes where it is"
                  + " confidently wrong. Nor where rare events matter most: log_loss tells 0.01 from"
                  + " 0.0001, this hardly does.")
          .elsewhere(
              "one column costs (p − y)², on [0, 1]; two columns the sum over both classes,"
                  + " twice as much",
              "scikit-learn brier_score_loss: the one-column form for two classes; Brier's"
                  + " own definition is the sum over classes")
          .claims((_, scale, categorical) -> ofBrier(scale, categorical))
          .sources("Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2")
          .definedBy((_, scale, categorical) -> brier(scale, categorical));

  /** In the order of the catalogue. */
  static final List<Entry> ALL = List.of(BINARY_CROSS_ENTROPY, LOG_LOSS, FOCAL, HINGE, BRIER);

  private BinaryLosses() {}

  private static Claims ofCrossEntropy(Scale scale) {
    Claims claims =
        scale == Scale.RAW
            ? Claims.convex("max(1, positive_weight)", "max(1, positive_weight) / 4")
            : Claims.convex("inf", "inf").strongly("min(1, positive_weight)");
    return claims.properWhere("positive_weight == 1");
  }

  /** At gamma = 0 it is cross-entropy with the weights alpha and 1 − alpha. */
  private static Claims ofFocal(Arguments arguments, Scale scale, boolean categorical) {
    boolean weighted = !arguments.isNone("alpha");
    String least = weighted ? "min(alpha, 1 - alpha)" : "1";
    String most = weighted ? "max(alpha, 1 - alpha)" : "1";
    double gamma = arguments.number("gamma");
    if (scale == Scale.RESPONSE) {
      String strong =
          gamma == 0 ? least : gamma < 1 ? Claims.SEARCHED : gamma > 1 ? "0" : "2 * " + least;
      return Claims.convex("inf", "inf").strongly(strong).properWhere(isCrossEntropy(weighted));
    }
    Claims claims =
        gamma == 0
            ? Claims.convex(most, most + " / 4")
            : Claims.notConvex(Claims.SEARCHED, Claims.SEARCHED);
    return claims.properWhere(isCrossEntropy(weighted));
  }

  private static String isCrossEntropy(boolean weighted) {
    return weighted ? "if(gamma == 0, alpha == 0.5, 0)" : "gamma == 0";
  }

  private static Claims ofBrier(Scale scale, boolean categorical) {
    Claims claims =
        scale == Scale.RESPONSE
            ? Claims.convex("2", "2").strongly("2")
            : Claims.notConvex(categorical ? "16 / 27" : "8 / 27", Claims.SEARCHED);
    return claims.properScore();
  }

  private static double weight(Arguments arguments) {
    return arguments.number("positive_weight");
  }

  private static Definition crossEntropy(double weight, Scale scale) {
    String factor = weight == 1 ? "" : "positive_weight * ";
    Definition definition =
        scale == Scale.RAW
            ? Definition.of(factor + "(y * softplus(-z)) + (1 - y) * softplus(z)")
                .on("z", Domain.EXTENDED)
            : Definition.of("-" + factor + "(y * log(p)) - (1 - y) * log(1 - p)")
                .on("p", Domain.UNIT);
    if (weight == 1) {
      return definition
          .floor("-y * log(y) - (1 - y) * log(1 - y)")
          .constant(atScale(scale, UnaryOperator.identity()));
    }
    String total = "(positive_weight * y + 1 - y)"; // the best probability is w·y over this
    return definition
        .floor(
            "-positive_weight * y * log(positive_weight * y / "
                + total
                + ") - (1 - y) * log((1 - y) / "
                + total
                + ")")
        .constant(atScale(scale, mean -> weighted(mean, weight)));
  }

  private static double[] weighted(double[] mean, double weight) {
    double plus = weight * mean[0];
    return new double[] {plus / (plus + (1 - mean[0]))};
  }

  /** A best probability in the scale of the prediction. */
  private static UnaryOperator<double[]> atScale(Scale scale, UnaryOperator<double[]> best) {
    return scale == Scale.RAW ? mean -> logit(best.apply(mean)) : best;
  }

  private static double[] logit(double[] probability) {
    double p = probability[0];
    return new double[] {Logarithm.log(p) - Logarithm.log1p(-p)};
  }

  /**
   * (1 − p_t)^γ is written as e^−γ·softplus(±z), which has no pole at any γ. From probabilities the
   * limits at the borders are written out: (1 − p_t)^(γ+1) at p_t = 1, because −ln p_t ≈ 1 − p_t
   * there, and −ln p_t at p_t = 0.
   */
  private static Definition focal(Arguments arguments, Scale scale, boolean categorical) {
    boolean alpha = !arguments.isNone("alpha");
    String plus = alpha ? "alpha * (y" : "(y";
    String minus = alpha ? "(1 - alpha) * ((1 - y)" : "((1 - y)";
    if (scale == Scale.RAW) {
      return Definition.of(
              plus
                  + " * exp(-gamma * softplus(z)) * softplus(-z)) + "
                  + minus
                  + " * exp(-gamma * softplus(-z)) * softplus(z))")
          .on("z", Domain.EXTENDED)
          .floor(FOCAL_FLOOR);
    }
    if (arguments.number("gamma") == 0) {
      return Definition.of("-" + plus + " * log(p)) - " + minus + " * log(1 - p))")
          .on("p", Domain.UNIT)
          .floor(FOCAL_FLOOR);
    }
    return Definition.of(
            plus
                + " * if(p == 1, (1 - p)^(gamma + 1), if(p == 0, -log(p),"
                + " -(1 - p)^gamma * log(p)))) + "
                + minus
                + " * if(p == 0, p^(gamma + 1), if(p == 1, -log(1 - p),"
                + " -p^gamma * log(1 - p))))")
        .on("p", Domain.UNIT)
        .floor(FOCAL_FLOOR);
  }

  private static Definition brier(Scale scale, boolean categorical) {
    if (scale == Scale.RESPONSE) {
      Definition squared =
          Definition.of(categorical ? "(p - t)^2" : "(p - y)^2").on("p", Domain.UNIT);
      return categorical
          ? squared.categorical().summingToOne().constant(UnaryOperator.identity())
          : squared.constant(UnaryOperator.identity());
    }
    if (categorical) {
      return Definition.softmax("if(t == 1, expm1(log_p), exp(log_p) - t)^2")
          .constant(CategoricalLosses::logarithms);
    }
    return Definition.of("((1 - y) * sigmoid(z) - y * sigmoid(-z))^2")
        .on("z", Domain.EXTENDED)
        .constant(atScale(scale, UnaryOperator.identity()));
  }

  /**
   * softplus(−z)·y + softplus(z)·(1 − y) of a logit ({@link Prediction.Raw}), or −y·ln p − (1 −
   * y)·ln(1 − p) of a probability ({@link Prediction.Response}); y in [0, 1]. Estimates P(y = 1).
   */
  public static Loss<Target.ZeroOne, Prediction.Point> binaryCrossEntropy() {
    return Loss.of(BINARY_CROSS_ENTROPY);
  }

  /**
   * −y·ln p − (1 − y)·ln(1 − p) of a probability p, y in [0, 1]; +∞ where p rules out what
   * happened.
   */
  public static Loss<Target.ZeroOne, Prediction.Response> logLoss() {
    return Loss.of(LOG_LOSS);
  }

  /**
   * −(1 − p_t)^gamma · ln p_t; gamma = 0 is binary cross-entropy, a soft label mixes both losses.
   *
   * @param gamma at least 0
   */
  public static Loss<Target.ZeroOne, Prediction.Point> focal(double gamma) {
    return Loss.<Target.ZeroOne, Prediction.Point>of(FOCAL).with("gamma", gamma);
  }

  /** max(0, 1 − y·z), y = ±1; derivative 0 at the margin. */
  public static Loss<Target.Sign, Prediction.Raw> hinge() {
    return Loss.of(HINGE);
  }

  /** (p − y)², y in [0, 1], of a probability or of a logit. */
  public static Loss<Target.ZeroOne, Prediction.Point> brier() {
    return Loss.of(BRIER);
  }
}

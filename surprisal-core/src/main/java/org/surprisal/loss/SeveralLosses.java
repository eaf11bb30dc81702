package org.surprisal.loss;

import java.util.List;
import org.surprisal.kernel.MonotoneShape;

/** Losses of several predictions a row, each with a parameter of its own. */
public final class SeveralLosses {
  private static final String TAUS = "taus";
  private static final String WEIGHT = "positive_weight";

  private static final Geometry<Target.Real, Prediction.Raw> MONOTONE =
      new Geometry<>(
          "monotone",
          Entry.Kind.REAL,
          Geometry.Form.POINT,
          List.of("z"),
          "y",
          (definition, columns, rows) -> new MonotoneShape(columns, definition.byColumn(), rows));

  static final Entry MULTI_QUANTILE =
      Entry.named("multi_quantile")
          .title("Several quantiles at once: the sum of their pinball losses, u = y − z_k")
          .parameter(
              Parameter.Definition.numbers(
                  TAUS,
                  List.of(0.1, 0.5, 0.9),
                  new Parameter.Kind.Series(Domain.OPEN_UNIT, true, false, false),
                  "the quantiles that are estimated, one prediction each"))
          .parameter(
              Parameter.Definition.choice(
                  "link",
                  "monotone: z_1 and softplus steps z_2 … from one quantile to the next, which"
                      + " cannot cross",
                  "identity",
                  "monotone"))
          .link("identity, or monotone")
          .assumes("asymmetric Laplace noise around each quantile")
          .estimates("quantiles taus")
          .kinks("u = 0: derivative 0, curvature 0")
          .choose(
              "An interval or the whole shape of the target is wanted from one model.",
              "One number is wanted (quantile), or quantiles must not cross and the model has no"
                  + " monotone link.")
          .elsewhere("XGBoost: reg:quantileerror with quantile_alpha as a list")
          .claims((arguments, _, _) ->
              arguments.choice("link").equals("monotone")
                  ? Claims.notConvex("max(taus_sum, taus_size - taus_sum)", "inf")
                  : Claims.convex("max(taus_max, 1 - taus_min)", "inf"))
          .sources("Koenker & Bassett (1978), doi:10.2307/1913643")
          .definedBy((arguments, _, _) -> quantiles(arguments));

  static final Entry MULTILABEL_CROSS_ENTROPY =
      Entry.named("multilabel_cross_entropy")
          .title("Binary cross-entropy of several labels a row, one logit each")
          .parameter(
              Parameter.Definition.numbers(
                  WEIGHT,
                  1.0,
                  new Parameter.Kind.Series(Domain.POSITIVE, false, true, false),
                  "factor of the part of y = 1, for each label or for all"))
          .targets(Entry.Kind.ZERO_ONE)
          .target(Domain.UNIT, "labels are 0, 1 or between, one a logit")
          .only(Scale.RAW)
          .link("logit")
          .assumes("Bernoulli labels, independent given the logits")
          .estimates("probability of each label; positive_weight multiplies its odds")
          .choose(
              "Several of K labels may be true at once.",
              "Exactly one is true: softmax (cross_entropy) knows that they sum to 1.")
          .elsewhere(
              "PyTorch: BCEWithLogitsLoss, the mean over labels and rows; here a row's labels are"
                  + " summed",
              "scikit-learn has none of logits")
          .claims(
              Claims.convex("max(1, positive_weight_max)", "max(1, positive_weight_max) / 4")
                  .properWhere("if(positive_weight_min == 1, positive_weight_max == 1, 0)"))
          .sources("Bishop, Pattern Recognition and Machine Learning (2006), 4.3")
          .definedBy((arguments, _, _) -> labels(arguments));

  private SeveralLosses() {}

  private static Definition quantiles(Arguments arguments) {
    String formula = "if(z <= y, tau * (y - z), (tau - 1) * (y - z))";
    Definition definition =
        arguments.choice("link").equals("monotone")
            ? Definition.on(MONOTONE, formula)
            : Definition.of(formula).floor(null);
    return definition.oneTarget().byColumn("tau", arguments.list(TAUS));
  }

  private static Definition labels(Arguments arguments) {
    Definition definition =
        Definition.of("positive_weight * (y * softplus(-z)) + (1 - y) * softplus(z)")
            .on("z", Domain.EXTENDED)
            .floor(null);
    return arguments.isList(WEIGHT)
        ? definition.byColumn(WEIGHT, arguments.list(WEIGHT))
        : definition;
  }

  /**
   * Σ_k max(τ_k·u_k, (τ_k − 1)·u_k), u_k = y − z_k: one target and a prediction for each τ a row.
   * {@link Total#crossed} counts the rows in which a higher quantile lies below a lower one.
   *
   * @param taus increasing, in (0, 1)
   */
  public static Loss<Target.Real, Prediction.Point> multiQuantile(double... taus) {
    List<Double> list = java.util.Arrays.stream(taus).boxed().toList();
    return Loss.<Target.Real, Prediction.Point>of(MULTI_QUANTILE).withValue(TAUS, list);
  }

  /** Σ over labels of softplus(−z)·y + softplus(z)·(1 − y); one logit a label. */
  public static Loss<Target.ZeroOne, Prediction.Raw> multilabelCrossEntropy() {
    return Loss.of(MULTILABEL_CROSS_ENTROPY);
  }
}

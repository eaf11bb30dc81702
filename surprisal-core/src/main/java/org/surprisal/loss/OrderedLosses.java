package org.surprisal.loss;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.CumulativeShape;
import org.surprisal.kernel.IntervalShape;

/** Losses of classes that have an order. */
public final class OrderedLosses {
  private static final String DISTRIBUTION = "a distribution has numbers in [0, 1] that sum to 1";
  private static final String THRESHOLDS = "thresholds";

  /** Input: by how much the cumulated probabilities are ahead of the cumulated target. */
  private static final Geometry<Target.Categorical, Prediction.Response> CUMULATIVE =
      new Geometry<>(
          "cumulative",
          Entry.Kind.CATEGORICAL,
          Geometry.Form.POINT,
          List.of("c"),
          null,
          (_, columns, rows) -> new CumulativeShape(columns, rows));

  /**
   * Near the middle of an interval one even function, so that its slope is exactly 0 there. The
   * forms differ by each of their inputs: "== 1" makes the choice between them no kink.
   */
  private static final String LOGIT =
      "if(width == inf, softplus(-upper) + softplus(lower),"
          + " if((max(abs(upper + lower), width / 100) <= 2) == 1,"
          + " log1p(exp(-width) + 2 * exp(-width / 2) * cosh((upper + lower) / 2)),"
          + " softplus(-upper) + softplus(lower))"
          + " - if(width < 0.7, log(-expm1(-width)), log1p(-exp(-width))))";

  private static final String PROBIT =
      "if(lower == -inf, -log_normal_cdf(upper), if(upper == inf, -log_normal_cdf(-lower),"
          + " -log_normal_interval(upper, lower, width)))";

  private static final String CLOGLOG = "exp(lower) + cloglog_nll(upper + log(-expm1(-width)))";

  static final Entry CUMULATIVE_LINK =
      Entry.named("cumulative_link", "ordinal")
          .title("Cumulative link: one score, and thresholds between ordered classes")
          .parameter(
              Parameter.Definition.choice(
                  "link", "distribution of the noise on the score", "logit", "probit", "cloglog"))
          .parameter(
              Parameter.Definition.numbers(
                  THRESHOLDS,
                  Parameter.NONE,
                  new Parameter.Kind.Series(Domain.REAL, true, false, true),
                  "θ between the classes; none if they are columns after the score"))
          .only(Scale.RAW)
          .targets(Entry.Kind.CATEGORICAL)
          .target(Domain.UNIT, DISTRIBUTION)
          .link("cumulative logit, probit or complementary log-log")
          .assumes("a latent score with logistic, normal or Gumbel noise, cut at thresholds")
          .estimates("class probabilities, as far as its thresholds allow")
          .choose(
              "Grades, stages or stars: the classes have an order, and one score shall say where a"
                  + " row stands on it.",
              "The classes have no order, or their probabilities do not move together with one"
                  + " score: then cross-entropy.")
          .elsewhere(
              "R MASS polr and statsmodels OrderedModel: the same signs, P(y ≤ k) = F(θ_k − z)",
              "statsmodels takes the first threshold and the logarithms of the widths as its"
                  + " parameters",
              "R polr calls the complementary log-log of P(y ≤ k) cloglog too, and log-log the"
                  + " reflected one")
          .claims((arguments, _, _) -> ofLink(arguments).properScore())
          .sources("McCullagh (1980), doi:10.1111/j.2517-6161.1980.tb01109.x")
          .definedBy((arguments, _, _) -> cumulativeLink(arguments));

  static final Entry RANKED_PROBABILITY_SCORE =
      Entry.named("ranked_probability_score", "rps")
          .title("Ranked probability score: squared errors of cumulated probabilities")
          .only(Scale.RESPONSE)
          .targets(Entry.Kind.CATEGORICAL)
          .target(Domain.UNIT, DISTRIBUTION)
          .link("softmax")
          .estimates("probabilities")
          .choose(
              "Forecasts of ordered classes are scored, and a near miss is to cost less than a"
                  + " far one.",
              "The classes have no order: then the Brier score or log loss.")
          .elsewhere(
              "many texts divide by K − 1; this is the plain sum over K − 1 borders",
              "with two classes it is the Brier score of one column")
          .claims(Claims.convex("inf", "inf").strongly("1 / 2").properScore())
          .sources("Epstein (1969), doi:10.1175/1520-0450(1969)008<0985:ASSFPF>2.0.CO;2")
          .definedBy((_, _, _) ->
              Definition.on(CUMULATIVE, "c^2")
                  .within(Domain.UNIT)
                  .summingToOne()
                  .floor("0")
                  .constant(mean -> mean.clone()));

  /** In the order of the catalogue. */
  static final List<Entry> ALL = List.of(CUMULATIVE_LINK, RANKED_PROBABILITY_SCORE);

  private OrderedLosses() {}

  /** Thresholds that are predicted may come as near to each other as they like. */
  private static Claims ofLink(Arguments arguments) {
    String link = arguments.choice("link");
    if (arguments.isNone(THRESHOLDS) || link.equals("cloglog")) {
      return Claims.convex("inf", "inf");
    }
    return link.equals("logit") ? Claims.convex("1", Claims.SEARCHED) : Claims.convex("inf", "1");
  }

  private static Definition cumulativeLink(Arguments arguments) {
    double[] thresholds = arguments.isNone(THRESHOLDS) ? null : arguments.list(THRESHOLDS);
    String loss =
        switch (arguments.choice("link")) {
          case "logit" -> LOGIT;
          case "probit" -> PROBIT;
          default -> CLOGLOG;
        };
    Definition definition =
        Definition.on(intervals(thresholds), "if(t == 0, 0, t * (" + loss + "))")
            .within(Domain.EXTENDED);
    return thresholds == null ? definition : definition.classes(thresholds.length + 1).oneColumn();
  }

  /** Inputs: for each class its ends less the score, and its width. */
  private static Geometry<Target.Categorical, Prediction.Raw> intervals(
      double @Nullable [] thresholds) {
    return new Geometry<>(
        "intervals",
        Entry.Kind.CATEGORICAL,
        Geometry.Form.POINT,
        List.of("upper", "lower", "width"),
        "t",
        (_, columns, rows) -> new IntervalShape(thresholds, columns, rows));
  }

  /**
   * −ln(F(θ_y − z) − F(θ_{y−1} − z)) of a score z and thresholds θ₁ … θ_{K−1} between K ordered
   * classes, in K columns: z, then the thresholds; F is logistic. Parameters: {@code link}, {@code
   * thresholds}.
   */
  public static Loss<Target.Categorical, Prediction.Raw> cumulativeLink() {
    return Loss.of(CUMULATIVE_LINK);
  }

  /** Σ_{k&lt;K} (F_k − O_k)² of probabilities and a class, both cumulated; not divided. */
  public static Loss<Target.Categorical, Prediction.Response> rankedProbabilityScore() {
    return Loss.of(RANKED_PROBABILITY_SCORE);
  }
}

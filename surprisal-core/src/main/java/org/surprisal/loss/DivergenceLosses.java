package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Divergences between the distribution of a target and the one that a model gives. */
public final class DivergenceLosses {
  private static final String DISTRIBUTION = "a distribution has numbers in [0, 1] that sum to 1";

  private static final Map<Scale, String> SCALES =
      Map.of(
          Scale.RAW, "logits",
          Scale.RESPONSE, "probabilities",
          Scale.LOG_PROBABILITIES, "log_probabilities");

  static final Entry KL_DIVERGENCE =
      entry("kl_divergence", "kl")
          .title("Kullback–Leibler divergence KL(t‖q) of a model's q from the target's t")
          .kinks("0·ln 0 = 0, in derivatives too; q = 0 where t > 0 costs +∞")
          .assumes("categorical labels")
          .choose(
              "The target is a distribution, and a perfect prediction is to cost 0: distilling a"
                  + " teacher, or several annotators. Its gradient is that of cross-entropy.",
              "The model may miss some of the target's classes but shall never invent one: that is"
                  + " the reverse divergence. Nor with classes the model rules out: +∞.")
          .elsewhere(
              "PyTorch kl_div(input, target): input is ln q, and reduction='mean' divides by rows"
                  + " times classes; batchmean is the mean here",
              "Keras KLDivergence: both sides clipped to [1e-7, 1]",
              "SciPy entropy(t, q): the same, of numbers that it normalises first")
          .claims((_, scale, _) -> CategoricalLosses.claims(scale, "1").properScore())
          .sources("Kullback & Leibler (1951), doi:10.1214/aoms/1177729694")
          .definedBy((_, scale, _) -> kl(scale).constant(atMean(scale)));

  static final Entry JS_DIVERGENCE =
      entry("js_divergence", "jensen_shannon")
          .title("Jensen–Shannon divergence, half of each KL from the mean of t and q")
          .estimates("the target distribution, as long as it does not vary")
          .kinks("0·ln 0 = 0, in derivatives too")
          .choose(
              "A bounded and symmetric measure of how far two distributions are apart: at most"
                  + " ln 2, also where one of them has zeros.",
              "A model in training starts far off: the loss is flat there. Then KL or"
                  + " cross-entropy.")
          .elsewhere(
              "SciPy jensenshannon is its square root, which is a metric",
              "with logarithms to the base 2 it is at most 1")
          .claims((_, scale, _) ->
              switch (scale) {
                case RAW -> Claims.notConvex(Claims.SEARCHED, "1 / 16");
                case RESPONSE -> Claims.convex("inf", "inf");
                case LOG_PROBABILITIES -> Claims.notConvex("log(2) / 2", "log(2) / 2");
              })
          .sources("Lin (1991), doi:10.1109/18.61115")
          .definedBy((_, scale, _) -> js(scale));

  static final Entry DISTILLATION =
      Entry.named("distillation")
          .title("Distillation: T² times the divergence of a student's from a teacher's softmax")
          .parameter(
              Parameter.Definition.number(
                  "temperature", 2, Domain.POSITIVE, "T, what the student's logits are divided by"))
          .only(Scale.RAW)
          .targets(Entry.Kind.CATEGORICAL)
          .target(Domain.UNIT, DISTRIBUTION)
          .link("softmax at temperature T")
          .estimates("class probabilities at temperature T")
          .kinks("0·ln 0 = 0, in derivatives too; logits ±∞ have their limit")
          .assumes("categorical labels")
          .choose(
              "A small model is to follow a large one: the target is the teacher's softmax at the"
                  + " same temperature, which shows how alike it finds the wrong classes.",
              "There are true labels only: then cross-entropy. With both, weigh this against"
                  + " cross-entropy at temperature 1.")
          .elsewhere(
              "Hinton et al. use the cross-entropy, which has the same gradient and not the 0 at"
                  + " the teacher",
              "the target here holds probabilities at temperature T, not the teacher's logits")
          .claims(Claims.convex("temperature", "1 / 4").properScore())
          .sources("Hinton, Vinyals & Dean (2015), arXiv:1503.02531")
          .definedBy((arguments, _, _) ->
              Definition.on(
                      SoftmaxGeometries.LOG_P_P_AND_SURPLUS,
                      "temperature^2 * (kl_excess(t, log_p, p) + surplus)")
                  .within(Domain.EXTENDED)
                  .temperature(arguments.number("temperature")));

  /** In the order of the catalogue. */
  static final List<Entry> ALL = List.of(KL_DIVERGENCE, JS_DIVERGENCE, DISTILLATION);

  private DivergenceLosses() {}

  private static Entry.Builder entry(String name, String... aliases) {
    return Entry.named(name, aliases)
        .scaleBy("from", "how the model's distribution is given", SCALES, Scale.RAW)
        .targets(Entry.Kind.CATEGORICAL)
        .target(Domain.UNIT, DISTRIBUTION)
        .link("softmax")
        .estimates("class probabilities");
  }

  /**
   * From logits in the terms q − t − t·ln(q/t), none of which is negative: Σq = 1, and what Σt has
   * more than 1 is added at the end.
   */
  static Definition kl(Scale scale) {
    if (scale == Scale.RAW) {
      return Definition.on(
              SoftmaxGeometries.LOG_P_P_AND_SURPLUS, "kl_excess(t, log_p, p) + surplus")
          .within(Domain.EXTENDED);
    }
    return CategoricalLosses.onClasses(
        scale == Scale.RESPONSE ? "kl_term(t, p)" : "if(t == 0, 0, t * (log(t) - log_p))", scale);
  }

  private static Definition js(Scale scale) {
    return scale == Scale.RAW
        ? Definition.on(SoftmaxGeometries.P, "js_term(t, p)").within(Domain.EXTENDED).floor("0")
        : CategoricalLosses.onClasses(
            scale == Scale.RESPONSE ? "js_term(t, p)" : "log_js_term(t, log_p)", scale);
  }

  private static UnaryOperator<double[]> atMean(Scale scale) {
    return scale == Scale.RESPONSE ? UnaryOperator.identity() : CategoricalLosses::logarithms;
  }

  /**
   * Σ t ln(t/q) of a target distribution t and a model's q, given as logits, probabilities or
   * log-probabilities, as the type of the prediction says; in nats, 0·ln 0 = 0.
   */
  public static Loss<Target.Categorical, Prediction.Scored> klDivergence() {
    return Loss.of(KL_DIVERGENCE);
  }

  /**
   * ½ KL(t‖m) + ½ KL(q‖m) with m = (t + q)/2, of a target distribution t and a model's q, given as
   * logits, probabilities or log-probabilities; in nats, at most ln 2.
   */
  public static Loss<Target.Categorical, Prediction.Scored> jsDivergence() {
    return Loss.of(JS_DIVERGENCE);
  }

  /**
   * temperature²·KL(t‖softmax(z/temperature)) of a teacher's probabilities t at this temperature
   * and a student's logits z.
   *
   * @param temperature above 0
   */
  public static Loss<Target.Categorical, Prediction.Raw> distillation(double temperature) {
    return Loss.<Target.Categorical, Prediction.Raw>of(DISTILLATION)
        .with("temperature", temperature);
  }
}

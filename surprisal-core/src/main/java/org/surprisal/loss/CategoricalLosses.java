package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.surprisal.kernel.Logarithm;

/** Losses of one-of-K targets: a class index or a distribution, and K predictions a row. */
public final class CategoricalLosses {
  /** Name of K in a formula. */
  static final String CLASSES = "classes";

  static final Entry CROSS_ENTROPY =
      Entry.named("cross_entropy", "ce", "softmax_cross_entropy", "categorical")
          .title("Cross-entropy of K classes, from logits unless told otherwise")
          .parameter(
              Parameter.Definition.number(
                  "label_smoothing",
                  0,
                  new Domain(0, false, 1, true, Domain.Grid.ALL, "[0, 1)"),
                  "share ε of the target that is spread"))
          .parameter(
              Parameter.Definition.choice(
                  "smooth_over", "over which classes ε is spread", "all", "others"))
          .scaleBy(
              "from",
              "how the prediction is given",
              Map.of(
                  Scale.RAW, "logits",
                  Scale.RESPONSE, "probabilities",
                  Scale.LOG_PROBABILITIES, "log_probabilities"),
              Scale.RAW)
          .parameter(
              Parameter.Definition.optional(
                  "ignore_index", Domain.INTEGERS, "class index of rows that are left out"))
          .targets(Entry.Kind.CATEGORICAL)
          .target(Domain.UNIT, "a distribution has numbers in [0, 1] that sum to 1")
          .link("softmax")
          .assumes("categorical labels")
          .estimates("class probabilities, with the share label_smoothing spread")
          .kinks("0·ln 0 = 0, in derivatives too; a logit −∞ on a true class costs +∞")
          .choose(
              "One of K classes is true and their probabilities are wanted; soft labels too."
                  + " Take it from logits.",
              "Several classes may be true at once (multilabel_cross_entropy), or the classes"
                  + " have an order (cumulative_link). Never of a softmax's output unless"
                  + " from=probabilities says so.")
          .elsewhere(
              "PyTorch CrossEntropyLoss: the same; class weights divide by their sum there"
                  + " too, but weigh each smoothed class by its own weight, here a row by that of"
                  + " its target; ignore_index is -100 there, none here",
              "Keras CategoricalCrossentropy: from probabilities unless from_logits=True,"
                  + " clipped to [1e-7, 1 - 1e-7]",
              "XGBoost multi:softprob and LightGBM multiclass: the same gradient, with"
                  + " curvatures of their own")
          .claims(CategoricalLosses::claims)
          .sources(
              "Bridle (1990), doi:10.1007/978-3-642-76153-9_28",
              "Szegedy et al. (2016), arXiv:1512.00567 (smoothing)")
          .definedBy((arguments, scale, _) -> crossEntropy(smoothed(arguments), scale));

  /** In the order of the catalogue. */
  static final List<Entry> ALL = List.of(CROSS_ENTROPY);

  private CategoricalLosses() {}

  /** From log-probabilities it is linear, and its slope the smoothed target. */
  private static Claims claims(Arguments arguments, Scale scale, boolean categorical) {
    String largest =
        arguments.choice("smooth_over").equals("all")
            ? "1 - label_smoothing / 2"
            : "max(1 - label_smoothing, label_smoothing)";
    return claims(scale, largest).properWhere("label_smoothing == 0");
  }

  /** Of a cross-entropy or a divergence in any scale; the largest number of the target is given. */
  static Claims claims(Scale scale, String largest) {
    return switch (scale) {
      case RAW -> Claims.convex("1", "1 / 4");
      case RESPONSE -> Claims.convex("inf", "inf");
      case LOG_PROBABILITIES -> Claims.convex(largest, "0");
    };
  }

  /** The target after smoothing, as a formula of t. */
  private static String smoothed(Arguments arguments) {
    if (arguments.number("label_smoothing") == 0) {
      return "t";
    }
    return arguments.choice("smooth_over").equals("all")
        ? "((1 - label_smoothing) * t + label_smoothing / classes)"
        : "((1 - label_smoothing) * t + label_smoothing * (1 - t) / (classes - 1))";
  }

  /** −Σ target·ln p in any scale. */
  static Definition crossEntropy(String target, Scale scale) {
    Definition definition =
        onClasses("-" + target + " * log_p", scale).floor("-" + target + " * log(" + target + ")");
    if (!target.equals("t")) {
      return definition;
    }
    return definition.constant(
        scale == Scale.RESPONSE ? UnaryOperator.identity() : CategoricalLosses::logarithms);
  }

  /** Σ_k of a formula in t and log_p, where the prediction is given in any scale. */
  static Definition onClasses(String formula, Scale scale) {
    return switch (scale) {
      case RAW -> Definition.softmax(formula);
      case RESPONSE ->
          Definition.of(formula.replaceAll("\\blog_p\\b", "log(p)"))
              .on("p", Domain.UNIT)
              .categorical()
              .summingToOne();
      case LOG_PROBABILITIES ->
          Definition.of(formula).on("log_p", Domain.NON_POSITIVE).categorical();
    };
  }

  static double[] logarithms(double[] probabilities) {
    return Arrays.stream(probabilities).map(Logarithm::log).toArray();
  }

  /**
   * lse(z) − z_y of a class index, −Σ t_k·ln softmax(z)_k of a distribution; from logits, from
   * probabilities or log-probabilities, as the type of the prediction says. Parameters: {@code
   * label_smoothing}, {@code smooth_over}, {@code ignore_index}.
   */
  public static Loss<Target.Categorical, Prediction.Scored> crossEntropy() {
    return Loss.of(CROSS_ENTROPY);
  }
}

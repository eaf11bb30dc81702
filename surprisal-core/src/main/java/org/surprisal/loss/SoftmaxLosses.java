package org.surprisal.loss;

import java.util.List;

/** Losses of K logits and a class that reshape cross-entropy: one formula on the softmax each. */
public final class SoftmaxLosses {
  private static final Domain AT_LEAST_MINUS_ONE =
      new Domain(-1, false, Double.POSITIVE_INFINITY, true, Domain.Grid.ALL, "[-1, ∞)");
  private static final Domain ABOVE_ZERO_TO_ONE =
      new Domain(0, true, 1, false, Domain.Grid.ALL, "(0, 1]");
  private static final Domain NOT_POSITIVE =
      new Domain(Double.NEGATIVE_INFINITY, true, 0, false, Domain.Grid.ALL, "(-∞, 0]");

  /** A certain and right row costs nothing; the least cost of a soft target is not known. */
  static final String FLOOR = "if(t * (1 - t) == 0, 0, inf)";

  private static final String LIMITS = "logits ±∞ have their limit; 0·ln 0 = 0, in derivatives too";

  static final Entry FOCAL_CROSS_ENTROPY =
      entry("focal_cross_entropy")
          .title("Focal loss of K classes: cross-entropy that turns from what is already right")
          .parameter(
              Parameter.Definition.number(
                  "gamma", 2, Domain.NON_NEGATIVE, "how strongly easy rows are turned down"))
          .estimates("not the probabilities unless gamma = 0; the order of two classes is kept")
          .kinks("0⁰ = 1, so gamma = 0 is cross-entropy; " + LIMITS)
          .choose(
              "Many easy rows of a frequent class drown the few hard ones, as background does in"
                  + " detection.",
              "The probabilities themselves are wanted: for gamma > 0 they come out too timid."
                  + " Nor where labels are wrong, because wrong rows are the hard ones.")
          .elsewhere(
              "torchvision and Keras' BinaryFocalCrossentropy: one sigmoid a class, which is focal"
                  + " on each column, not this loss",
              "Keras CategoricalFocalCrossentropy: this loss times alpha = 0.25, from probabilities"
                  + " clipped to [1e-7, 1 - 1e-7]")
          .claims((arguments, _, _) ->
              (arguments.number("gamma") == 0
                      ? Claims.convex("1", "1 / 4")
                      : Claims.notConvex(Claims.SEARCHED, Claims.SEARCHED))
                  .properWhere("gamma == 0"))
          .sources("Lin et al. (2017), arXiv:1708.02002", "Mukhoti et al. (2020), arXiv:2002.09437")
          .definedBy((arguments, _, _) -> focal(arguments.number("gamma")));

  static final Entry POLY_CROSS_ENTROPY =
      entry("poly_cross_entropy")
          .title("Poly-1 cross-entropy: the first term of its power series weighted anew")
          .parameter(
              Parameter.Definition.number(
                  "epsilon", 1, AT_LEAST_MINUS_ONE, "what the weight of 1 − p gains"))
          .estimates("not the probabilities unless epsilon = 0; the order of two classes is kept")
          .kinks(LIMITS)
          .choose(
              "Cross-entropy works and a little is to be gained by tuning one number: above 0 rows"
                  + " that are nearly right keep pulling, below 0 they let go.",
              "Calibrated probabilities are wanted: only epsilon = 0 is a proper score.")
          .elsewhere("the paper calls it Poly-1 and its parameter ε₁")
          .claims(
              Claims.convexWhere(
                      "epsilon <= 1",
                      "if(epsilon <= 1, 1, (1 + epsilon)^2 / (4 * epsilon))",
                      Claims.SEARCHED)
                  .properWhere("epsilon == 0"))
          .sources("Leng et al. (2022), arXiv:2204.12511")
          .definedBy((arguments, _, _) -> poly(arguments.number("epsilon")));

  static final Entry GENERALIZED_CROSS_ENTROPY =
      entry("generalized_cross_entropy", "gce")
          .title("Generalised cross-entropy, between cross-entropy (q → 0) and 1 − p (q = 1)")
          .parameter(
              Parameter.Definition.number(
                  "q", 0.7, ABOVE_ZERO_TO_ONE, "how little a row that looks wrong counts"))
          .estimates("not the probabilities; the most probable class")
          .kinks(LIMITS)
          .choose(
              "Some labels are wrong: a row whose class seems impossible costs at most 1/q, and its"
                  + " gradient fades.",
              "Labels are clean: it learns slowly from a start that is wrong, because there the"
                  + " gradient is p^q times that of cross-entropy.")
          .elsewhere("q = 1 is half the absolute error between p and the one-hot label")
          .claims(Claims.notConvex("(q / (1 + q))^q / (1 + q)", Claims.SEARCHED))
          .sources("Zhang & Sabuncu (2018), arXiv:1805.07836")
          .definedBy((arguments, _, _) ->
              arguments.number("q") == 1
                  ? Definition.on(SoftmaxGeometries.REST, "t * rest")
                      .within(Domain.EXTENDED)
                      .floor(FLOOR)
                  : Definition.softmax("-t * expm1(q * log_p) / q").floor(FLOOR));

  static final Entry SYMMETRIC_CROSS_ENTROPY =
      entry("symmetric_cross_entropy", "sce")
          .title("Symmetric cross-entropy: cross-entropy and the reverse one, ln 0 set to a number")
          .parameter(
              Parameter.Definition.number(
                  "alpha", 1, Domain.NON_NEGATIVE, "weight of the cross-entropy −Σ t ln p"))
          .parameter(
              Parameter.Definition.number(
                  "beta", 1, Domain.NON_NEGATIVE, "weight of the reverse one −Σ p ln t"))
          .parameter(
              Parameter.Definition.number("log_zero", -4, NOT_POSITIVE, "what ln t is where t = 0"))
          .estimates("the most probable class; the probabilities if beta = 0")
          .kinks("ln 0 = log_zero in the reverse term; " + LIMITS)
          .choose(
              "Some labels are wrong: the reverse term is bounded, and keeps a class that resists"
                  + " from being learnt by heart.",
              "Labels are clean, or calibrated probabilities are wanted: cross-entropy is both"
                  + " simpler and proper.")
          .elsewhere(
              "the authors' code clips p to [1e-7, 1] and the one-hot label to [1e-4, 1], so that"
                  + " its log_zero is ln 1e-4 = -9.21")
          .claims(
              Claims.convexWhere(
                      "beta == 0", "if(beta == 0, alpha, inf)", "if(beta == 0, alpha / 4, inf)")
                  .properWhere("if(alpha > 0, beta * log_zero == 0, 0)"))
          .sources("Wang et al. (2019), arXiv:1908.06112")
          .definedBy((_, _, _) ->
              Definition.on(
                      SoftmaxGeometries.LOG_P_AND_P,
                      "-alpha * (t * log_p)"
                          + " - beta * (exp_as(log_p, p) * if(t == 0, log_zero, log(t)))")
                  .within(Domain.EXTENDED));

  static final Entry AUTOREGRESSIVE_NLL =
      entry("autoregressive_nll", "token_nll")
          .title("Negative log-likelihood of tokens, one row a token")
          .parameter(
              Parameter.Definition.optional(
                  "ignore_index", Domain.INTEGERS, "token index of rows that are left out"))
          .assumes("a categorical distribution of each token, given those before it")
          .estimates("class probabilities")
          .kinks(LIMITS)
          .choose(
              "A model of text or of any sequence that predicts the next symbol: the sum over the"
                  + " tokens is minus the log-likelihood of the whole.",
              "Two models with different vocabularies are compared: per token their numbers have"
                  + " different units; compare bits per byte.")
          .elsewhere(
              "PyTorch and Hugging Face: cross_entropy with ignore_index = -100",
              "a mean of means over batches of unequal length is not the mean over tokens")
          .claims(Claims.convex("1", "1 / 4").properScore())
          .sources("Bengio et al. (2003), JMLR 3:1137–1155")
          .definedBy((_, _, _) -> CategoricalLosses.crossEntropy("t", Scale.RAW));

  /** In the order of the catalogue. */
  static final List<Entry> ALL =
      List.of(
          FOCAL_CROSS_ENTROPY,
          POLY_CROSS_ENTROPY,
          GENERALIZED_CROSS_ENTROPY,
          SYMMETRIC_CROSS_ENTROPY,
          AUTOREGRESSIVE_NLL);

  private SoftmaxLosses() {}

  private static Entry.Builder entry(String name, String... aliases) {
    return Entry.named(name, aliases)
        .only(Scale.RAW)
        .targets(Entry.Kind.CATEGORICAL)
        .target(Domain.UNIT, "a distribution has numbers in [0, 1] that sum to 1")
        .link("softmax");
  }

  /**
   * At ln p = 0 the powers of 1 − p in the derivatives have poles for gamma below 2, which the
   * softmax turns into 0: there everything is 0, as is its limit.
   */
  private static Definition focal(double gamma) {
    return Definition.softmax(
            gamma == 0 ? "-t * log_p" : "if(log_p == 0, 0, -t * (-expm1(log_p))^gamma * log_p)")
        .floor(FLOOR);
  }

  /**
   * −ln p + ε(1 − p). Below ε = 0 it is written in two terms of one sign; above, 1 − p is an input
   * of its own, because at ε = 1 its curvature at a wrong class cancels that of −ln p.
   */
  private static Definition poly(double epsilon) {
    return epsilon < 0
        ? Definition.softmax("t * (expm1_minus(log_p) - (1 + epsilon) * expm1(log_p))").floor(FLOOR)
        : Definition.on(
                SoftmaxGeometries.LOG_P_AND_REST,
                "t * (epsilon * exp_as(log_rest, rest)) - t * log_p")
            .within(Domain.EXTENDED);
  }

  /**
   * −(1 − p_y)^gamma · ln p_y of K logits; a soft target mixes Σ_k t_k f(p_k). gamma = 0 is
   * cross-entropy.
   *
   * @param gamma at least 0
   */
  public static Loss<Target.Categorical, Prediction.Raw> focalCrossEntropy(double gamma) {
    return Loss.<Target.Categorical, Prediction.Raw>of(FOCAL_CROSS_ENTROPY).with("gamma", gamma);
  }

  /**
   * −ln p_y + epsilon·(1 − p_y) of K logits; a soft target mixes Σ_k t_k f(p_k).
   *
   * @param epsilon at least −1
   */
  public static Loss<Target.Categorical, Prediction.Raw> polyCrossEntropy(double epsilon) {
    return Loss.<Target.Categorical, Prediction.Raw>of(POLY_CROSS_ENTROPY).with("epsilon", epsilon);
  }

  /**
   * (1 − p_y^q)/q of K logits; a soft target mixes Σ_k t_k f(p_k).
   *
   * @param q in (0, 1]
   */
  public static Loss<Target.Categorical, Prediction.Raw> generalizedCrossEntropy(double q) {
    return Loss.<Target.Categorical, Prediction.Raw>of(GENERALIZED_CROSS_ENTROPY).with("q", q);
  }

  /**
   * −alpha·Σ t ln p − beta·Σ p ln t of K logits, where ln 0 in the second sum is −4 unless the
   * parameter {@code log_zero} says otherwise.
   *
   * @param alpha at least 0
   * @param beta at least 0
   */
  public static Loss<Target.Categorical, Prediction.Raw> symmetricCrossEntropy(
      double alpha, double beta) {
    return Loss.<Target.Categorical, Prediction.Raw>of(SYMMETRIC_CROSS_ENTROPY)
        .with("alpha", alpha)
        .with("beta", beta);
  }

  /**
   * −ln p_y of a token, in nats, of one logit for each token of the vocabulary. Parameter: {@code
   * ignore_index}.
   */
  public static Loss<Target.Categorical, Prediction.Raw> autoregressiveNll() {
    return Loss.of(AUTOREGRESSIVE_NLL);
  }
}

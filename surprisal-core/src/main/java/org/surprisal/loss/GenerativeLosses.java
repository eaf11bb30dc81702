package org.surprisal.loss;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Losses of generative models: adversarial scores, flows, denoising and variational bounds. */
public final class GenerativeLosses {
  private static final Domain REAL_OR_FAKE =
      new Domain(0, false, 1, false, Domain.Grid.INTEGERS, "{0, 1}");
  private static final String VARIANT = "variant";
  private static final String SIDE = "side";
  private static final String CRITIC = "critic";
  private static final String BASE = "base";
  private static final String WEIGHT = "weight";

  /** The loss of a score z of a critic, y = 1 for real rows. */
  private static final Map<String, String> OF_CRITIC =
      Map.of(
          "minimax", "y * softplus(-z) + (1 - y) * softplus(z)",
          "non_saturating", "y * softplus(-z) + (1 - y) * softplus(z)",
          "least_squares", "if(y == 1, (z - 1)^2 / 2, z^2 / 2)",
          "hinge", "if(y == 1, if(1 <= z, 0, 1 - z), if(z <= -1, 0, 1 + z))",
          "wasserstein", "if(y == 1, -z, z)");

  /** The loss of the score of a generated row. */
  private static final Map<String, String> OF_GENERATOR =
      Map.of(
          "minimax", "if(y == 1, 0, -softplus(z))",
          "non_saturating", "if(y == 1, 0, softplus(-z))",
          "least_squares", "if(y == 1, 0, (z - 1)^2 / 2)",
          "hinge", "if(y == 1, 0, -z)",
          "wasserstein", "if(y == 1, 0, -z)");

  static final Entry GAN =
      Entry.named("gan")
          .title("Adversarial game: one side's loss of the critic's scores of real and fake rows")
          .parameter(
              Parameter.Definition.choice(
                  VARIANT,
                  "which game",
                  "minimax",
                  "non_saturating",
                  "least_squares",
                  "hinge",
                  "wasserstein"))
          .parameter(Parameter.Definition.choice(SIDE, "whose loss", CRITIC, "generator"))
          .targets(Entry.Kind.ZERO_ONE)
          .target(REAL_OR_FAKE, "1 means real, 0 generated")
          .only(Scale.RAW)
          .link("none: scores")
          .estimates("of the critic: minimax the log ratio of real to generated density")
          .kinks("hinge: at the margins derivative 0, curvature 0")
          .choose(
              "A generator is trained against a critic; non_saturating or hinge for images,"
                  + " wasserstein with gradient_penalty for stability.",
              "A likelihood can be had (flow, elbo): then the score of a sample means something.")
          .elsewhere(
              "The value is the mean over real rows plus the mean over fake rows; some libraries"
                  + " halve it",
              "least_squares has the factors ½ of Mao et al.")
          .claims((arguments, _, _) -> ofGame(arguments))
          .sources(
              "Goodfellow et al. (2014), arXiv:1406.2661",
              "Mao et al. (2017), arXiv:1611.04076 (least squares)",
              "Arjovsky, Chintala & Bottou (2017), arXiv:1701.07875 (Wasserstein)",
              "Lim & Ye (2017), arXiv:1705.02894 (hinge)")
          .definedBy((arguments, _, _) -> gan(arguments));

  static final Entry GRADIENT_PENALTY =
      Entry.named("gradient_penalty")
          .title("Gradient penalty: weight·(‖∇‖ − center)² of given gradient norms")
          .parameter(Parameter.Definition.number(WEIGHT, 10, Domain.NON_NEGATIVE, "its factor"))
          .parameter(
              Parameter.Definition.number(
                  "center", 1, Domain.NON_NEGATIVE, "the norm that costs nothing"))
          .targets(Entry.Kind.NONE)
          .only(Scale.RAW)
          .link("none: norms")
          .estimates("nothing of the data: gradients of norm center")
          .choose(
              "A Wasserstein critic must stay 1-Lipschitz: norms are those at points between real"
                  + " and fake rows.",
              "The norms themselves are not at hand: they need second derivatives of the network.")
          .elsewhere("center=0 is the zero-centred penalty (R1 with weight γ/2)")
          .claims(Claims.convex("if(weight == 0, 0, inf)", "2 * weight").strongly("2 * weight"))
          .sources("Gulrajani et al. (2017), arXiv:1704.00028")
          .definedBy((_, _, _) ->
              Definition.of("weight * (norm - center)^2")
                  .on("norm", Domain.NON_NEGATIVE)
                  .noTarget()
                  .floor(null));

  static final Entry FLOW =
      Entry.named("flow")
          .title("Normalising flow: −(log-density of the base + ln|det ∂z/∂x|)")
          .parameter(
              Parameter.Definition.choice(
                  BASE,
                  "given: columns log-density and log-determinant; else columns z_1 … z_d and the"
                      + " log-determinant",
                  "given",
                  "gaussian",
                  "logistic"))
          .targets(Entry.Kind.NONE)
          .only(Scale.RAW)
          .link("none")
          .assumes("that the data, mapped by the flow, follow the base density")
          .estimates("the density of the data")
          .choose(
              "An invertible model gives exact likelihoods.",
              "The model has no tractable Jacobian: use elbo or denoising_score_matching.")
          .elsewhere("Often reported in bits per dimension: divide by d·ln 2")
          .claims((arguments, _, _) ->
              switch (arguments.choice(BASE)) {
                case "given" -> Claims.convex("1", "0");
                case "gaussian" -> Claims.convex("inf", "1");
                default -> Claims.convex("1", "1 / 2");
              })
          .sources(
              "Rezende & Mohamed (2015), arXiv:1505.05770", "Dinh et al. (2017), arXiv:1605.08803")
          .definedBy((arguments, _, _) -> flow(arguments.choice(BASE)));

  static final Entry DENOISING =
      Entry.named("denoising_score_matching")
          .title("Denoising score matching: w·Σ(prediction − target)² of what a denoiser predicts")
          .parameter(
              Parameter.Definition.choice(
                  "prediction",
                  "what is predicted, and given as target: noise ε, score −ε/σ, velocity αε − σx₀ or"
                      + " the clean sample x₀",
                  "noise",
                  "score",
                  "velocity",
                  "sample"))
          .parameter(
              Parameter.Definition.optional(
                  "sigma",
                  Domain.POSITIVE,
                  "noise level σ of the rows; none weighs nothing, as weighting=none"))
          .parameter(
              Parameter.Definition.optional(
                  "alpha",
                  Domain.POSITIVE,
                  "signal level α of the rows; none is √(1 − σ²), variance preserving"))
          .parameter(
              Parameter.Definition.choice(
                  "weighting",
                  "noise: w turns the error into that of the noise: 1, σ², (α/(α² + σ²))², (α/σ)²;"
                      + " none: 1",
                  "noise",
                  "none"))
          .only(Scale.RESPONSE)
          .assumes("Gaussian noise, added by the schedule")
          .estimates("the conditional mean of the target, and so the score of the noisy data")
          .choose(
              "A diffusion model is trained: one call for the rows of one noise level, or row"
                  + " weights for a schedule (reduction mean_rows).",
              "An exact likelihood is needed (flow).")
          .elsewhere(
              "DDPM's simple loss is prediction=noise; NCSN weighs the score by σ²",
              "Libraries take the mean over the columns; here a row's columns are summed")
          .claims((arguments, _, _) -> ofDenoising(arguments))
          .sources(
              "Vincent (2011), doi:10.1162/NECO_a_00142",
              "Ho, Jain & Abbeel (2020), arXiv:2006.11239",
              "Salimans & Ho (2022), arXiv:2202.00512 (velocity)")
          .definedBy((arguments, _, _) -> denoising(arguments));

  /** In the order of the catalogue. */
  static final List<Entry> ALL =
      List.of(VariationalLosses.ELBO, GAN, GRADIENT_PENALTY, FLOW, DENOISING);

  private GenerativeLosses() {}

  /** Of the mean over real rows plus the mean over generated ones, with one of each. */
  private static Claims ofGame(Arguments arguments) {
    boolean critic = arguments.choice(SIDE).equals(CRITIC);
    return switch (arguments.choice(VARIANT)) {
      case "minimax" -> critic ? Claims.convex("1", "1 / 4") : Claims.notConvex("1", "1 / 4");
      case "non_saturating" -> Claims.convex("1", "1 / 4");
      case "least_squares" -> Claims.convex("inf", "1").strongly("1");
      case "hinge" -> Claims.convex("1", critic ? "inf" : "0");
      default -> Claims.convex("1", "0");
    };
  }

  private static Claims ofDenoising(Arguments arguments) {
    boolean given = !arguments.isNone("alpha");
    String signal = given ? "alpha^2" : "(1 - sigma^2)";
    String factor =
        switch (weighed(arguments)) {
          case "score" -> "2 * sigma^2";
          case "velocity" -> given ? "2 * (alpha / (alpha^2 + sigma^2))^2" : "2 * " + signal;
          case "sample" -> "2 * " + signal + " / sigma^2";
          default -> "2";
        };
    return Claims.convex("inf", factor).strongly(factor);
  }

  private static Definition gan(Arguments arguments) {
    boolean critic = arguments.choice(SIDE).equals(CRITIC);
    String formula =
        (critic ? OF_CRITIC : OF_GENERATOR).getOrDefault(arguments.choice(VARIANT), "");
    return Definition.of(formula)
        .floor(null)
        .oneColumn()
        .sides(critic ? Definition.Sides.BOTH : Definition.Sides.FAKE);
  }

  private static Definition flow(String base) {
    if (base.equals("given")) {
      return Definition.on(
          Geometry.withTarget(null, "base_log_density", "log_det"),
          "-(base_log_density + log_det)");
    }
    return Definition.algorithm(
            Geometry.withTarget(null, "z", "log_det"),
            (columns, _) -> new FlowRows(base.equals("logistic"), columns))
        .noTarget();
  }

  /** What the error is weighed as; that of the noise itself has weight 1. */
  private static String weighed(Arguments arguments) {
    boolean weighs = arguments.choice("weighting").equals("noise") && !arguments.isNone("sigma");
    return weighs ? arguments.choice("prediction") : "noise";
  }

  /** The noise's error is that of x₀ times α/σ, the score's times σ, the velocity's α/(α² + σ²). */
  private static Definition denoising(Arguments arguments) {
    boolean given = !arguments.isNone("alpha");
    boolean leveled = !arguments.isNone("sigma");
    String weighed = weighed(arguments);
    if (given && !leveled) {
      throw new SpecException(
          "alpha of denoising_score_matching is given without sigma; give both, or neither");
    }
    boolean needs = weighed.equals("velocity") || weighed.equals("sample");
    if (needs && !given && !(arguments.number("sigma") < 1)) {
      throw new SpecException(
          "sigma = "
              + Text.number(arguments.number("sigma"))
              + " leaves no signal, α = √(1 − σ²), to weigh a "
              + weighed
              + " by; give alpha, or sigma in (0, 1)");
    }
    String square =
        switch (weighed) {
          case "score" -> "(sigma * (z - y))^2";
          case "velocity" ->
              given
                  ? "(alpha / (alpha^2 + sigma^2) * (z - y))^2"
                  : "(1 - sigma) * (1 + sigma) * (z - y)^2";
          case "sample" ->
              given
                  ? "(alpha / sigma * (z - y))^2"
                  : "(1 - sigma) * (1 + sigma) * ((z - y) / sigma)^2";
          default -> "(z - y)^2";
        };
    return Definition.of(square);
  }

  /** The games that {@code gan} knows. */
  public enum Game {
    /** ln D(real) + ln(1 − D(fake)), of which the generator makes its part small. */
    MINIMAX,
    /** The generator makes −ln D(fake) small instead. */
    NON_SATURATING,
    /** Half squared distances of scores to 1 and 0. */
    LEAST_SQUARES,
    /** Margins of 1 on both sides. */
    HINGE,
    /** Mean of fake less mean of real scores. */
    WASSERSTEIN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whose loss it is. */
  public enum Side {
    /** The critic or discriminator, which tells real from fake. */
    CRITIC,
    /** The generator, which makes the fake rows. */
    GENERATOR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The loss of one side of an adversarial game, from the critic's scores, one a row: the mean over
   * real rows (target 1) plus the mean over generated rows (target 0).
   */
  public static Loss<Target.ZeroOne, Prediction.Raw> gan(Game game, Side side) {
    return Loss.<Target.ZeroOne, Prediction.Raw>of(GAN)
        .with(VARIANT, game.toString())
        .with(SIDE, side.toString());
  }

  /**
   * weight·(norm − 1)² of gradient norms.
   *
   * @param weight at least 0
   */
  public static Loss<Target.None, Prediction.Raw> gradientPenalty(double weight) {
    return Loss.<Target.None, Prediction.Raw>of(GRADIENT_PENALTY).with(WEIGHT, weight);
  }

  /**
   * −(log-density of the base + log-determinant), two columns; with {@code base=gaussian} or {@code
   * logistic} the columns z_1 … z_d and the log-determinant.
   */
  public static Loss<Target.None, Prediction.Parameters> flow() {
    return Loss.of(FLOW);
  }

  /**
   * w·Σ(prediction − target)², where both are the noise of the rows; parameters {@code prediction},
   * {@code sigma}, {@code alpha} and {@code weighting} tell of other parametrisations.
   */
  public static Loss<Target.Real, Prediction.Response> denoisingScoreMatching() {
    return Loss.of(DENOISING);
  }
}

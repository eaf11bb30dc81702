package org.surprisal.loss;

import java.util.LinkedHashMap;
import java.util.Map;

/** Variational losses: the divergence of a Gaussian posterior, and the bound that it is part of. */
public final class VariationalLosses {
  private static final Geometry<Target.None, Prediction.Parameters> LATENT =
      Geometry.withTarget(null, "mu", "log_variance");

  /** KL(N(μ, e^s) ‖ N(0, 1)) = ½(μ² + e^s − 1 − s). */
  private static final String DIVERGENCE = "mu^2 / 2 + expm1_minus(log_variance) / 2";

  static final Entry GAUSSIAN_KL =
      Entry.named("gaussian_kl")
          .title("KL(N(μ, σ²) ‖ N(0, 1)), summed over dimensions: ½(μ² + σ² − 1 − ln σ²)")
          .targets(Entry.Kind.NONE)
          .only(Scale.RAW)
          .link("log of the variance")
          .estimates("nothing of the data: the standard normal prior")
          .choose(
              "A Gaussian posterior or weight is drawn to a standard normal prior, as in a"
                  + " variational autoencoder.",
              "The prior is another one, or the posterior no diagonal Gaussian.")
          .elsewhere("PyTorch and Keras have it only through distributions; signs differ in texts")
          .claims(Claims.convex("inf", "inf"))
          .sources("Kingma & Welling (2014), arXiv:1312.6114, appendix B")
          .definedBy((_, _, _) -> Definition.on(LATENT, DIVERGENCE));

  static final Entry ELBO =
      Entry.named("elbo")
          .title("Negative evidence lower bound: reconstruction loss + beta·KL(N(μ, σ²) ‖ N(0, 1))")
          .parameter(
              Parameter.Definition.loss(
                  "reconstruction",
                  "half_squared_error",
                  "the loss of the decoder's output, one number a target"))
          .parameter(
              Parameter.Definition.number(
                  "beta", 1, Domain.NON_NEGATIVE, "weight of the divergence (β-VAE)"))
          .parameter(
              Parameter.Definition.number(
                  "free_bits",
                  0,
                  Domain.NON_NEGATIVE,
                  "nats of each dimension that cost no less: max(free_bits, KL_j)"))
          .parameter(
              Parameter.Definition.optional(
                  "latent", Domain.COUNTS, "latent dimensions, checked against the columns"))
          .targets(Entry.Kind.REAL, Entry.Kind.ZERO_ONE)
          .only(Scale.RAW)
          .link("that of the reconstruction")
          .assumes("a standard normal prior, and the likelihood that the reconstruction assumes")
          .kinks("KL_j = free_bits: derivative 0, curvature 0")
          .estimates("what the reconstruction does, and a posterior of the latents")
          .choose(
              "A variational autoencoder is trained.",
              "The likelihood itself is tractable (flow), or samples alone matter (gan).")
          .elsewhere(
              "Many halve, average or scale the reconstruction: that is another beta",
              "Kingma's free bits take the mean KL of a batch; here each row has its own")
          .claims((arguments, _, _) -> bounds(arguments))
          .sources(
              "Kingma & Welling (2014), arXiv:1312.6114",
              "Higgins et al. (2017) (beta)",
              "Kingma et al. (2016), arXiv:1606.04934 (free bits)")
          .definedBy((arguments, _, _) -> elbo(arguments));

  private VariationalLosses() {}

  /** It is as convex as its reconstruction; without the divergence as steep too. */
  private static Claims bounds(Arguments arguments) {
    Properties inner = arguments.loss("reconstruction").properties().orElse(null);
    if (inner == null) {
      return Claims.NONE;
    }
    boolean alone = arguments.number("beta") == 0;
    return Claims.convexWhere(
        inner.convex() ? "1" : "0",
        alone ? Text.number(inner.lipschitz()) : "inf",
        alone ? Text.number(inner.smoothness()) : "inf");
  }

  private static Definition elbo(Arguments arguments) {
    Loss<Target, Prediction> loss = arguments.loss("reconstruction");
    Bound reconstruction = loss.bind(1);
    Definition inner = reconstruction.definition();
    boolean pointwise =
        inner.algorithm() == null
            && inner.geometry() == Geometry.POINT
            && inner.target() != null
            && inner.sides() == null
            && !inner.hasOneTarget()
            && inner.byColumn().isEmpty()
            && loss.clipEpsilon().isEmpty();
    if (!pointwise) {
      throw new SpecException(
          "reconstruction = "
              + loss
              + " of elbo is not allowed; use a loss of one number, such as bce or squared_error");
    }
    Bound divergence = divergence(arguments);
    return Definition.algorithm(
            Geometry.withTarget("y", "reconstruction", "mu", "log_variance"),
            (columns, targets) ->
                new ElboRows(
                    reconstruction, divergence, targets, latent(arguments, columns, targets)))
        .targetsIn(loss.entry().targetDomain(), loss.entry().targetCure())
        .anyPrediction()
        .freeTarget();
  }

  private static Bound divergence(Arguments arguments) {
    String least =
        arguments.number("free_bits") == 0
            ? "(" + DIVERGENCE + ")"
            : "if(" + DIVERGENCE + " <= free_bits, free_bits, " + DIVERGENCE + ")";
    String formula = arguments.number("beta") == 0 ? "0" : "beta * " + least; // not 0·∞
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("beta", arguments.number("beta"));
    numbers.put("free_bits", arguments.number("free_bits"));
    return new Bound(
        Definition.on(LATENT, formula), Scale.RAW, false, false, numbers, "divergence of elbo");
  }

  private static int latent(Arguments arguments, int columns, int targets) {
    int latent = (columns - targets) / 2;
    boolean wanted = arguments.isNone("latent") || arguments.number("latent") == latent;
    if (!(targets > 0 && latent > 0 && targets + 2 * latent == columns) || !wanted) {
      throw new IllegalArgumentException(
          "elbo needs a reconstruction for each of "
              + targets
              + " targets, then means and as many log-variances"
              + (arguments.isNone("latent")
                  ? ""
                  : " (latent = " + Text.number(arguments.number("latent")) + ")")
              + "; the prediction has "
              + columns
              + " columns");
    }
    return latent;
  }

  /** Σ ½(μ² + σ² − 1 − ln σ²); parameters μ_1 … μ_d and ln σ²_1 … ln σ²_d. */
  public static Loss<Target.None, Prediction.Parameters> gaussianKl() {
    return Loss.of(GAUSSIAN_KL);
  }

  /**
   * The negative evidence lower bound. Parameters: the reconstruction, μ_1 … μ_d and ln σ²_1 … ln
   * σ²_d.
   *
   * @param reconstruction a loss of one number, such as binary cross-entropy
   * @param beta weight of the divergence, at least 0
   */
  public static <T extends Target> Loss<T, Prediction.Parameters> elbo(
      Loss<T, ?> reconstruction, double beta) {
    return Loss.<T, Prediction.Parameters>of(ELBO)
        .with("reconstruction", reconstruction.toString())
        .with("beta", beta);
  }
}

package org.surprisal.loss;

/** Barron's general robust loss, of which many others are special cases. */
final class BarronLoss {
  private static final Domain SHAPES =
      new Domain(
          Double.NEGATIVE_INFINITY,
          false,
          Double.POSITIVE_INFINITY,
          true,
          Domain.Grid.ALL,
          "[-∞, ∞)");

  /** sup |ρ′| is at (r/c)² = |α − 2|/(1 − α) for α &lt; 1, and far out at 1. */
  private static final String LIPSCHITZ =
      "if(alpha > 1, inf, if(alpha == 1, 1, if(alpha == -inf, exp(-0.5),"
          + " exp((alpha - 1) / 2 * log1p(1 / (1 - alpha))))) / c)";

  static final Entry ENTRY =
      Entry.named("barron")
          .title("Barron's general and adaptive robust loss")
          .parameter(
              Parameter.Definition.number(
                  "alpha",
                  1,
                  SHAPES,
                  "shape: 2 squared, 1 pseudo-Huber, 0 Cauchy, -2 Geman–McClure, -inf Welsch"))
          .parameter(
              RobustLosses.scale(1, "size of the residual at which it begins to count as large"))
          .assumes("for alpha ≥ 0 a density in proportion to e^−loss, Gaussian at 2, Cauchy at 0")
          .estimates("mean at alpha = 2; the smaller alpha is, the nearer to a mode")
          .choose(
              "To try with one number how much outliers shall count, from squared error to flat"
                  + " tails.",
              "Not to learn alpha by minimising it: a smaller alpha alone makes the loss smaller;"
                  + " that needs the density's constant. Below alpha = 1 it is not convex.")
          .elsewhere(
              "robust_loss_pytorch.lossfun(x, alpha, scale): the same, no c² in front",
              "times c² it is pseudo_huber(c) at alpha = 1, cauchy(√2·c) at 0, geman_mcclure(2c) at"
                  + " -2, welsch(√2·c) at -inf")
          .claims(
              Claims.convexWhere("1 <= alpha", LIPSCHITZ, "if(alpha > 2, inf, 1 / c^2)")
                  .strongly("if(alpha < 2, 0, 1 / c^2)"))
          .sources("Barron (2019), doi:10.1109/CVPR.2019.00446, arXiv:1701.03077")
          .definedBy((_, _, _) -> Definition.of("barron(z - y, c, alpha)"));

  private BarronLoss() {}
}

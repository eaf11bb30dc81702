package org.surprisal.loss;

/** Robust losses whose pull falls again for large residuals; none of them is convex. */
final class RedescendingLosses {
  private static final String MODE =
      "a centre of the bulk of the target, one of several where it has several";

  static final Entry CAUCHY =
      Entry.named("cauchy")
          .title("Cauchy (Lorentzian): logarithmic in the tails")
          .parameter(RobustLosses.scale(1, RobustLosses.SCALE))
          .assumes("Student-t noise with nu·scale² = c², up to a factor")
          .estimates(MODE)
          .choose(
              "Many or gross outliers: the pull of a residual falls as 1/r, yet never ends.",
              "Not without a start that is near: it is not convex and can rest at a wrong place."
                  + " For a likelihood with its scale learned use student_t.")
          .elsewhere(
              "SciPy least_squares(loss='cauchy', f_scale=c) and Ceres CauchyLoss(c): the same",
              "Lorentzian in vision: ln(1 + ½(r/c)²), Barron's alpha = 0")
          .claims(Claims.notConvex("c / 2", "1"))
          .sources(
              "Holland & Welsch (1977), doi:10.1080/03610927708827533",
              "Black & Anandan (1996), doi:10.1006/cviu.1996.0006")
          .definedBy((_, _, _) -> Definition.of("cauchy(z - y, c)"));

  static final Entry WELSCH =
      Entry.named("welsch")
          .title("Welsch (Leclerc): a Gaussian dip, bounded by c²/2")
          .parameter(RobustLosses.scale(1, RobustLosses.SCALE))
          .estimates(MODE)
          .choose(
              "Gross outliers that shall count for nothing, with a loss that is smooth everywhere.",
              "Not without a start that is near: far residuals have no gradient at all, so a model"
                  + " that begins far away stays there.")
          .elsewhere(
              "correntropy (1 − its kernel of width c/√2) up to a factor",
              "Barron's alpha = −∞ has ½(r/c)² in the exponent")
          .claims(Claims.notConvex("c * sqrt(exp(-1) / 2)", "1"))
          .sources("Dennis & Welsch (1978), doi:10.1080/03610917808812083")
          .definedBy((_, _, _) -> Definition.of("welsch(z - y, c)"));

  static final Entry GEMAN_MCCLURE =
      Entry.named("geman_mcclure")
          .title("Geman–McClure: rational, bounded by c²/2")
          .parameter(RobustLosses.scale(1, RobustLosses.SCALE))
          .estimates(MODE)
          .choose(
              "Gross outliers in vision and registration; the pull falls as 1/r³, slower than that"
                  + " of welsch or tukey.",
              "Not without a start that is near: it is not convex and bounded.")
          .elsewhere("Barron's alpha = −2 is 2(r/c)²/((r/c)² + 4)", "c = 1 in the first texts")
          .claims(Claims.notConvex("c * 3 * sqrt(3) / 16", "1"))
          .sources("Geman & McClure (1987), Bulletin of the ISI 52(4):5–21")
          .definedBy((_, _, _) -> Definition.of("geman_mcclure(z - y, c)"));

  static final Entry TUKEY =
      Entry.named("tukey")
          .title("Tukey's biweight: flat beyond c")
          .parameter(
              RobustLosses.scale(
                  4.685, "residuals beyond it have no pull; 4.685 standard deviations keep 95 %"))
          .estimates(MODE)
          .kinks("|r| = c is smooth: gradient and curvature are 0 there")
          .choose(
              "Outliers that shall not count at all, after a robust start and with c in units of a"
                  + " robust scale (4.685 of them keep 95 % efficiency at the Gaussian).",
              "Not from an arbitrary start, nor with an unscaled target: where all residuals exceed"
                  + " c the gradient is 0.")
          .elsewhere(
              "statsmodels TukeyBiweight(c=4.685) and R MASS psi.bisquare(c=4.685): the same",
              "Ceres TukeyLoss(c) gives it twice, and halves it in the cost")
          .claims(Claims.notConvex("c * 16 * sqrt(5) / 125", "1"))
          .sources("Beaton & Tukey (1974), doi:10.1080/00401706.1974.10489171")
          .definedBy((_, _, _) -> Definition.of("tukey(z - y, c)"));

  private RedescendingLosses() {}
}

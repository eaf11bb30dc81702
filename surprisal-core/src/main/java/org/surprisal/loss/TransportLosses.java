package org.surprisal.loss;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.Sinkhorn;
import org.surprisal.kernel.Wasserstein;

/**
 * Optimal transport between two samples: all points of the prediction and of the target at once.
 */
public final class TransportLosses {
  private static final Domain AT_LEAST_ONE =
      new Domain(1, false, Double.POSITIVE_INFINITY, true, Domain.Grid.ALL, "[1, ∞)");
  private static final String POWER = "p";
  private static final String SUPPORT = "support";

  static final Entry WASSERSTEIN_1D =
      Entry.named("wasserstein_1d")
          .title("Wasserstein distance of two samples on the line, to the power p")
          .parameter(
              Parameter.Definition.number(
                  POWER, 1, AT_LEAST_ONE, "power of the distance; the value is without its root"))
          .parameter(
              Parameter.Definition.numbers(
                  SUPPORT,
                  Parameter.NONE,
                  new Parameter.Kind.Series(Domain.REAL, true, false, true),
                  "points of histograms: each row then holds a mass for each of them, as its"
                      + " target does"))
          .targets(Entry.Kind.SAMPLE, Entry.Kind.REAL)
          .target(Domain.REAL, "points of a sample, or with support=[…] masses of a histogram")
          .only(Scale.RESPONSE)
          .kinks(
              "points that meet: derivative 0 for p = 1; equal points are matched in the order of"
                  + " their indices")
          .estimates("the distribution of the target sample")
          .choose(
              "Two distributions on the line are compared and distance matters: near misses cost"
                  + " little.",
              "Rows belong together one by one (absolute_error), or points have several"
                  + " dimensions (sinkhorn).")
          .elsewhere("SciPy: wasserstein_distance is p = 1; for p = 2 take the square root")
          .claims((arguments, _, _) ->
              arguments.isList(SUPPORT)
                  ? Claims.NONE
                  : Claims.notConvex("if(p == 1, 1, inf)", "inf"))
          .sources("Peyré & Cuturi (2019), doi:10.1561/2200000073, 2.6")
          .definedBy((arguments, _, _) -> wasserstein(arguments));

  static final Entry SINKHORN =
      Entry.named("sinkhorn")
          .title("Entropic optimal transport of two samples: min <Π, C> + ε KL(Π‖a⊗b), C = ‖x−y‖^p")
          .parameter(
              Parameter.Definition.number(
                  "epsilon", 0.1, Domain.POSITIVE, "strength of the entropy, in units of the cost"))
          .parameter(Parameter.Definition.number(POWER, 2, AT_LEAST_ONE, "power of the distance"))
          .parameter(
              Parameter.Definition.flag(
                  "debiased",
                  "takes off half of both samples' cost to themselves: 0 for equal ones"))
          .parameter(
              Parameter.Definition.number(
                  "tolerance", 1e-9, Domain.POSITIVE, "largest error of the marginals, summed"))
          .parameter(
              Parameter.Definition.number(
                  "max_iterations", 10_000, Domain.COUNTS, "passes over the costs, at most"))
          .targets(Entry.Kind.SAMPLE)
          .only(Scale.RESPONSE)
          .kinks("x = y: the derivative of the distance is 0")
          .estimates("the distribution of the target sample; narrower unless debiased")
          .choose(
              "Clouds of points in several dimensions are compared, and a smooth gradient is"
                  + " wanted.",
              "Points lie on the line (wasserstein_1d is exact), or there are many thousands: costs"
                  + " take n·m numbers.")
          .elsewhere(
              "Some report <Π, C> alone, some with the entropy of Π in place of KL(Π‖a⊗b)",
              "GeomLoss: blur^p = ε, debiased by default, and for p = 2 the cost is ½‖x − y‖²")
          .claims(Claims.notConvex("if(p == 1, 1, inf)", "inf"))
          .sources(
              "Cuturi (2013), arXiv:1306.0895", "Feydy et al. (2019), arXiv:1810.08278 (debiased)")
          .definedBy((arguments, _, _) ->
              Definition.samples(sinkhorn(arguments))
                  .noCurvature(
                      "the gradient holds the plan fixed (envelope theorem); a curvature would need"
                          + " the derivative of the plan"));

  /** In the order of the catalogue. */
  static final List<Entry> ALL = List.of(WASSERSTEIN_1D, SINKHORN);

  private TransportLosses() {}

  private static Definition wasserstein(Arguments arguments) {
    Wasserstein distance = new Wasserstein(arguments.number(POWER));
    if (arguments.isList(SUPPORT)) {
      double[] support = arguments.list(SUPPORT);
      return Definition.algorithm(
              Geometry.POINT, (columns, _) -> new HistogramRows(distance, support, columns))
          .within(Domain.NON_NEGATIVE)
          .targetsIn(Domain.NON_NEGATIVE, "masses are at least 0");
    }
    return Definition.samples((x, a, y, b, _, gradient, curvature) ->
            distance.between(x, a, y, b, gradient, curvature))
        .oneColumn();
  }

  private static SampleAlgorithm sinkhorn(Arguments arguments) {
    Sinkhorn problem =
        new Sinkhorn(
            arguments.number("epsilon"),
            arguments.number(POWER),
            arguments.flag("debiased"),
            arguments.number("tolerance"),
            (int) arguments.number("max_iterations"));
    return (x, a, y, b, dimensions, gradient, _) ->
        solve(problem, x, a, y, b, dimensions, gradient);
  }

  /** Costs take four arrays of n·m numbers: said before the heap ends in the middle. */
  private static void refuseTooMany(long n, long m) {
    double needed = 4.0 * Double.BYTES * n * m;
    if (needed > Runtime.getRuntime().maxMemory()) {
      throw new IllegalArgumentException(
          "sinkhorn of "
              + n
              + " and "
              + m
              + " points needs about "
              + Math.round(needed / (1 << 30))
              + " GB, more than the heap; take samples of them, or wasserstein_1d on the line");
    }
  }

  private static double solve(
      Sinkhorn problem,
      double[] x,
      double @Nullable [] a,
      double[] y,
      double @Nullable [] b,
      int dimensions,
      double @Nullable [] gradient) {
    refuseTooMany(x.length / dimensions, y.length / dimensions);
    Sinkhorn.Result result =
        problem.between(new Sinkhorn.Cloud(x, a, dimensions), new Sinkhorn.Cloud(y, b, dimensions));
    if (result.value() != Double.POSITIVE_INFINITY && !result.converged()) {
      throw new IllegalArgumentException(
          "sinkhorn did not converge: after "
              + result.iterations()
              + " iterations the marginals are off by "
              + Text.number(result.marginalError())
              + ", more than tolerance = "
              + Text.number(problem.tolerance())
              + "; raise epsilon, max_iterations or tolerance");
    }
    if (gradient != null) {
      System.arraycopy(result.gradient(), 0, gradient, 0, gradient.length);
    }
    return result.value();
  }

  /**
   * ∫|F⁻¹ − G⁻¹|^p du of two samples on the line; for n points each (1/n)·Σ|x₍ᵢ₎ − y₍ᵢ₎|^p. Samples
   * may have weights. The gradient is by each point of the prediction.
   *
   * @param p at least 1
   */
  public static Loss<Target.Sample, Prediction.Sample> wasserstein1d(double p) {
    return Loss.<Target.Sample, Prediction.Sample>of(WASSERSTEIN_1D).with(POWER, p);
  }

  /**
   * The same distance of histograms on a common support: masses a row, scaled to sum 1.
   *
   * @param support increasing
   */
  public static Loss<Target.Real, Prediction.Response> wassersteinHistogram(
      double p, double... support) {
    List<Double> points = java.util.Arrays.stream(support).boxed().toList();
    return Loss.<Target.Real, Prediction.Response>of(WASSERSTEIN_1D)
        .with(POWER, p)
        .withValue(SUPPORT, points);
  }

  /**
   * Entropic optimal transport of two clouds of points; fails if it does not converge. Parameters
   * {@code p}, {@code debiased}, {@code tolerance}, {@code max_iterations}.
   *
   * @param epsilon above 0, in units of the cost
   */
  public static Loss<Target.Sample, Prediction.Sample> sinkhorn(double epsilon) {
    return Loss.<Target.Sample, Prediction.Sample>of(SINKHORN).with("epsilon", epsilon);
  }
}

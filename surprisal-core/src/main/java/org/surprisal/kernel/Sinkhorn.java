package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entropic optimal transport between two weighted clouds of points: the least &lt;Π, C&gt; + ε
 * KL(Π‖a⊗b) over the plans Π with marginals a and b, with C_ij = ‖x_i − y_j‖^p.
 *
 * <p>At the optimum it equals Σ a f + Σ b g, f and g being the potentials of the plan Π_ij = a_i
 * b_j e^((f_i + g_j − C_ij)/ε). Debiased it is S(x, y) − ½ S(x, x) − ½ S(y, y), which is 0 for
 * equal clouds. The gradient is that of the envelope theorem, Σ_j Π_ij ∂C_ij/∂x_i with the plan
 * held, less the same of the plan from x to itself where debiased; the derivative of the cost at x
 * = y is taken as 0. There is no curvature: it would need the derivative of the plan.
 *
 * <p>Where the three terms of the debiased loss cancel, they are added up in pairs of doubles, for
 * clouds of up to 150 points; beyond, their difference has the error of doubles of their size.
 *
 * <p>Sums are in a fixed order, so the bits are the same everywhere, and S(x, y) = S(y, x) where
 * the clouds differ in size. Memory is four arrays of n × m doubles at most, three such problems
 * one after the other where debiased.
 *
 * <p>M. Cuturi, "Sinkhorn Distances: Lightspeed Computation of Optimal Transport", 2013,
 * arXiv:1306.0895; J. Feydy, T. Séjourné, F.-X. Vialard, S. Amari, A. Trouvé and G. Peyré,
 * "Interpolating between Optimal Transport and MMD using Sinkhorn Divergences", 2019,
 * arXiv:1810.08278; G. Peyré and M. Cuturi, "Computational Optimal Transport", 2019, chapter 4,
 * doi:10.1561/2200000073.
 *
 * @param epsilon ε, positive and finite, in units of the cost
 * @param power p, finite and at least 1
 * @param debiased whether the clouds' distances to themselves are taken off
 * @param tolerance the largest marginal error that counts as converged
 * @param maximumIterations passes over the costs, for each of the plans
 */
public record Sinkhorn(
    double epsilon, double power, boolean debiased, double tolerance, int maximumIterations) {
  /** Points of a cloud up to which the debiased loss is added up in pairs of doubles. */
  private static final double AFFORDABLE = 150;

  /** The part of its terms below which the debiased loss lacks digits that doubles have lost. */
  private static final double CANCELLED = 0.01;

  /** Checks the parameters. */
  public Sinkhorn {
    if (!(epsilon > 0 && epsilon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("epsilon = " + epsilon + " is not a finite number > 0");
    }
    if (!(power >= 1 && power <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("power = " + power + " is not a finite number ≥ 1");
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance = " + tolerance + " is not > 0");
    }
    if (!(maximumIterations >= 1)) {
      throw new IllegalArgumentException(
          "maximumIterations = " + maximumIterations + " is not at least 1");
    }
  }

  /**
   * Points with weights.
   *
   * @param coordinates row-major, finite
   * @param weights ≥ 0 and not all 0, scaled to sum 1; null for equal ones
   * @param dimensions coordinates a point
   */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of arguments, never compared
  public record Cloud(double[] coordinates, double @Nullable [] weights, int dimensions) {
    /** Checks shapes and numbers. */
    public Cloud {
      if (!(dimensions >= 1 && coordinates.length % dimensions == 0 && coordinates.length > 0)) {
        throw new IllegalArgumentException(
            coordinates.length
                + " coordinates are no cloud of points of "
                + dimensions
                + " coordinates each");
      }
      for (int i = 0; i < coordinates.length; i++) {
        if (!(Math.abs(coordinates[i]) <= Double.MAX_VALUE)) {
          throw new IllegalArgumentException(
              "coordinate[" + i + "] = " + coordinates[i] + " is not finite");
        }
      }
    }

    int points() {
      return coordinates.length / dimensions;
    }

    /** The weights times a power of two. */
    double[] scaledWeights() {
      return MonotonePlan.weights("of a cloud", weights, points());
    }

    /** The weights divided by their sum. */
    double[] shares() {
      double[] shares = scaledWeights();
      CompensatedSum sum = new CompensatedSum();
      for (double share : shares) {
        sum.add(share);
      }
      double total = sum.value();
      for (int i = 0; i < shares.length; i++) {
        shares[i] /= total;
      }
      return shares;
    }
  }

  /**
   * What was found.
   *
   * @param value the loss; ∞ where a cost is beyond the largest double
   * @param first f, one potential a point of x, of the plan from x to y
   * @param second g, one a point of y; f + c and g − c are as good for any c
   * @param gradient by each coordinate of x
   * @param marginalError Σ |Σ_j Π_ij − a_i| + Σ |Σ_i Π_ij − b_j|, of the worst of the plans
   * @param iterations passes over the costs, of all plans
   * @param converged whether the marginal error is within the tolerance
   */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of results, never compared
  public record Result(
      double value,
      double[] first,
      double[] second,
      double[] gradient,
      double marginalError,
      int iterations,
      boolean converged) {}

  /** Solves for the plan, or the three plans where debiased. */
  public Result between(Cloud x, Cloud y) {
    if (x.dimensions != y.dimensions) {
      throw new IllegalArgumentException(
          "points of "
              + x.dimensions
              + " and of "
              + y.dimensions
              + " coordinates have no distance; give both clouds the same dimensions");
    }
    CompensatedSum[] slopes = new CompensatedSum[x.coordinates.length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = new CompensatedSum();
    }
    Result cross = solve(x, y, 1, slopes);
    if (!debiased || !(cross.value < Double.POSITIVE_INFINITY)) {
      return withGradient(cross, slopes);
    }
    // x stands on both sides of S(x, x), so half of it has the gradient of one side.
    Result own = solve(x, x, -1, slopes);
    Result other = solve(y, y, 0, slopes);
    double value = difference(x, y, cross, own, other);
    double error = Math.max(cross.marginalError, Math.max(own.marginalError, other.marginalError));
    return withGradient(
        new Result(
            value,
            cross.first,
            cross.second,
            cross.gradient,
            error,
            cross.iterations + own.iterations + other.iterations,
            cross.converged && own.converged && other.converged),
        slopes);
  }

  /** S(x, y) − ½ S(x, x) − ½ S(y, y), in pairs of doubles where they cancel. */
  private double difference(Cloud x, Cloud y, Result cross, Result own, Result other) {
    double plain = (cross.value - own.value) + 0.5 * (own.value - other.value);
    double parts = Math.abs(cross.value) + Math.abs(own.value) + Math.abs(other.value);
    boolean converged = cross.converged && own.converged && other.converged;
    boolean affordable = Math.max(x.points(), y.points()) <= AFFORDABLE;
    boolean same =
        Arrays.equals(x.coordinates, y.coordinates) && Arrays.equals(x.weights, y.weights);
    if (same || !(converged && affordable && Math.abs(plain) < CANCELLED * parts)) {
      return plain;
    }
    DoubleDouble ofX = new WideDual(this, x, x, own.first).value();
    DoubleDouble ofY = new WideDual(this, y, y, other.first).value();
    DoubleDouble both = ofX.plus(ofY);
    DoubleDouble half = new DoubleDouble(-0.5 * both.high(), -0.5 * both.low());
    double wide = new WideDual(this, x, y, cross.first).value().plus(half).value();
    return Math.abs(wide) <= Double.MAX_VALUE ? wide : plain;
  }

  private static Result withGradient(Result result, CompensatedSum[] slopes) {
    for (int i = 0; i < slopes.length; i++) {
      result.gradient[i] = slopes[i].value();
    }
    return result;
  }

  /** The plan from x to y; adds factor times its gradient to the sums. */
  private Result solve(Cloud x, Cloud y, double factor, CompensatedSum[] slopes) {
    // The fewer points become the rows, of which Newton's steps cost the square.
    boolean turned = x.points() > y.points();
    Cloud rows = turned ? y : x;
    Cloud columns = turned ? x : y;
    GroundCost ground = new GroundCost(power, x.dimensions);
    double[][] cost = new double[rows.points()][columns.points()];
    boolean finite = true;
    for (int i = 0; i < cost.length; i++) {
      for (int j = 0; j < cost[i].length; j++) {
        cost[i][j] = ground.between(rows.coordinates, i, columns.coordinates, j);
        finite &= cost[i][j] <= Double.MAX_VALUE;
      }
    }
    double[] gradient = new double[x.coordinates.length];
    if (!finite) {
      double none = Double.POSITIVE_INFINITY;
      double[] f = new double[x.points()];
      return new Result(none, f, new double[y.points()], gradient, none, 0, false);
    }
    EntropicPlan plan = new EntropicPlan(cost, rows.shares(), columns.shares());
    plan.run(epsilon, tolerance, maximumIterations);
    if (factor != 0) {
      addSlopes(plan, turned, ground, x, y, factor, slopes);
    }
    double error = plan.marginalError();
    return new Result(
        plan.dual(),
        turned ? plan.second() : plan.first(),
        turned ? plan.first() : plan.second(),
        gradient,
        error,
        plan.iterations(),
        error <= tolerance);
  }

  private static void addSlopes(
      EntropicPlan plan,
      boolean turned,
      GroundCost ground,
      Cloud x,
      Cloud y,
      double factor,
      CompensatedSum[] slopes) {
    int d = x.dimensions;
    CompensatedSum[] point = new CompensatedSum[d];
    for (int i = 0; i < x.points(); i++) {
      System.arraycopy(slopes, i * d, point, 0, d);
      for (int j = 0; j < y.points(); j++) {
        double mass = turned ? plan.mass(j, i) : plan.mass(i, j);
        ground.addSlope(factor * mass, x.coordinates, i, y.coordinates, j, point);
      }
    }
  }
}

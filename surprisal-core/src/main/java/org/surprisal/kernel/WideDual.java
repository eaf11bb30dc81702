package org.surprisal.kernel;

import java.util.Arrays;
import org.surprisal.kernel.Sinkhorn.Cloud;

/**
 * The dual Σ a f + Σ b g of entropic transport in pairs of doubles, g being the best answer to f.
 *
 * <p>The debiased loss of nearly equal clouds is a difference of such values that agree in most of
 * their digits. At the optimum the dual is stationary, so it forgives small errors of f; where
 * groups of points are barely coupled those of a double are not small enough, and steps of Newton's
 * method take them away, with row sums in pairs and the Jacobian in doubles.
 */
final class WideDual {
  /** e^−90 is below the last digit of a pair. */
  private static final double NOTHING = -90;

  /** Where a coupling is far too weak or strong, each step changes it by some e^±LONGEST only. */
  private static final int STEPS = 40;

  /** Strong couplings are settled first; weak ones are held by a damping that is greater. */
  private static final double MOST_DAMPING = 1e-4;

  private static final double LESS_DAMPING = 1e-2;

  /** A coupling below this does not show in a pair. */
  private static final double LEAST_DAMPING = 1e-34;

  /** How far a potential may go in one step, in units of ε. */
  private static final double LONGEST = 2;

  /** A rise of the dual by less than this part of it does not show in a pair. */
  private static final double HIDDEN = 1e-32;

  private final double power;
  private final double epsilon;
  private final Cloud x;
  private final Cloud y;
  private final DoubleDouble[] a;
  private final DoubleDouble[] b;
  private final DoubleDouble[] f;

  /** Σ_j Π_ij of the last evaluation. */
  private final DoubleDouble[] rows;

  private final double[][] plan;

  /** Starts from potentials f, one a point of x. */
  WideDual(Sinkhorn loss, Cloud x, Cloud y, double[] f) {
    this.power = loss.power();
    this.epsilon = loss.epsilon();
    this.x = x;
    this.y = y;
    this.a = shares(x);
    this.b = shares(y);
    this.f = new DoubleDouble[f.length];
    this.rows = new DoubleDouble[f.length];
    this.plan = new double[a.length][b.length];
    for (int i = 0; i < f.length; i++) {
      this.f[i] = new DoubleDouble(f[i], 0);
    }
  }

  /** The largest dual; not finite where a coordinate is near the largest double. */
  DoubleDouble value() {
    DoubleDouble value = evaluate();
    double damping = MOST_DAMPING;
    int steps = 0;
    while (steps < STEPS && damping > LEAST_DAMPING) {
      double[] missing = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        missing[i] = a[i].plus(rows[i].negated()).high();
      }
      double[] change = direction(missing, damping);
      double rise = 0;
      double farthest = LONGEST;
      for (int i = 0; i < a.length; i++) {
        farthest = Math.max(farthest, Math.abs(change[i]));
        rise = Math.fma(0.5 * epsilon * missing[i], change[i], rise);
      }
      boolean visible = rise > HIDDEN * Math.abs(value.high());
      // A step that had to be shortened wants more of its kind.
      damping *= visible && farthest > LONGEST ? 1 : LESS_DAMPING;
      if (!visible) {
        continue;
      }
      for (int i = 0; i < a.length; i++) {
        double part = change[i] * (LONGEST / farthest);
        f[i] = f[i].plus(DoubleDouble.product(epsilon, part));
      }
      value = evaluate();
      steps++;
    }
    return value;
  }

  private double[] direction(double[] missing, double damping) {
    double[] mass = new double[b.length];
    double[] share = new double[a.length];
    for (int j = 0; j < b.length; j++) {
      mass[j] = b[j].high();
    }
    for (int i = 0; i < a.length; i++) {
      share[i] = a[i].high();
    }
    double[] change = Arrays.copyOf(missing, a.length + 1);
    PlanFlow flow = new PlanFlow(a.length);
    flow.couple(plan, mass, damping, share);
    flow.solve(change);
    return change;
  }

  private DoubleDouble evaluate() {
    DoubleDouble sum = new DoubleDouble(0, 0);
    for (int i = 0; i < a.length; i++) {
      sum = sum.plus(a[i].times(f[i]));
      rows[i] = new DoubleDouble(0, 0);
    }
    for (int j = 0; j < b.length; j++) {
      if (b[j].high() > 0) {
        sum = sum.plus(b[j].times(answer(j)));
      }
    }
    return sum;
  }

  /** g_j = −ε ln Σ_i a_i e^((f_i − C_ij)/ε); adds the column of the plan to the row sums. */
  private DoubleDouble answer(int j) {
    DoubleDouble[] terms = new DoubleDouble[f.length];
    DoubleDouble top = new DoubleDouble(Double.NEGATIVE_INFINITY, 0);
    for (int i = 0; i < f.length; i++) {
      terms[i] = f[i].plus(cost(i, j).negated());
      top = a[i].high() > 0 && terms[i].high() > top.high() ? terms[i] : top;
    }
    DoubleDouble scale = new DoubleDouble(epsilon, 0);
    DoubleDouble none = new DoubleDouble(0, 0);
    DoubleDouble sum = none;
    for (int i = 0; i < f.length; i++) {
      DoubleDouble exponent = terms[i].plus(top.negated()).over(scale);
      boolean counts = a[i].high() > 0 && exponent.high() > NOTHING;
      terms[i] = counts ? PairMath.exp(exponent).times(a[i]) : none;
      sum = sum.plus(terms[i]);
    }
    for (int i = 0; i < f.length; i++) {
      DoubleDouble mass = terms[i].over(sum).times(b[j]);
      plan[i][j] = mass.high();
      rows[i] = rows[i].plus(mass);
    }
    return top.plus(PairMath.log(sum).times(scale)).negated();
  }

  private DoubleDouble cost(int i, int j) {
    int dimensions = x.dimensions();
    double scale = GroundCost.scale(x.coordinates(), i, y.coordinates(), j, dimensions);
    DoubleDouble squares = new DoubleDouble(0, 0);
    for (int k = 0; k < dimensions; k++) {
      double p = x.coordinates()[i * dimensions + k];
      double q = y.coordinates()[j * dimensions + k];
      DoubleDouble apart = scaled(DoubleDouble.sum(p, -q), 1 / scale);
      squares = squares.plus(apart.times(apart));
    }
    if (power == 2 || squares.high() == 0) {
      return scaled(scaled(squares, scale), scale);
    }
    DoubleDouble norm = scaled(PairMath.sqrt(squares), scale);
    double log = Logarithm.log(norm.high());
    if (power == 1 || !(Math.abs(power * log) < PairMath.LIMIT)) {
      return power == 1 ? norm : new DoubleDouble(Power.pow(norm.high(), power), 0);
    }
    return PairMath.exp(PairMath.log(norm).times(new DoubleDouble(power, 0)));
  }

  private static DoubleDouble scaled(DoubleDouble p, double powerOfTwo) {
    return new DoubleDouble(p.high() * powerOfTwo, p.low() * powerOfTwo);
  }

  private static DoubleDouble[] shares(Cloud cloud) {
    double[] weights = cloud.scaledWeights();
    DoubleDouble total = new DoubleDouble(0, 0);
    for (double weight : weights) {
      total = total.plus(weight);
    }
    DoubleDouble[] shares = new DoubleDouble[weights.length];
    for (int i = 0; i < weights.length; i++) {
      shares[i] = new DoubleDouble(weights[i], 0).over(total);
    }
    return shares;
  }
}

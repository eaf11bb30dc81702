package org.surprisal.kernel;

import java.util.Arrays;

/**
 * The potentials f, g of the entropic plan Π_ij = a_i b_j e^((f_i + g_j − C_ij)/ε) between two
 * weighted samples, by Sinkhorn's steps f_i ← −ε ln Σ_j b_j e^((g_j − C_ij)/ε) in the log domain.
 *
 * <p>Three things make it fast without changing where it ends. ε starts at the size of the costs
 * and is halved until it is reached. Where n²m operations are affordable for n rows, steps of
 * Newton's method on the dual in f alone (g being its best answer), damped as by Levenberg and
 * Marquardt, stand between Sinkhorn's, of which some C/ε or e^(C/ε) would be needed. And after the
 * tolerance is met, a few more such steps take the potentials to the limit of rounding, so that the
 * gradient is as accurate as the value.
 *
 * <p>Holds three n × m arrays, and one of n × n where Newton's steps are affordable: n²m ≤ 10⁹.
 */
final class EntropicPlan {
  private static final double AFFORDABLE = 1e9;

  /** Exponents above this have powers that are better seen as 1 and a bit. */
  private static final double SMALL = -0.5;

  private static final double STAGE = 0.5;
  private static final double STAGE_ERROR = 0.01;

  /** Below this error further progress may be hidden by rounding. */
  private static final double NEARLY = 1e-12;

  /** Steps without progress after which rounding is taken to hide it. */
  private static final int PATIENCE = 20;

  /** How far a potential may go in one step of Newton's, in units of ε. */
  private static final double LONGEST = 1000;

  /** How much of its slope at the start a step may have against it at the end. */
  private static final double OVERSHOT = 0.5;

  private static final double LEAST_DAMPING = 1e-9;
  private static final double MOST_DAMPING = 8;

  /** Steps after the tolerance is met that need not lower the error: the damping may fall first. */
  private static final int POLISHING = 12;

  private static final double ROUNDING = 0x1p-52;

  private final double[][] cost;
  private final double[][] transposed;
  private final double[] a;
  private final double[] b;
  private final double[] f;
  private final double[] g;

  /** What Sinkhorn's step makes of f; their difference tells the row sums. */
  private final double[] next;

  private final double[][] plan;
  private final double[] buffer;
  private final double[] powers;
  private final RowSums sums = new RowSums();
  private final CompensatedSum total = new CompensatedSum();
  private final boolean affordable;
  private double damping = 1;
  private double error = Double.POSITIVE_INFINITY;
  private int iterations;

  /**
   * @param cost C, n rows of m
   * @param a weights of the rows, of sum 1
   * @param b weights of the columns, of sum 1
   */
  EntropicPlan(double[][] cost, double[] a, double[] b) {
    int n = a.length;
    int m = b.length;
    this.cost = cost;
    this.a = a;
    this.b = b;
    this.f = new double[n];
    this.g = new double[m];
    this.next = new double[n];
    this.plan = new double[n][m];
    this.transposed = new double[m][n];
    this.buffer = new double[Math.max(n, m)];
    this.powers = new double[Math.max(n, m)];
    this.affordable = n > 1 && n <= m && (double) n * n * m <= AFFORDABLE;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        transposed[j][i] = cost[i][j];
      }
    }
  }

  /** Goes on until the marginals are within the tolerance, or the iterations are used up. */
  void run(double epsilon, double tolerance, int maximumIterations) {
    for (double e = largestCost(); e * STAGE > epsilon; e *= STAGE) {
      iterate(e, STAGE_ERROR, maximumIterations - 1);
    }
    iterate(epsilon, tolerance, maximumIterations);
    polish(epsilon, maximumIterations);
    fillPlan(epsilon);
  }

  private void polish(double epsilon, int maximumIterations) {
    double best = error;
    int without = 0;
    while (affordable
        && error > ROUNDING
        && without < POLISHING
        && iterations < maximumIterations) {
      newton(epsilon);
      without = error < 0.9 * best ? 0 : without + 1;
      best = Math.min(best, error);
    }
  }

  private void iterate(double epsilon, double goal, int maximumIterations) {
    if (iterations >= maximumIterations) {
      return;
    }
    evaluate(epsilon);
    double best = error;
    int without = 0;
    boolean jump = false;
    while (error > goal && iterations < maximumIterations && without < PATIENCE) {
      jump = affordable && jump && newton(epsilon);
      if (!jump) {
        System.arraycopy(next, 0, f, 0, f.length);
        evaluate(epsilon);
        jump = true;
      }
      without = error < NEARLY && !(error < best) ? without + 1 : 0;
      best = Math.min(best, error);
    }
  }

  /** g from f, what f would become, and how far the row sums are from a. */
  private void evaluate(double epsilon) {
    iterations++;
    step(transposed, f, a, epsilon, g);
    step(cost, g, b, epsilon, next);
    for (int i = 0; i < a.length; i++) {
      buffer[i] = Math.abs(excess(i, epsilon));
    }
    error = sums.sum(buffer, 0, a.length);
  }

  /** Σ_j Π_ij − a_i. */
  private double excess(int i, double epsilon) {
    return a[i] == 0 ? 0 : a[i] * Exponential.expm1((f[i] - next[i]) / epsilon);
  }

  /** to_i = −ε ln Σ_j w_j e^((p_j − C_ij)/ε), relative to its largest term. */
  private void step(double[][] rows, double[] p, double[] w, double epsilon, double[] to) {
    int count = w.length;
    for (int i = 0; i < to.length; i++) {
      double top = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < count; j++) {
        buffer[j] = w[j] > 0 ? p[j] - rows[i][j] : Double.NEGATIVE_INFINITY;
        top = Math.max(top, buffer[j]);
      }
      double least = 0;
      for (int j = 0; j < count; j++) {
        buffer[j] = (buffer[j] - top) / epsilon;
        least = w[j] > 0 ? Math.min(least, buffer[j]) : least;
      }
      to[i] = -(top + epsilon * (least > SMALL ? logNearOne(w) : logOfSum(w)));
    }
  }

  /** ln Σ_j w_j e^buffer_j. */
  private double logOfSum(double[] w) {
    FunctionLoops.exp(buffer, powers, w.length);
    for (int j = 0; j < w.length; j++) {
      powers[j] *= w[j];
    }
    return Logarithm.log(sums.sum(powers, 0, w.length));
  }

  /** The same for exponents near 0, by Σ w = 1: ε multiplies all that rounding makes of 1. */
  private double logNearOne(double[] w) {
    FunctionLoops.expm1(buffer, powers, w.length);
    for (int j = 0; j < w.length; j++) {
      powers[j] *= w[j];
    }
    return Logarithm.log1p(sums.sum(powers, 0, w.length));
  }

  private void fillPlan(double epsilon) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        buffer[j] = (f[i] + g[j] - cost[i][j]) / epsilon;
      }
      FunctionLoops.exp(buffer, plan[i], b.length);
      for (int j = 0; j < b.length; j++) {
        plan[i][j] = a[i] == 0 || b[j] == 0 ? 0 : plan[i][j] * a[i] * b[j];
      }
    }
  }

  /**
   * Tries a step of Newton's method: with the columns kept, the row sums change by L δ/ε, L being
   * the Laplacian of {@link PlanFlow}. Along a step the slope of the dual, which is concave, falls;
   * a step that ends far beyond its maximum is taken back, and the answer is false. Slopes tell
   * this where the dual itself no longer moves beside its rounding.
   */
  private boolean newton(double epsilon) {
    double[] change = direction(epsilon);
    double[] oldF = f.clone();
    double[] oldG = g.clone();
    double[] oldNext = next.clone();
    double oldError = error;
    double slope = slope(change, epsilon);
    for (int i = 0; i < a.length; i++) {
      f[i] = Math.fma(epsilon, change[i], oldF[i]);
    }
    evaluate(epsilon);
    boolean good = slope(change, epsilon) > -OVERSHOT * slope;
    damping = good ? damping * 0.125 : Math.clamp(damping * 8, LEAST_DAMPING, MOST_DAMPING);
    if (good || error < oldError) {
      return true;
    }
    System.arraycopy(oldF, 0, f, 0, f.length);
    System.arraycopy(oldG, 0, g, 0, g.length);
    System.arraycopy(oldNext, 0, next, 0, next.length);
    error = oldError;
    return false;
  }

  /** The change of f, in units of ε, that Newton's method proposes. */
  private double[] direction(double epsilon) {
    fillPlan(epsilon);
    double[] change = new double[a.length + 1];
    for (int i = 0; i < a.length; i++) {
      change[i] = -excess(i, epsilon);
    }
    PlanFlow flow = new PlanFlow(a.length);
    flow.couple(plan, b, damping, a);
    flow.solve(change);
    double farthest = 0;
    for (double part : change) {
      farthest = Math.max(farthest, Math.abs(part));
    }
    double length = farthest > LONGEST ? LONGEST / farthest : 1;
    for (int i = 0; i < a.length; i++) {
      change[i] *= length;
    }
    return change;
  }

  /** The slope of the dual along a change of f. */
  private double slope(double[] change, double epsilon) {
    for (int i = 0; i < a.length; i++) {
      buffer[i] = -excess(i, epsilon) * change[i];
    }
    return sums.sum(buffer, 0, a.length);
  }

  private double largestCost() {
    double largest = 0;
    for (double[] row : cost) {
      for (double c : row) {
        largest = Math.max(largest, c);
      }
    }
    return largest;
  }

  /** Σ a f + Σ b g, which is &lt;Π, C&gt; + ε KL(Π‖a⊗b) where the columns have their sums. */
  double dual() {
    total.clear();
    for (int i = 0; i < a.length; i++) {
      total.addProduct(a[i], f[i]);
    }
    for (int j = 0; j < b.length; j++) {
      total.addProduct(b[j], g[j]);
    }
    return total.value();
  }

  /** Σ_i |Σ_j Π_ij − a_i| + Σ_j |Σ_i Π_ij − b_j|, of the plan as it stands. */
  double marginalError() {
    double[] columns = new double[b.length];
    double[] lost = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      lost[i] = Math.abs(sums.sum(plan[i], 0, b.length) - a[i]);
      for (int j = 0; j < b.length; j++) {
        columns[j] += plan[i][j];
      }
    }
    for (int j = 0; j < b.length; j++) {
      columns[j] = Math.abs(columns[j] - b[j]);
    }
    return sums.sum(lost, 0, a.length) + sums.sum(columns, 0, b.length);
  }

  double mass(int i, int j) {
    return plan[i][j];
  }

  double[] first() {
    return Arrays.copyOf(f, f.length);
  }

  double[] second() {
    return Arrays.copyOf(g, g.length);
  }

  int iterations() {
    return iterations;
  }
}

package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The Wasserstein distance of two samples on the line, to its power p ≥ 1 and without the root: Σ
 * m·|x − y|^p over the pieces m of mass that the monotone plan moves from x to y, which is ∫₀¹
 * |F⁻¹(u) − G⁻¹(u)|^p du; for n points of equal weight on both sides, (1/n) Σ |x₍ᵢ₎ − y₍ᵢ₎|^p of
 * the sorted points.
 *
 * <p>Both sides are scaled to mass 1. Masses come from cumulative weights in pairs of doubles, so
 * that those of equal weights are exact however many there are, and pieces that match leave no
 * sliver behind. Sums are in the order of the sorted points, so the bits are the same everywhere. n
 * log n time, n memory.
 *
 * <p>Derivatives by the points of the first sample: Σ m p|d|^(p−1) sign d and Σ m p(p−1)|d|^(p−2)
 * with d = x − y; both are 0 at d = 0 for p = 1, where the curvature is 0 everywhere, and for 1
 * &lt; p &lt; 2 the curvature at d = 0 is +∞. Equal points are taken in the order of their indexes.
 *
 * <p>G. Peyré and M. Cuturi, "Computational Optimal Transport", 2019, section 2.6,
 * doi:10.1561/2200000073.
 */
public final class Wasserstein {
  private final double power;
  private final CompensatedSum sum = new CompensatedSum();
  private final CompensatedSum slope = new CompensatedSum();
  private final CompensatedSum bend = new CompensatedSum();

  /**
   * @param power p, finite and at least 1
   */
  public Wasserstein(double power) {
    if (!(power >= 1 && power <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("power = " + power + " is not a finite number ≥ 1");
    }
    this.power = power;
  }

  /**
   * The distance to the power p, and its derivatives where there is an array for them.
   *
   * @param x the first sample, finite
   * @param a its weights, ≥ 0 and not all 0; null for equal ones
   * @param y the second sample, of any length
   * @param b its weights
   * @param gradient by each of {@code x}, or null
   * @param curvature second derivatives by each of {@code x}, or null
   */
  public double between(
      double[] x,
      double @Nullable [] a,
      double[] y,
      double @Nullable [] b,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {
    requireFinite("x", x);
    requireFinite("y", y);
    int[] orderX = StableOrder.of(x);
    int[] orderY = StableOrder.of(y);
    MonotonePlan plan =
        new MonotonePlan(
            MonotonePlan.weights("a", a, x.length), orderX,
            MonotonePlan.weights("b", b, y.length), orderY);
    zero(gradient);
    zero(curvature);
    sum.clear();
    int last = -1;
    while (plan.next()) {
      if (plan.first() != last) {
        store(last, orderX, gradient, curvature);
        last = plan.first();
      }
      double d = x[orderX[plan.first()]] - y[orderY[plan.second()]];
      add(plan.mass(), Math.abs(d), d < 0 ? -1 : 1);
    }
    store(last, orderX, gradient, curvature);
    return sum.value();
  }

  /**
   * The distance to the power p of two histograms on one support, and its gradient by the first.
   *
   * <p>The gradient is the potential f with f_i + g_j ≤ |s_i − s_j|^p, equal on the plan: it holds
   * for changes that keep the mass, and a constant that is added to it changes nothing; f is 0 at
   * the greatest point of the support. For p = 1 it is Σ sign(F_k − G_k)(s_{k+1} − s_k) over k ≥ i.
   * Where F_k = G_k, so that the potential has an interval to choose from, its step is the element
   * nearest to 0. The second derivative is 0: the distance is piecewise linear in the masses.
   *
   * @param support the points, strictly ascending
   * @param a the masses of the first histogram
   * @param b those of the second
   * @param gradient by each of {@code a}, or null
   */
  public double histograms(double[] support, double[] a, double[] b, double @Nullable [] gradient) {
    for (int i = 1; i < support.length; i++) {
      if (!(support[i - 1] < support[i])) {
        throw new IllegalArgumentException(
            "support["
                + i
                + "] = "
                + support[i]
                + " is not above "
                + support[i - 1]
                + "; give the points in ascending order, each once");
      }
    }
    double value = between(support, a, support, b, null, null);
    if (gradient != null) {
      potential(support, a, b, gradient);
    }
    return value;
  }

  /**
   * Along the plan f_i + g_j = c_ij, so a step from i to i + 1 at j changes f by c_i+1,j − c_ij.
   */
  private void potential(double[] s, double[] a, double[] b, double[] f) {
    int count = s.length;
    int[] order = StableOrder.of(s);
    MonotonePlan plan =
        new MonotonePlan(
            MonotonePlan.weights("a", a, count), order, MonotonePlan.weights("b", b, count), order);
    double[] steps = new double[count];
    int i = 0;
    int j = 0;
    while (plan.next()) {
      while (i < plan.first()) {
        steps[i] = nearestToZero(step(s, i, plan.second()), step(s, i, j));
        i++;
      }
      j = plan.second();
    }
    // Behind the last mass of the first histogram, that of the second lies at j or nowhere.
    for (; i < count - 1; i++) {
      steps[i] = nearestToZero(step(s, i, count - 1), step(s, i, j));
    }
    f[count - 1] = 0;
    for (int k = count - 2; k >= 0; k--) {
      f[k] = f[k + 1] - steps[k];
    }
  }

  private static double nearestToZero(double low, double high) {
    return low > 0 ? low : Math.min(high, 0);
  }

  /** |s_i+1 − s_j|^p − |s_i − s_j|^p. */
  private double step(double[] s, int i, int j) {
    return Power.pow(Math.abs(s[i + 1] - s[j]), power) - Power.pow(Math.abs(s[i] - s[j]), power);
  }

  private void add(double mass, double d, double sign) {
    // A root of d^p is squared after the mass has been multiplied in: d^p alone may overflow.
    if (power == 1) {
      sum.add(mass * d);
      slope.add(d == 0 ? 0 : mass * sign);
      return;
    }
    double root = power == 2 ? d : Power.pow(d, 0.5 * power);
    sum.add(mass * root * root);
    double rootOfSlope = Power.pow(d, 0.5 * (power - 1));
    slope.add(power == 2 ? sign * mass * 2 * d : sign * mass * power * rootOfSlope * rootOfSlope);
    double rootOfBend = power == 2 ? 1 : Power.pow(d, 0.5 * (power - 2));
    bend.add(mass * power * (power - 1) * rootOfBend * rootOfBend);
  }

  private void store(
      int place, int[] order, double @Nullable [] gradient, double @Nullable [] curvature) {
    if (place >= 0 && gradient != null) {
      gradient[order[place]] = slope.value();
    }
    if (place >= 0 && curvature != null) {
      curvature[order[place]] = bend.value();
    }
    slope.clear();
    bend.clear();
  }

  private static void zero(double @Nullable [] values) {
    if (values != null) {
      Arrays.fill(values, 0);
    }
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(name + "[" + i + "] = " + values[i] + " is not finite");
      }
    }
  }
}

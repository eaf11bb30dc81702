package org.surprisal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The Fenchel–Young losses of the Tsallis entropies: L = Ω*(z) + Ω(t) − ⟨z, t⟩ with Ω(p) = (Σ p^α −
 * 1)/(α(α − 1)) on distributions, for α above 1.
 *
 * <p>With w = α − 1 the probabilities are p = max(0, b + w·u)^(1/w), u being the logits less the
 * largest one and b solved for Σp = 1. The loss is the Bregman divergence of Ω between t and p, plus
 * what the classes of p = 0 lie below their threshold: no term is negative.
 *
 * <p>An instance belongs to one thread: it holds scratch arrays.
 */
public final class Entmax {
  /** Up to this w the unknown is φ of b = 1 − wφ, so that a power of 1/w keeps its digits. */
  private static final double SMALL = 0.25;

  /** Newton's steps at most, before every step is a bisection; halving 1 takes 1,100 at most. */
  private static final int NEWTON = 60;

  private static final int MOST_STEPS = 1_200;
  private static final double HALF_ULP = 0x1p-53;

  private final double alpha;
  private final double w;
  private final RowSums sums = new RowSums();
  private double[] below = {};
  private double[] p = {};
  private double[] terms = {};

  /** φ or b, whichever is solved for. */
  private double unknown;

  private double excess;
  private double slope;

  /**
   * @param alpha above 1; 2 is the sparsemax loss
   */
  public Entmax(double alpha) {
    if (!(alpha > 1 && alpha <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("alpha = " + alpha + " of entmax is not in (1, ∞)");
    }
    this.alpha = alpha;
    this.w = alpha - 1;
  }

  /**
   * Computes {@code rows} rows of {@code columns} logits, row-major; each row is used for itself.
   *
   * @param targets a distribution for each row
   * @param values one loss a row
   * @param gradient p − t, or null if it is not wanted
   * @param curvature s − s²/Σs with s = p^(2 − α) where p &gt; 0, 0 elsewhere, or null
   */
  public void rows(
      double[] logits,
      double[] targets,
      int columns,
      int rows,
      double[] values,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {
    if (below.length < columns) {
      below = new double[columns];
      p = new double[columns];
      terms = new double[columns];
    }
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      int top = Projections.below(logits, from, columns, below);
      solve(top, columns);
      balance(top, columns);
      for (int k = 0; k < columns; k++) {
        double rounded = probability(below[k]);
        p[k] = rounded - rounded * excess; // what roundings left in the sum
      }
      values[row] = value(targets, from, columns);
      for (int k = 0; gradient != null && k < columns; k++) {
        double t = targets[from + k];
        gradient[from + k] = t == 1 ? -rest(k, columns) : p[k] - t;
      }
      if (curvature != null) {
        curvature(curvature, from, columns);
      }
    }
  }

  /** p^w, or what it would be: not positive where p = 0. */
  private double base(double u) {
    return w <= SMALL ? Math.fma(w, u - unknown, 1) : Math.fma(w, u, unknown);
  }

  private double logarithm(double u) {
    return (w <= SMALL ? Logarithm.log1p(w * (u - unknown)) : Logarithm.log(base(u))) / w;
  }

  private double probability(double u) {
    double power = base(u);
    if (!(power > 0)) {
      return 0;
    }
    return w <= SMALL ? Exponential.exp(logarithm(u)) : Power.pow(power, 1 / w);
  }

  /** Newton's steps for Σp = 1, halves where a step leaves the bracket. */
  private void solve(int top, int columns) {
    double border = -w * Logarithm.log(columns);
    boolean falls = w <= SMALL;
    double low = falls ? 0 : Exponential.exp(border);
    double high = falls ? -Exponential.expm1(border) / w : 1;
    unknown = falls ? low : high;
    for (int step = 0; step < MOST_STEPS; step++) {
      balance(top, columns);
      if (excess == 0 || !(Math.abs(excess) > slope * HALF_ULP * unknown)) {
        return;
      }
      if (excess > 0 == falls) {
        low = unknown;
      } else {
        high = unknown;
      }
      double change = excess / slope;
      double next = falls ? unknown + change : unknown - change;
      if (step > NEWTON || !(next > low && next < high)) {
        next = low + (high - low) / 2;
      }
      if (next == low || next == high) {
        return;
      }
      unknown = next;
    }
  }

  /** Σp − 1 and the size of its derivative by the unknown. */
  private void balance(int top, int columns) {
    for (int k = 0; k < columns; k++) {
      terms[k] = k == top ? 0 : probability(below[k]);
    }
    excess = Exponential.expm1(logarithm(0)) + sums.sum(terms, 0, columns);
    for (int k = 0; k < columns; k++) {
      double power = base(below[k]);
      double probability = k == top ? probability(0) : terms[k];
      terms[k] = power > 0 ? probability / power : 0;
    }
    slope = sums.sum(terms, 0, columns) / (w <= SMALL ? 1 : w);
  }

  /** The other probabilities, 1 − p_k. */
  private double rest(int k, int columns) {
    double own = p[k];
    p[k] = 0;
    double rest = sums.sum(p, 0, columns);
    p[k] = own;
    return rest;
  }

  private double value(double[] targets, int from, int columns) {
    for (int k = 0; k < columns; k++) {
      double t = targets[from + k];
      double power = base(below[k]);
      if (t == 0) {
        terms[k] = power > 0 ? p[k] * power / alpha : 0;
      } else if (power > 0) {
        terms[k] = divergence(t, k, columns);
      } else {
        terms[k] = t * (Power.pow(t, w) / alpha - power) / w;
      }
    }
    double total = sums.sum(terms, 0, columns);
    double lacking = 1 - sums.sum(targets, from, columns);
    double threshold = w <= SMALL ? unknown - 1 / w : -unknown / w;
    return lacking == 0 ? total : total + threshold * lacking;
  }

  /** The divergence between t and p_k: by what they differ in if they are near, else by ln p. */
  private double divergence(double t, int k, int columns) {
    double ahead = t == 1 ? -rest(k, columns) : p[k] - t;
    boolean near = Math.abs(ahead) <= t / 2;
    return divergence(
        t, near ? Logarithm.log1p(ahead / t) : logarithm(below[k]) - Logarithm.log(t));
  }

  /** (t^α − p^α − α p^w (t − p))/(αw) with p = t·e^λ, in terms that do not cancel. */
  private double divergence(double t, double lambda) {
    if (Math.abs(alpha * lambda) <= 1) {
      double second = Exponential.expm1Minus(alpha * lambda) / alpha;
      return Power.pow(t, alpha) * (second - Exponential.expm1Minus(w * lambda) / w);
    }
    if (lambda < 0) {
      double first = Exponential.expm1(alpha * lambda) / alpha;
      return Power.pow(t, alpha) * (first - Exponential.expm1(w * lambda) / w);
    }
    double r = Exponential.exp(-lambda);
    double power = Exponential.exp(alpha * (Logarithm.log(t) + lambda));
    double gain = r * Exponential.expm1(-w * lambda) / w - Exponential.expm1(-lambda);
    return power * gain / alpha;
  }

  private void curvature(double[] into, int from, int columns) {
    int largest = 0;
    for (int k = 0; k < columns; k++) {
      terms[k] = p[k] > 0 ? p[k] / base(below[k]) : 0;
      largest = terms[k] > terms[largest] ? k : largest;
    }
    double own = terms[largest];
    terms[largest] = 0;
    double others = sums.sum(terms, 0, columns);
    terms[largest] = own;
    double total = own + others;
    for (int k = 0; k < columns; k++) {
      double rest = k == largest ? others : total - terms[k];
      into[from + k] = terms[k] * (rest / total);
    }
  }
}

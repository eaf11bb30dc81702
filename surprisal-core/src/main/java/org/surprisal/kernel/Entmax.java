package org.surprisal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The Fenchel–Young losses of the Tsallis entropies: L = Ω*(z) + Ω(t) − ⟨z, t⟩ with Ω(p) = (Σ p^α −
 * 1)/(α(α − 1)) on distributions, for α above 1.
 *
 * <p>With w = α − 1 the probabilities are p = max(0, b + w·u)^(1/w), u being the logits less the
 * largest one and b solved for Σp = 1. The loss is the Bregman divergence of Ω between t and p,
 * plus what the classes of p = 0 lie below their threshold: no term is negative. Targets that do
 * not quite sum to 1 add the threshold times what they lack.
 *
 * <p>An instance belongs to one thread: it holds scratch arrays.
 */
public final class Entmax {
  private final double alpha;
  private final double w;
  private final EntmaxPowers powers;
  private final RowSums sums = new RowSums();
  private double[] below = {};
  private double[] p = {};
  private double[] terms = {};

  /**
   * @param alpha above 1; 2 is the sparsemax loss
   */
  public Entmax(double alpha) {
    if (!(alpha > 1 && alpha <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("alpha = " + alpha + " of entmax is not in (1, ∞)");
    }
    this.alpha = alpha;
    this.w = alpha - 1;
    this.powers = new EntmaxPowers(w);
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
      powers.solve(below, top, columns, p);
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
      double power = powers.power(below[k]);
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
    return lacking == 0 ? total : total + powers.threshold() * lacking;
  }

  /** The divergence between t and p_k: by what they differ in if they are near, else by ln p. */
  private double divergence(double t, int k, int columns) {
    double ahead = t == 1 ? -rest(k, columns) : p[k] - t;
    boolean near = Math.abs(ahead) <= t / 2;
    return divergence(
        t, near ? Logarithm.log1p(ahead / t) : powers.logarithm(below[k]) - Logarithm.log(t));
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
      terms[k] = p[k] > 0 ? p[k] / powers.power(below[k]) : 0;
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

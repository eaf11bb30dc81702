package org.surprisal.objective;

import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;

/**
 * One task's share e^{−s}·L + k·s/2 in a sum of tasks whose weights are learned, where s = ln σ² is
 * the task's log noise variance, L its mean loss (½r² of a regression, cross-entropy of a class)
 * and k the number of its target dimensions (1 for a class).
 *
 * <p>It is the Gaussian negative log-likelihood without its constant: at the best s, σ² is the mean
 * squared error of the task. All functions are right wherever they are finite, also where e^{−s}
 * alone is not.
 *
 * <p>Source: Kendall, Gal and Cipolla (2018), arXiv:1705.07115.
 */
public final class UncertaintyWeight {
  /** Beyond, e^{−s} may overflow or be subnormal where e^{−s}·x is neither. */
  private static final double LARGE = 600;

  private UncertaintyWeight() {}

  /** The weight e^{−s} of the task. */
  public static double of(double s) {
    return Exponential.exp(-s);
  }

  /** e^{−s}·x; 0 and ±∞ stay what they are. */
  static double times(double s, double x) {
    if (x == 0 || Double.isInfinite(x)) {
      return x;
    }
    if (Math.abs(s) <= LARGE) {
      return Exponential.exp(-s) * x;
    }
    double half = Exponential.exp(-0.5 * s);
    return half * x * half;
  }

  /** e^{−s}·L + k·s/2. */
  public static double value(double s, double loss, double dimensions) {
    check(s, loss, dimensions);
    return Math.fma(0.5 * dimensions, s, times(s, loss));
  }

  /** The derivative by s: −e^{−s}·L + k/2. */
  public static double gradient(double s, double loss, double dimensions) {
    check(s, loss, dimensions);
    if (Math.abs(s) <= LARGE) {
      return Math.fma(-Exponential.exp(-s), loss, 0.5 * dimensions);
    }
    return 0.5 * dimensions - times(s, loss);
  }

  /** The second derivative by s: e^{−s}·L. */
  public static double curvature(double s, double loss) {
    check(s, loss, 1);
    return times(s, loss);
  }

  /** The s at which the share is smallest: ln(2L/k); −∞ for a task without any loss. */
  public static double best(double loss, double dimensions) {
    check(0, loss, dimensions);
    double ratio = loss / dimensions;
    // A quotient that under- or overflows is taken apart.
    boolean safe = ratio >= 0x1p-1000 && ratio <= 0x1p1000;
    return safe ? Logarithm.log(2 * ratio) : Logarithm.log(loss) - Logarithm.log(0.5 * dimensions);
  }

  private static void check(double s, double loss, double dimensions) {
    if (!(Math.abs(s) <= Double.MAX_VALUE)) {
      throw Checks.outside("s", s, "(-∞, ∞); it is the logarithm of a variance");
    }
    if (!(loss >= 0)) {
      throw Checks.outside(
          "loss",
          loss,
          "[0, ∞]: with a learned weight a negative loss has no minimum; use one that is at least"
              + " 0, such as half_squared_error or cross_entropy, or a fixed weight");
    }
    if (!(dimensions > 0 && dimensions < Double.POSITIVE_INFINITY)) {
      throw Checks.outside("dimensions", dimensions, "(0, ∞)");
    }
  }
}

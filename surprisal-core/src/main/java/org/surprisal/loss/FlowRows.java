package org.surprisal.loss;

import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;
import org.surprisal.kernel.RowSums;

/** Rows z_1 … z_d and a log-determinant: −Σ ln base(z_k) − log-determinant. */
final class FlowRows implements Algorithm {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728; // ½ ln 2π

  private final boolean logistic;
  private final int columns;
  private final double[] terms;
  private final RowSums sums = new RowSums();

  FlowRows(boolean logistic, int columns) {
    if (!(columns >= 2)) {
      throw new IllegalArgumentException(
          "flow needs the columns z_1 … z_d and the log-determinant; there is 1");
    }
    this.logistic = logistic;
    this.columns = columns;
    this.terms = new double[columns];
  }

  @Override
  public boolean couples() {
    return false;
  }

  @Override
  public void run(Block block) {
    double[] gradient = block.gradient();
    double[] curvature = block.curvature();
    for (int row = 0; row < block.rows(); row++) {
      int from = row * columns;
      int last = from + columns - 1;
      for (int j = from; j < last; j++) {
        double z = block.prediction()[j];
        terms[j - from] = logistic ? logistic(z) : 0.5 * z * z + HALF_LOG_TWO_PI;
        if (gradient != null) {
          gradient[j] = logistic ? slope(z) : z;
        }
        if (curvature != null) {
          curvature[j] = logistic ? bend(z) : 1;
        }
      }
      terms[columns - 1] = -block.prediction()[last];
      block.losses()[row] = sums.sum(terms, 0, columns);
      if (gradient != null) {
        gradient[last] = -1;
      }
      if (curvature != null) {
        curvature[last] = 0;
      }
    }
  }

  /** −ln of the logistic density, |z| + 2 ln(1 + e^−|z|). */
  private static double logistic(double z) {
    double size = Math.abs(z);
    return size + 2 * Logarithm.log1p(Exponential.exp(-size));
  }

  /** tanh(z/2). */
  private static double slope(double z) {
    double m = Exponential.expm1(-Math.abs(z));
    return Math.copySign(-m / (2 + m), z);
  }

  /** 2e/(1 + e)² with e = e^−|z|. */
  private static double bend(double z) {
    double e = Exponential.exp(-Math.abs(z));
    return 2 * e / (1 + e) / (1 + e);
  }
}

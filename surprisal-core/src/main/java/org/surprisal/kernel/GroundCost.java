package org.surprisal.kernel;

/**
 * The cost ‖x − y‖^p of moving a unit of mass between two points; p ≥ 1, Euclidean norm.
 *
 * <p>Coordinates are scaled by a power of two before they are squared, so that a norm overflows
 * only where it is itself too large.
 */
final class GroundCost {
  private final double power;
  private final int dimensions;

  GroundCost(double power, int dimensions) {
    this.power = power;
    this.dimensions = dimensions;
  }

  /** The cost between point i of x and point j of y, both row-major. */
  double between(double[] x, int i, double[] y, int j) {
    double scale = scale(x, i, y, j, dimensions);
    double squares = squares(x, i, y, j, scale);
    if (power == 2) {
      return squares * scale * scale;
    }
    double norm = Math.sqrt(squares) * scale;
    return power == 1 ? norm : Power.pow(norm, power);
  }

  /** Adds factor · ∂cost/∂x_i to the sums, one a coordinate; the derivative at x = y is 0. */
  void addSlope(double factor, double[] x, int i, double[] y, int j, CompensatedSum[] sums) {
    double scale = scale(x, i, y, j, dimensions);
    double norm = Math.sqrt(squares(x, i, y, j, scale));
    if (norm == 0) {
      return;
    }
    double slope = power == 1 ? 1 : power * Power.pow(norm * scale, power - 1);
    for (int k = 0; k < dimensions; k++) {
      double apart = x[i * dimensions + k] - y[j * dimensions + k];
      sums[k].add(power == 2 ? factor * 2 * apart : factor * slope * (apart / scale / norm));
    }
  }

  /** The power of two by which the largest difference of coordinates comes near 1. */
  static double scale(double[] x, int i, double[] y, int j, int dimensions) {
    double largest = 0;
    for (int k = 0; k < dimensions; k++) {
      largest = Math.max(largest, Math.abs(x[i * dimensions + k] - y[j * dimensions + k]));
    }
    boolean ordinary = largest > 0 && largest <= Double.MAX_VALUE;
    double power = Math.min(Math.ulp(largest) * 0x1p52, 0x1p1022);
    return ordinary ? Math.max(power, Double.MIN_NORMAL) : 1;
  }

  private double squares(double[] x, int i, double[] y, int j, double scale) {
    double sum = 0;
    for (int k = 0; k < dimensions; k++) {
      double apart = (x[i * dimensions + k] - y[j * dimensions + k]) / scale;
      sum = Math.fma(apart, apart, sum);
    }
    return sum;
  }
}

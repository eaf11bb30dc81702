package org.surprisal.kernel;

/**
 * A {@link Distance} of two vectors with its derivatives by each of their coordinates.
 *
 * <p>Vectors are scaled by a power of two before they are squared, so nothing overflows or vanishes
 * on the way; norms are kept as pairs of doubles, because differences of unit vectors and 1 − u²
 * cancel.
 */
final class VectorPair {
  private final Distance kind;
  private final int size;
  private final double[] x;
  private final double[] y;
  private final double[] difference;

  /** ∂d/∂a_i and ∂d/∂b_i of the last {@link #derive}. */
  final double[] slopeA;

  final double[] slopeB;

  /** ∂²d/∂a_i² and ∂²d/∂b_i². */
  final double[] bendA;

  final double[] bendB;

  /** (∂d/∂a_i)² as the curvature of f(d) needs it: where d = 0 the limit of a smooth f(d²). */
  final double[] squareA;

  final double[] squareB;

  VectorPair(Distance kind, int size) {
    this.kind = kind;
    this.size = size;
    this.x = new double[size];
    this.y = new double[size];
    this.difference = new double[size];
    this.slopeA = new double[size];
    this.slopeB = new double[size];
    this.bendA = new double[size];
    this.bendB = new double[size];
    this.squareA = new double[size];
    this.squareB = new double[size];
  }

  /** The distance of the vectors that begin at {@code a} and {@code b} of {@code values}. */
  double distance(double[] values, int a, int b) {
    if (kind == Distance.COSINE) {
      return cosineDistance(values, a, b);
    }
    double scale = loadDifference(values, a, b);
    DoubleDouble squares = squares(difference);
    double sum = squares.high() + squares.low();
    // Two factors of the scale, one after the other: their product may overflow where this does
    // not.
    return kind == Distance.EUCLIDEAN ? Math.sqrt(sum) * scale : sum * scale * scale;
  }

  /** The distance, and with it the derivatives. */
  double derive(double[] values, int a, int b) {
    return switch (kind) {
      case SQUARED_EUCLIDEAN -> squared(values, a, b);
      case EUCLIDEAN -> euclidean(values, a, b);
      case COSINE -> cosine(values, a, b);
    };
  }

  private double squared(double[] values, int a, int b) {
    for (int i = 0; i < size; i++) {
      double slope = 2 * (values[a + i] - values[b + i]);
      slopeA[i] = slope;
      slopeB[i] = -slope;
      bendA[i] = 2;
      bendB[i] = 2;
      squareA[i] = slope * slope;
      squareB[i] = slope * slope;
    }
    return distance(values, a, b);
  }

  private double euclidean(double[] values, int a, int b) {
    double scale = loadDifference(values, a, b);
    DoubleDouble squares = squares(difference);
    double sum = squares.high() + squares.low();
    double norm = Math.sqrt(sum);
    boolean none = norm == 0;
    for (int i = 0; i < size; i++) {
      double slope = none ? 0 : difference[i] / norm;
      slopeA[i] = slope;
      slopeB[i] = -slope;
      bendA[i] = none ? 0 : without(squares, difference[i]) / sum / norm / scale;
      bendB[i] = bendA[i];
      squareA[i] = none ? 1 : slope * slope;
      squareB[i] = squareA[i];
    }
    return norm * scale;
  }

  /** (a − b)/scale, where the scale is a power of two near its largest coordinate. */
  private double loadDifference(double[] values, int a, int b) {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      difference[i] = values[a + i] - values[b + i];
      largest = Math.max(largest, Math.abs(difference[i]));
    }
    double scale = scaleOf(largest);
    for (int i = 0; i < size; i++) {
      difference[i] /= scale;
    }
    return scale;
  }

  private static double scaleOf(double largest) {
    return largest == 0 || largest == Double.POSITIVE_INFINITY
        ? 1
        : Math.max(Double.MIN_NORMAL, Math.min(Math.ulp(largest) * 0x1p52, 0x1p1022));
  }

  private static double load(double[] values, int from, double[] into) {
    double largest = 0;
    for (int i = 0; i < into.length; i++) {
      largest = Math.max(largest, Math.abs(values[from + i]));
    }
    double scale = scaleOf(largest);
    for (int i = 0; i < into.length; i++) {
      into[i] = values[from + i] / scale;
    }
    return scale;
  }

  /** Divides a vector by a power of two near its largest coordinate, which is returned. */
  static double rescale(double[] vector) {
    return load(vector, 0, vector);
  }

  /** The norm of a vector that has been rescaled. */
  static double norm(double[] vector) {
    return root(squares(vector)).high();
  }

  private static DoubleDouble squares(double[] values) {
    double high = 0;
    double low = 0;
    for (double value : values) {
      double square = value * value;
      double sum = high + square;
      double part = sum - high;
      low += (high - (sum - part)) + (square - part) + Math.fma(value, value, -square);
      high = sum;
    }
    return DoubleDouble.sum(high, low);
  }

  /** Σ_{k≠i} x_k² from the whole sum: nearly all of it may be x_i². */
  private static double without(DoubleDouble squares, double value) {
    double square = value * value;
    double rest = squares.low() - Math.fma(value, value, -square);
    return Math.max(0, (squares.high() - square) + rest);
  }

  private static DoubleDouble root(DoubleDouble square) {
    double high = Math.sqrt(square.high());
    double rest = Math.fma(-high, high, square.high()) + square.low();
    return DoubleDouble.ordered(high, rest / (2 * high));
  }

  private double cosineDistance(double[] values, int a, int b) {
    load(values, a, x);
    load(values, b, y);
    return direction(root(squares(x)), root(squares(y)));
  }

  /** ½‖a/‖a‖ − b/‖b‖‖², which does not cancel as 1 − cos does; keeps the difference. */
  private double direction(DoubleDouble normX, DoubleDouble normY) {
    double product = normX.high() * normY.high();
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double p = x[i] * normY.high();
      double q = y[i] * normX.high();
      double tailP = Math.fma(x[i], normY.high(), -p) + x[i] * normY.low();
      double tailQ = Math.fma(y[i], normX.high(), -q) + y[i] * normX.low();
      difference[i] = ((p - q) + (tailP - tailQ)) / product;
      sum = Math.fma(difference[i], difference[i], sum);
    }
    return 0.5 * sum;
  }

  /** With c = cos: ∂d/∂a = (c â − b̂)/‖a‖, ∂²d/∂a_i² = (c(1 − â_i²) − 2â_i (câ − b̂)_i)/‖a‖². */
  private double cosine(double[] values, int a, int b) {
    double scaleX = load(values, a, x);
    double scaleY = load(values, b, y);
    DoubleDouble squaresX = squares(x);
    DoubleDouble squaresY = squares(y);
    DoubleDouble normX = root(squaresX);
    DoubleDouble normY = root(squaresY);
    double distance = direction(normX, normY);
    double cosine = 1 - distance;
    for (int i = 0; i < size; i++) {
      double unitX = x[i] / normX.high();
      double unitY = y[i] / normY.high();
      double byX = difference[i] - distance * unitX;
      double byY = -difference[i] - distance * unitY;
      double restX = without(squaresX, x[i]) / squaresX.high();
      double restY = without(squaresY, y[i]) / squaresY.high();
      slopeA[i] = byX / normX.high() / scaleX;
      slopeB[i] = byY / normY.high() / scaleY;
      bendA[i] = (cosine * restX - 2 * unitX * byX) / squaresX.high() / scaleX / scaleX;
      bendB[i] = (cosine * restY - 2 * unitY * byY) / squaresY.high() / scaleY / scaleY;
      squareA[i] = slopeA[i] * slopeA[i];
      squareB[i] = slopeB[i] * slopeB[i];
    }
    return distance;
  }
}

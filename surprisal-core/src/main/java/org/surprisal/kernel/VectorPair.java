package org.surprisal.kernel;

/**
 * A {@link Distance} of two vectors with its derivatives by each of their coordinates.
 *
 * <p>Vectors are scaled by a power of two before they are squared, so nothing overflows or vanishes
 * on the way; norms are kept as pairs of doubles, because differences of unit vectors and 1 − u²
 * cancel.
 */
final class VectorPair {
  /** A difference of pairs of doubles that is smaller than its terms by this has lost digits. */
  private static final double CANCELLED = 0x1p-57;

  /** A distance 1 − cos of which the cosine, rounded to 1, knows nothing. */
  private static final double PARALLEL = 0x1p-60;

  private final Distance kind;

  /** 2 for squares, whose doubled differences may overflow where sums of them do not. */
  final double factor;

  private final int size;
  private final double[] x;
  private final double[] y;
  private final double[] difference;
  private DoubleDouble normX = DoubleDouble.sum(0, 0);
  private DoubleDouble normY = normX;
  private DoubleDouble squaresX = normX;
  private DoubleDouble squaresY = normX;

  /** ∂d/∂a_i and ∂d/∂b_i of the last {@link #derive}, divided by {@link #factor}. */
  final double[] slopeA;

  final double[] slopeB;

  /** What rounding took from the slopes by a; those by b lack the opposite. */
  final double[] tailA;

  /** ∂²d/∂a_i² and ∂²d/∂b_i². */
  final double[] bendA;

  final double[] bendB;

  /** What rounding took from the second derivatives: two of them may cancel. */
  final double[] bendTailA;

  final double[] bendTailB;

  /** (∂d/∂a_i)² as the curvature of f(d) needs it: where d = 0 the limit of a smooth f(d²). */
  final double[] squareA;

  final double[] squareB;

  VectorPair(Distance kind, int size) {
    this.kind = kind;
    this.factor = kind == Distance.SQUARED_EUCLIDEAN ? 2 : 1;
    this.size = size;
    this.x = new double[size];
    this.y = new double[size];
    this.difference = new double[size];
    this.slopeA = new double[size];
    this.slopeB = new double[size];
    this.tailA = new double[size];
    this.bendA = new double[size];
    this.bendTailA = new double[size];
    this.bendTailB = new double[size];
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
    double sum = squares.value();
    // Two factors of the scale, one after the other: their product may overflow where this does
    // not.
    return kind == Distance.EUCLIDEAN ? Math.sqrt(sum) * scale : sum * scale * scale;
  }

  /** ‖a − p‖² − ‖a − n‖² up to a factor, where both squares are beyond all doubles. */
  double compareSquares(double[] values, int a, int p, int n) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double near = (values[a + i] - values[p + i]) * 0x1p-540;
      double far = (values[a + i] - values[n + i]) * 0x1p-540;
      sum += (near - far) * (near + far);
    }
    return sum;
  }

  /** The distance, and with it the derivatives. */
  double derive(double[] values, int a, int b) {
    return switch (kind) {
      case SQUARED_EUCLIDEAN -> squared(values, a, b);
      case EUCLIDEAN -> euclidean(values, a, b);
      case COSINE -> deriveCosine(values, a, b);
    };
  }

  /** What belongs to an infinite number is nothing beside it. */
  private static double tail(double number, double rest) {
    return Double.isInfinite(number) ? 0 : rest;
  }

  private double squared(double[] values, int a, int b) {
    for (int i = 0; i < size; i++) {
      DoubleDouble difference = DoubleDouble.sum(values[a + i], -values[b + i]);
      slopeA[i] = difference.high();
      slopeB[i] = -difference.high();
      tailA[i] = difference.low();
      bendA[i] = 2;
      bendB[i] = 2;
      squareA[i] = 4 * difference.high() * difference.high();
      squareB[i] = squareA[i];
    }
    return distance(values, a, b);
  }

  private double euclidean(double[] values, int a, int b) {
    double scale = loadDifference(values, a, b);
    DoubleDouble squares = squares(difference);
    double rest = 0;
    for (int i = 0; i < size; i++) {
      rest += 2 * difference[i] * low(values[a + i], values[b + i], scale);
    }
    squares = squares.plus(rest);
    DoubleDouble norm = root(squares);
    boolean none = norm.high() == 0;
    for (int i = 0; i < size; i++) {
      DoubleDouble exact =
          new DoubleDouble(difference[i], low(values[a + i], values[b + i], scale));
      DoubleDouble slope = none ? exact : exact.over(norm);
      slopeA[i] = none ? 0 : slope.high();
      slopeB[i] = -slopeA[i];
      tailA[i] = none ? 0 : slope.low();
      double across = none ? 0 : without(squares, difference[i]) / squares.high();
      bendA[i] = none ? 0 : across / norm.high() / scale;
      bendB[i] = bendA[i];
      squareA[i] = none ? 1 : slopeA[i] * slopeA[i];
      squareB[i] = squareA[i];
    }
    return norm.high() * scale;
  }

  /** What rounding took from x − y, in units of the scale. */
  private static double low(double x, double y, double scale) {
    return DoubleDouble.sum(x, -y).low() / scale;
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

  /** Σ x². */
  static DoubleDouble squares(double[] values) {
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
  static double without(DoubleDouble squares, double value) {
    double square = value * value;
    double rest = squares.low() - Math.fma(value, value, -square);
    return Math.max(0, (squares.high() - square) + rest);
  }

  static DoubleDouble root(DoubleDouble square) {
    double high = Math.sqrt(square.high());
    double rest = Math.fma(-high, high, square.high()) + square.low();
    return DoubleDouble.ordered(high, high == 0 ? 0 : rest / (2 * high));
  }

  /** cos(a, b) as a pair of doubles, so that neither 1 − cos nor cos·â − b̂ loses digits. */
  private DoubleDouble cosine(double[] values, int a, int b, double[] scales) {
    scales[0] = load(values, a, x);
    scales[1] = load(values, b, y);
    squaresX = squares(x);
    squaresY = squares(y);
    normX = root(squaresX);
    normY = root(squaresY);
    double high = 0;
    double low = 0;
    for (int i = 0; i < size; i++) {
      double product = x[i] * y[i];
      double sum = high + product;
      double part = sum - high;
      low += (high - (sum - part)) + (product - part) + Math.fma(x[i], y[i], -product);
      high = sum;
    }
    return DoubleDouble.sum(high, low).over(normX.times(normY));
  }

  private double cosineDistance(double[] values, int a, int b) {
    return oneMinus(cosine(values, a, b, new double[2]));
  }

  /** cos(a, b) itself, which 1 − d would not give near 0. */
  double cosine(double[] values, int a, int b) {
    return cosine(values, a, b, new double[2]).value();
  }

  /** 1 − c; of nearly parallel vectors ½‖â − b̂‖², which is 0 for equal ones. */
  private double oneMinus(DoubleDouble cosine) {
    if (!(cosine.high() > 0.5)) {
      return cosine.negated().plus(1).value();
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double difference = unit(x[i], normX).plus(unit(y[i], normY).negated()).value();
      sum = Math.fma(difference, difference, sum);
    }
    return 0.5 * sum;
  }

  static DoubleDouble unit(double coordinate, DoubleDouble norm) {
    return new DoubleDouble(coordinate, 0).over(norm);
  }

  /**
   * (c·u − v)_i, where c = u·v. Of what is left when vectors are nearly parallel or coordinates
   * vanish, Σ_j u_j (u_i v_j − u_j v_i) keeps all digits: determinants of parallel vectors are 0.
   */
  private static double tangent(
      DoubleDouble cosine, double[] p, double[] q, DoubleDouble normP, DoubleDouble normQ, int i) {
    DoubleDouble u = unit(p[i], normP);
    DoubleDouble v = unit(q[i], normQ);
    DoubleDouble along = cosine.times(u);
    double tangent = along.plus(v.negated()).value();
    if (Math.abs(tangent) > CANCELLED * (Math.abs(along.high()) + Math.abs(v.high()))) {
      return tangent;
    }
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      double product = p[j] * q[i];
      double determinant =
          Math.fma(p[i], q[j], -product) - Math.fma(p[j], q[i], -product); // ab − cd (Kahan)
      sum = Math.fma(p[j], determinant, sum);
    }
    return sum / normP.high() / normP.high() / normQ.high();
  }

  /** With c = cos: ∂d/∂a = (c â − b̂)/‖a‖, ∂²d/∂a_i² = (c(1 − â_i²) − 2â_i (c â − b̂)_i)/‖a‖². */
  private double deriveCosine(double[] values, int a, int b) {
    double[] scales = new double[2];
    DoubleDouble cosine = cosine(values, a, b, scales);
    double distance = oneMinus(cosine);
    boolean parallel = distance < PARALLEL;
    double c = parallel ? 1 : cosine.high();
    double low = parallel ? -distance : cosine.low();
    for (int i = 0; i < size; i++) {
      DoubleDouble unitX = unit(x[i], normX);
      DoubleDouble unitY = unit(y[i], normY);
      double byX = tangent(cosine, x, y, normX, normY, i);
      double byY = tangent(cosine, y, x, normY, normX, i);
      double restX = without(squaresX, x[i]) / squaresX.high();
      double restY = without(squaresY, y[i]) / squaresY.high();
      slopeA[i] = byX / normX.high() / scales[0];
      slopeB[i] = byY / normY.high() / scales[1];
      double turnX = -2 * unitX.high() * byX;
      double turnY = -2 * unitY.high() * byY;
      double perX = squaresX.high() * scales[0];
      double perY = squaresY.high() * scales[1];
      bendA[i] = (c * restX + (parallel ? 0 : turnX)) / perX / scales[0];
      bendB[i] = (c * restY + (parallel ? 0 : turnY)) / perY / scales[1];
      bendTailA[i] = tail(bendA[i], (low * restX + (parallel ? turnX : 0)) / perX / scales[0]);
      bendTailB[i] = tail(bendB[i], (low * restY + (parallel ? turnY : 0)) / perY / scales[1]);
      squareA[i] = slopeA[i] * slopeA[i];
      squareB[i] = slopeB[i] * slopeB[i];
    }
    return distance;
  }
}

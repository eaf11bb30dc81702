package org.surprisal.kernel;

/**
 * The arc tangent and the cotangent, in IEEE operations and fused multiply-add only: what the
 * Cauchy distribution needs.
 */
public final class Angle {
  private static final double HALF_PI = 1.5707963267948966;

  /** π/2 − HALF_PI. */
  private static final double HALF_PI_LOW = 6.123233995736766e-17;

  /** atan(k/8) for k = 0 … 8. */
  private static final double[] EIGHTHS = {
    0,
    0.12435499454676144,
    0.24497866312686414,
    0.35877067027057225,
    0.4636476090008061,
    0.5585993153435624,
    0.6435011087932844,
    0.7188299996216245,
    0.7853981633974483,
  };

  /** atan(k/8) − EIGHTHS[k]. */
  private static final double[] EIGHTHS_LOW = {
    0,
    -3.1253241424539383e-18,
    1.0698755618734451e-17,
    -2.4623815582638635e-17,
    2.2698777452961687e-17,
    -5.4556305485916264e-18,
    1.5834785051444286e-17,
    -2.1478388444456983e-17,
    3.061616997868383e-17,
  };

  /** atan(t)/t − 1 over t², in t²: Taylor's, whose next term is below 2⁻⁶⁸ where |t| ≤ 1/16. */
  private static final double[] ATAN = {
    -1.0 / 3, 1.0 / 5, -1.0 / 7, 1.0 / 9, -1.0 / 11, 1.0 / 13, -1.0 / 15,
  };

  /** sin(x)/x − 1 over x², in x²: Taylor's, for |x| ≤ π/4. */
  private static final double[] SIN = {
    -1.0 / 6,
    1.0 / 120,
    -1.0 / 5_040,
    1.0 / 362_880,
    -1.0 / 39_916_800,
    1.0 / 6_227_020_800.0,
    -1.0 / 1_307_674_368_000.0,
    1.0 / 355_687_428_096_000.0,
  };

  /** cos(x) − 1 over x², in x²: Taylor's, for |x| ≤ π/4. */
  private static final double[] COS = {
    -1.0 / 2,
    1.0 / 24,
    -1.0 / 720,
    1.0 / 40_320,
    -1.0 / 3_628_800,
    1.0 / 479_001_600.0,
    -1.0 / 87_178_291_200.0,
    1.0 / 20_922_789_888_000.0,
  };

  private Angle() {}

  /** The angle in (−π/2, π/2) whose tangent is x. Error below 2 ulp. */
  public static double atan(double x) {
    double size = Math.abs(x);
    double angle = size > 1 ? HALF_PI - (upToOne(1 / size) - HALF_PI_LOW) : upToOne(size);
    return x < 0 ? -angle : size == 0 ? x : angle;
  }

  /** atan(k/8) + atan t with t = (x − k/8)/(1 + x·k/8), |t| ≤ 1/16. */
  private static double upToOne(double x) {
    if (!(x <= 1)) {
      return Double.NaN;
    }
    double k = Math.rint(8 * x);
    double t = k == 0 ? x : (x - k / 8) / Math.fma(x, k / 8, 1);
    double square = t * t;
    double rest = Math.fma(t * square, Polynomial.horner(ATAN, square), EIGHTHS_LOW[(int) k]);
    return EIGHTHS[(int) k] + (t + rest);
  }

  /** 1/tan(πu) for u in [0, 1]: +∞ at 0, 0 at ½, −∞ at 1. Error below 4 ulp. */
  public static double cotPi(double u) {
    if (u > 0.5) {
      return -cotPi(1 - u);
    }
    if (u > 0.25) {
      double x = Math.PI * (0.5 - u);
      return sin(x) / cos(x);
    }
    double x = Math.PI * u;
    return cos(x) / sin(x);
  }

  private static double sin(double x) {
    double square = x * x;
    return Math.fma(x * square, Polynomial.horner(SIN, square), x);
  }

  private static double cos(double x) {
    double square = x * x;
    return Math.fma(square, Polynomial.horner(COS, square), 1);
  }
}

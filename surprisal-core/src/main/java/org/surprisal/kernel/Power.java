package org.surprisal.kernel;

/** x^y with the special cases of {@link Math#pow}. */
public final class Power {
  private Power() {}

  /**
   * x^y = e^(y ln x), the logarithm and its product being carried as pairs. Negative x with an
   * integer y has the sign of x^y; with any other finite y it gives NaN; x^0 = 1. Error below 0.8
   * ulp (measured 0.750, and 0.680 where the result is not subnormal).
   */
  public static double pow(double x, double y) {
    double size = Math.abs(x);
    DoubleDouble log = Logarithm.logPair(size);
    double product = y * log.high();
    double tail = Math.fma(y, log.high(), -product) + y * log.low();
    // Out of this range the result is 0 or ∞, and the tail may be NaN.
    boolean ordinary = Math.abs(product) < 800;
    double power = Exponential.exp(product, ordinary ? tail : 0);
    boolean negative = Double.doubleToRawLongBits(x) < 0;
    double magnitude = Math.abs(y);
    boolean odd = isInteger(magnitude) && !isInteger(0.5 * magnitude);
    double signed = negative && odd ? -power : power;
    boolean undefined = x < 0 && size < Double.POSITIVE_INFINITY && !isInteger(magnitude);
    // −1 or any negative number to ±∞ is as |x| has it.
    boolean defined = !undefined || magnitude == Double.POSITIVE_INFINITY;
    double result = defined ? signed : Double.NaN;
    result = y == 1 ? x : result;
    return y == 0 ? 1 : result;
  }

  /** Whether a non-negative number is an integer; true for ∞, false for NaN. */
  private static boolean isInteger(double magnitude) {
    return magnitude >= 0x1p52 || (magnitude + 0x1p52) - 0x1p52 == magnitude;
  }
}

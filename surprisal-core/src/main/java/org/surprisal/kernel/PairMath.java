package org.surprisal.kernel;

/**
 * Elementary functions of {@link DoubleDouble}, for sums whose terms cancel by nearly as much as a
 * double holds. Straight from their definitions, some hundred times slower than those of doubles.
 */
final class PairMath {
  private static final double LN2 = 0.6931471805599453;

  /** ln 2 − LN2. */
  private static final double LN2_MIDDLE = 2.3190468138462996e-17;

  /** ln 2 − LN2 − LN2_MIDDLE. */
  private static final double LN2_LOW = 5.707708438416212e-34;

  private static final double LOG2_E = 1.4426950408889634;

  /** The argument is divided by 2⁸, so that so many terms of the series are enough. */
  private static final int HALVINGS = 8;

  private static final int TERMS = 11;

  /** The largest size of an argument of {@link #exp}. */
  static final double LIMIT = 700;

  private PairMath() {}

  /** √p for p ≥ 0. */
  static DoubleDouble sqrt(DoubleDouble p) {
    double root = Math.sqrt(p.high());
    double rest = Math.fma(-root, root, p.high()) + p.low();
    return root == 0 ? p : DoubleDouble.ordered(root, rest / (2 * root));
  }

  /** e^p for |p| ≤ {@link #LIMIT}; relative error below 2⁻¹⁰⁴ (measured 2e-32). */
  static DoubleDouble exp(DoubleDouble p) {
    double n = Math.rint(p.high() * LOG2_E);
    DoubleDouble r = p.plus(DoubleDouble.product(-n, LN2));
    r = r.plus(DoubleDouble.product(-n, LN2_MIDDLE)).plus(-n * LN2_LOW);
    double part = 1.0 / (1 << HALVINGS);
    r = new DoubleDouble(r.high() * part, r.low() * part);
    // e^r − 1 = r (1 + r/2 (1 + r/3 (…))), then e^2r − 1 = m (m + 2), which keeps m's digits.
    DoubleDouble sum = new DoubleDouble(1, 0);
    for (int k = TERMS; k > 1; k--) {
      sum = new DoubleDouble(1, 0).plus(r.over(new DoubleDouble(k, 0)).times(sum));
    }
    DoubleDouble m = r.times(sum);
    for (int k = 0; k < HALVINGS; k++) {
      m = m.times(new DoubleDouble(2, 0).plus(m));
    }
    double power = Double.longBitsToDouble(((long) n + 1023) << 52);
    DoubleDouble e = new DoubleDouble(1, 0).plus(m);
    return new DoubleDouble(e.high() * power, e.low() * power);
  }

  /**
   * ln p for 1e-300 ≤ p ≤ 1e300, by a step of Newton's method from its logarithm as a double; error
   * below 2⁻¹⁰³ of the larger one of 1 and |ln p|.
   */
  static DoubleDouble log(DoubleDouble p) {
    double first = Logarithm.log(p.high());
    DoubleDouble excess = exp(new DoubleDouble(-first, 0)).times(p).plus(new DoubleDouble(-1, 0));
    double second = -0.5 * excess.high() * excess.high();
    return new DoubleDouble(first, 0).plus(excess.plus(second));
  }
}

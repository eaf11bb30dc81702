package org.surprisal.kernel;

/**
 * The elementary functions of {@link WideNumbers}: the double function where argument and result
 * are normal, its limit or an unlimited exponent elsewhere.
 */
final class WideFunctions {
  private static final double LOG2_E = 1.4426950408889634;

  /** ln 2 cut after 42 binary places: x − k · LN2_HIGH is exact beside x. */
  private static final double LN2_HIGH = 0x1.62e42fefa38p-1;

  /** ln 2 − LN2_HIGH. */
  private static final double LN2_LOW = 0x1.ef35793c7673p-45;

  /** Beyond it e^±x is ∞ or 0, before the exponents of {@link WideNumbers} end. */
  private static final double LARGEST = 0x1p35;

  private WideFunctions() {}

  static void exp(WideNumbers numbers, int to, int a) {
    double x = numbers.get(a);
    double result = Exponential.exp(x);
    if (isNormal(result) || !(Math.abs(x) <= Double.MAX_VALUE)) {
      numbers.put(to, result);
    } else {
      exp(numbers, to, x, 0.0, 1);
    }
  }

  /** to ← sign · e^(x + tail). */
  private static void exp(WideNumbers numbers, int to, double x, double tail, double sign) {
    if (!(Math.abs(x) <= LARGEST)) {
      numbers.put(to, sign * (x > 0 ? Double.POSITIVE_INFINITY : 0.0));
      return;
    }
    double k = Math.rint(x * LOG2_E);
    double exact = Math.fma(-k, LN2_HIGH, x);
    double r = Math.fma(-k, LN2_LOW, exact);
    double rTail = Math.fma(-k, LN2_LOW, exact - r) + tail;
    DoubleDouble reduced = DoubleDouble.sum(r, rTail);
    numbers.put(to, sign * Exponential.exp(reduced.high(), reduced.low()), (long) k);
  }

  static void log(WideNumbers numbers, int to, int a) {
    if (numbers.isDouble(a)) {
      numbers.put(to, Logarithm.log(numbers.get(a)));
    } else if (numbers.significand(a) < 0) {
      numbers.put(to, Double.NaN);
    } else {
      numbers.put(to, logPair(numbers, a).high());
    }
  }

  /** ln |a| for a number that is not 0. */
  private static DoubleDouble logPair(WideNumbers numbers, int a) {
    DoubleDouble fraction = Logarithm.logPair(Math.abs(numbers.significand(a)));
    double k = numbers.exponent(a);
    double big = k * LN2_HIGH;
    double lost = Math.fma(k, LN2_HIGH, -big);
    DoubleDouble sum = DoubleDouble.sum(big, fraction.high());
    double low = Math.fma(k, LN2_LOW, lost + fraction.low());
    return DoubleDouble.sum(sum.high(), sum.low() + low);
  }

  static void expm1(WideNumbers numbers, int to, int a) {
    double x = numbers.get(a);
    if (numbers.isTiny(a)) {
      numbers.copy(to, a);
    } else if (x > 700) {
      exponentialOr(numbers, to, a, Exponential.expm1(x));
    } else {
      numbers.put(to, Exponential.expm1(x));
    }
  }

  /** Past the largest double e^x − 1 and e^x − 1 − x are e^x. */
  private static void exponentialOr(WideNumbers numbers, int to, int a, double result) {
    if (isNormal(result)) {
      numbers.put(to, result);
    } else {
      exp(numbers, to, a);
    }
  }

  static void log1p(WideNumbers numbers, int to, int a) {
    if (numbers.isTiny(a)) {
      numbers.copy(to, a);
    } else if (numbers.isHuge(a)) {
      log(numbers, to, a);
    } else {
      numbers.put(to, Logarithm.log1p(numbers.get(a)));
    }
  }

  static void tanh(WideNumbers numbers, int to, int a) {
    if (numbers.isTiny(a)) {
      numbers.copy(to, a);
    } else {
      numbers.put(to, Exponential.tanh(numbers.get(a)));
    }
  }

  static void expm1Minus(WideNumbers numbers, int to, int a) {
    double x = numbers.get(a);
    double result = Exponential.expm1Minus(x);
    if (isSmall(numbers, a) && !isNormal(result)) {
      halfSquare(numbers, to, a, 0.5);
    } else if (x > 700) {
      exponentialOr(numbers, to, a, result);
    } else if (numbers.isHuge(a)) {
      numbers.neg(to, a);
    } else {
      numbers.put(to, result);
    }
  }

  static void log1pMinus(WideNumbers numbers, int to, int a) {
    double result = Logarithm.log1pMinus(numbers.get(a));
    if (isSmall(numbers, a) && !isNormal(result)) {
      halfSquare(numbers, to, a, -0.5);
    } else if (numbers.isHuge(a) && numbers.significand(a) > 0) {
      numbers.neg(to, a);
    } else {
      numbers.put(to, result);
    }
  }

  /** Whether it is a number whose square may be no normal double. */
  private static boolean isSmall(WideNumbers numbers, int a) {
    return numbers.exponent(a) < -100 && numbers.significand(a) != 0;
  }

  private static void halfSquare(WideNumbers numbers, int to, int a, double half) {
    double significand = numbers.significand(a);
    numbers.put(to, half * (significand * significand), 2 * numbers.exponent(a));
  }

  /** x^y; a y that is no normal double is taken as the nearest double, which gives the same. */
  static void pow(WideNumbers numbers, int to, int a, int b) {
    double x = numbers.get(a);
    double y = numbers.get(b);
    double result = Power.pow(x, y);
    boolean finite = Math.abs(y) <= Double.MAX_VALUE && !Double.isNaN(numbers.significand(a));
    boolean limited = numbers.isDouble(a) && (x == 0 || Double.isInfinite(x) || isNormal(result));
    if (!finite || limited) {
      numbers.put(to, result);
      return;
    }
    if (y == 1) {
      numbers.copy(to, a);
      return;
    }
    double sign = numbers.significand(a) < 0 ? Power.pow(-1, y) : 1;
    DoubleDouble log = logPair(numbers, a);
    double product = y * log.high();
    double tail = Math.fma(y, log.high(), -product) + y * log.low();
    exp(numbers, to, product, tail, sign);
  }

  private static boolean isNormal(double x) {
    return Math.abs(x) >= Double.MIN_NORMAL && Math.abs(x) <= Double.MAX_VALUE;
  }
}

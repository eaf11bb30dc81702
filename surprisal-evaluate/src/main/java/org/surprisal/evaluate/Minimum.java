package org.surprisal.evaluate;

import java.util.function.DoubleUnaryOperator;

/**
 * The least value of a function of one number between two bounds, without derivatives: golden
 * section, with parabolic steps where they gain (R. P. Brent, "Algorithms for Minimization without
 * Derivatives", 1973, chapter 5). The function may have kinks and may be infinite in places; where
 * it has several minima, one of them is found.
 */
final class Minimum {
  /** (3 − √5)/2: the golden section of an interval. */
  private static final double GOLDEN = 0.3819660112501051;

  private final DoubleUnaryOperator function;
  private final double tolerance;
  private double low;
  private double high;
  private double best;
  private double second;
  private double third;
  private double valueBest;
  private double valueSecond;
  private double valueThird;
  private double step;
  private double stepBefore;

  private Minimum(DoubleUnaryOperator function, double low, double high, double tolerance) {
    this.function = function;
    this.tolerance = tolerance;
    this.low = low;
    this.high = high;
    this.best = low + GOLDEN * (high - low);
    this.second = best;
    this.third = best;
    this.valueBest = function.applyAsDouble(best);
    this.valueSecond = valueBest;
    this.valueThird = valueBest;
  }

  /**
   * Where the function is least, to {@code tolerance} (absolute), after at most {@code evaluations}
   * more evaluations than one.
   */
  static double between(
      DoubleUnaryOperator function, double low, double high, double tolerance, int evaluations) {
    Minimum search = new Minimum(function, low, high, tolerance);
    for (int i = 0; i < evaluations && search.isOpen(); i++) {
      search.advance();
    }
    return search.best;
  }

  private boolean isOpen() {
    double middle = low + (high - low) / 2;
    return Math.abs(best - middle) > 2 * tolerance - (high - low) / 2;
  }

  private void advance() {
    if (!parabolicStep()) {
      stepBefore = (best < low + (high - low) / 2 ? high : low) - best;
      step = GOLDEN * stepBefore;
    }
    double at = Math.abs(step) >= tolerance ? best + step : best + Math.copySign(tolerance, step);
    double value = function.applyAsDouble(at);
    if (value <= valueBest) {
      accept(at, value);
    } else {
      reject(at, value);
    }
  }

  /** Steps to the vertex of the parabola through three points, if it is inside and near. */
  private boolean parabolicStep() {
    double r = (best - second) * (valueBest - valueThird);
    double q = (best - third) * (valueBest - valueSecond);
    double p = (best - third) * q - (best - second) * r;
    q = 2 * (q - r);
    if (q > 0) {
      p = -p;
    }
    q = Math.abs(q);
    double before = stepBefore;
    // Written so that NaN, from an infinite value, is refused.
    if (!(Math.abs(before) > tolerance
        && Math.abs(p) < Math.abs(q * before / 2)
        && p > q * (low - best)
        && p < q * (high - best))) {
      return false;
    }
    stepBefore = step;
    step = p / q;
    double at = best + step;
    if (at - low < 2 * tolerance || high - at < 2 * tolerance) {
      step = best < low + (high - low) / 2 ? tolerance : -tolerance;
    }
    return true;
  }

  private void accept(double at, double value) {
    if (at >= best) {
      low = best;
    } else {
      high = best;
    }
    third = second;
    valueThird = valueSecond;
    second = best;
    valueSecond = valueBest;
    best = at;
    valueBest = value;
  }

  private void reject(double at, double value) {
    if (at < best) {
      low = at;
    } else {
      high = at;
    }
    if (value <= valueSecond || second == best) {
      third = second;
      valueThird = valueSecond;
      second = at;
      valueSecond = value;
    } else if (value <= valueThird || third == best || third == second) {
      third = at;
      valueThird = value;
    }
  }
}

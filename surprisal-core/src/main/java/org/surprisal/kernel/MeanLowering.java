package org.surprisal.kernel;

import static org.surprisal.formula.Op.*;

import java.util.EnumSet;
import java.util.Set;
import org.surprisal.formula.Op;

/**
 * Writes out the atoms of gamma and Tweedie costs, of a mean μ or of its logarithm z.
 *
 * <p>An excess is a cost less that of a perfect prediction. With t = ln(μ/y) it is a sum of e^x − 1
 * − x, so nothing cancels near μ = y, nor for powers near 1 and 2.
 */
final class MeanLowering {
  /** ln(μ/y) by its distance from 0 where μ/y is between ½ and 4½; elsewhere logarithms differ. */
  private static final double NEAR_CENTRE = 2.5;

  private static final double NEAR_WIDTH = 2;

  /** δ = y/μ − 1 between −¾ and 3¾ keeps the digits of ln(1 + δ). */
  private static final double EXCESS_CENTRE = 1.5;

  private static final double EXCESS_WIDTH = 2.25;

  private static final Set<Op> GAMMA_AND_TWEEDIE =
      EnumSet.of(
          GAMMA_COST,
          GAMMA_EXCESS,
          GAMMA_SLOPE,
          TWEEDIE_COST,
          TWEEDIE_EXCESS,
          TWEEDIE_SLOPE,
          LOG_TWEEDIE_COST,
          LOG_TWEEDIE_EXCESS,
          LOG_TWEEDIE_SLOPE);

  private final Values values;

  MeanLowering(Values values) {
    this.values = values;
  }

  /** Whether it is written out here, or by {@link NegativeBinomialLowering}. */
  static boolean has(Op op) {
    return GAMMA_AND_TWEEDIE.contains(op) || NegativeBinomialLowering.has(op);
  }

  int lower(Op op, int[] a) {
    return switch (op) {
      case GAMMA_COST -> op(ADD, op(LOG, a[1]), op(DIV, a[0], a[1]));
      case GAMMA_EXCESS -> gammaExcess(a[0], a[1]);
      case GAMMA_SLOPE -> op(DIV, op(DIV, op(SUB, a[1], a[0]), a[1]), a[1]);
      case TWEEDIE_COST -> tweedieCost(a[0], a[1], a[2]);
      case TWEEDIE_EXCESS -> tweedieExcess(a[0], a[1], a[2]);
      case TWEEDIE_SLOPE -> op(MUL, op(POW, a[1], op(NEG, a[2])), op(SUB, a[1], a[0]));
      case LOG_TWEEDIE_COST -> logTweedieCost(a[0], a[1], a[2]);
      case LOG_TWEEDIE_EXCESS -> logTweedieExcess(a[0], a[1], a[2]);
      case LOG_TWEEDIE_SLOPE -> logTweedieSlope(a[0], a[1], a[2]);
      default -> new NegativeBinomialLowering(values).lower(op, a);
    };
  }

  /** −(ln(1 + δ) − δ) with δ = (y − μ)/μ where y is near μ, the plain sum elsewhere. */
  private int gammaExcess(int y, int mu) {
    int delta = op(DIV, op(SUB, y, mu), mu);
    int near = op(NEG, op(LOG1P_MINUS, delta));
    int logRatio = op(SUB, op(LOG, y), op(LOG, mu));
    int far = op(SUB, op(SUB, op(DIV, y, mu), number(1)), logRatio);
    int distance = op(ABS, op(SUB, delta, number(EXCESS_CENTRE)));
    return op(SELECT, op(LESS, distance, number(EXCESS_WIDTH)), near, far);
  }

  /** 2 − p, exact. */
  private int rise(int power) {
    return op(SUB, number(2), power);
  }

  /** p − 1, exact. */
  private int fall(int power) {
    return op(SUB, power, number(1));
  }

  /** μ^(2−p)/(2−p) + y·μ^−(p−1)/(p−1). */
  private int tweedieCost(int y, int mu, int power) {
    int a = rise(power);
    int b = fall(power);
    int rising = op(DIV, op(POW, mu, a), a);
    int falling = op(DIV, op(POW, mu, op(NEG, b)), b);
    return op(ADD, rising, op(MUL0, y, falling));
  }

  private int tweedieExcess(int y, int mu, int power) {
    int near = op(LOG1P, op(DIV, op(SUB, mu, y), y));
    int far = op(SUB, op(LOG, mu), op(LOG, y));
    int distance = op(ABS, op(SUB, op(DIV, mu, y), number(NEAR_CENTRE)));
    int t = op(SELECT, op(LESS, distance, number(NEAR_WIDTH)), near, far);
    int a = rise(power);
    int nothing = op(DIV, op(POW, mu, a), a);
    return op(SELECT, isZero(y), nothing, excess(y, t, power));
  }

  /** y^(2−p)·((e^at − 1 − at)/a + (e^−bt − 1 + bt)/b) with a = 2 − p, b = p − 1, t = ln(μ/y). */
  private int excess(int y, int t, int power) {
    int a = rise(power);
    int b = fall(power);
    int rising = op(DIV, op(EXPM1_MINUS, op(MUL, a, t)), a);
    int falling = op(DIV, op(EXPM1_MINUS, op(MUL, op(NEG, b), t)), b);
    return op(MUL, op(POW, y, a), op(ADD, rising, falling));
  }

  private int logTweedieCost(int y, int z, int power) {
    int b = fall(power);
    int falling = op(DIV, op(EXP, op(MUL, op(NEG, b), z)), b);
    return op(ADD, logOfNothing(z, power), op(MUL0, y, falling));
  }

  private int logTweedieExcess(int y, int z, int power) {
    int t = op(SUB, z, op(LOG, y));
    return op(SELECT, isZero(y), logOfNothing(z, power), excess(y, t, power));
  }

  /** e^az/a, the cost and the excess where y = 0. */
  private int logOfNothing(int z, int power) {
    int a = rise(power);
    return op(DIV, op(EXP, op(MUL, a, z)), a);
  }

  /**
   * e^−bz·(e^z − y), or e^az·(1 − y e^−z) where z is positive: one factor cancels, near μ = y, and
   * it does so to the last digit.
   */
  private int logTweedieSlope(int y, int z, int power) {
    int rising = op(EXP, op(MUL, rise(power), z));
    int falling = op(EXP, op(MUL, op(NEG, fall(power)), z));
    int e = op(EXP, op(NEG, op(ABS, z)));
    int up = op(MUL, rising, op(FMA, op(NEG, y), e, number(1)));
    int down = op(MUL, falling, op(SUB, e, y));
    int either = op(SELECT, op(LESS, number(0), z), up, down);
    return op(SELECT, isZero(y), rising, either);
  }

  private int isZero(int x) {
    return op(EQUAL, x, number(0));
  }

  private int number(double value) {
    return values.constant(value);
  }

  private int op(Op op, int... arguments) {
    return values.operation(op, arguments);
  }
}

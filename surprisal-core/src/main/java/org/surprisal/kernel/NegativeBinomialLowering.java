package org.surprisal.kernel;

import static org.surprisal.formula.Op.*;

import java.util.EnumSet;
import java.util.Set;
import org.surprisal.formula.Op;

/**
 * Writes out the atoms of the negative binomial cost (y + 1/φ) ln(1 + φμ) − y ln μ, of a mean μ or
 * of its logarithm z, for every φ ≥ 0: at 0 they are Poisson's.
 *
 * <p>With M = ln(1 + φμ)/φ, which is μ at φ = 0, and B = ln(φ + 1/μ) the cost is M + yB.
 */
final class NegativeBinomialLowering {
  /** φμ below it is nothing beside 1. */
  private static final double SMALL = 0x1p-54;

  /** Beside φμ above it 1 is nothing. */
  private static final double LARGE = 0x1p100;

  /** φ + 1/μ from here on is near 1 or above: there its distance from 1 has the digits. */
  private static final double NEAR_ONE = 0.5;

  /** ln(1 + x) keeps its digits for the x of an excess down to here. */
  private static final double LOWEST = -0.75;

  private static final Set<Op> ALL =
      EnumSet.of(
          NEGATIVE_BINOMIAL_COST,
          NEGATIVE_BINOMIAL_EXCESS,
          NEGATIVE_BINOMIAL_SLOPE,
          NEGATIVE_BINOMIAL_BEND,
          LOG_NEGATIVE_BINOMIAL_COST,
          LOG_NEGATIVE_BINOMIAL_EXCESS,
          LOG_NEGATIVE_BINOMIAL_SLOPE,
          LOG_NEGATIVE_BINOMIAL_BEND);

  private final Values values;

  NegativeBinomialLowering(Values values) {
    this.values = values;
  }

  static boolean has(Op op) {
    return ALL.contains(op);
  }

  int lower(Op op, int[] a) {
    return switch (op) {
      case NEGATIVE_BINOMIAL_COST -> cost(a[0], a[1], a[2]);
      case NEGATIVE_BINOMIAL_EXCESS -> excess(a[0], a[1], a[2]);
      case NEGATIVE_BINOMIAL_SLOPE -> slope(a[0], a[1], a[2]);
      case NEGATIVE_BINOMIAL_BEND -> bend(a[0], a[1], a[2]);
      case LOG_NEGATIVE_BINOMIAL_COST -> logCost(a[0], a[1], a[2]);
      case LOG_NEGATIVE_BINOMIAL_EXCESS -> logExcess(a[0], a[1], a[2]);
      case LOG_NEGATIVE_BINOMIAL_SLOPE -> logSlope(a[0], a[1], a[2]);
      case LOG_NEGATIVE_BINOMIAL_BEND -> logBend(a[0], a[1], a[2]);
      default -> throw new IllegalStateException(op + " is no negative binomial cost");
    };
  }

  private int cost(int y, int mu, int phi) {
    int log = logOnePlus(op(MUL, phi, mu), op(LOG, phi), op(LOG, mu));
    int less = op(SUB, log, op(LOG, mu));
    int inverse = op(DIV, number(1), mu);
    int large = logOfSum(phi, inverse, op(DIV, op(SUB, number(1), mu), mu));
    int base = op(SELECT, op(LESS, number(1), mu), large, less);
    return op(ADD, perDispersion(mu, op(MUL, phi, mu), log, phi), op(MUL0, y, base));
  }

  private int logCost(int y, int z, int phi) {
    int e = expMinusAbs(z);
    int x = product(z, e, phi);
    int log = logOnePlus(x, op(LOG, phi), z);
    int less = op(SUB, log, z);
    int sum = logOfSum(phi, e, op(EXPM1, op(NEG, z)));
    int simple = op(SELECT, op(LESS, op(ADD, phi, e), number(NEAR_ONE)), isSmall(x), number(0));
    int above = op(SELECT, simple, less, sum);
    int base = op(SELECT, op(LESS, number(0), z), above, less);
    int mean = op(SELECT, op(LESS, number(0), z), op(DIV, number(1), e), e);
    return op(ADD, perDispersion(mean, x, log, phi), op(MUL0, y, base));
  }

  private int isSmall(int x) {
    return op(LESS_OR_EQUAL, x, number(1));
  }

  /** φe^z from e = e^−|z|. */
  private int product(int z, int e, int phi) {
    return op(SELECT, op(LESS, number(0), z), op(DIV0, phi, e), op(MUL, phi, e));
  }

  /** ln(1 + x), or the sum of the logarithms of x's factors where x is large or overflows. */
  private int logOnePlus(int x, int logFactor, int otherFactor) {
    int large = op(LESS, number(LARGE), x);
    return op(SELECT, large, op(ADD, logFactor, otherFactor), op(LOG1P, x));
  }

  /**
   * ln(φ + u) of u = 1/μ ≤ 1 and u − 1, by what φ + u is beside 1 unless it is small; of φ and u
   * the one that is nearer to 1 is compared with it.
   */
  private int logOfSum(int phi, int u, int uMinusOne) {
    int sum = op(ADD, phi, u);
    int phiBeside = op(ADD, op(SUB, phi, number(1)), u);
    int uBeside = op(ADD, phi, uMinusOne);
    int beside = op(SELECT, op(LESS, u, number(NEAR_ONE)), phiBeside, uBeside);
    return op(SELECT, op(LESS, sum, number(NEAR_ONE)), op(LOG, sum), op(LOG1P, beside));
  }

  /** ln(1 + φμ)/φ, or μ where φμ is nothing beside 1. */
  private int perDispersion(int mu, int x, int log, int phi) {
    return op(SELECT, op(LESS, x, number(SMALL)), mu, op(DIV, log, phi));
  }

  /** (1 − y/μ)/(1 + φμ), both divided by μ where it is above 1, so that φμ cannot overflow. */
  private int slope(int y, int mu, int phi) {
    int share = op(SELECT, isZero(y), number(1), op(DIV, op(SUB, mu, y), mu));
    int low = op(DIV, share, op(FMA, phi, mu, number(1)));
    int high = op(DIV, op(DIV, share, mu), op(ADD, phi, op(DIV, number(1), mu)));
    return op(SELECT, op(LESS, number(1), mu), high, low);
  }

  /** (y + φμ(2y − μ))/(μ(1 + φμ))², and −φ/(1 + φμ)² at y = 0. */
  private int bend(int y, int mu, int phi) {
    int twice = op(FMA, number(2), y, op(NEG, mu));
    int one = op(FMA, phi, mu, number(1));
    int nothing = op(NEG, op(DIV, op(DIV, phi, one), one));
    int wide = op(MUL, mu, one);
    int low = op(DIV, op(DIV, op(FMA, op(MUL, phi, mu), twice, y), wide), wide);
    int sum = op(ADD, phi, op(DIV, number(1), mu));
    int scaled = op(FMA, phi, op(DIV, twice, mu), op(DIV, op(DIV, y, mu), mu));
    int half = op(DIV, op(DIV, scaled, sum), mu);
    int high = op(DIV, op(DIV, half, sum), mu);
    int small = op(SELECT, isZero(y), nothing, low);
    return op(SELECT, op(LESS, number(1), mu), high, small);
  }

  /** (e^z − y)/(1 + φe^z). */
  private int logSlope(int y, int z, int phi) {
    int e = expMinusAbs(z);
    int high = op(DIV, op(FMA, op(NEG, y), e, number(1)), op(ADD, phi, e));
    int low = op(DIV, op(SUB, e, y), op(FMA, phi, e, number(1)));
    return op(SELECT, op(LESS, number(0), z), high, low);
  }

  /** e^z(1 + φy)/(1 + φe^z)². */
  private int logBend(int y, int z, int phi) {
    int e = expMinusAbs(z);
    int low = op(FMA, phi, e, number(1));
    int above = op(LESS, number(0), z);
    int sum = op(SELECT, above, op(ADD, phi, e), low);
    int share = op(DIV, op(FMA, phi, y, number(1)), sum);
    int x = product(z, e, phi);
    int small = op(SELECT, above, isSmall(x), number(0));
    int gentle = op(DIV, share, op(ADD, number(1), x)); // where e may be 0
    return op(SELECT, small, gentle, op(DIV, op(MUL, e, share), sum));
  }

  private int excess(int y, int mu, int phi) {
    int difference = op(SUB, mu, y);
    int one = op(FMA, phi, mu, number(1));
    int scaled = op(DIV, difference, mu);
    int sum = op(ADD, phi, op(DIV, number(1), mu));
    int high = op(LESS, number(1), mu);
    int top = op(SELECT, high, scaled, difference);
    int bottom = op(SELECT, high, sum, one);
    int q = op(DIV, op(DIV, top, y), bottom);
    int v = op(DIV, op(MUL, phi, top), bottom);
    int x = op(MUL, phi, mu);
    int log = logOnePlus(x, op(LOG, phi), op(LOG, mu));
    int t = op(SUB, op(LOG, mu), op(LOG, y));
    int nothing = perDispersion(mu, x, log, phi);
    return op(SELECT, isZero(y), nothing, excess(y, phi, q, v, t, log));
  }

  private int logExcess(int y, int z, int phi) {
    int t = op(SUB, z, op(LOG, y));
    int k = op(MUL, phi, y);
    int e = expMinusAbs(t);
    int m = op(EXPM1, op(NEG, op(ABS, t)));
    int above = op(LESS, number(0), t);
    int top = op(SELECT, above, op(NEG, m), m);
    int bottom = op(SELECT, above, op(ADD, e, k), op(FMA, k, e, number(1)));
    int q = op(DIV, top, bottom);
    int v = op(MUL0, k, q);
    int log = logOnePlus(product(t, e, k), op(LOG, k), t);
    int ez = expMinusAbs(z);
    int x = product(z, ez, phi);
    int mean = op(SELECT, op(LESS, number(0), z), op(DIV, number(1), ez), ez);
    int nothing = perDispersion(mean, x, logOnePlus(x, op(LOG, phi), z), phi);
    return op(SELECT, isZero(y), nothing, excess(y, phi, q, v, t, log));
  }

  /**
   * −(ln(1 − v) + v)/φ − y·(ln(1 + q) − q) with q = (μ − y)/(y(1 + φμ)) and v = φyq: both terms are
   * positive. Where 1 − v or 1 + q has lost digits, logarithms of its factors stand in.
   */
  private int excess(int y, int phi, int q, int v, int t, int log) {
    int ratio = op(SUB, op(LOG1P, op(MUL, phi, y)), log); // ln((1 + φy)/(1 + φμ)) = ln(1 − v)
    int minusV = op(NEG, v);
    int first =
        op(SELECT, op(LESS, minusV, number(LOWEST)), op(ADD, ratio, v), op(LOG1P_MINUS, minusV));
    int second =
        op(SELECT, op(LESS, q, number(LOWEST)), op(SUB, op(ADD, t, ratio), q), op(LOG1P_MINUS, q));
    return op(NEG, op(ADD, op(DIV0, first, phi), op(MUL0, y, second)));
  }

  private int expMinusAbs(int x) {
    return op(EXP, op(NEG, op(ABS, x)));
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

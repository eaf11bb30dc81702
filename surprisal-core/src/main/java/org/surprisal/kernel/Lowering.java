package org.surprisal.kernel;

import static org.surprisal.formula.Op.*;

import java.util.IdentityHashMap;
import org.surprisal.formula.Expr;
import org.surprisal.formula.Expr.Apply;
import org.surprisal.formula.Expr.Constant;
import org.surprisal.formula.Expr.Variable;
import org.surprisal.formula.Op;

/**
 * Lowers expressions to what an executor knows. Composite atoms are written out here, once, so that
 * a value and its derivatives share their parts (bce: one exp, one log1p for all three), and a·b +
 * c becomes one rounding.
 */
final class Lowering {
  private static final double LN_2 = 0.6931471805599453; // ln 2, rounded
  private static final double LOG_COSH_BORDER = 1; // above it e^−2x is small beside x − ln 2

  /** Poisson's μ/y from ½ to 4½ counts as near: outside, two logarithms differ enough. */
  private static final double NEAR_CENTRE = 2.5;

  private static final double NEAR_WIDTH = 2;

  private final Values values;
  private final IdentityHashMap<Expr, Integer> known = new IdentityHashMap<>();

  Lowering(Values values) {
    this.values = values;
  }

  int lower(Expr node) {
    Integer value = known.get(node);
    if (value == null) {
      value =
          switch (node) {
            case Constant(double number) -> constant(number);
            case Variable(String name) -> values.variable(name);
            case Apply apply -> lower(apply);
          };
      known.put(node, value);
    }
    return value;
  }

  private int lower(Apply f) {
    return switch (f.op()) {
      case ADD -> sum(f.first(), f.second());
      case SUB -> difference(f.first(), f.second());
      case DIV -> quotient(lower(f.first()), f.second());
      case KINK -> kink((Apply) f.first(), lower(f.second()), lower(f.third()));
      case SQUARE -> square(lower(f.first()));
      case HALF_SQUARE -> halfSquare(lower(f.first()));
      case SIGMOID -> sigmoid(lower(f.first()));
      case SIGMOID_SLOPE -> sigmoidSlope(lower(f.first()));
      case COSH -> cosh(lower(f.first()));
      case SINH -> sinh(lower(f.first()));
      case SOFTPLUS -> softplus(lower(f.first()));
      case LOG_COSH -> logCosh(lower(f.first()));
      case SECH_SQUARED -> sechSquared(lower(f.first()));
      case LOG1P_SQUARE_OVER -> logOfSquare(lower(f.first()), lower(f.second()));
      case CAUCHY_SLOPE -> cauchySlope(lower(f.first()), lower(f.second()));
      case LOG_POISSON_EXCESS -> logPoissonExcess(lower(f.first()), lower(f.second()));
      case POISSON_EXCESS -> poissonExcess(lower(f.first()), lower(f.second()));
      case CLOGLOG_NLL -> cloglog(lower(f.first()));
      case CLOGLOG_SLOPE -> cloglogSlope(lower(f.first()));
      case CLOGLOG_BEND -> cloglogBend(lower(f.first()));
      case EXP_AS -> op(EXP, lower(f.first()));
      case KULLBACK_LEIBLER -> kullbackLeibler(lower(f.first()), lower(f.second()));
      case KULLBACK_LEIBLER_EXCESS -> {
        int t = lower(f.first());
        int excess = logPoissonExcess(t, lower(f.second()));
        yield op(SELECT, op(EQUAL, t, constant(0)), lower(f.third()), excess);
      }
      case JENSEN_SHANNON -> {
        int t = lower(f.first());
        int q = lower(f.second());
        yield jensenShannon(t, q, op(SUB, t, q));
      }
      case JENSEN_SHANNON_SLOPE -> {
        int t = lower(f.first());
        int q = lower(f.second());
        yield jensenShannonSlope(t, q, op(SUB, t, q));
      }
      case LOG_JENSEN_SHANNON -> {
        int t = lower(f.first());
        int logQ = lower(f.second());
        yield jensenShannon(t, op(EXP, logQ), lead(t, logQ));
      }
      case LOG_JENSEN_SHANNON_SLOPE -> {
        int t = lower(f.first());
        int logQ = lower(f.second());
        int q = op(EXP, logQ);
        yield op(MUL0, q, jensenShannonSlope(t, q, lead(t, logQ)));
      }
      case POINT_MASS ->
          op(
              SELECT,
              op(EQUAL, lower(f.first()), constant(0)),
              constant(Double.NEGATIVE_INFINITY),
              constant(Double.POSITIVE_INFINITY));
      case SCALED, STUDENT_COST, STUDENT_SLOPE, STUDENT_BALANCE, STUDENT_BEND, STUDENT_SPREAD ->
          new ScaleLowering(values)
              .lower(f.op(), f.arguments().stream().mapToInt(this::lower).toArray());
      case BARRON, BARRON_SLOPE, BARRON_BEND ->
          new BarronLowering(values)
              .lower(f.op(), lower(f.first()), lower(f.second()), lower(f.third()));
      case RELATIVE_DIFFERENCE,
          SQUARED_LOG_ERROR,
          SQUARED_LOG_ERROR_SLOPE,
          SQUARED_LOG_ERROR_BEND ->
          new RelativeLowering(values).lower(f.op(), lower(f.first()), lower(f.second()));
      case PSEUDO_HUBER,
          PSEUDO_HUBER_SLOPE,
          PSEUDO_HUBER_BEND,
          FAIR,
          FAIR_SLOPE,
          FAIR_BEND,
          CAUCHY_LOSS,
          CAUCHY_LOSS_SLOPE,
          CAUCHY_LOSS_BEND,
          WELSCH,
          WELSCH_SLOPE,
          WELSCH_BEND,
          GEMAN_MCCLURE,
          GEMAN_MCCLURE_SLOPE,
          GEMAN_MCCLURE_BEND,
          TUKEY,
          TUKEY_SLOPE,
          TUKEY_BEND ->
          new RobustLowering(values).lower(f.op(), lower(f.first()), lower(f.second()));
      default -> {
        int[] arguments = f.arguments().stream().mapToInt(this::lower).toArray();
        yield MeanLowering.has(f.op())
            ? new MeanLowering(values).lower(f.op(), arguments)
            : values.operation(f.op(), arguments);
      }
    };
  }

  private int sum(Expr a, Expr b) {
    if (isProduct(a) && !isProduct(b)) {
      return fma(factor(a, 0), factor(a, 1), lower(b));
    }
    if (isProduct(b) && !isProduct(a)) {
      return fma(factor(b, 0), factor(b, 1), lower(a));
    }
    return op(ADD, lower(a), lower(b));
  }

  private int difference(Expr a, Expr b) {
    if (isProduct(a) && !isProduct(b)) {
      return fma(factor(a, 0), factor(a, 1), op(NEG, lower(b)));
    }
    if (isProduct(b) && !isProduct(a)) {
      return fma(op(NEG, factor(b, 0)), factor(b, 1), lower(a));
    }
    return op(SUB, lower(a), lower(b));
  }

  /** Only one side of a sum may be fused: with both, a·b − a·b would not be 0. */
  private static boolean isProduct(Expr node) {
    return node instanceof Apply(Op op, var _) && (op == MUL || op == SQUARE);
  }

  private int factor(Expr product, int which) {
    Apply apply = (Apply) product;
    return lower(apply.op() == SQUARE ? apply.arguments().get(0) : apply.arguments().get(which));
  }

  /** Division by a power of two is exact as a product, which is faster. */
  private int quotient(int a, Expr b) {
    if (b instanceof Constant(double divisor) && isPowerOfTwo(divisor)) {
      return op(MUL, a, constant(1 / divisor));
    }
    return op(DIV, a, lower(b));
  }

  private static boolean isPowerOfTwo(double x) {
    long fraction = Double.doubleToRawLongBits(x) & 0xF_FFFF_FFFF_FFFFL;
    return fraction == 0 && Math.abs(x) >= 0x1p-1000 && Math.abs(x) <= 0x1p1000;
  }

  private int kink(Apply condition, int a, int b) {
    int left = lower(condition.arguments().get(0));
    int right = lower(condition.arguments().get(1));
    int holds = op(condition.op(), left, right);
    int taken = op(SELECT, holds, a, b);
    int other = op(SELECT, holds, b, a);
    return op(SELECT, op(EQUAL, left, right), op(NEAREST, taken, other), taken);
  }

  private int square(int x) {
    return op(MUL, x, x);
  }

  private int halfSquare(int x) {
    return op(MUL, x, op(MUL, constant(0.5), x));
  }

  /** e^−|x|, which never overflows; the same for x and −x. */
  private int expMinusAbs(int x) {
    return op(EXP, op(NEG, abs(x)));
  }

  private int abs(int x) {
    boolean negated = values.isOperation(x) && values.op(x) == NEG;
    return op(ABS, negated ? values.arguments(x)[0] : x);
  }

  private int sigmoid(int x) {
    int e = expMinusAbs(x);
    int denominator = op(ADD, constant(1), e);
    int positive = op(LESS_OR_EQUAL, constant(0), x);
    return op(SELECT, positive, op(DIV, constant(1), denominator), op(DIV, e, denominator));
  }

  /** e/(1 + e)² with e = e^−|x|; the same for x and −x. */
  private int sigmoidSlope(int x) {
    int e = expMinusAbs(x);
    int denominator = op(ADD, constant(1), e);
    return op(MUL, op(DIV, constant(1), denominator), op(DIV, e, denominator));
  }

  private int cosh(int x) {
    int a = abs(x);
    return op(MUL, constant(0.5), op(ADD, op(EXP, a), op(EXP, op(NEG, a))));
  }

  /** sign(x)·(m + m/(m + 1))/2 with m = e^|x| − 1, and m/2 where that overflows. */
  private int sinh(int x) {
    int m = op(EXPM1, abs(x));
    int quotient = op(DIV, m, op(ADD, m, constant(1)));
    int infinite = op(EQUAL, m, constant(Double.POSITIVE_INFINITY));
    int sum = op(SELECT, infinite, m, op(ADD, m, quotient));
    int size = op(MUL, constant(0.5), sum);
    return op(SELECT, op(LESS, x, constant(0)), op(NEG, size), size);
  }

  private int softplus(int x) {
    return op(ADD, op(MAX, x, constant(0)), op(LOG1P, expMinusAbs(x)));
  }

  /** ln(1 + 2 sinh²(x/2)) near 0, |x| − ln 2 + ln(1 + e^−2|x|) elsewhere. */
  private int logCosh(int x) {
    int a = abs(x);
    int near = op(LESS_OR_EQUAL, a, constant(LOG_COSH_BORDER));
    int m = op(EXPM1, op(MUL, constant(0.5), a));
    int twiceSinh = op(ADD, m, op(DIV, m, op(ADD, m, constant(1))));
    int small = op(MUL, op(MUL, constant(0.5), twiceSinh), twiceSinh);
    int large = op(EXP, op(MUL, constant(-2), a));
    int base = op(SELECT, near, constant(0), op(SUB, a, constant(LN_2)));
    return op(ADD, base, op(LOG1P, op(SELECT, near, small, large)));
  }

  /** (2/(e^x + e^−x))², rounded once at the end so that tiny results keep their digits. */
  private int sechSquared(int x) {
    int e = expMinusAbs(x);
    int sech = op(DIV, op(MUL, constant(2), e), fma(e, e, constant(1)));
    return op(MUL, sech, sech);
  }

  /** ln(1 + x²/c), or 2 ln|x| − ln c where x²/c overflows and 1 is nothing beside it. */
  private int logOfSquare(int x, int c) {
    int ratio = op(DIV, square(x), c);
    int far = op(SUB, op(MUL, constant(2), op(LOG, abs(x))), op(LOG, c));
    int overflows = op(EQUAL, ratio, constant(Double.POSITIVE_INFINITY));
    return op(SELECT, overflows, far, op(LOG1P, ratio));
  }

  /** x/(c + x²), or 1/(c/x + x) where x² could overflow. */
  private int cauchySlope(int x, int c) {
    int near = op(DIV, x, fma(x, x, c));
    int far = op(DIV, constant(1), op(ADD, op(DIV, c, x), x));
    return op(SELECT, op(LESS_OR_EQUAL, abs(x), constant(1)), near, far);
  }

  /** y·(δ − ln(1 + δ)) with δ = (μ − y)/y near μ = y, the plain sum elsewhere; μ at y = 0. */
  private int poissonExcess(int y, int mu) {
    int difference = op(SUB, mu, y);
    int logRatio = op(SUB, op(LOG, y), op(LOG, mu));
    int far = op(ADD, mu, op(MUL0, y, op(SUB, logRatio, constant(1))));
    int near = op(MUL, op(NEG, y), op(LOG1P_MINUS, op(DIV, difference, y)));
    int distance = op(ABS, op(SUB, op(DIV, mu, y), constant(NEAR_CENTRE)));
    int excess = op(SELECT, op(LESS, distance, constant(NEAR_WIDTH)), near, far);
    return op(SELECT, op(EQUAL, y, constant(0)), mu, excess);
  }

  /** y·(e^t − 1 − t) with t = z − ln y, and e^z where y = 0. */
  private int logPoissonExcess(int y, int z) {
    int excess = op(MUL, y, op(EXPM1_MINUS, op(SUB, z, op(LOG, y))));
    return op(SELECT, op(EQUAL, y, constant(0)), op(EXP, z), excess);
  }

  /** −ln(1 − e^−E) from E = ln 2 on, −x − ln((1 − e^−E)/E) below. */
  private int cloglog(int x) {
    int e = op(EXP, x);
    int minus = op(NEG, e);
    int ratio = op(DIV, op(NEG, op(EXPM1, minus)), e);
    int one = op(SELECT, op(EQUAL, e, constant(0)), constant(1), ratio);
    int small = op(SUB, op(NEG, x), op(LOG, one));
    int large = op(NEG, op(LOG1P, op(NEG, op(EXP, minus))));
    return op(SELECT, op(LESS, e, constant(LN_2)), small, large);
  }

  /** E·e^−E/(1 − e^−E), 1 at E = 0 and 0 at E = ∞. */
  private int cloglogSlope(int x) {
    int e = op(EXP, x);
    int minus = op(NEG, e);
    int quotient = op(DIV, op(MUL, e, op(EXP, minus)), op(NEG, op(EXPM1, minus)));
    int positive = op(SELECT, op(EQUAL, e, constant(0)), constant(1), quotient);
    int infinite = op(EQUAL, e, constant(Double.POSITIVE_INFINITY));
    return op(SELECT, infinite, constant(0), positive);
  }

  /** r·(1 − E − r), with 1 − r = (e^E − 1 − E)/(e^E − 1) below E = 1. */
  private int cloglogBend(int x) {
    int e = op(EXP, x);
    int r = cloglogSlope(x);
    int near = op(SUB, op(DIV0, op(EXPM1_MINUS, e), op(EXPM1, e)), e);
    int far = op(SUB, op(SUB, constant(1), e), r);
    int factor = op(SELECT, op(LESS, e, constant(1)), near, far);
    int infinite = op(EQUAL, e, constant(Double.POSITIVE_INFINITY));
    return op(SELECT, infinite, constant(0), op(MUL, r, factor));
  }

  /** t·ln(1 + (t − q)/q) where t is near q, 0 where both are 0. */
  private int kullbackLeibler(int t, int q) {
    int ahead = op(DIV0, op(SUB, t, q), q);
    int near = op(MUL, t, op(LOG1P, ahead));
    int far = op(MUL0, t, op(LOG, op(DIV0, t, q)));
    return op(SELECT, op(LESS_OR_EQUAL, op(ABS, ahead), constant(0.5)), near, far);
  }

  /** t − q of (t, ln q), where 1 − q keeps the digits of a q near 1. */
  private int lead(int t, int logQ) {
    int complement = op(NEG, op(EXPM1, logQ));
    return op(SELECT, op(EQUAL, t, constant(1)), complement, op(SUB, t, op(EXP, logQ)));
  }

  /**
   * With δ = (t − q)/(t + q): (t + q)/4 times (1 + δ) ln(1 + δ) + (1 − δ) ln(1 − δ), the first
   * order of which cancels and is left out near δ = 0.
   */
  private int jensenShannon(int t, int q, int lead) {
    int sum = op(ADD, t, q);
    int delta = op(DIV0, lead, sum);
    int up = op(DIV0, op(ADD, t, t), sum);
    int down = op(DIV0, op(ADD, q, q), sum);
    int above = op(MUL, up, op(LOG1P_MINUS, delta));
    int below = op(MUL, down, op(LOG1P_MINUS, op(NEG, delta)));
    int near = fma(op(ADD, delta, delta), delta, op(ADD, above, below));
    int far = op(ADD, op(MUL0, up, op(LOG, up)), op(MUL0, down, op(LOG, down)));
    int isNear = op(LESS_OR_EQUAL, op(ABS, delta), constant(0.5));
    return op(MUL, op(MUL, constant(0.25), sum), op(SELECT, isNear, near, far));
  }

  /** ½ ln(1 − δ), and ½ ln 2 at t = 0 for every q. */
  private int jensenShannonSlope(int t, int q, int lead) {
    int sum = op(ADD, t, q);
    int delta = op(DIV0, lead, sum);
    int isNear = op(LESS_OR_EQUAL, op(ABS, delta), constant(0.5));
    int near = op(LOG1P, op(NEG, delta));
    int far = op(LOG, op(DIV0, op(ADD, q, q), sum));
    int alone = op(EQUAL, t, constant(0));
    int log = op(SELECT, alone, constant(LN_2), op(SELECT, isNear, near, far));
    return op(MUL, constant(0.5), log);
  }

  private int fma(int a, int b, int c) {
    return op(FMA, a, b, c);
  }

  private int constant(double value) {
    return values.constant(value);
  }

  private int op(Op op, int... arguments) {
    return values.operation(op, arguments);
  }
}

package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.IdentityHashMap;
import org.surprisal.formula.Expr.Apply;
import org.surprisal.formula.Expr.Constant;
import org.surprisal.formula.Expr.Variable;

/**
 * The derivative of an expression by one of its variables: one row per operation, read as
 * mathematics. Atoms are closed under it, so a derivative is as stable as its formula.
 */
public final class Derivative {
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126; // 2/√π
  private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327; // 1/√(2π)

  private final Graph graph;
  private final String by;
  private final Expr zero;
  private final Expr one;
  private final IdentityHashMap<Expr, Expr> known = new IdentityHashMap<>();

  private Derivative(Graph graph, String by) {
    this.graph = graph;
    this.by = by;
    this.zero = graph.constant(0);
    this.one = graph.constant(1);
  }

  /** ∂expression/∂by, in the graph of the expression. */
  public static Expr of(Graph graph, Expr expression, String by) {
    return new Derivative(graph, by).derive(expression);
  }

  private Expr derive(Expr node) {
    Expr result = known.get(node);
    if (result == null) {
      result =
          switch (node) {
            case Constant _ -> zero;
            case Variable(String name) -> name.equals(by) ? one : zero;
            case Apply apply -> derive(apply);
          };
      known.put(node, result);
    }
    return result;
  }

  private Expr derive(Apply f) {
    Expr u = f.first();
    return switch (f.op()) {
      case ADD -> sum(derive(u), derive(f.second()));
      case SUB -> difference(derive(u), derive(f.second()));
      case MUL, MUL0 -> product(f.op(), u, f.second());
      case DIV -> quotient(DIV, f, u, f.second());
      case DIV0 -> quotient(DIV0, f, u, f.second());
      case NEG -> negative(derive(u));
      case POW -> power(f, u, f.second());
      case LOG1P_SQUARE_OVER -> logOfSquare(u, f.second());
      case CAUCHY_SLOPE -> cauchySlope(f, u, f.second());
      case POISSON_EXCESS -> poissonExcess(u, f.second());
      case LOG_POISSON_EXCESS -> logPoissonExcess(u, f.second());
      case EXP_AS -> derive(f.second());
      case KULLBACK_LEIBLER -> kullbackLeibler(u, f.second());
      case KULLBACK_LEIBLER_EXCESS -> kullbackLeiblerExcess(u, f.second(), f.third());
      case JENSEN_SHANNON -> jensenShannon(u, f.second());
      case JENSEN_SHANNON_SLOPE -> jensenShannonSlope(u, f.second());
      case LOG_JENSEN_SHANNON -> logJensenShannon(u, f.second());
      case LOG_JENSEN_SHANNON_SLOPE -> logJensenShannonSlope(f, u, f.second());
      case MAX -> kink(apply(LESS_OR_EQUAL, f.second(), u), derive(u), derive(f.second()));
      case MIN -> kink(apply(LESS_OR_EQUAL, u, f.second()), derive(u), derive(f.second()));
      case SELECT -> select(f);
      // One-sided derivatives have been chosen; what follows is that of the closed side.
      case KINK -> choose(SELECT, u, derive(f.second()), derive(f.third()));
      case RELATIVE_DIFFERENCE,
          SQUARED_LOG_ERROR,
          SQUARED_LOG_ERROR_SLOPE,
          SQUARED_LOG_ERROR_BEND ->
          RelativeForms.derivative(graph, f, this::derive);
      case POINT_MASS -> undefined(u);
      case SCALED, STUDENT_COST, STUDENT_SLOPE, STUDENT_BALANCE, STUDENT_BEND, STUDENT_SPREAD ->
          ScaleForms.derivative(graph, f, this::derive);
      case SIGN, LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL -> zero;
      case LOG -> logarithmic(u);
      default ->
          MeanForms.has(f.op())
              ? MeanForms.derivative(graph, f, this::derive)
              : RobustForms.has(f.op())
                  ? RobustForms.derivative(graph, f, this::derive)
                  : chain(f, u);
    };
  }

  /** f(u)' = f'(u)·u'. */
  private Expr chain(Apply f, Expr u) {
    Expr inner = derive(u);
    if (isZero(inner)) {
      return zero;
    }
    Expr outer =
        switch (f.op()) {
          case SQUARE -> times(number(2), u);
          case HALF_SQUARE -> u;
          case SQRT -> over(number(0.5), f);
          case ABS -> apply(SIGN, u);
          case EXP -> f;
          case EXPM1 -> apply(EXP, u);
          case LOG1P -> over(one, apply(ADD, one, u));
          case EXPM1_MINUS -> apply(EXPM1, u);
          case LOG1P_MINUS -> apply(NEG, over(u, apply(ADD, one, u)));
          case TANH -> apply(SECH_SQUARED, u);
          case SECH_SQUARED -> times(number(-2), times(apply(TANH, u), f));
          case LOG_COSH -> apply(TANH, u);
          case SIGMOID -> apply(SIGMOID_SLOPE, u);
          case SIGMOID_SLOPE -> negative(times(apply(TANH, over(u, number(2))), f));
          case COSH -> apply(SINH, u);
          case SINH -> apply(COSH, u);
          case SOFTPLUS -> apply(SIGMOID, u);
          case LGAMMA -> apply(DIGAMMA, u);
          case LGAMMA1P -> apply(DIGAMMA, apply(ADD, one, u));
          case STIRLING -> apply(SUB, apply(DIGAMMA, apply(ADD, one, u)), apply(LOG, u));
          case HALF_GAMMA_STEP ->
              apply(
                  SUB,
                  apply(SUB, apply(DIGAMMA, apply(ADD, u, number(0.5))), apply(DIGAMMA, u)),
                  over(number(0.5), u));
          case DIGAMMA -> apply(TRIGAMMA, u);
          case ERF -> times(number(TWO_OVER_SQRT_PI), apply(EXP, negative(apply(SQUARE, u))));
          case NORMAL_CDF ->
              times(number(ONE_OVER_SQRT_TWO_PI), apply(EXP, negative(apply(HALF_SQUARE, u))));
          case LOG_NORMAL_CDF -> apply(MILLS, u);
          case MILLS -> apply(MILLS_SLOPE, u);
          case MILLS_SLOPE -> {
            Expr m = apply(MILLS, u);
            yield negative(sum(times(f, apply(ADD, u, m)), times(m, apply(ADD, one, f))));
          }
          case CLOGLOG_NLL -> negative(apply(CLOGLOG_SLOPE, u));
          case CLOGLOG_SLOPE -> apply(CLOGLOG_BEND, u);
          case CLOGLOG_BEND -> cloglogThird(f, u);
          case TRIGAMMA ->
              throw new IllegalArgumentException(
                  "the derivative of trigamma is not known; lgamma has two derivatives");
          default -> throw new IllegalStateException("no derivative of " + f.op());
        };
    return times(outer, inner);
  }

  /** (ln u)' = u'/u; of a product or quotient by parts, which has no 0/0 where one part is 0. */
  private Expr logarithmic(Expr u) {
    if (u instanceof Apply(Op op, var parts)) {
      if (op == MUL || op == MUL0) {
        return sum(logarithmic(parts.get(0)), logarithmic(parts.get(1)));
      }
      if (op == DIV || op == DIV0) {
        return difference(logarithmic(parts.get(0)), logarithmic(parts.get(1)));
      }
    }
    Expr inner = derive(u);
    return isZero(inner) ? zero : times(over(one, u), inner);
  }

  private Expr product(Op op, Expr a, Expr b) {
    Expr da = derive(a);
    Expr db = derive(b);
    Expr left = isZero(da) ? zero : apply(op, da, b);
    Expr right = isZero(db) ? zero : apply(op, a, db);
    return sum(left, right);
  }

  /** (a/b)' = a'/b − (a/b)·b'/b: b² could overflow or vanish. */
  private Expr quotient(Op op, Expr f, Expr a, Expr b) {
    Expr da = derive(a);
    Expr db = derive(b);
    Expr left = isZero(da) ? zero : apply(op, da, b);
    Expr right = isZero(db) ? zero : apply(op, times(f, db), b);
    return difference(left, right);
  }

  private Expr power(Expr f, Expr a, Expr b) {
    Expr da = derive(a);
    Expr db = derive(b);
    Expr base = isZero(da) ? zero : times(times(b, apply(POW, a, apply(SUB, b, one))), da);
    Expr exponent = isZero(db) ? zero : times(times(f, db), apply(LOG, a));
    return sum(base, exponent);
  }

  /** ln(1 + x²/c): 2x/(c + x²) by x, −x²/(c + x²)/c by c. */
  private Expr logOfSquare(Expr x, Expr c) {
    Expr slope = apply(CAUCHY_SLOPE, x, c);
    Expr left = isZero(derive(x)) ? zero : times(times(number(2), slope), derive(x));
    Expr right = isZero(derive(c)) ? zero : over(times(times(x, slope), derive(c)), c);
    return difference(left, right);
  }

  /** s = x/(c + x²): 1/(c + x²) − 2s² by x, −s/(c + x²) by c. */
  private Expr cauchySlope(Expr s, Expr x, Expr c) {
    Expr sum = apply(ADD, c, apply(SQUARE, x));
    Expr byX = apply(SUB, over(one, sum), times(number(2), apply(SQUARE, s)));
    Expr left = isZero(derive(x)) ? zero : times(byX, derive(x));
    Expr right = isZero(derive(c)) ? zero : times(over(s, sum), derive(c));
    return difference(left, right);
  }

  private Expr poissonExcess(Expr y, Expr mu) {
    Expr byMean = apply(SUB, one, graph.plain(DIV0, y, mu));
    Expr byTarget = apply(SUB, apply(LOG, y), apply(LOG, mu));
    Expr left = isZero(derive(mu)) ? zero : times(byMean, derive(mu));
    Expr right = isZero(derive(y)) ? zero : times(byTarget, derive(y));
    return sum(left, right);
  }

  private Expr logPoissonExcess(Expr y, Expr z) {
    Expr byPrediction = apply(SUB, apply(EXP, z), y);
    Expr byTarget = apply(SUB, apply(LOG, y), z);
    Expr left = isZero(derive(z)) ? zero : times(byPrediction, derive(z));
    Expr right = isZero(derive(y)) ? zero : times(byTarget, derive(y));
    return sum(left, right);
  }

  /** b = r·(1 − E − r) with E' = E and r' = b: b·(1 − E − r) − r·(E + b). */
  private Expr cloglogThird(Expr b, Expr x) {
    Expr e = apply(EXP, x);
    Expr r = apply(CLOGLOG_SLOPE, x);
    Expr factor = apply(SUB, apply(SUB, one, e), r);
    return apply(SUB, times(b, factor), times(r, apply(ADD, e, b)));
  }

  /** t ln(t/q): −t/q by q, ln(t/q) + 1 by t. */
  private Expr kullbackLeibler(Expr t, Expr q) {
    Expr byTarget = apply(ADD, apply(SUB, apply(LOG, t), apply(LOG, q)), one);
    Expr left = isZero(derive(t)) ? zero : times(byTarget, derive(t));
    Expr right = isZero(derive(q)) ? zero : times(graph.plain(DIV0, t, q), derive(q));
    return difference(left, right);
  }

  /** q − t − t·(l − ln t) where q and l are inputs for themselves: −t by l, 1 by q. */
  private Expr kullbackLeiblerExcess(Expr t, Expr logQ, Expr q) {
    Expr byTarget = apply(SUB, apply(LOG, t), logQ);
    Expr first = isZero(derive(t)) ? zero : times(byTarget, derive(t));
    Expr second = isZero(derive(logQ)) ? zero : times(t, derive(logQ));
    return sum(difference(first, second), derive(q));
  }

  private Expr jensenShannon(Expr t, Expr q) {
    Expr left = isZero(derive(t)) ? zero : times(apply(JENSEN_SHANNON_SLOPE, q, t), derive(t));
    Expr right = isZero(derive(q)) ? zero : times(apply(JENSEN_SHANNON_SLOPE, t, q), derive(q));
    return sum(left, right);
  }

  /** ½ ln(2q/(t + q)): −½/(t + q) by t, ½ t/(t + q)/q by q. */
  private Expr jensenShannonSlope(Expr t, Expr q) {
    Expr half = number(0.5);
    Expr sum = apply(ADD, t, q);
    Expr byModel = times(half, graph.plain(DIV0, graph.plain(DIV0, t, sum), q));
    Expr left = isZero(derive(t)) ? zero : times(over(half, sum), derive(t));
    Expr right = isZero(derive(q)) ? zero : times(byModel, derive(q));
    return difference(right, left);
  }

  private Expr logJensenShannon(Expr t, Expr logQ) {
    Expr byTarget = apply(JENSEN_SHANNON_SLOPE, apply(EXP, logQ), t);
    Expr left = isZero(derive(t)) ? zero : times(byTarget, derive(t));
    Expr byModel = apply(LOG_JENSEN_SHANNON_SLOPE, t, logQ);
    Expr right = isZero(derive(logQ)) ? zero : times(byModel, derive(logQ));
    return sum(left, right);
  }

  /** ½ q ln(2q/(t + q)): −½ q/(t + q) by t, itself + ½ q t/(t + q) by ln q. */
  private Expr logJensenShannonSlope(Expr s, Expr t, Expr logQ) {
    Expr q = times(number(0.5), apply(EXP, logQ));
    Expr sum = apply(ADD, t, apply(EXP, logQ));
    Expr byModel = apply(ADD, s, times(q, graph.plain(DIV0, t, sum)));
    Expr left = isZero(derive(t)) ? zero : times(over(q, sum), derive(t));
    Expr right = isZero(derive(logQ)) ? zero : times(byModel, derive(logQ));
    return difference(right, left);
  }

  /** NaN, and so are the derivatives of that. */
  private Expr undefined(Expr u) {
    Expr inner = derive(u);
    return isZero(inner) ? zero : times(number(Double.NaN), u);
  }

  private Expr select(Apply f) {
    Expr condition = f.first();
    Expr a = derive(f.second());
    Expr b = derive(f.third());
    boolean moves =
        condition instanceof Apply(Op op, var compared)
            && (op == LESS || op == LESS_OR_EQUAL)
            && !(isZero(derive(compared.get(0))) && isZero(derive(compared.get(1))));
    return moves ? kink(condition, a, b) : choose(SELECT, condition, a, b);
  }

  private Expr kink(Expr condition, Expr a, Expr b) {
    return choose(KINK, condition, a, b);
  }

  private Expr choose(Op op, Expr condition, Expr a, Expr b) {
    return a.equals(b) ? a : apply(op, condition, a, b);
  }

  private Expr sum(Expr a, Expr b) {
    return isZero(a) ? b : isZero(b) ? a : apply(ADD, a, b);
  }

  private Expr difference(Expr a, Expr b) {
    return isZero(a) ? negative(b) : isZero(b) ? a : apply(SUB, a, b);
  }

  private Expr negative(Expr a) {
    return isZero(a) ? zero : apply(NEG, a);
  }

  private Expr times(Expr a, Expr b) {
    return apply(MUL, a, b);
  }

  private Expr over(Expr a, Expr b) {
    return apply(DIV, a, b);
  }

  private Expr number(double value) {
    return graph.constant(value);
  }

  private Expr apply(Op op, Expr... arguments) {
    return graph.apply(op, arguments);
  }

  /** A derivative that is 0 by structure, not by rounding. */
  private boolean isZero(Expr derivative) {
    return derivative.equals(zero);
  }
}

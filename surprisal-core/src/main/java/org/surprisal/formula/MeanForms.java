package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.surprisal.formula.Expr.Apply;

/**
 * The derivatives and the LaTeX of the atoms of positive means: gamma, Tweedie and negative
 * binomial costs, of (target, mean or its logarithm[, parameter]).
 */
final class MeanForms {
  private static final Set<Op> ALL =
      EnumSet.of(
          LOG_RISING,
          GAMMA_COST,
          GAMMA_EXCESS,
          GAMMA_SLOPE,
          TWEEDIE_COST,
          LOG_TWEEDIE_COST,
          TWEEDIE_EXCESS,
          LOG_TWEEDIE_EXCESS,
          TWEEDIE_SLOPE,
          LOG_TWEEDIE_SLOPE,
          NEGATIVE_BINOMIAL_COST,
          LOG_NEGATIVE_BINOMIAL_COST,
          NEGATIVE_BINOMIAL_EXCESS,
          LOG_NEGATIVE_BINOMIAL_EXCESS,
          NEGATIVE_BINOMIAL_SLOPE,
          LOG_NEGATIVE_BINOMIAL_SLOPE,
          NEGATIVE_BINOMIAL_BEND,
          LOG_NEGATIVE_BINOMIAL_BEND);

  private final Graph graph;
  private final Expr one;

  private MeanForms(Graph graph) {
    this.graph = graph;
    this.one = graph.constant(1);
  }

  static boolean has(Op op) {
    return ALL.contains(op);
  }

  /** The sum of the partial derivatives times the derivatives of the arguments. */
  static Expr derivative(Graph graph, Apply f, UnaryOperator<Expr> derive) {
    MeanForms forms = new MeanForms(graph);
    Expr zero = graph.constant(0);
    Expr sum = zero;
    for (int i = 0; i < f.arguments().size(); i++) {
      Expr inner = derive.apply(f.arguments().get(i));
      if (!inner.equals(zero)) {
        Expr outer = i == 0 ? forms.byTarget(f) : i == 1 ? forms.byMean(f) : null;
        if (outer == null) {
          throw new IllegalArgumentException(
              "the derivative of " + f.op().text() + " by its last argument is not known");
        }
        Expr term = graph.apply(MUL, outer, inner);
        sum = sum.equals(zero) ? term : graph.apply(ADD, sum, term);
      }
    }
    return sum;
  }

  private Expr byMean(Apply f) {
    Expr y = f.first();
    Expr m = f.second();
    Expr p = f.arguments().getLast();
    return switch (f.op()) {
      case GAMMA_COST, GAMMA_EXCESS -> graph.apply(GAMMA_SLOPE, y, m);
      // (2y − μ)/μ³, of which one division after another may not overflow before the result does
      case GAMMA_SLOPE -> over(over(over(minus(times(graph.constant(2), y), m), m), m), m);
      case TWEEDIE_COST, TWEEDIE_EXCESS -> graph.apply(TWEEDIE_SLOPE, y, m, p);
      // μ^−p·(y + (p − 1)(y − μ))/μ: where it cancels it is as exact as μ
      case TWEEDIE_SLOPE -> {
        Expr excess = plus(y, times(minus(p, one), minus(y, m)));
        yield times(power(m, negative(p)), over(excess, m));
      }
      case LOG_TWEEDIE_COST, LOG_TWEEDIE_EXCESS -> graph.apply(LOG_TWEEDIE_SLOPE, y, m, p);
      case LOG_TWEEDIE_SLOPE -> {
        Expr rising = times(rise(p), graph.apply(EXP, times(rise(p), m)));
        Expr falling = graph.apply(MUL0, y, falling(m, p)); // a tiny y must not vanish before that
        yield plus(rising, times(minus(p, one), falling));
      }
      case NEGATIVE_BINOMIAL_COST, NEGATIVE_BINOMIAL_EXCESS ->
          graph.apply(NEGATIVE_BINOMIAL_SLOPE, y, m, p);
      case NEGATIVE_BINOMIAL_SLOPE -> graph.apply(NEGATIVE_BINOMIAL_BEND, y, m, p);
      case LOG_NEGATIVE_BINOMIAL_COST, LOG_NEGATIVE_BINOMIAL_EXCESS ->
          graph.apply(LOG_NEGATIVE_BINOMIAL_SLOPE, y, m, p);
      case LOG_NEGATIVE_BINOMIAL_SLOPE -> graph.apply(LOG_NEGATIVE_BINOMIAL_BEND, y, m, p);
      case LOG_RISING -> {
        Expr size = over(one, m);
        Expr change = minus(digamma(plus(y, size)), digamma(size));
        yield over(minus(y, over(change, m)), m);
      }
      default -> throw thirdDerivative(f);
    };
  }

  private Expr byTarget(Apply f) {
    Expr y = f.first();
    Expr m = f.second();
    Expr p = f.arguments().getLast();
    return switch (f.op()) {
      case GAMMA_COST -> over(one, m);
      case GAMMA_EXCESS -> over(over(minus(y, m), m), y);
      case GAMMA_SLOPE -> negative(over(over(one, m), m));
      case TWEEDIE_COST -> over(power(m, minus(one, p)), minus(p, one));
      case TWEEDIE_EXCESS ->
          over(minus(power(m, minus(one, p)), power(y, minus(one, p))), minus(p, one));
      case TWEEDIE_SLOPE -> negative(power(m, negative(p)));
      case LOG_TWEEDIE_COST -> over(falling(m, p), minus(p, one));
      case LOG_TWEEDIE_EXCESS -> over(minus(falling(m, p), power(y, minus(one, p))), minus(p, one));
      case LOG_TWEEDIE_SLOPE -> negative(falling(m, p));
      case NEGATIVE_BINOMIAL_COST -> minus(onePlusProduct(p, m), log(m));
      case NEGATIVE_BINOMIAL_EXCESS ->
          minus(minus(log(y), log(m)), minus(onePlusProduct(p, y), onePlusProduct(p, m)));
      case NEGATIVE_BINOMIAL_SLOPE -> negative(over(over(one, m), plus(one, times(p, m))));
      case LOG_NEGATIVE_BINOMIAL_COST -> minus(softplus(plus(m, log(p))), m);
      case LOG_NEGATIVE_BINOMIAL_EXCESS ->
          minus(minus(log(y), m), minus(onePlusProduct(p, y), softplus(plus(m, log(p)))));
      case LOG_NEGATIVE_BINOMIAL_SLOPE -> negative(graph.apply(SIGMOID, negative(plus(m, log(p)))));
      case LOG_RISING -> plus(digamma(plus(y, over(one, m))), log(m));
      default -> throw thirdDerivative(f);
    };
  }

  private static IllegalArgumentException thirdDerivative(Apply f) {
    return new IllegalArgumentException(
        "the derivative of " + f.op().text() + " is not known; its cost has two derivatives");
  }

  /** 2 − p. */
  private Expr rise(Expr p) {
    return minus(graph.constant(2), p);
  }

  /** e^(1−p)z. */
  private Expr falling(Expr z, Expr p) {
    return graph.apply(EXP, times(minus(one, p), z));
  }

  private Expr onePlusProduct(Expr a, Expr b) {
    return graph.apply(LOG1P, times(a, b));
  }

  private Expr log(Expr a) {
    return graph.apply(LOG, a);
  }

  private Expr digamma(Expr a) {
    return graph.apply(DIGAMMA, a);
  }

  private Expr softplus(Expr a) {
    return graph.apply(SOFTPLUS, a);
  }

  private Expr power(Expr a, Expr b) {
    return graph.apply(POW, a, b);
  }

  private Expr plus(Expr a, Expr b) {
    return graph.apply(ADD, a, b);
  }

  private Expr minus(Expr a, Expr b) {
    return graph.apply(SUB, a, b);
  }

  private Expr times(Expr a, Expr b) {
    return graph.apply(MUL, a, b);
  }

  private Expr over(Expr a, Expr b) {
    return graph.apply(DIV, a, b);
  }

  private Expr negative(Expr a) {
    return graph.apply(NEG, a);
  }

  /** Of the LaTeX of its arguments, each able to stand as a factor. */
  static String latex(Op op, String y, String m, String p) {
    boolean logarithm = op.name().startsWith("LOG_") && op != LOG_RISING;
    String mean = logarithm ? "e^{" + m + "}" : m;
    String ratio = "\\frac{" + y + "}{" + mean + "}";
    return switch (op) {
      case LOG_RISING -> {
        String size = "\\frac{1}{" + m + "}";
        String gamma = "\\ln\\Gamma\\left(" + y + " + " + size + "\\right)";
        yield gamma + " - \\ln\\Gamma\\left(" + size + "\\right) + " + y + " \\ln " + m;
      }
      case GAMMA_COST -> "\\ln " + m + " + " + ratio;
      case GAMMA_EXCESS -> ratio + " - 1 - \\ln" + ratio;
      case GAMMA_SLOPE -> "\\frac{" + m + " - " + y + "}{" + m + "^{2}}";
      case TWEEDIE_COST, LOG_TWEEDIE_COST -> tweedie(y, mean, p);
      case TWEEDIE_EXCESS, LOG_TWEEDIE_EXCESS -> {
        String best = "\\frac{" + y + "^{2 - " + p + "}}{\\left(1 - " + p + "\\right)";
        yield best + "\\left(2 - " + p + "\\right)} + " + tweedie(y, mean, p);
      }
      case TWEEDIE_SLOPE -> m + "^{-" + p + "} \\left(" + m + " - " + y + "\\right)";
      case LOG_TWEEDIE_SLOPE ->
          "e^{\\left(1 - " + p + "\\right) " + m + "} \\left(" + mean + " - " + y + "\\right)";
      default -> negativeBinomial(op, y, mean, logarithm ? m : "\\ln " + m, p);
    };
  }

  private static String tweedie(String y, String m, String p) {
    String mean = "{" + m + "}"; // which may end with a power itself
    String rising = "\\frac{" + mean + "^{2 - " + p + "}}{2 - " + p + "}";
    return rising + " - " + y + " \\frac{" + mean + "^{1 - " + p + "}}{1 - " + p + "}";
  }

  private static String negativeBinomial(Op op, String y, String mean, String log, String p) {
    String sum = "1 + " + p + " " + mean;
    String factor = "\\left(" + sum + "\\right)";
    String count = "\\left(" + y + " + \\frac{1}{" + p + "}\\right)";
    return switch (op) {
      case NEGATIVE_BINOMIAL_COST, LOG_NEGATIVE_BINOMIAL_COST ->
          count + " \\ln" + factor + " - " + y + " " + log;
      case NEGATIVE_BINOMIAL_EXCESS, LOG_NEGATIVE_BINOMIAL_EXCESS -> {
        String sums = "\\frac{" + sum + "}{1 + " + p + " " + y + "}";
        yield count + " \\ln" + sums + " + " + y + " \\ln\\frac{" + y + "}{" + mean + "}";
      }
      case NEGATIVE_BINOMIAL_SLOPE ->
          "\\frac{" + mean + " - " + y + "}{" + mean + " " + factor + "}";
      case LOG_NEGATIVE_BINOMIAL_SLOPE -> "\\frac{" + mean + " - " + y + "}{" + sum + "}";
      case LOG_NEGATIVE_BINOMIAL_BEND ->
          "\\frac{" + mean + " \\left(1 + " + p + " " + y + "\\right)}{" + factor + "^{2}}";
      case NEGATIVE_BINOMIAL_BEND -> {
        String rest = p + " " + mean + " \\left(2 " + y + " - " + mean + "\\right)";
        yield "\\frac{" + y + " + " + rest + "}{" + mean + "^{2} " + factor + "^{2}}";
      }
      default -> throw new IllegalStateException(op + " is no cost of a mean");
    };
  }
}

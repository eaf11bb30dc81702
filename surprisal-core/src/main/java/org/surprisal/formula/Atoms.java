package org.surprisal.formula;

import static org.surprisal.formula.Graph.argument;
import static org.surprisal.formula.Graph.is;
import static org.surprisal.formula.Graph.isNumber;
import static org.surprisal.formula.Graph.second;
import static org.surprisal.formula.Op.*;

import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Expr.Constant;
import org.surprisal.formula.Expr.Variable;

/**
 * Recognises well-known unstable spellings and turns them into the stable atom that they mean. Each
 * rule is an identity over the reals, stated beside it; what is only nearly true has no place here.
 */
final class Atoms {
  private Atoms() {}

  static Expr add(Graph graph, Expr a, Expr b) {
    if (is(a, EXP) && is(b, EXP) && areOpposite(argument(a), argument(b))) { // e^x + e^−x
      Expr x = is(argument(a), NEG) ? argument(b) : argument(a);
      return graph.apply(MUL, graph.constant(2), graph.apply(COSH, x));
    }
    // max(z, 0) [− m] + ln(1 + e^−|z|) = softplus(z) [− m]
    if (is(b, SOFTPLUS) && is(argument(b), NEG) && is(argument(argument(b)), ABS)) {
      Expr z = argument(argument(argument(b)));
      if (isPositivePart(a, z)) {
        return graph.apply(SOFTPLUS, z);
      }
      if (is(a, SUB) && isPositivePart(argument(a), z)) {
        return graph.apply(SUB, graph.apply(SOFTPLUS, z), second(a));
      }
    }
    return graph.plain(ADD, a, b);
  }

  private static boolean areOpposite(Expr x, Expr y) {
    return (is(y, NEG) && argument(y).equals(x)) || (is(x, NEG) && argument(x).equals(y));
  }

  private static boolean isPositivePart(Expr node, Expr z) {
    return is(node, MAX)
        && ((argument(node).equals(z) && isNumber(second(node), 0))
            || (second(node).equals(z) && isNumber(argument(node), 0)));
  }

  static Expr subtract(Graph graph, Expr a, Expr b) {
    boolean fromOne = isNumber(a, 1);
    boolean minusOne = isNumber(b, 1);
    if (minusOne && is(a, EXP)) { // e^x − 1
      return graph.apply(EXPM1, argument(a));
    }
    if (fromOne && is(b, EXP)) { // 1 − e^x
      return graph.apply(NEG, graph.apply(EXPM1, argument(b)));
    }
    if (fromOne && is(b, SIGMOID)) { // 1 − σ(x) = σ(−x)
      return graph.apply(SIGMOID, graph.apply(NEG, argument(b)));
    }
    if (minusOne && is(a, SIGMOID)) { // σ(x) − 1 = −σ(−x)
      return graph.apply(NEG, graph.apply(SIGMOID, graph.apply(NEG, argument(a))));
    }
    if (fromOne && is(b, NORMAL_CDF)) { // 1 − Φ(x) = Φ(−x)
      return graph.apply(NORMAL_CDF, graph.apply(NEG, argument(b)));
    }
    if (fromOne && is(b, SQUARE) && is(argument(b), TANH)) { // 1 − tanh² x
      return graph.apply(SECH_SQUARED, argument(argument(b)));
    }
    if (minusOne && is(a, SUB) && is(argument(a), EXP)) { // e^x − x − 1
      Expr x = argument(argument(a));
      if (x.equals(second(a))) {
        return graph.apply(EXPM1_MINUS, x);
      }
    }
    if (is(a, EXPM1) && argument(a).equals(b)) { // (e^x − 1) − x
      return graph.apply(EXPM1_MINUS, b);
    }
    if (is(a, LOG1P) && argument(a).equals(b)) { // ln(1 + x) − x
      return graph.apply(LOG1P_MINUS, b);
    }
    if (is(b, LOG1P) && argument(b).equals(a)) { // x − ln(1 + x)
      return graph.apply(NEG, graph.apply(LOG1P_MINUS, a));
    }
    if (is(a, SOFTPLUS)) {
      return softplusMinus(graph, argument(a), b, graph.plain(SUB, a, b));
    }
    return graph.plain(SUB, a, b);
  }

  /**
   * softplus(z) − z = softplus(−z), and for a target y softplus(z) − y·z = (1−y)·softplus(z) +
   * y·softplus(−z), which has no cancellation for y in [0, 1].
   */
  private static Expr softplusMinus(Graph graph, Expr z, Expr b, Expr otherwise) {
    Expr minus = graph.apply(SOFTPLUS, graph.apply(NEG, z));
    if (b.equals(z)) {
      return minus;
    }
    if (!is(b, MUL)) {
      return otherwise;
    }
    Expr y = argument(b).equals(z) ? second(b) : argument(b);
    boolean product = argument(b).equals(z) || second(b).equals(z);
    if (!product || !(y instanceof Variable(String name)) || !name.equals("y")) {
      return otherwise;
    }
    Expr plus = graph.apply(SOFTPLUS, z);
    Expr one = graph.constant(1);
    return graph.apply(
        ADD, graph.apply(MUL, graph.apply(SUB, one, y), plus), graph.apply(MUL, y, minus));
  }

  static Expr multiply(Graph graph, Expr a, Expr b) {
    if (a.equals(b)) { // x·x, the same rounding
      return graph.apply(SQUARE, a);
    }
    if (isNumber(a, 0.5) && is(b, SQUARE)) {
      return graph.apply(HALF_SQUARE, argument(b));
    }
    if (isNumber(b, 0.5) && is(a, SQUARE)) {
      return graph.apply(HALF_SQUARE, argument(a));
    }
    return graph.plain(MUL, a, b);
  }

  /**
   * A product with a logarithm, where 0·∞ = 0 (P3); a·(1/p) becomes a/p, which does not overflow.
   */
  static Expr multiplyByLogarithm(Graph graph, Expr a, Expr b) {
    if (is(b, DIV) && isNumber(argument(b), 1)) {
      return graph.plain(DIV0, a, second(b));
    }
    if (is(b, LOG) && is(argument(b), DIV) && argument(argument(b)).equals(a)) {
      // a·ln(a/b): where both are 0 the quotient may be any number, the product is 0
      Expr quotient = graph.plain(DIV0, a, second(argument(b)));
      return graph.plain(MUL0, a, graph.plain(LOG, quotient));
    }
    return graph.plain(isOrdinary(a) || isOrdinary(b) ? MUL : MUL0, a, b);
  }

  private static boolean isOrdinary(Expr node) {
    return node instanceof Constant(double x) && x != 0 && Double.isFinite(x);
  }

  static Expr divide(Graph graph, Expr a, Expr b) {
    if (isNumber(b, 2) && is(a, SQUARE)) {
      return graph.apply(HALF_SQUARE, argument(a));
    }
    Expr exponent = onePlusExp(b);
    if (exponent != null && isNumber(a, 1)) { // 1/(1 + e^x) = σ(−x)
      return graph.apply(SIGMOID, graph.apply(NEG, exponent));
    }
    if (exponent != null && is(a, EXP) && argument(a).equals(exponent)) { // e^x/(1 + e^x)
      return graph.apply(SIGMOID, exponent);
    }
    return graph.plain(DIV, a, b);
  }

  private static @Nullable Expr onePlusExp(Expr node) {
    if (!is(node, ADD)) {
      return null;
    }
    if (isNumber(argument(node), 1) && is(second(node), EXP)) {
      return argument(second(node));
    }
    return isNumber(second(node), 1) && is(argument(node), EXP) ? argument(argument(node)) : null;
  }

  static Expr log(Graph graph, Expr a) {
    if (is(a, EXP)) { // ln e^x = x
      return argument(a);
    }
    if (is(a, SIGMOID)) { // ln σ(x) = −softplus(−x)
      Expr minus = graph.apply(NEG, argument(a));
      return graph.apply(NEG, graph.apply(SOFTPLUS, minus));
    }
    if (is(a, NORMAL_CDF)) { // ln Φ(x)
      return graph.apply(LOG_NORMAL_CDF, argument(a));
    }
    if (is(a, ADD) && isNumber(argument(a), 1)) { // ln(1 + x)
      return graph.apply(LOG1P, second(a));
    }
    if (is(a, ADD) && isNumber(second(a), 1)) {
      return graph.apply(LOG1P, argument(a));
    }
    if (is(a, SUB) && isNumber(argument(a), 1)) { // ln(1 − x)
      return graph.apply(LOG1P, graph.apply(NEG, second(a)));
    }
    Expr cosh = withoutFactor(a);
    double factor = factor(a);
    if (is(cosh, COSH) && factor > 0) { // ln(c·cosh x) = ln cosh x + ln c
      Expr atom = graph.apply(LOG_COSH, argument(cosh));
      return factor == 1 ? atom : graph.apply(ADD, atom, graph.apply(LOG, graph.constant(factor)));
    }
    return graph.plain(LOG, a);
  }

  /** x of c·x, x·c and x/c, however often. */
  private static Expr withoutFactor(Expr node) {
    if (is(node, MUL) && argument(node) instanceof Constant) {
      return withoutFactor(second(node));
    }
    boolean behind = (is(node, MUL) || is(node, DIV)) && second(node) instanceof Constant;
    return behind ? withoutFactor(argument(node)) : node;
  }

  /** c of c·x, x·c and x/c, however often. */
  private static double factor(Expr node) {
    if (is(node, MUL) && argument(node) instanceof Constant(double c)) {
      return c * factor(second(node));
    }
    if (is(node, MUL) && second(node) instanceof Constant(double c)) {
      return c * factor(argument(node));
    }
    return is(node, DIV) && second(node) instanceof Constant(double c)
        ? factor(argument(node)) / c
        : 1;
  }

  static Expr log1p(Graph graph, Expr a) {
    if (is(a, EXP)) { // ln(1 + e^x)
      return graph.apply(SOFTPLUS, argument(a));
    }
    if (is(a, EXPM1)) { // ln(1 + (e^x − 1)) = x
      return argument(a);
    }
    if (is(a, NEG) && is(argument(a), SIGMOID)) { // ln(1 − σ(x)) = −softplus(x)
      return graph.apply(NEG, graph.apply(SOFTPLUS, argument(argument(a))));
    }
    if (is(a, NEG) && is(argument(a), NORMAL_CDF)) { // ln(1 − Φ(x)) = ln Φ(−x)
      return graph.apply(LOG_NORMAL_CDF, graph.apply(NEG, argument(argument(a))));
    }
    if (is(a, SQUARE)) { // ln(1 + x²)
      return graph.apply(LOG1P_SQUARE_OVER, argument(a), graph.constant(1));
    }
    if (is(a, DIV) && is(argument(a), SQUARE)) { // ln(1 + x²/c)
      return graph.apply(LOG1P_SQUARE_OVER, argument(argument(a)), second(a));
    }
    return graph.plain(LOG1P, a);
  }

  static Expr lgamma(Graph graph, Expr a) {
    if (is(a, ADD) && isNumber(second(a), 1)) { // ln Γ(x + 1)
      return graph.apply(LGAMMA1P, argument(a));
    }
    if (is(a, ADD) && isNumber(argument(a), 1)) {
      return graph.apply(LGAMMA1P, second(a));
    }
    return graph.plain(LGAMMA, a);
  }
}

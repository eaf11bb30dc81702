package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.surprisal.formula.Expr.Apply;
import org.surprisal.formula.Expr.Constant;
import org.surprisal.formula.Expr.Variable;

/**
 * Makes nodes, shares equal ones, and rewrites while it makes them: only what is exact in IEEE
 * arithmetic, or what leads to a stable atom by exact mathematics ({@link Atoms}).
 */
public final class Graph {
  /** Past this many nodes a formula is refused: its derivatives would not be a program any more. */
  static final int MAXIMUM_NODES = 20_000;

  private static final Set<String> LOGARITHMS = Set.of("log_p");

  private final Map<Expr, Expr> nodes = new HashMap<>();
  private final Set<Expr> logarithmic = new HashSet<>();

  /** A number. */
  public Expr constant(double value) {
    return share(new Constant(value), false);
  }

  /** An input or a parameter. */
  public Expr variable(String name) {
    return share(new Variable(name), LOGARITHMS.contains(name));
  }

  /** An operation, rewritten where a rule applies. */
  public Expr apply(Op op, Expr... arguments) {
    Expr a = arguments[0];
    return switch (op) {
      case ADD -> add(a, arguments[1]);
      case SUB -> subtract(a, arguments[1]);
      case MUL, MUL0 -> multiply(op, a, arguments[1]);
      case DIV -> divide(a, arguments[1]);
      case DIV0 ->
          is(a, NEG) ? negate(apply(DIV0, argument(a), arguments[1])) : plain(op, arguments);
      case NEG -> negate(a);
      case POW -> power(a, arguments[1]);
      case SQUARE -> is(a, NEG) || is(a, ABS) ? apply(SQUARE, argument(a)) : plain(SQUARE, a);
      case HALF_SQUARE ->
          is(a, NEG) || is(a, ABS) ? apply(HALF_SQUARE, argument(a)) : plain(HALF_SQUARE, a);
      case ABS -> is(a, NEG) || is(a, ABS) ? apply(ABS, argument(a)) : plain(ABS, a);
      case COSH -> is(a, NEG) || is(a, ABS) ? apply(COSH, argument(a)) : plain(COSH, a);
      case SIGMOID_SLOPE ->
          is(a, NEG) || is(a, ABS) ? apply(SIGMOID_SLOPE, argument(a)) : plain(SIGMOID_SLOPE, a);
      case SQRT -> is(a, SQUARE) ? apply(ABS, argument(a)) : plain(SQRT, a);
      case LOG -> Atoms.log(this, a);
      case LOG1P -> Atoms.log1p(this, a);
      case LGAMMA -> Atoms.lgamma(this, a);
      default -> plain(op, arguments);
    };
  }

  private Expr add(Expr a, Expr b) {
    if (a instanceof Constant(double x) && b instanceof Constant(double y)) {
      return constant(x + y);
    }
    if (is(b, NEG)) {
      return apply(SUB, a, argument(b));
    }
    if (is(a, NEG)) {
      return apply(SUB, b, argument(a));
    }
    return Atoms.add(this, a, b);
  }

  private Expr subtract(Expr a, Expr b) {
    if (a instanceof Constant(double x) && b instanceof Constant(double y)) {
      return constant(x - y);
    }
    if (is(b, NEG)) {
      return apply(ADD, a, argument(b));
    }
    if (isNumber(b, 0)) {
      return a;
    }
    return Atoms.subtract(this, a, b);
  }

  private Expr multiply(Op op, Expr a, Expr b) {
    if (a instanceof Constant(double x) && b instanceof Constant(double y) && op == MUL) {
      return constant(x * y);
    }
    if (isNumber(a, 1)) {
      return b;
    }
    if (isNumber(b, 1)) {
      return a;
    }
    if (isNumber(a, -1)) {
      return negate(b);
    }
    if (isNumber(b, -1)) {
      return negate(a);
    }
    if (is(a, NEG)) {
      return negate(apply(op, argument(a), b));
    }
    if (is(b, NEG)) {
      return negate(apply(op, a, argument(b)));
    }
    if (op == MUL0 || isLogarithmic(a) || isLogarithmic(b)) {
      return Atoms.multiplyByLogarithm(this, a, b);
    }
    return Atoms.multiply(this, a, b);
  }

  private Expr divide(Expr a, Expr b) {
    if (a instanceof Constant(double x) && b instanceof Constant(double y)) {
      return constant(x / y);
    }
    if (isNumber(b, 1)) {
      return a;
    }
    if (is(a, NEG)) {
      return negate(apply(DIV, argument(a), b));
    }
    if (is(b, NEG)) {
      return negate(apply(DIV, a, argument(b)));
    }
    return Atoms.divide(this, a, b);
  }

  private Expr negate(Expr a) {
    if (a instanceof Constant(double x)) {
      return constant(-x);
    }
    return is(a, NEG) ? argument(a) : plain(NEG, a);
  }

  private Expr power(Expr a, Expr b) {
    if (b instanceof Constant(double exponent)) {
      if (exponent == 0) {
        return constant(1);
      }
      if (exponent == 1) {
        return a;
      }
      if (exponent == 2) {
        return apply(SQUARE, a);
      }
      if (exponent == -1) {
        return apply(DIV, constant(1), a);
      }
    }
    return plain(POW, a, b);
  }

  /** The operation as it stands, without rewriting. */
  Expr plain(Op op, Expr... arguments) {
    boolean logarithm = op.isLogarithm();
    for (Expr argument : arguments) {
      logarithm |= isLogarithmic(argument);
    }
    return share(new Apply(op, List.of(arguments)), logarithm);
  }

  private Expr share(Expr node, boolean logarithm) {
    Expr known = nodes.putIfAbsent(node, node);
    if (known != null) {
      return known;
    }
    if (nodes.size() > MAXIMUM_NODES) {
      throw new IllegalArgumentException(
          "the formula and its derivatives need more than "
              + MAXIMUM_NODES
              + " nodes; simplify it");
    }
    if (logarithm) {
      logarithmic.add(node);
    }
    return node;
  }

  private boolean isLogarithmic(Expr node) {
    return logarithmic.contains(node);
  }

  static boolean is(Expr node, Op op) {
    return node instanceof Apply apply && apply.op() == op;
  }

  static boolean isNumber(Expr node, double value) {
    return node instanceof Constant(double x) && x == value && 1 / x == 1 / value;
  }

  /** The first argument of an operation. */
  static Expr argument(Expr node) {
    return ((Apply) node).first();
  }

  static Expr second(Expr node) {
    return ((Apply) node).second();
  }
}

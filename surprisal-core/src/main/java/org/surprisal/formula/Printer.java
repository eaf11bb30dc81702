package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Expr.Apply;
import org.surprisal.formula.Expr.Constant;
import org.surprisal.formula.Expr.Variable;

/** Writes an expression as text that {@link Parser} reads back. */
public final class Printer {
  private static final int COMPARISON = 0;
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int SIGN_LEVEL = 3;
  private static final int POWER = 4;
  private static final int ATOM = 5;

  private Printer() {}

  /** The expression as text. */
  public static String text(Expr node) {
    String tooLong = Sizes.tooLong(node);
    return tooLong != null ? tooLong : print(node, COMPARISON);
  }

  private static String print(Expr node, int level) {
    return switch (node) {
      case Constant(double value) -> wrap(number(value), value < 0 ? SIGN_LEVEL : ATOM, level);
      case Variable(String name) -> name;
      case Apply apply -> wrap(apply(apply), level(apply.op()), level);
    };
  }

  private static String wrap(String text, int own, int wanted) {
    return own < wanted ? "(" + text + ")" : text;
  }

  private static int level(Op op) {
    return switch (op) {
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL -> COMPARISON;
      case ADD, SUB -> SUM;
      case MUL, MUL0, DIV, DIV0, HALF_SQUARE, CAUCHY_SLOPE, SIGMOID_SLOPE -> PRODUCT;
      case NEG -> SIGN_LEVEL;
      case SQUARED_LOG_ERROR_SLOPE, SQUARED_LOG_ERROR_BEND -> PRODUCT;
      case POW, SQUARE -> POWER;
      default -> op.text() == null && RobustForms.has(op) ? PRODUCT : ATOM;
    };
  }

  private static String apply(Apply f) {
    Expr a = f.first();
    return switch (f.op()) {
      case LESS -> print(a, SUM) + " < " + print(f.second(), SUM);
      case LESS_OR_EQUAL -> print(a, SUM) + " <= " + print(f.second(), SUM);
      case EQUAL -> print(a, SUM) + " == " + print(f.second(), SUM);
      case NOT_EQUAL -> print(a, SUM) + " != " + print(f.second(), SUM);
      case ADD -> print(a, SUM) + " + " + print(f.second(), PRODUCT);
      case SUB -> print(a, SUM) + " - " + print(f.second(), PRODUCT);
      case MUL, MUL0 -> print(a, PRODUCT) + " * " + print(f.second(), SIGN_LEVEL);
      case DIV, DIV0 -> print(a, PRODUCT) + " / " + print(f.second(), SIGN_LEVEL);
      case NEG -> "-" + print(a, SIGN_LEVEL);
      case POW -> print(a, ATOM) + "^" + print(f.second(), SIGN_LEVEL);
      case SQUARE -> print(a, ATOM) + "^2";
      case HALF_SQUARE -> print(a, ATOM) + "^2 / 2";
      case SIGMOID_SLOPE -> {
        String x = print(a, COMPARISON);
        yield "sigmoid(" + x + ") * sigmoid(-" + print(a, SIGN_LEVEL) + ")";
      }
      case LOG1P_SQUARE_OVER ->
          "log1p("
              + print(a, ATOM)
              + "^2"
              + (Graph.isNumber(f.second(), 1) ? "" : " / " + print(f.second(), SIGN_LEVEL))
              + ")";
      case CAUCHY_SLOPE ->
          print(a, PRODUCT) + " / (" + print(f.second(), SUM) + " + " + print(a, ATOM) + "^2)";
      case SQUARED_LOG_ERROR_SLOPE, SQUARED_LOG_ERROR_BEND ->
          RelativeForms.text(f.op(), print(a, PRODUCT), print(f.second(), PRODUCT));
      default ->
          f.op().text() == null && RobustForms.has(f.op()) ? robust(f) : call(f.op().text(), f);
    };
  }

  private static String robust(Apply f) {
    String shape = f.arguments().size() > 2 ? print(f.third(), SIGN_LEVEL) : "";
    return RobustForms.text(f.op(), print(f.first(), ATOM), print(f.second(), ATOM), shape);
  }

  private static String call(@Nullable String name, Apply f) {
    return f.arguments().stream()
        .map(argument -> print(argument, COMPARISON))
        .collect(Collectors.joining(", ", name + "(", ")"));
  }

  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == (long) value && Math.abs(value) < 1e15 && (value != 0 || 1 / value > 0)) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}

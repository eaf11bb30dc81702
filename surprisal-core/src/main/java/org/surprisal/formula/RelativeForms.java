package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.function.UnaryOperator;
import org.surprisal.formula.Expr.Apply;

/** The derivatives, the text and the LaTeX of the atoms that compare x with y by their ratio. */
final class RelativeForms {
  private final Graph graph;

  private RelativeForms(Graph graph) {
    this.graph = graph;
  }

  /** The sum of both partial derivatives, each times the derivative of its argument. */
  static Expr derivative(Graph graph, Apply f, UnaryOperator<Expr> derive) {
    RelativeForms forms = new RelativeForms(graph);
    Expr zero = graph.constant(0);
    Expr dx = derive.apply(f.first());
    Expr dy = derive.apply(f.second());
    Expr left = dx.equals(zero) ? zero : graph.apply(MUL, forms.byFirst(f), dx);
    Expr right = dy.equals(zero) ? zero : graph.apply(MUL, forms.bySecond(f), dy);
    return right.equals(zero) ? left : left.equals(zero) ? right : graph.apply(ADD, left, right);
  }

  private Expr byFirst(Apply f) {
    Expr x = f.first();
    Expr y = f.second();
    return switch (f.op()) {
      case RELATIVE_DIFFERENCE -> ofDifference(x, y);
      case SQUARED_LOG_ERROR -> graph.apply(SQUARED_LOG_ERROR_SLOPE, x, y);
      case SQUARED_LOG_ERROR_SLOPE -> graph.apply(SQUARED_LOG_ERROR_BEND, x, y);
      default -> throw unknown();
    };
  }

  private Expr bySecond(Apply f) {
    Expr x = f.first();
    Expr y = f.second();
    return switch (f.op()) {
      case RELATIVE_DIFFERENCE -> ofDifference(y, x);
      case SQUARED_LOG_ERROR -> graph.apply(SQUARED_LOG_ERROR_SLOPE, y, x);
      // 2·ln((1 + x)/(1 + y))/(1 + x): −2/((1 + x)(1 + y))
      case SQUARED_LOG_ERROR_SLOPE -> over(over(graph.constant(-2), onePlus(x)), onePlus(y));
      default -> throw unknown();
    };
  }

  /** 2·|x − y|/(|x| + |y|) by x: ±4·|y|/(|x| + |y|)² where both have one sign, else 0. */
  private Expr ofDifference(Expr x, Expr y) {
    Expr signs = graph.apply(MUL, graph.apply(SIGN, x), graph.apply(SIGN, y));
    Expr sameSign = graph.apply(EQUAL, signs, graph.constant(1));
    Expr sum = graph.apply(ADD, graph.apply(ABS, x), graph.apply(ABS, y));
    Expr side = graph.apply(SIGN, graph.apply(SUB, x, y));
    Expr size = graph.apply(MUL, graph.constant(4), graph.apply(ABS, y));
    Expr slope = graph.apply(MUL, side, over(over(size, sum), sum));
    return graph.apply(SELECT, sameSign, slope, graph.constant(0));
  }

  private Expr onePlus(Expr x) {
    return graph.apply(ADD, graph.constant(1), x);
  }

  private Expr over(Expr a, Expr b) {
    return graph.apply(DIV, a, b);
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException("squared_log_error has two derivatives, not three");
  }

  /** A product in the grammar of formulas; arguments are terms of a sum. */
  static String text(Op op, String x, String y) {
    String ratio = "log((1 + " + x + ") / (1 + " + y + "))";
    return op == SQUARED_LOG_ERROR_SLOPE
        ? "2 * " + ratio + " / (1 + " + x + ")"
        : "2 * (1 - " + ratio + ") / (1 + " + x + ")^2";
  }

  static String latex(Op op, String x, String y) {
    String ratio = "\\ln\\frac{1 + " + x + "}{1 + " + y + "}";
    return switch (op) {
      case SQUARED_LOG_ERROR -> "\\left(" + ratio + "\\right)^{2}";
      case SQUARED_LOG_ERROR_SLOPE -> "\\frac{2}{1 + " + x + "} " + ratio;
      case SQUARED_LOG_ERROR_BEND ->
          "\\frac{2}{\\left(1 + " + x + "\\right)^{2}} \\left(1 - " + ratio + "\\right)";
      default -> {
        String sizes = "\\left|" + x + "\\right| + \\left|" + y + "\\right|";
        yield "\\frac{2 \\left|" + x + " - " + y + "\\right|}{" + sizes + "}";
      }
    };
  }
}

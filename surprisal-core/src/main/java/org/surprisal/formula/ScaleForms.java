package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Expr.Apply;

/**
 * The derivatives and the LaTeX of the atoms of a residual r in units of a scale e^s: r·e^−s, and
 * the cost of Student's t, of (r, s[, ν]).
 */
final class ScaleForms {
  private static final Set<Op> ALL =
      EnumSet.of(
          SCALED,
          GAUSSIAN_COST,
          GAUSSIAN_REST,
          LAPLACE_COST,
          LAPLACE_REST,
          STUDENT_COST,
          STUDENT_SLOPE,
          STUDENT_BALANCE,
          STUDENT_BEND,
          STUDENT_SPREAD);

  private final Graph graph;
  private final Apply f;
  private final Expr zero;

  private ScaleForms(Graph graph, Apply f) {
    this.graph = graph;
    this.f = f;
    this.zero = graph.constant(0);
  }

  static boolean has(Op op) {
    return ALL.contains(op);
  }

  /** The sum of the partial derivatives times the derivatives of the arguments. */
  static Expr derivative(Graph graph, Apply f, UnaryOperator<Expr> derive) {
    ScaleForms forms = new ScaleForms(graph, f);
    Expr sum = forms.zero;
    for (int i = 0; i < f.arguments().size(); i++) {
      Expr inner = derive.apply(f.arguments().get(i));
      if (!inner.equals(forms.zero)) {
        Expr term = forms.term(i, inner);
        sum = sum.equals(forms.zero) ? term : graph.apply(ADD, sum, term);
      }
    }
    return sum;
  }

  private Expr term(int which, Expr inner) {
    if (which == 0 && f.op() == SCALED) {
      return graph.apply(SCALED, inner, f.second()); // (r e^−s)′ = r′ e^−s
    }
    Expr outer = which == 0 ? byResidual() : which == 1 ? byLogScale() : null;
    if (outer == null) {
      throw new IllegalArgumentException(
          "the derivative of " + f.op().text() + " by argument " + (which + 1) + " is not known");
    }
    return graph.apply(MUL, outer, inner);
  }

  private @Nullable Expr byResidual() {
    return switch (f.op()) {
      case GAUSSIAN_COST -> scaled(scaled(f.first()));
      case GAUSSIAN_REST -> times(-2, scaled(scaled(f.first())));
      case LAPLACE_COST -> scaled(graph.apply(SIGN, f.first()));
      case LAPLACE_REST -> graph.apply(NEG, scaled(graph.apply(SIGN, f.first())));
      case STUDENT_COST -> same(STUDENT_SLOPE);
      case STUDENT_SLOPE -> same(STUDENT_BEND);
      case STUDENT_BALANCE -> graph.apply(NEG, graph.plain(DIV0, same(STUDENT_SPREAD), f.first()));
      default -> null;
    };
  }

  private @Nullable Expr byLogScale() {
    return switch (f.op()) {
      case SCALED -> graph.apply(NEG, f);
      case GAUSSIAN_COST -> same(GAUSSIAN_REST);
      case GAUSSIAN_REST -> times(2, graph.apply(SQUARE, scaled(f.first())));
      case LAPLACE_COST -> same(LAPLACE_REST);
      case LAPLACE_REST -> scaled(graph.apply(ABS, f.first()));
      case STUDENT_COST -> same(STUDENT_BALANCE);
      case STUDENT_BALANCE -> same(STUDENT_SPREAD);
      case STUDENT_SLOPE -> graph.apply(NEG, graph.plain(DIV0, same(STUDENT_SPREAD), f.first()));
      default -> null;
    };
  }

  private Expr scaled(Expr x) {
    return graph.apply(SCALED, x, f.second());
  }

  private Expr times(double factor, Expr x) {
    return graph.apply(MUL, graph.constant(factor), x);
  }

  private Expr same(Op op) {
    return graph.apply(op, f.arguments().toArray(Expr[]::new));
  }

  /** Of arguments that are printed as factors. */
  static String latex(Op op, String r, String s, String nu) {
    String square = "e^{2 " + s + "}";
    String total = nu + " " + square + " + " + r + "^{2}";
    String rise = "\\left(" + nu + " + 1\\right)";
    return switch (op) {
      case SCALED -> r + " \\, e^{-" + s + "}";
      case GAUSSIAN_COST -> s + " + \\frac{" + r + "^{2}}{2} e^{-2 " + s + "}";
      case GAUSSIAN_REST -> "1 - " + r + "^{2} e^{-2 " + s + "}";
      case LAPLACE_COST -> s + " + \\left|" + r + "\\right| e^{-" + s + "}";
      case LAPLACE_REST -> "1 - \\left|" + r + "\\right| e^{-" + s + "}";
      case STUDENT_COST ->
          s
              + " + \\frac{"
              + nu
              + " + 1}{2} \\ln\\left(1 + \\frac{"
              + r
              + "^{2}}{"
              + nu
              + " "
              + square
              + "}\\right)";
      case STUDENT_SLOPE -> "\\frac{" + rise + " " + r + "}{" + total + "}";
      case STUDENT_BALANCE ->
          "\\frac{" + nu + " \\left(" + square + " - " + r + "^{2}\\right)}{" + total + "}";
      case STUDENT_BEND ->
          "\\frac{"
              + rise
              + " \\left("
              + nu
              + " "
              + square
              + " - "
              + r
              + "^{2}\\right)}{\\left("
              + total
              + "\\right)^{2}}";
      case STUDENT_SPREAD ->
          "\\frac{2 "
              + nu
              + " "
              + rise
              + " "
              + r
              + "^{2} "
              + square
              + "}{\\left("
              + total
              + "\\right)^{2}}";
      default -> throw new IllegalStateException(op + " has no scale");
    };
  }
}

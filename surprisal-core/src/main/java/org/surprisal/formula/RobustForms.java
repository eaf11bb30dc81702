package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Expr.Apply;

/**
 * The robust losses of (x, c): c²·φ(x/c), their derivatives c·φ′(x/c) and φ″(x/c) by x, and how the
 * three are written. Barron's is φ(x/c) itself, with a shape as third argument.
 */
final class RobustForms {
  private RobustForms() {}

  static boolean has(Op op) {
    return slope(op) != null || isBend(op);
  }

  private static boolean isBend(Op op) {
    return switch (op) {
      case PSEUDO_HUBER_BEND,
          FAIR_BEND,
          CAUCHY_LOSS_BEND,
          WELSCH_BEND,
          GEMAN_MCCLURE_BEND,
          TUKEY_BEND,
          BARRON_BEND ->
          true;
      default -> false;
    };
  }

  /** The derivative by x, or null where it is not known. */
  static @Nullable Op slope(Op op) {
    return switch (op) {
      case PSEUDO_HUBER -> PSEUDO_HUBER_SLOPE;
      case PSEUDO_HUBER_SLOPE -> PSEUDO_HUBER_BEND;
      case FAIR -> FAIR_SLOPE;
      case FAIR_SLOPE -> FAIR_BEND;
      case CAUCHY_LOSS -> CAUCHY_LOSS_SLOPE;
      case CAUCHY_LOSS_SLOPE -> CAUCHY_LOSS_BEND;
      case WELSCH -> WELSCH_SLOPE;
      case WELSCH_SLOPE -> WELSCH_BEND;
      case GEMAN_MCCLURE -> GEMAN_MCCLURE_SLOPE;
      case GEMAN_MCCLURE_SLOPE -> GEMAN_MCCLURE_BEND;
      case TUKEY -> TUKEY_SLOPE;
      case TUKEY_SLOPE -> TUKEY_BEND;
      case BARRON -> BARRON_SLOPE;
      case BARRON_SLOPE -> BARRON_BEND;
      default -> null;
    };
  }

  /** n of f(λx, λc) = λⁿ·f(x, c), from which the derivative by c follows (Euler). */
  static int degree(Op op) {
    return switch (op) {
      case BARRON -> 0;
      case BARRON_SLOPE -> -1;
      case PSEUDO_HUBER, FAIR, CAUCHY_LOSS, WELSCH, GEMAN_MCCLURE, TUKEY -> 2;
      default -> 1;
    };
  }

  /** By x its slope, by c what follows from that and the degree n: (n·f − x·f_x)/c (Euler). */
  static Expr derivative(Graph graph, Apply f, UnaryOperator<Expr> derive) {
    Expr zero = graph.constant(0);
    Expr dx = derive.apply(f.first());
    Expr dc = derive.apply(f.second());
    boolean shape = f.arguments().size() > 2 && !derive.apply(f.third()).equals(zero);
    Op slope = slope(f.op());
    if (dx.equals(zero) && dc.equals(zero) && !shape) {
      return zero;
    }
    if (slope == null || shape) {
      throw new IllegalArgumentException(
          "a robust loss has two derivatives by its residual and scale, none by its shape");
    }
    Expr byX = graph.apply(slope, f.arguments().toArray(new Expr[0]));
    Expr left = dx.equals(zero) ? zero : graph.apply(MUL, byX, dx);
    if (dc.equals(zero)) {
      return left;
    }
    Expr degree = graph.apply(MUL, graph.constant(degree(f.op())), f);
    Expr rest = graph.apply(SUB, degree, graph.apply(MUL, f.first(), byX));
    Expr right = graph.apply(MUL, graph.apply(DIV, rest, f.second()), dc);
    return left.equals(zero) ? right : graph.apply(ADD, left, right);
  }

  /** A product in the grammar of formulas; arguments are atoms of it. */
  static String text(Op op, String x, String c, String alpha) {
    String form =
        switch (op) {
          case PSEUDO_HUBER_SLOPE -> "X / sqrt(1 + (X / C)^2)";
          case PSEUDO_HUBER_BEND -> "1 / (1 + (X / C)^2)^1.5";
          case FAIR_SLOPE -> "X / (1 + abs(X / C))";
          case FAIR_BEND -> "1 / (1 + abs(X / C))^2";
          case CAUCHY_LOSS_SLOPE -> "X / (1 + (X / C)^2)";
          case CAUCHY_LOSS_BEND -> "(1 - (X / C)^2) / (1 + (X / C)^2)^2";
          case WELSCH_SLOPE -> "X * exp(-(X / C)^2)";
          case WELSCH_BEND -> "(1 - 2 * (X / C)^2) * exp(-(X / C)^2)";
          case GEMAN_MCCLURE_SLOPE -> "X / (1 + (X / C)^2)^2";
          case GEMAN_MCCLURE_BEND -> "(1 - 3 * (X / C)^2) / (1 + (X / C)^2)^3";
          case TUKEY_SLOPE -> "X * max(0, 1 - (X / C)^2)^2";
          case TUKEY_BEND -> "max(0, 1 - (X / C)^2) * (1 - 5 * (X / C)^2)";
          case BARRON_SLOPE -> "X / C^2 * ((X / C)^2 / abs(A - 2) + 1)^(A / 2 - 1)";
          case BARRON_BEND ->
              "(1 + (A - 1) * (X / C)^2 / abs(A - 2))"
                  + " * ((X / C)^2 / abs(A - 2) + 1)^(A / 2 - 2) / C^2";
          default -> throw new IllegalStateException(op + " has a name");
        };
    return fill(form, x, x, c, alpha);
  }

  /** The same and the losses themselves as LaTeX; whole is x as it stands in a numerator. */
  static String latex(Op op, String whole, String x, String c, String alpha) {
    String form =
        switch (op) {
          case PSEUDO_HUBER -> "C^{2} \\left(\\sqrt{1 + V} - 1\\right)";
          case PSEUDO_HUBER_SLOPE -> "\\frac{N}{\\sqrt{1 + V}}";
          case PSEUDO_HUBER_BEND -> "\\left(1 + V\\right)^{-3/2}";
          case FAIR -> "C^{2} \\left(U - \\ln\\left(1 + U\\right)\\right)";
          case FAIR_SLOPE -> "\\frac{N}{1 + U}";
          case FAIR_BEND -> "\\left(1 + U\\right)^{-2}";
          case CAUCHY_LOSS -> "\\frac{C^{2}}{2} \\ln\\left(1 + V\\right)";
          case CAUCHY_LOSS_SLOPE -> "\\frac{N}{1 + V}";
          case CAUCHY_LOSS_BEND -> "\\frac{1 - V}{\\left(1 + V\\right)^{2}}";
          case WELSCH -> "\\frac{C^{2}}{2} \\left(1 - e^{-V}\\right)";
          case WELSCH_SLOPE -> "X \\, e^{-V}";
          case WELSCH_BEND -> "\\left(1 - 2 V\\right) e^{-V}";
          case GEMAN_MCCLURE -> "\\frac{X^{2} / 2}{1 + V}";
          case GEMAN_MCCLURE_SLOPE -> "\\frac{N}{\\left(1 + V\\right)^{2}}";
          case GEMAN_MCCLURE_BEND -> "\\frac{1 - 3 V}{\\left(1 + V\\right)^{3}}";
          case TUKEY -> "\\frac{C^{2}}{6} \\left(1 - \\max\\left(0, 1 - V\\right)^{3}\\right)";
          case TUKEY_SLOPE -> "X \\max\\left(0, 1 - V\\right)^{2}";
          case TUKEY_BEND -> "\\max\\left(0, 1 - V\\right) \\left(1 - 5 V\\right)";
          case BARRON -> "\\frac{\\left|A - 2\\right|}{A} \\left(P^{A / 2} - 1\\right)";
          case BARRON_SLOPE -> "\\frac{N}{C^{2}} P^{A / 2 - 1}";
          case BARRON_BEND ->
              "\\frac{1}{C^{2}} \\left(1 + \\frac{A - 1}{\\left|A - 2\\right|} V\\right)"
                  + " P^{A / 2 - 2}";
          default -> throw new IllegalStateException(op + " is not robust");
        };
    String power = "\\left(\\frac{V}{\\left|A - 2\\right|} + 1\\right)";
    String written =
        form.replace("P", power)
            .replace("V", "\\left(\\frac{N}{C}\\right)^{2}")
            .replace("U", "\\left|\\frac{N}{C}\\right|");
    return fill(written, whole, x, c, alpha);
  }

  /** Placeholders are capitals, which no form has otherwise; arguments are put in all at once. */
  private static String fill(String form, String whole, String x, String c, String alpha) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < form.length(); i++) {
      char letter = form.charAt(i);
      switch (letter) {
        case 'N' -> text.append(whole);
        case 'X' -> text.append(x);
        case 'C' -> text.append(c);
        case 'A' -> text.append(alpha);
        default -> text.append(letter);
      }
    }
    return text.toString();
  }
}

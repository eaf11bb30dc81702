package org.surprisal.formula;

import java.util.LinkedHashSet;
import java.util.Set;
import org.surprisal.formula.Expr.Apply;

/** Where a formula may not be smooth in one of its variables. */
public final class Kinks {
  /** So many are named; a formula with more is not read that way. */
  private static final int SHOWN = 4;

  private static final String RULE =
      ": there the derivative is the element nearest to 0 between both sides, the curvature that"
          + " of the closed side";

  private final Graph graph;
  private final String variable;
  private final Set<Expr> seen = new LinkedHashSet<>();
  private final Set<String> places = new LinkedHashSet<>();

  private Kinks(Graph graph, String variable) {
    this.graph = graph;
    this.variable = variable;
  }

  /** The kinks of an expression and what is taken there, in words; "none" if it has none. */
  public static String of(Graph graph, Expr expression, String variable) {
    Kinks kinks = new Kinks(graph, variable);
    kinks.visit(expression);
    if (kinks.places.isEmpty()) {
      return "none";
    }
    String places = String.join("; ", kinks.places.stream().limit(SHOWN).toList());
    int more = kinks.places.size() - SHOWN;
    return places + (more > 0 ? "; and " + more + " more" : "") + RULE;
  }

  private void visit(Expr node) {
    if (!(node instanceof Apply f) || !seen.add(node)) {
      return;
    }
    f.arguments().forEach(this::visit);
    switch (f.op()) {
      case ABS, SIGN -> add(f.first(), graph.constant(0));
      case MIN, MAX -> add(f.first(), f.second());
      case SELECT -> {
        if (f.first() instanceof Apply(Op op, var compared)
            && (op == Op.LESS || op == Op.LESS_OR_EQUAL)) {
          add(compared.get(0), compared.get(1));
        }
      }
      default -> {}
    }
  }

  private void add(Expr left, Expr right) {
    if (moves(left) || moves(right)) {
      places.add(Printer.text(left) + " = " + Printer.text(right));
    }
  }

  private boolean moves(Expr side) {
    return !Derivative.of(graph, side, variable).equals(graph.constant(0));
  }
}

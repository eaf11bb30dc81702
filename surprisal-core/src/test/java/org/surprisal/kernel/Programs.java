package org.surprisal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.surprisal.formula.Derivative;
import org.surprisal.formula.Expr;
import org.surprisal.formula.Graph;
import org.surprisal.formula.Parser;

/** Programs of formulas in a prediction z and a target y, for the tests of this package. */
final class Programs {
  private Programs() {}

  /** The formula and its first {@code order} derivatives by z. */
  static Program of(String formula, int order) {
    Graph graph = new Graph();
    Expr output = Parser.parse(graph, formula, Set.of("z", "y"), Map.of()).expression();
    List<Expr> outputs = new ArrayList<>(List.of(output));
    for (int i = 0; i < order; i++) {
      output = Derivative.of(graph, output, "z");
      outputs.add(output);
    }
    return Compiler.compile(outputs, List.of("z", "y"), List.of());
  }
}

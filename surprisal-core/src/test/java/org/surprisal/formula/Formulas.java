package org.surprisal.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.surprisal.kernel.Compiler;
import org.surprisal.kernel.Interpreter;
import org.surprisal.kernel.Program;

/** Short ways to read, compile and run a formula in z and y. */
final class Formulas {
  private static final Set<String> INPUTS = Set.of("z", "y");
  private static final List<String> ORDER = List.of("z", "y");

  private Formulas() {}

  static Expr read(String text) {
    return Parser.parse(new Graph(), text, INPUTS, Map.of()).expression();
  }

  /** The formula as it is printed after it was read. */
  static String printed(String text) {
    return Printer.text(read(text));
  }

  /** The program of the value and two derivatives. */
  static String listing(String text) {
    return program(text, Map.of()).listing();
  }

  private static Program program(String text, Map<String, Double> given) {
    Graph graph = new Graph();
    Parser.Parsed parsed = Parser.parse(graph, text, INPUTS, given);
    List<Expr> outputs = new ArrayList<>();
    outputs.add(parsed.expression());
    outputs.add(Derivative.of(graph, outputs.get(0), "z"));
    outputs.add(Derivative.of(graph, outputs.get(1), "z"));
    return Compiler.compile(
        outputs, ORDER, List.copyOf(new TreeMap<>(parsed.parameters()).keySet()));
  }

  /** Value, derivative and second derivative by z. */
  static double[] evaluate(String text, double z, double y) {
    Map<String, Double> parameters =
        new TreeMap<>(Parser.parse(new Graph(), text, INPUTS, Map.of()).parameters());
    double[] values = parameters.values().stream().mapToDouble(Double::doubleValue).toArray();
    Interpreter interpreter = new Interpreter(program(text, Map.of()), values, 1);
    interpreter.run(1, new double[] {z}, new double[] {y});
    return new double[] {
      interpreter.output(0)[0], interpreter.output(1)[0], interpreter.output(2)[0]
    };
  }

  static double value(String text, double z, double y) {
    return evaluate(text, z, y)[0];
  }
}

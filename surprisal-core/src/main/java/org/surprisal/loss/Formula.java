package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.surprisal.formula.Derivative;
import org.surprisal.formula.Expr;
import org.surprisal.formula.FormulaException;
import org.surprisal.formula.Graph;
import org.surprisal.formula.Kinks;
import org.surprisal.formula.Latex;
import org.surprisal.formula.Parser;
import org.surprisal.formula.Printer;

/**
 * A pointwise expression over named scalars: text goes in; text, LaTeX and derivatives come out.
 * Stable spellings are chosen while it is read, so {@link #text} may differ from what was typed.
 */
public final class Formula {
  private final Graph graph;
  private final Expr expression;
  private final String variable;
  private final List<String> inputs;
  private final Map<String, Double> parameters;
  private final Set<String> names;

  private Formula(
      Graph graph,
      Expr expression,
      String variable,
      List<String> inputs,
      Map<String, Double> parameters,
      Set<String> names) {
    this.graph = graph;
    this.expression = expression;
    this.variable = variable;
    this.inputs = inputs;
    this.parameters = parameters;
    this.names = names;
  }

  /**
   * Reads a formula in the target {@code y} and the prediction {@code z}, such as {@code log1p((z -
   * y)^2 / nu); nu=4}.
   *
   * @throws SpecException with the place and a caret
   */
  public static Formula parse(String text) {
    return parse(text, List.of("z", "y"), Map.of());
  }

  /** The first input is the prediction. */
  static Formula parse(String text, List<String> inputs, Map<String, Double> parameters) {
    try {
      Graph graph = new Graph();
      Parser.Parsed parsed = Parser.parse(graph, text, Set.copyOf(inputs), parameters);
      return new Formula(
          graph,
          parsed.expression(),
          inputs.getFirst(),
          inputs,
          Map.copyOf(parsed.parameters()),
          Set.copyOf(parsed.names()));
    } catch (FormulaException e) {
      throw new SpecException(e);
    }
  }

  /** The formula as text that can be read again. */
  public String text() {
    return Printer.text(expression);
  }

  /** The formula as LaTeX mathematics, without delimiters. */
  public String latex() {
    return Latex.latex(expression);
  }

  /**
   * The derivative by the prediction. Derive twice for the curvature: at a tie the first derivative
   * is the element nearest to 0 between both sides, the second that of the closed side.
   */
  public Formula derivative() {
    return derivative(variable);
  }

  /** The derivative by one of its inputs. */
  public Formula derivative(String input) {
    // Formulas of one graph may be derived by several threads, and deriving adds nodes to it.
    synchronized (graph) {
      return derived(input);
    }
  }

  private Formula derived(String input) {
    try {
      Expr slope = Derivative.of(graph, expression, input);
      return new Formula(graph, slope, variable, inputs, parameters, names);
    } catch (IllegalArgumentException e) {
      throw new SpecException(e);
    }
  }

  /** Where it may not be smooth in the prediction, and what is taken there; "none" if nowhere. */
  public String kinks() {
    synchronized (graph) {
      return Kinks.of(graph, expression, variable);
    }
  }

  /** Names of the inputs, the prediction first. */
  public List<String> inputs() {
    return inputs;
  }

  /** Parameters that are given with the formula. */
  public Map<String, Double> parameters() {
    return parameters;
  }

  /** The same formula with other values of its parameters. */
  Formula with(Map<String, Double> values) {
    return new Formula(graph, expression, variable, inputs, Map.copyOf(values), names);
  }

  /** Names of inputs and parameters that the text mentions. */
  Set<String> names() {
    return names;
  }

  Expr expression() {
    return expression;
  }

  @Override
  public String toString() {
    return text();
  }
}

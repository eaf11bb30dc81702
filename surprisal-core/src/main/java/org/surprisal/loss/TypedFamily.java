package org.surprisal.loss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.surprisal.formula.Expr;
import org.surprisal.formula.Op;
import org.surprisal.formula.Printer;

/** A log-density that a user typed: nothing is known of it but its formula. */
final class TypedFamily extends Family {
  private final String text;
  private final List<String> parameters;
  private final Map<String, Double> numbers;

  /** What of minus the log-density no parameter changes, and the rest, as signed terms. */
  private final StringBuilder unmoved = new StringBuilder();

  private final StringBuilder moved = new StringBuilder();

  /** Names in either. */
  private final Set<String> unmovedNames = new HashSet<>();

  private final Set<String> movedNames = new HashSet<>();

  TypedFamily(String text, List<String> parameters, Map<String, Double> numbers) {
    super(Domain.REAL);
    List<String> inputs = new ArrayList<>(parameters);
    inputs.add("y");
    int end = text.indexOf(';');
    String density = end < 0 ? text : text.substring(0, end);
    // Read alone first, so that an error shows the text as it was typed.
    Formula typed = Formula.parse(text, inputs, numbers);
    this.text = "-(" + density.strip() + ")";
    this.parameters = List.copyOf(parameters);
    this.numbers = typed.parameters();
    split(typed.expression(), true);
    if (moved.isEmpty()) {
      throw new SpecException(
          "the log-density '"
              + density.strip()
              + "' hangs on none of its parameters "
              + String.join(", ", parameters));
    }
  }

  /** Sorts the terms of a sum by whether a parameter is in them. */
  private void split(Expr node, boolean minus) {
    if (node instanceof Expr.Apply(Op op, var parts) && (op == Op.ADD || op == Op.SUB)) {
      split(parts.get(0), minus);
      split(parts.get(1), minus ^ (op == Op.SUB));
    } else if (node instanceof Expr.Apply(Op op, var parts) && op == Op.NEG) {
      split(parts.get(0), !minus);
    } else {
      boolean moves = mentionsParameter(node);
      StringBuilder terms = moves ? moved : unmoved;
      addNames(node, moves ? movedNames : unmovedNames);
      terms.append(terms.isEmpty() ? minus ? "-" : "" : minus ? " - " : " + ");
      terms.append('(').append(Printer.text(node)).append(')');
    }
  }

  private static void addNames(Expr node, Set<String> into) {
    switch (node) {
      case Expr.Constant _ -> {}
      case Expr.Variable(String name) -> into.add(name);
      case Expr.Apply(Op _, var parts) -> parts.forEach(part -> addNames(part, into));
    }
  }

  /** The numbers that a formula with these names takes. */
  private Map<String, Double> numbers(Set<String> names) {
    Map<String, Double> some = new HashMap<>(numbers);
    some.keySet().retainAll(names);
    return some;
  }

  private boolean mentionsParameter(Expr node) {
    return switch (node) {
      case Expr.Constant _ -> false;
      case Expr.Variable(String name) -> parameters.contains(name);
      case Expr.Apply(Op _, var parts) -> parts.stream().anyMatch(this::mentionsParameter);
    };
  }

  @Override
  String name() {
    return "the typed density";
  }

  @Override
  List<String> parameters() {
    return parameters;
  }

  @Override
  Link link() {
    return Link.of(parameters.stream().map(_ -> Link.Part.IDENTITY).toArray(Link.Part[]::new));
  }

  @Override
  Loss<?, ?> loss() {
    return loss(Likelihood.Constant.KEPT);
  }

  @Override
  Loss<?, ?> loss(Likelihood.Constant constant) {
    Geometry<?, ?> on = Geometry.parameters(parameters.toArray(String[]::new));
    return constant == Likelihood.Constant.KEPT
        ? Loss.formula(on, text, numbers)
        : Loss.formula(on, moved.toString(), numbers(movedNames));
  }

  @Override
  String constant() {
    return unmoved.isEmpty() ? "0" : unmoved.toString();
  }

  @Override
  Map<String, Double> fixed() {
    return numbers(unmovedNames);
  }

  @Override
  double[] start(WeightedSample sample) {
    throw new UnsupportedOperationException(
        name() + " has no start value of its own; minimise its loss from parameters that fit it");
  }

  @Override
  boolean hasClosedCdf() {
    return false;
  }

  @Override
  double sample(RandomGenerator generator, double[] raw) {
    throw new UnsupportedOperationException("no way is known to draw from " + name());
  }
}

package org.surprisal.cli;

import java.util.List;
import java.util.Set;
import org.surprisal.loss.Formula;

/**
 * The derivatives of a formula by one of its inputs.
 *
 * @param input by what
 * @param gradient the first derivative
 * @param curvature the second
 */
record Slopes(String input, Formula gradient, Formula curvature) {
  /** What the target is called in formulas; other inputs that are no prediction come after it. */
  private static final Set<String> TARGETS = Set.of("y", "t");

  /** The inputs that are made of the prediction. */
  static List<String> inputs(Formula formula) {
    return formula.inputs().stream().takeWhile(input -> !TARGETS.contains(input)).toList();
  }

  /** The derivatives by each of them. */
  static List<Slopes> of(Formula formula) {
    return inputs(formula).stream()
        .map(input -> {
          Formula gradient = formula.derivative(input);
          return new Slopes(input, gradient, gradient.derivative(input));
        })
        .toList();
  }
}

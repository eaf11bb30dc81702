package org.surprisal.cli;

import java.util.List;
import org.surprisal.evaluate.Layout;
import org.surprisal.loss.Formula;

/**
 * The derivatives of a formula by one of its inputs.
 *
 * @param input by what
 * @param gradient the first derivative
 * @param curvature the second
 */
record Slopes(String input, Formula gradient, Formula curvature) {
  /** The derivatives by each of them. */
  static List<Slopes> of(Formula formula) {
    return Layout.inputs(formula).stream()
        .map(input -> {
          Formula gradient = formula.derivative(input);
          return new Slopes(input, gradient, gradient.derivative(input));
        })
        .toList();
  }
}

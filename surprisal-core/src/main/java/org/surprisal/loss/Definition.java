package org.surprisal.loss;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a loss computes once its arguments, the scale of its prediction and the kind of its target
 * are known.
 *
 * @param formula the formula of one element
 * @param rows how elements make a row
 * @param target the name of the target in the formula
 * @param variable the name of the prediction in the formula
 * @param prediction the numbers that a prediction may be
 * @param simplex whether the predictions of a row must sum to 1
 * @param floor the formula of a perfect prediction's loss, in the target alone; null, or a value of
 *     ∞, where it is not known
 * @param constant the best constant prediction for a mean target; null if not the mean decides
 */
record Definition(
    String formula,
    Rows rows,
    String target,
    String variable,
    Domain prediction,
    boolean simplex,
    @Nullable String floor,
    @Nullable UnaryOperator<double[]> constant) {

  /** How the elements of a row are put together. */
  enum Rows {
    /** Each number of the prediction is an element. */
    POINTS,
    /** The K numbers are logits; the elements are their log-probabilities. */
    SOFTMAX
  }

  /** A formula in z and y, both real, whose perfect prediction costs nothing. */
  static Definition of(String formula) {
    return new Definition(formula, Rows.POINTS, "y", "z", Domain.REAL, false, "0", null);
  }

  /** A formula in t and log_p, on logits. */
  static Definition softmax(String formula) {
    return new Definition(formula, Rows.SOFTMAX, "t", "log_p", Domain.EXTENDED, false, "0", null);
  }

  /** With another prediction than z. */
  Definition on(String name, Domain domain) {
    return new Definition(formula, rows, target, name, domain, simplex, floor, constant);
  }

  /** One column a class: t is the target. */
  Definition categorical() {
    return new Definition(formula, rows, "t", variable, prediction, simplex, floor, constant);
  }

  /** With predictions of a row that must sum to 1. */
  Definition summingToOne() {
    return new Definition(formula, rows, target, variable, prediction, true, floor, constant);
  }

  Definition floor(@Nullable String text) {
    return new Definition(formula, rows, target, variable, prediction, simplex, text, constant);
  }

  Definition constant(@Nullable UnaryOperator<double[]> best) {
    return new Definition(formula, rows, target, variable, prediction, simplex, floor, best);
  }

  /** With every prediction clamped to [epsilon, 1 − epsilon] before it is used. */
  Definition clipped() {
    String clamped = "clamp(" + variable + ", clip_epsilon, 1 - clip_epsilon)";
    String text = formula.replaceAll("\\b" + variable + "\\b", clamped);
    return new Definition(text, rows, target, variable, prediction, simplex, floor, constant);
  }
}

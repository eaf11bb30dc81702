package org.surprisal.loss;

import java.util.Map;

/**
 * A loss whose scale, kind of target and number of columns are known: ready to compute.
 *
 * @param logits whether predictions are logits, so that those that look like probabilities are odd
 * @param parameters the numbers that its formula may use
 * @param spec the loss with its scale
 */
record Bound(
    Definition definition,
    Scale scale,
    boolean categorical,
    boolean logits,
    Map<String, Double> parameters,
    String spec) {

  Compiled compiled() {
    return Compiled.of(definition, parameters);
  }

  /** The loss of a perfect prediction, a formula in the target alone. */
  Bound perfect(String floor) {
    return new Bound(
        definition.perfect(floor), scale, categorical, logits, parameters, "floor of " + spec);
  }

  /** How many numbers of target a row has for the formula; a class index becomes one a class. */
  int targetColumns(Target target, int columns) {
    return switch (target) {
      case Target.None _ -> 0;
      case Target.Categorical _ -> definition.classesOf(columns);
      default ->
          definition.hasFreeTarget()
              ? target.numbers().columns()
              : definition.targetColumns(columns);
    };
  }

  /** The likely cause of a prediction outside its domain. */
  String cure() {
    if (definition.prediction().equals(Domain.UNIT)) {
      return "probabilities are wanted; if these are logits, say so (from=logits, or a loss that"
          + " takes logits)";
    }
    if (scale == Scale.LOG_PROBABILITIES) {
      return "logarithms of probabilities are at most 0; if these are probabilities, say"
          + " from=probabilities";
    }
    return "";
  }
}

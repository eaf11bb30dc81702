package org.surprisal.loss;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * What is known of a loss with its parameters as a function of the prediction, in the scale that
 * its spec means. The contract test tries to falsify each of these numbers, and to reach each
 * bound.
 *
 * @param convex whether it is convex in all predictions of a row together
 * @param strongConvexity the largest m for which the loss minus m/2·‖prediction‖² is convex; 0 if
 *     it is not strongly convex
 * @param lipschitz the smallest bound of the size of each partial derivative; ∞ if there is none
 * @param smoothness the smallest bound of the slope's steepness along each coordinate; ∞ if there
 *     is none, or if the slope jumps
 * @param proper whether the expected loss of a label is least where its probabilities are predicted
 * @param estimates what of the target's distribution its minimiser is; empty if it has no name
 * @param lipschitzFormula the bound as a formula in the parameters, or {@code searched} where none
 *     is known and a fine search finds the number
 * @param smoothnessFormula likewise
 */
public record Properties(
    boolean convex,
    double strongConvexity,
    double lipschitz,
    double smoothness,
    boolean proper,
    String estimates,
    String lipschitzFormula,
    String smoothnessFormula) {

  /** Whether a single row, however far off, pulls with no more than a bounded force. */
  public boolean boundedInfluence() {
    return lipschitz < Double.POSITIVE_INFINITY;
  }

  /** The claims of a loss, worked out at its arguments; of a list a formula sees both ends. */
  static Properties of(
      Loss<?, ?> loss, Claims claims, Arguments arguments, Scale scale, boolean categorical) {
    Map<String, Double> numbers = new LinkedHashMap<>(arguments.numbers());
    for (Parameter.Definition parameter : loss.entry().parameters()) {
      if (parameter.kind() instanceof Parameter.Kind.Series) {
        range(arguments, parameter.name(), numbers);
      }
    }
    ToDoubleBiFunction<String, Steepest.Extreme> bound =
        (formula, extreme) ->
            formula.equals(Claims.SEARCHED)
                ? Steepest.of(loss, scale, categorical, extreme)
                : number(formula, numbers);
    return new Properties(
        number(claims.convex(), numbers) != 0,
        bound.applyAsDouble(claims.strong(), Steepest.Extreme.LEAST_BEND),
        bound.applyAsDouble(claims.lipschitz(), Steepest.Extreme.SLOPE),
        bound.applyAsDouble(claims.smooth(), Steepest.Extreme.BEND),
        number(claims.proper(), numbers) != 0,
        loss.facts().estimates(),
        claims.lipschitz(),
        claims.smooth());
  }

  private static void range(Arguments arguments, String list, Map<String, Double> numbers) {
    if (!arguments.isNone(list)) {
      double[] sorted = arguments.list(list, 1);
      Arrays.sort(sorted);
      numbers.put(list + "_min", sorted[0]);
      numbers.put(list + "_max", sorted[sorted.length - 1]);
      numbers.put(list + "_sum", Arrays.stream(sorted).sum());
      numbers.put(list + "_size", (double) sorted.length);
    }
  }

  private static double number(String formula, Map<String, Double> parameters) {
    Bound bound =
        new Bound(Definition.of(formula).floor(null), Scale.RAW, false, false, parameters, formula);
    Batch<?, ?> nothing = Batch.of(Target.values(0), Prediction.values(0));
    return Evaluation.of(RegressionLosses.squaredError(), bound, nothing, Outputs.NONE).sum();
  }
}

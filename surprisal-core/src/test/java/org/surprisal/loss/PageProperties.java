package org.surprisal.loss;

import java.util.ArrayList;
import java.util.List;
import org.surprisal.docs.Digits;

/** What is known of a loss as a function of its prediction, and was not refuted by its tests. */
final class PageProperties {
  private static final int DIGITS = 6;

  private PageProperties() {}

  /** The section, or nothing for a loss of which nothing is known. */
  static String of(Loss<Target, Prediction> loss) {
    return loss.properties().map(known -> section(loss, known)).orElse("");
  }

  private static String section(Loss<?, ?> loss, Properties known) {
    List<String> lines = new ArrayList<>();
    lines.add("Convex in the prediction: " + (known.convex() ? "yes" : "no") + ".");
    if (known.strongConvexity() > 0) {
      lines.add("Strongly convex, with modulus " + number(known.strongConvexity()) + ".");
    }
    if (loss.noGradient().isEmpty()) {
      lines.add(
          known.boundedInfluence()
              ? "Bounded influence: each partial derivative is at most "
                  + bound(known.lipschitz(), known.lipschitzFormula())
                  + " in size."
              : "Unbounded influence: a single row can pull with any force.");
      lines.add(
          known.smoothness() < Double.POSITIVE_INFINITY
              ? "Smooth: along each coordinate the slope changes by at most "
                  + bound(known.smoothness(), known.smoothnessFormula())
                  + " a unit."
              : "Not smooth: the slope jumps, or its steepness has no bound.");
    }
    if (known.proper() || loss.entry().takesLogits() || loss.takesProbabilities()) {
      lines.add(
          known.proper()
              ? "Proper: the expected loss of a label is least at its true probabilities."
              : "Not a proper score of probabilities.");
    }
    StringBuilder section =
        new StringBuilder(
            "## Checked facts\n\nOf the loss with its default parameters, in the scale that its spec"
                + " means; a test tries to refute each of them, and to reach each bound.\n\n");
    lines.forEach(line -> section.append("- ").append(line).append('\n'));
    return section.append('\n').toString();
  }

  private static String number(double x) {
    return Digits.text(x, DIGITS);
  }

  /** The number, and the formula if it hangs on parameters. */
  private static String bound(double value, String formula) {
    boolean plain = formula.equals(Claims.SEARCHED) || !formula.matches(".*[a-zA-Z].*");
    return number(value) + (plain ? "" : " (`" + formula + "`)");
  }
}

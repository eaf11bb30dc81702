package org.surprisal.evaluate;

import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

/** Which losses a file can be scored by: those of one prediction and one target a row. */
final class Scorable {
  private Scorable() {}

  /**
   * Makes sure that a loss takes one column a prediction and each row for itself.
   *
   * @throws IllegalArgumentException if it does not; it says what the loss needs
   */
  static void require(Loss<Target, Prediction> loss) {
    Layout layout = Layout.of(loss);
    String needs =
        switch (layout.kind()) {
          case POINT -> point(loss, layout);
          case CLASSES -> hasThresholds(loss) ? "" : layout.sentence();
          case PARAMETERS -> isOneColumn(loss) ? "" : layout.sentence();
          case PAIR, TRIPLET, EMBEDDING, SAMPLE -> layout.sentence();
        };
    if (!needs.isEmpty()) {
      throw new IllegalArgumentException(
          loss
              + " cannot be scored: score takes each prediction column by itself, row by row, beside"
              + " one target, and this loss has another layout: "
              + needs);
    }
  }

  private static String point(Loss<Target, Prediction> loss, Layout layout) {
    if (layout.target() instanceof Target.None) {
      return layout.sentence();
    }
    String taus = loss.parameters().get("taus");
    if (taus != null && taus.contains(",")) {
      return layout.sentence();
    }
    return layout.target() instanceof Target.ZeroOne && !(takes(loss, 0) && takes(loss, 1))
        ? "rows of both labels count together, each kind by its own mean"
        : "";
  }

  private static boolean hasThresholds(Loss<Target, Prediction> loss) {
    return !loss.parameters().getOrDefault("thresholds", "none").equals("none");
  }

  private static boolean isOneColumn(Loss<Target, Prediction> loss) {
    return loss.hasFormula() && Layout.inputs(loss.formula()).size() == 1;
  }

  /** Whether a row with this label can stand alone. */
  private static boolean takes(Loss<Target, Prediction> loss, double label) {
    try {
      loss.total(loss.batch(Numbers.of(label), Numbers.of(0.5)));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}

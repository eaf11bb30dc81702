package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;

/** Which losses a file can be scored by, and in which order they take the columns. */
final class Scorable {
  private static final String NONE = "none";
  private static final double ROUNDING = 1e-9;
  private static final String OR_CLASSES = "or with K columns: class index";

  private Scorable() {}

  /**
   * Makes sure that a loss takes each row for itself.
   *
   * @throws IllegalArgumentException if it does not; it says what the loss needs
   */
  static void require(Loss<Target, Prediction> loss) {
    Layout layout = Layout.of(loss);
    String needs =
        switch (layout.kind()) {
          case POINT -> point(loss, layout);
          case CLASSES -> "";
          case PARAMETERS -> layout.target() instanceof Target.None ? layout.sentence() : "";
          case PAIR, TRIPLET, EMBEDDING, SAMPLE -> layout.sentence();
        };
    if (!needs.isEmpty()) {
      throw new IllegalArgumentException(
          loss
              + " cannot be scored: score takes each row for itself, a prediction beside a target,"
              + " and this loss has another layout: "
              + needs);
    }
    if (!loss.parameters().getOrDefault("ignore_index", NONE).equals(NONE)) {
      throw new IllegalArgumentException(
          loss + ": score leaves rows out by --where or --missing skip, not by ignore_index");
    }
  }

  private static String point(Loss<Target, Prediction> loss, Layout layout) {
    if (layout.target() instanceof Target.None) {
      return layout.sentence();
    }
    return layout.target() instanceof Target.ZeroOne && !(takes(loss, 0) && takes(loss, 1))
        ? "rows of both labels count together, each kind by its own mean"
        : "";
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

  /** Whether predictions of several columns are those of classes, whose labels the target holds. */
  static boolean readsLabels(Loss<Target, Prediction> loss) {
    return taus(loss).isEmpty() && Layout.of(loss).kind() != Layout.Kind.PARAMETERS;
  }

  /** Whether its targets are -1 and 1. */
  static boolean takesSigns(Loss<Target, Prediction> loss) {
    return Layout.of(loss).target() instanceof Target.Sign;
  }

  /** Whether its target is an event or a class. */
  static boolean isOfEvents(Loss<Target, Prediction> loss) {
    return switch (Layout.of(loss).target()) {
      case Target.Sign _, Target.ZeroOne _, Target.Categorical _ -> true;
      default -> false;
    };
  }

  /**
   * Whether a row of several targets costs what its columns cost one by one. That of log_loss does
   * not: it reads the targets as shares of one distribution.
   */
  static boolean isSumOverColumns(Loss<Target, Prediction> loss, Scale scale) {
    double[] z = {0.75, 0.25};
    for (double second : new double[] {0, -1, 2}) {
      double[] y = {1, second};
      try {
        double row = loss.total(loss.batch(Numbers.of(y).by(2), Numbers.of(z).by(2), scale)).mean();
        double first = loss.total(loss.batch(Numbers.of(y[0]), Numbers.of(z[0]), scale)).mean();
        double other = loss.total(loss.batch(Numbers.of(y[1]), Numbers.of(z[1]), scale)).mean();
        return Math.abs(row - (first + other)) <= ROUNDING * Math.abs(row);
      } catch (IllegalArgumentException _) {
        // Other targets may be allowed.
      }
    }
    return false;
  }

  /** The quantiles that the columns of a prediction are of; empty for other losses. */
  private static List<Double> taus(Loss<Target, Prediction> loss) {
    String taus = loss.parameters().getOrDefault("taus", "");
    return taus.contains(",")
        ? Arrays.stream(taus.replaceAll("[\\[\\]\\s]", "").split(",", -1))
            .map(Double::valueOf)
            .toList()
        : List.of();
  }

  /**
   * A prediction with its columns in the order that a loss takes.
   *
   * @throws IllegalArgumentException if it does not take such a prediction; it says what it takes
   */
  static Predicted arranged(Loss<Target, Prediction> loss, Columns columns, int prediction) {
    Predicted predicted = columns.predictions().get(prediction);
    Layout layout = Layout.of(loss);
    List<Double> taus = taus(loss);
    boolean isParameters = layout.kind() == Layout.Kind.PARAMETERS;
    if (predicted.isOneColumn()) {
      if (!takesOneColumn(loss, layout, taus)) {
        throw refused(loss, predicted, layout);
      }
      return predicted;
    }
    if (isParameters) {
      return parameters(loss, predicted, layout);
    }
    if (!taus.isEmpty()) {
      return predicted.ordered(order(loss, predicted, taus.stream().map(NumberText::of).toList()));
    }
    boolean several = columns.targets().size() > 1;
    boolean classes =
        layout.kind() == Layout.Kind.CLASSES || loss.facts().target().contains(OR_CLASSES);
    if (several || (classes && !hasThresholds(loss))) {
      return predicted;
    }
    throw new IllegalArgumentException(
        loss
            + " does not take "
            + predicted.name()
            + ", the "
            + predicted.width()
            + " columns of classes, beside one target: "
            + layout.sentence()
            + "; for one of K classes use log_loss, brier or cross_entropy, for several of K a"
            + " --target pattern such as y_*");
  }

  private static boolean takesOneColumn(
      Loss<Target, Prediction> loss, Layout layout, List<Double> taus) {
    return switch (layout.kind()) {
      case POINT -> taus.isEmpty();
      case CLASSES -> hasThresholds(loss);
      case PARAMETERS -> loss.hasFormula() && Layout.inputs(loss.formula()).size() == 1;
      default -> false;
    };
  }

  private static boolean hasThresholds(Loss<Target, Prediction> loss) {
    return !loss.parameters().getOrDefault("thresholds", NONE).equals(NONE);
  }

  private static Predicted parameters(
      Loss<Target, Prediction> loss, Predicted predicted, Layout layout) {
    if (!loss.hasFormula()) {
      throw refused(loss, predicted, layout);
    }
    return predicted.ordered(order(loss, predicted, Layout.inputs(loss.formula())));
  }

  private static List<Integer> order(
      Loss<Target, Prediction> loss, Predicted predicted, List<String> wanted) {
    List<Integer> order = new ArrayList<>();
    for (String name : wanted) {
      for (int k = 0; k < predicted.width(); k++) {
        if (Labels.same(name, predicted.labels().get(k))) {
          order.add(k);
        }
      }
    }
    if (order.size() != wanted.size() || predicted.width() != wanted.size()) {
      throw new IllegalArgumentException(
          loss
              + " takes the columns "
              + String.join(", ", wanted)
              + ", and "
              + predicted.name()
              + " has "
              + String.join(", ", predicted.labels())
              + "; name the columns so that * stands for these");
    }
    return order;
  }

  private static IllegalArgumentException refused(
      Loss<Target, Prediction> loss, Predicted predicted, Layout layout) {
    return new IllegalArgumentException(
        loss
            + " cannot be scored with the one column "
            + predicted.name()
            + ": "
            + layout.sentence()
            + "; give several columns as a pattern such as 'p_*'");
  }
}

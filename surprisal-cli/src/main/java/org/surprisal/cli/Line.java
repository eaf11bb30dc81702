package org.surprisal.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;
import org.surprisal.evaluate.Layout;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;

/**
 * A way through the predictions of a loss along which it is drawn.
 *
 * @param axis what it is
 * @param from where it begins
 * @param to where it ends
 * @param targets at which targets the loss is drawn, a row of numbers each
 * @param row the prediction at a place
 * @param moving which number of the row moves
 */
record Line(
    String axis,
    double from,
    double to,
    List<List<Double>> targets,
    DoubleFunction<double[]> row,
    int moving) {
  private static final List<List<Double>> NONE = List.of(List.of());

  /** Ways worth trying, the best first; a loss may refuse the first of them. */
  static List<Line> of(Loss<Target, Prediction> loss, Layout layout) {
    return switch (layout.kind()) {
      case POINT -> points(loss, layout.target());
      case CLASSES -> classes(loss);
      case PARAMETERS -> parameters(loss, layout.target());
      case PAIR -> pairs(layout.target());
      case TRIPLET ->
          List.of(
              new Line(
                  "anchor 0, positive 1, negative x; derivatives by x",
                  -3,
                  3,
                  NONE,
                  x -> new double[] {0, 1, x},
                  2),
              new Line(
                  "anchor (1, 0), positive (1, 1), negative (x, 1); derivatives by x",
                  -3,
                  3,
                  NONE,
                  x -> new double[] {1, 0, 1, 1, x, 1},
                  4));
      case SAMPLE ->
          List.of(
              new Line(
                  "samples of one point: prediction x, target 0",
                  -3,
                  3,
                  at(0),
                  x -> new double[] {x},
                  0));
      case EMBEDDING -> List.of();
    };
  }

  private static List<List<Double>> at(double... targets) {
    List<List<Double>> rows = new ArrayList<>();
    for (double target : targets) {
      rows.add(List.of(target));
    }
    return rows;
  }

  private static List<Line> points(Loss<Target, Prediction> loss, Target target) {
    boolean isResponse = loss.scale() == Scale.RESPONSE;
    return switch (target) {
      case Target.ZeroOne _ ->
          List.of(
              isResponse
                  ? point("prediction p", 0, 1, at(1, 0))
                  : point("prediction z", -5, 5, at(1, 0)));
      case Target.Sign _ -> List.of(point("prediction z", -3, 3, at(1, -1)));
      case Target.None _ -> List.of(point("prediction", 0, 4, NONE));
      default -> real(loss, isResponse);
    };
  }

  private static List<Line> real(Loss<Target, Prediction> loss, boolean isResponse) {
    String taus = loss.parameters().get("taus");
    if (taus != null) {
      int count = taus.split(",", -1).length;
      return List.of(
          new Line(
              "all predictions at z, target 0; derivatives by the first",
              -3,
              3,
              at(0),
              x -> Collections.nCopies(count, x).stream().mapToDouble(z -> z).toArray(),
              0));
    }
    // A domain such as "real, (0, ∞)" leaves out the 0 that the others are drawn at.
    boolean isPositive = loss.facts().target().contains("0, ∞)");
    Line atOne =
        isPositive && isResponse
            ? point("prediction, at target y = 1", 0, 4, at(1))
            : point("prediction z, at target y = 1", -3, 3, at(1));
    return isPositive ? List.of(atOne) : List.of(point("r = z - y", -3, 3, at(0)), atOne);
  }

  private static Line point(String axis, double from, double to, List<List<Double>> targets) {
    return new Line(axis, from, to, targets, x -> new double[] {x}, 0);
  }

  private static List<Line> classes(Loss<Target, Prediction> loss) {
    Line probabilities =
        new Line(
            "two classes: prediction (p, 1 - p), derivatives by p of class 0",
            0,
            1,
            at(0, 1),
            x -> new double[] {x, 1 - x},
            0);
    if (loss.scale() == Scale.RESPONSE) {
      return List.of(probabilities);
    }
    return switch (loss.parameters().getOrDefault("thresholds", "")) {
      case "" ->
          List.of(
              new Line(
                  "two classes: logits (z, 0), derivatives by z of class 0",
                  -5,
                  5,
                  at(0, 1),
                  x -> new double[] {x, 0},
                  0));
      case "none" ->
          List.of(
              new Line(
                  "score z of two classes, threshold 0",
                  -5,
                  5,
                  at(0, 1),
                  x -> new double[] {x, 0},
                  0));
      default -> List.of(point("score z, at the lowest two classes", -5, 5, at(0, 1)));
    };
  }

  private static List<Line> parameters(Loss<Target, Prediction> loss, Target target) {
    List<String> names =
        loss.hasFormula()
            ? Layout.inputs(loss.formula())
            : List.of("the first column", "", "").subList(0, loss.name().equals("elbo") ? 3 : 2);
    List<Line> lines = new ArrayList<>();
    for (double other : new double[] {0, 1}) {
      if (target instanceof Target.None) {
        lines.add(parameter(names, other, NONE, ""));
      } else if (target instanceof Target.Sign) {
        lines.add(parameter(names, other, at(1, -1), ""));
      } else {
        lines.add(parameter(names, other, at(0), ", at target y = 0"));
        lines.add(parameter(names, other, at(1), ", at target y = 1"));
      }
    }
    return lines;
  }

  private static Line parameter(
      List<String> names, double other, List<List<Double>> targets, String where) {
    int count = names.size();
    String rest =
        count == 1
            ? ""
            : ", "
                + (count == 2 && !names.get(1).isEmpty() ? names.get(1) : "the others")
                + " at "
                + Figures.exact(other);
    return new Line(
        names.getFirst() + rest + where,
        -3,
        3,
        targets,
        x -> {
          double[] row = new double[count];
          Arrays.fill(row, other);
          row[0] = x;
          return row;
        },
        0);
  }

  private static List<Line> pairs(Target target) {
    if (target instanceof Target.None) {
      return List.of();
    }
    List<List<Double>> targets = target instanceof Target.Sign ? at(1, -1) : at(1, 0);
    return List.of(
        new Line("a = 0, b = x; derivatives by x", -3, 3, targets, x -> new double[] {0, x}, 1),
        new Line(
            "a = (1, 0), b = (x, 1); derivatives by x",
            -3,
            3,
            targets,
            x -> new double[] {1, 0, x, 1},
            2));
  }
}

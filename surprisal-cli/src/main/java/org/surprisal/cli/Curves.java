package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.surprisal.loss.Curvature;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;

/** Value, gradient and curvature of a loss over its prediction, at the targets worth seeing. */
final class Curves {
  private final Loss<Target, Prediction> loss;
  private final int columns;
  private final double[] targets;
  private final double from;
  private final double to;
  private final String axis;
  private final List<double[]> values = new ArrayList<>();
  private final List<double[]> gradients = new ArrayList<>();
  private final List<double[]> curvatures = new ArrayList<>();

  private Curves(
      Loss<Target, Prediction> loss,
      int columns,
      double[] targets,
      double from,
      double to,
      String axis) {
    this.loss = loss;
    this.columns = columns;
    this.targets = targets;
    this.from = from;
    this.to = to;
    this.axis = axis;
    for (double target : targets) {
      sample(target);
    }
  }

  /** The curves of {@code loss}. */
  static Curves of(Loss<Target, Prediction> loss) {
    boolean isResponse = loss.scale() == Scale.RESPONSE;
    double from = isResponse ? 0 : -5;
    double to = isResponse ? 1 : 5;
    String symbol = isResponse ? "p" : "z";
    return switch (targetOf(loss)) {
      case Target.Real _ -> ofReal(loss);
      case Target.ZeroOne _ ->
          new Curves(loss, 1, new double[] {1, 0}, from, to, "prediction " + symbol);
      case Target.Sign _ -> new Curves(loss, 1, new double[] {1, -1}, -3, 3, "prediction z");
      case Target.Categorical _ ->
          new Curves(
              loss,
              2,
              new double[] {0, 1},
              from,
              to,
              isResponse
                  ? "two classes: prediction (p, 1 - p), derivatives by p of class 0"
                  : "two classes: logits (z, 0), derivatives by z of class 0");
      default -> new Curves(loss, 1, new double[0], from, to, "");
    };
  }

  private static Curves ofReal(Loss<Target, Prediction> loss) {
    // A domain such as "real, (0, ∞)" leaves out the 0 that the others are drawn at.
    if (loss.facts().target().contains("0, ∞)")) {
      return loss.scale() == Scale.RESPONSE
          ? new Curves(loss, 1, new double[] {1}, 0, 4, "prediction, at target y = 1")
          : new Curves(loss, 1, new double[] {1}, -3, 3, "prediction z, at target y = 1");
    }
    return new Curves(loss, 1, new double[] {0}, -3, 3, "r = z - y");
  }

  private static Target targetOf(Loss<Target, Prediction> loss) {
    try {
      return loss.batch(Numbers.of(1.0), Numbers.of(0.5)).target();
    } catch (IllegalArgumentException _) {
      return loss.batch(Numbers.of(1.0), Numbers.of(0.5, 0.5).by(2)).target();
    }
  }

  private double x(int point) {
    return from + (to - from) * point / (Plot.POINTS - 1);
  }

  private void sample(double target) {
    double[] value = new double[Plot.POINTS];
    double[] gradient = new double[Plot.POINTS];
    double[] curvature = new double[Plot.POINTS];
    for (int i = 0; i < Plot.POINTS; i++) {
      try {
        sample(target, i, value, gradient, curvature);
      } catch (IllegalArgumentException _) {
        // Outside the domain of the loss: a gap in its curve.
        value[i] = Double.NaN;
        gradient[i] = Double.NaN;
        curvature[i] = Double.NaN;
      }
    }
    values.add(value);
    gradients.add(gradient);
    curvatures.add(curvature);
  }

  private void sample(double target, int i, double[] value, double[] gradient, double[] curvature) {
    double other = loss.scale() == Scale.RESPONSE ? 1 - x(i) : 0;
    double[] row = columns == 1 ? new double[] {x(i)} : new double[] {x(i), other};
    Numbers g = Numbers.of(new double[columns]).by(columns);
    Numbers h = Numbers.of(new double[columns]).by(columns);
    Numbers v = Numbers.of(new double[1]);
    loss.total(
        loss.batch(Numbers.of(target), Numbers.of(row).by(columns)),
        Outputs.gradient(Reduction.NONE, g).curvature(Curvature.EXACT, h).losses(v));
    value[i] = v.get(0, 0);
    gradient[i] = g.get(0, 0);
    curvature[i] = h.get(0, 0);
  }

  /** Whether there is nothing to see. */
  boolean isEmpty() {
    return values.stream().flatMapToDouble(Arrays::stream).noneMatch(Double::isFinite);
  }

  /** Draws the three panels. */
  void print(PrintWriter out) {
    Plot plot = new Plot(out, from, to);
    plot.panel("value" + legend(), values, 8);
    plot.panel("gradient", gradients, 6);
    plot.panel("curvature", curvatures, 5);
    plot.axis(axis);
  }

  private String legend() {
    return targets.length < 2
        ? ""
        : "       ── y = " + Figures.exact(targets[0]) + "     ╌╌ y = " + Figures.exact(targets[1]);
  }
}

package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Layout;
import org.surprisal.loss.Curvature;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Target;

/** Value, gradient and curvature of a loss along a line, at the targets worth seeing. */
final class Curves {
  private final Loss<Target, Prediction> loss;
  private final Line line;
  private final List<double[]> values = new ArrayList<>();
  private final List<double[]> gradients = new ArrayList<>();
  private final List<double[]> curvatures = new ArrayList<>();

  private Curves(Loss<Target, Prediction> loss, Line line) {
    this.loss = loss;
    this.line = line;
    line.targets().forEach(this::sample);
  }

  /** The curves of a loss, or null where a picture of one number would say nothing. */
  static @Nullable Curves of(Loss<Target, Prediction> loss, Layout layout) {
    for (Line line : Line.of(loss, layout)) {
      Curves curves = new Curves(loss, line);
      if (!curves.isEmpty()) {
        return curves;
      }
    }
    // A loss of two sides refuses a row alone, but its formula takes one.
    if (layout.kind() == Layout.Kind.POINT && loss.hasFormula()) {
      Loss<Target, Prediction> formula = Loss.parse(typed(loss));
      for (Line line : Line.of(loss, layout)) {
        Curves curves = new Curves(formula, line);
        if (!curves.isEmpty()) {
          return curves;
        }
      }
    }
    return null;
  }

  private static String typed(Loss<Target, Prediction> loss) {
    return Loss.formula(loss.formula().text(), loss.formula().parameters()).toString();
  }

  private double x(int point) {
    return line.from() + (line.to() - line.from()) * point / (Plot.POINTS - 1);
  }

  private void sample(List<Double> target) {
    double[] value = new double[Plot.POINTS];
    double[] gradient = new double[Plot.POINTS];
    double[] curvature = new double[Plot.POINTS];
    Arrays.fill(gradient, Double.NaN);
    Arrays.fill(curvature, Double.NaN);
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

  private void sample(
      List<Double> target, int i, double[] value, double[] gradient, double[] curvature) {
    double[] row = line.row().apply(x(i));
    int columns = loss.comparesSamples() ? 1 : row.length;
    Numbers g = Numbers.of(new double[row.length]).by(columns);
    Numbers h = Numbers.of(new double[row.length]).by(columns);
    Numbers v = Numbers.of(new double[1]);
    Outputs outputs = Outputs.of(Reduction.NONE).losses(v);
    if (loss.noGradient().isEmpty()) {
      outputs = outputs.gradient(g);
    }
    if (loss.noCurvature().isEmpty()) {
      outputs = outputs.curvature(Curvature.EXACT, h);
    }
    loss.total(loss.batch(numbers(target), Numbers.of(row).by(columns)), outputs);
    value[i] = v.get(0, 0);
    if (loss.noGradient().isEmpty()) {
      gradient[i] = g.get(0, line.moving());
    }
    if (loss.noCurvature().isEmpty()) {
      curvature[i] = h.get(0, line.moving());
    }
  }

  private static Numbers numbers(List<Double> target) {
    if (target.isEmpty()) {
      return Numbers.none(1);
    }
    return Numbers.of(target.stream().mapToDouble(y -> y).toArray()).by(target.size());
  }

  /** Whether there is no curve to see. */
  private boolean isEmpty() {
    return values.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).count() < 2;
  }

  /** Draws the panels. */
  void print(PrintWriter out) {
    Plot plot = new Plot(out, line.from(), line.to());
    plot.panel("value" + legend(), values, 8);
    plot.panel("gradient", gradients, 6);
    plot.panel("curvature", curvatures, 5);
    plot.axis(line.axis());
  }

  private String legend() {
    return line.targets().size() < 2 ? "" : "       ── y = " + y(0) + "     ╌╌ y = " + y(1);
  }

  private String y(int target) {
    return Figures.exact(line.targets().get(target).getFirst());
  }
}

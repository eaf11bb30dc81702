package org.surprisal.loss;

import java.util.Arrays;

/**
 * Extremes of the derivatives of a loss of labels for which no formula is known: a grid over the
 * predictions of each label that is made finer around the best of it. Three classes stand for any
 * number of them, since the derivatives depend on the true class, one other and the rest.
 */
final class Steepest {
  /** What is searched: the largest slope, the largest bend, the smallest bend. */
  enum Extreme {
    SLOPE,
    BEND,
    LEAST_BEND
  }

  private static final int ROUNDS = 12;
  private static final int POINTS = 81;

  /** Beyond ±30 a softmax or sigmoid is flat to 1e-13. */
  private static final double WIDTH = 60;

  private final Loss<Target, Prediction> loss;
  private final Scale scale;
  private final Extreme extreme;
  private final int columns;
  private final int free;
  private final boolean unit;
  private double best = Double.NEGATIVE_INFINITY;

  private Steepest(Loss<?, ?> loss, Scale scale, boolean categorical, Extreme extreme) {
    this.loss = Loss.parse(loss.toString());
    this.scale = scale;
    this.extreme = extreme;
    this.columns = categorical && !hasThresholds(loss) ? 3 : 1;
    this.free = columns == 1 ? 1 : 2;
    this.unit = scale == Scale.RESPONSE;
  }

  static double of(Loss<?, ?> loss, Scale scale, boolean categorical, Extreme extreme) {
    Steepest search = new Steepest(loss, scale, categorical, extreme);
    double last = hasThresholds(loss) ? thresholds(loss) : search.columns == 1 ? 1 : 0;
    for (double label = 0; label <= last; label++) {
      search.run(label);
    }
    return extreme == Extreme.LEAST_BEND ? -search.best : search.best;
  }

  private static boolean hasThresholds(Loss<?, ?> loss) {
    return loss.parameters().containsKey("thresholds");
  }

  private static int thresholds(Loss<?, ?> loss) {
    return loss.parameters().getOrDefault("thresholds", "").split(",", -1).length;
  }

  private void run(double label) {
    double[] centre = new double[free];
    double width = unit ? 1 : WIDTH;
    Arrays.fill(centre, unit ? 0.5 : 0);
    for (int round = 0; round < ROUNDS; round++) {
      int rows = free == 1 ? POINTS : POINTS * POINTS;
      double[] points = new double[rows * columns];
      for (int i = 0; i < rows; i++) {
        for (int k = 0, rest = i; k < free; k++, rest /= POINTS) {
          double offset = width * ((rest % POINTS) / (POINTS - 1.0) - 0.5);
          points[i * columns + columns - free + k] = inside(centre[k] + offset);
        }
      }
      int found = look(points, label, rows);
      System.arraycopy(points, found * columns + columns - free, centre, 0, free);
      width /= 8;
    }
  }

  private double inside(double x) {
    return unit ? Math.min(1 - 1e-12, Math.max(1e-12, x)) : x;
  }

  /** The row at which the extreme of this grid lies. */
  private int look(double[] points, double label, int rows) {
    double[] labels = new double[rows];
    Arrays.fill(labels, label);
    double[] derivatives = new double[points.length];
    Numbers into = Numbers.of(derivatives).by(columns);
    Outputs outputs =
        extreme == Extreme.SLOPE
            ? Outputs.of(Reduction.NONE).gradient(into)
            : Outputs.of(Reduction.NONE).curvature(Curvature.EXACT, into);
    Numbers predictions = Numbers.of(points).by(columns);
    loss.total(loss.batch(Numbers.of(labels).by(1), predictions, scale), outputs);
    int at = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < derivatives.length; i++) {
      double x = extreme == Extreme.LEAST_BEND ? -derivatives[i] : Math.abs(derivatives[i]);
      if (x > highest) {
        highest = x;
        at = i / columns;
      }
    }
    best = Math.max(best, highest);
    return at;
  }
}

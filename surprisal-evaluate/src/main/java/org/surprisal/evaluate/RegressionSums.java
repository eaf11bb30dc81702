package org.surprisal.evaluate;

import java.util.Arrays;

/**
 * RMSE, MAE and R² of numbers, with one target a row or several. With several the metric is the
 * plain mean over them, as scikit-learn's {@code uniform_average}.
 *
 * <p>Targets count from the first one of positive weight, whose square can then not swamp their
 * spread: the sums lose a factor of the number of rows at most, where targets near 1e9 would lose
 * all digits. So one instance belongs to one group of rows, and sums of two instances do not add.
 *
 * <p>Numbers from 2³⁰⁰ up are summed apart, times 2⁻⁷⁰⁰: no step overflows before the result does,
 * up to the largest double, for weights from 1e-60 to 1e100. Errors under 1e-154 count as 0 in
 * squares.
 */
final class RegressionSums implements MetricSums {
  private static final double LARGE = 0x1p300;
  private static final double DOWN = 0x1p-700;
  private static final double UP = 0x1p700;

  /** Relative to what they are left over from, squares so small are rounding. */
  private static final double ROUNDING = 0x1p-45;

  private static final int PARTS = 8;
  private static final int ABSOLUTE = 0;
  private static final int SQUARE = 2;
  private static final int TARGET = 4;
  private static final int TARGET_SQUARE = 6;

  private final double[] centers;
  private boolean isCentered;

  /**
   * @param targets how many of them a row has
   */
  RegressionSums(int targets) {
    this.centers = new double[targets];
  }

  @Override
  public int parts() {
    return 1 + PARTS * centers.length;
  }

  @Override
  public String refusal(Metric metric) {
    return switch (metric) {
      case RMSE, MAE, R2 -> "";
      case ROC_AUC, AVERAGE_PRECISION ->
          metric + " needs a target of two labels; this target holds numbers";
      default -> metric + " needs labels; this target holds numbers";
    };
  }

  @Override
  public void add(MetricRows rows, int row, double[] sums, int at) {
    double weight = rows.weight(row);
    check(rows, row);
    if (!(weight > 0)) {
      return;
    }
    if (!isCentered) {
      Arrays.setAll(centers, k -> rows.targets()[k][row]);
      isCentered = true;
    }
    sums[at] += weight;
    for (int k = 0; k < centers.length; k++) {
      double target = rows.targets()[k][row];
      int place = at + 1 + PARTS * k;
      double prediction = rows.predictions()[k][row];
      boolean isLarge = addPower(target, prediction, weight, sums, place + SQUARE);
      double error = isLarge ? target * DOWN - prediction * DOWN : target - prediction;
      sums[place + ABSOLUTE + (isLarge ? 1 : 0)] += weight * Math.abs(error);
      boolean isFar = addPower(target, centers[k], weight, sums, place + TARGET_SQUARE);
      double distance = isFar ? target * DOWN - centers[k] * DOWN : target - centers[k];
      sums[place + TARGET + (isFar ? 1 : 0)] += weight * distance;
    }
  }

  /** Adds w(a−b)² to a sum or, if it is large, scaled to the one behind it; says which. */
  private static boolean addPower(double a, double b, double weight, double[] sums, int place) {
    double difference = a - b;
    if (Math.abs(difference) < LARGE) {
      sums[place] += weight * (difference * difference);
      return false;
    }
    double scaled = a * DOWN - b * DOWN;
    sums[place + 1] += weight * (scaled * scaled);
    return true;
  }

  private void check(MetricRows rows, int row) {
    for (int k = 0; k < centers.length; k++) {
      if (!Double.isFinite(rows.targets()[k][row])) {
        throw new MetricInputException(
            "target", row, k, rows.targets()[k][row], "is not a finite number");
      }
      if (!Double.isFinite(rows.predictions()[k][row])) {
        throw new MetricInputException(
            "prediction", row, k, rows.predictions()[k][row], "is not a finite number");
      }
    }
  }

  @Override
  public double value(Metric metric, double[] sums, int at) {
    double mean = 0;
    for (int k = 0; k < centers.length; k++) {
      mean += value(metric, sums, at, k) / centers.length;
    }
    return mean;
  }

  private double value(Metric metric, double[] sums, int at, int k) {
    double weight = sums[at];
    int place = at + 1 + PARTS * k;
    if (!(weight > 0)) {
      return Double.NaN;
    }
    return switch (metric) {
      case MAE -> {
        double large = sums[place + ABSOLUTE + 1];
        yield large > 0
            ? (sums[place + ABSOLUTE] * DOWN + large) / weight * UP
            : sums[place + ABSOLUTE] / weight;
      }
      case RMSE -> {
        double large = sums[place + SQUARE + 1];
        yield large > 0
            ? Math.sqrt((sums[place + SQUARE] * DOWN * DOWN + large) / weight) * UP
            : Math.sqrt(sums[place + SQUARE] / weight);
      }
      case R2 -> rSquared(sums, weight, place);
      default -> throw refused(metric);
    };
  }

  private static double rSquared(double[] sums, double weight, int place) {
    double scale = 1;
    if (sums[place + SQUARE + 1] > 0 || sums[place + TARGET_SQUARE + 1] > 0) {
      scale = DOWN;
    }
    double errors = sums[place + SQUARE] * scale * scale + sums[place + SQUARE + 1];
    double squares = sums[place + TARGET_SQUARE] * scale * scale + sums[place + TARGET_SQUARE + 1];
    double sum = sums[place + TARGET] * scale + sums[place + TARGET + 1];
    double spread = Math.fma(-sum / weight, sum, squares);
    if (spread > squares * ROUNDING) {
      return 1 - errors / spread;
    }
    // T47: no share of a spread that is 0 can be explained, and any error is infinitely worse.
    return errors > 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
  }

  @Override
  public String undefinedBecause(Metric metric, double[] sums, int at) {
    if (!(sums[at] > 0)) {
      return "no row has a positive weight";
    }
    for (int k = 0; k < centers.length; k++) {
      if (Double.isNaN(value(metric, sums, at, k))) {
        String which = centers.length == 1 ? "the target" : "target " + (k + 1);
        return metric == Metric.R2
            ? which + " is the same in every row and predicted exactly: 1 - 0/0"
            : "the sums leave the range of a double";
      }
    }
    return "";
  }
}

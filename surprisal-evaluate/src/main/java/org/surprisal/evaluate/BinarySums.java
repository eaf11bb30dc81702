package org.surprisal.evaluate;

import java.util.List;

/**
 * Accuracy, balanced accuracy, F1, precision and recall of a target of two labels and one
 * prediction, by a threshold. The parts are Σ weights of true and false positives and negatives.
 */
final class BinarySums implements MetricSums {
  private static final int TRUE_NEGATIVE = 3;
  private static final int PARTS = 4;

  private final Cut cut;
  private final double negative;

  /** Targets are 0 and 1. */
  static BinarySums zeroOne(Cut cut) {
    return new BinarySums(cut, 0);
  }

  /** Targets are −1 and 1. */
  static BinarySums signs(Cut cut) {
    return new BinarySums(cut, -1);
  }

  private BinarySums(Cut cut, double negative) {
    this.cut = cut;
    this.negative = negative;
  }

  Cut cut() {
    return cut;
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public String refusal(Metric metric) {
    return switch (metric) {
      case ACCURACY, BALANCED_ACCURACY, F1, PRECISION, RECALL -> "";
      case ROC_AUC, AVERAGE_PRECISION -> metric + " is no function of sums over rows";
      case RMSE, MAE, R2 -> metric + " needs a target of numbers; this one holds two labels";
    };
  }

  @Override
  public void add(MetricRows rows, int row, double[] sums, int at) {
    double weight = rows.weight(row);
    boolean isPositive = isPositive(rows, row, 0, negative);
    boolean isPredicted = cut.isPositive(rows, row, 0);
    sums[at + part(isPositive, isPredicted)] += weight;
  }

  /** Which of the four sums a row counts in. */
  static int part(boolean isPositive, boolean isPredicted) {
    if (isPositive) {
      return isPredicted ? ClassCounts.TRUE_POSITIVE : ClassCounts.FALSE_NEGATIVE;
    }
    return isPredicted ? ClassCounts.FALSE_POSITIVE : TRUE_NEGATIVE;
  }

  /**
   * Whether the target of a row is 1.
   *
   * @param negative the other label
   * @throws MetricInputException if it is neither
   */
  static boolean isPositive(MetricRows rows, int row, int column, double negative) {
    double target = rows.targets()[column][row];
    if (target == 1) {
      return true;
    }
    if (target == negative) {
      return false;
    }
    String allowed = "is no label: targets are " + NumberText.of(negative) + " and 1";
    throw new MetricInputException("target", row, column, target, allowed + cure(target, negative));
  }

  private static String cure(double target, double negative) {
    if (target == 0) {
      return "; write 0 as -1";
    }
    return target > negative && target < 1
        ? "; a metric of labels takes no soft target, so round it, or ask for a loss"
        : "";
  }

  @Override
  public double value(Metric metric, double[] sums, int at) {
    double positives = sums[at] + sums[at + ClassCounts.FALSE_NEGATIVE];
    double negatives = sums[at + ClassCounts.FALSE_POSITIVE] + sums[at + TRUE_NEGATIVE];
    return switch (metric) {
      case ACCURACY -> (sums[at] + sums[at + TRUE_NEGATIVE]) / (positives + negatives);
      case BALANCED_ACCURACY -> {
        double recall = sums[at] / positives;
        double specificity = sums[at + TRUE_NEGATIVE] / negatives;
        yield !(positives > 0) ? specificity : negatives > 0 ? (recall + specificity) / 2 : recall;
      }
      case F1, PRECISION, RECALL -> ClassCounts.ratio(metric, sums, at);
      default -> throw refused(metric);
    };
  }

  @Override
  public String undefinedBecause(Metric metric, double[] sums, int at) {
    if (!Double.isNaN(value(metric, sums, at))) {
      return "";
    }
    return switch (metric) {
      case F1 -> "no target is positive and no row is predicted positive";
      case PRECISION -> "no row is predicted positive";
      case RECALL -> "no target is positive";
      default -> "no row has a positive weight";
    };
  }

  /**
   * The confusion table of rows whose parts were added up.
   *
   * @param labels of the negatives and of the positives
   */
  Confusion confusion(List<String> labels, double[] sums, int at) {
    return confusion(labels, cut.threshold(), sums, at);
  }

  static Confusion confusion(List<String> labels, double threshold, double[] sums, int at) {
    double[] negatives = {sums[at + TRUE_NEGATIVE], sums[at + ClassCounts.FALSE_POSITIVE]};
    double[] positives = {sums[at + ClassCounts.FALSE_NEGATIVE], sums[at]};
    return new Confusion(labels, new double[][] {negatives, positives}, threshold);
  }
}

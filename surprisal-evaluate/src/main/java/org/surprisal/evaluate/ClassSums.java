package org.surprisal.evaluate;

import java.util.List;

/**
 * Accuracy, balanced accuracy and the means over classes of F1, precision and recall, where the
 * target is the index of one of K classes and a row has a score for each. The highest score is the
 * prediction, the first of equal ones. The parts are Σ weights of true positives, false positives
 * and false negatives of each class. A class that neither occurs nor is predicted does not count.
 */
final class ClassSums implements MetricSums {
  private static final int PARTS = 3;

  private final int classes;
  private final ClassCounts counts;

  /**
   * @param labels of the classes, in the order of the prediction columns; at least two
   */
  ClassSums(List<String> labels) {
    if (!(labels.size() >= 2)) {
      throw new IllegalArgumentException(
          labels.size() + " class to choose from; give a column of scores for each of two or more");
    }
    this.classes = labels.size();
    this.counts = new ClassCounts(labels, PARTS, true);
  }

  @Override
  public int parts() {
    return PARTS * classes;
  }

  @Override
  public String refusal(Metric metric) {
    return switch (metric) {
      case ACCURACY, BALANCED_ACCURACY, F1, PRECISION, RECALL -> "";
      case ROC_AUC, AVERAGE_PRECISION ->
          metric
              + " needs a target of two labels and one score; take one class at a time with"
              + " --positive";
      case RMSE, MAE, R2 -> metric + " needs a target of numbers; this one holds classes";
    };
  }

  /** The class with the highest score, the first of equal ones. */
  int predicted(MetricRows rows, int row) {
    int best = 0;
    for (int k = 0; k < classes; k++) {
      double score = rows.predictions()[k][row];
      if (Double.isNaN(score)) {
        throw new MetricInputException("prediction", row, k, score, "is not a number");
      }
      if (score > rows.predictions()[best][row]) {
        best = k;
      }
    }
    return best;
  }

  /** The class of the target. */
  int target(MetricRows rows, int row) {
    double target = rows.targets()[0][row];
    if (!(target >= 0 && target < classes && target == Math.rint(target))) {
      throw new MetricInputException(
          "target",
          row,
          0,
          target,
          "is no class: targets are whole numbers from 0 to " + (classes - 1));
    }
    return (int) target;
  }

  @Override
  public void add(MetricRows rows, int row, double[] sums, int at) {
    double weight = rows.weight(row);
    int target = target(rows, row);
    int predicted = predicted(rows, row);
    if (target == predicted) {
      sums[at + PARTS * target + ClassCounts.TRUE_POSITIVE] += weight;
    } else {
      sums[at + PARTS * target + ClassCounts.FALSE_NEGATIVE] += weight;
      sums[at + PARTS * predicted + ClassCounts.FALSE_POSITIVE] += weight;
    }
  }

  @Override
  public double value(Metric metric, double[] sums, int at) {
    return switch (metric) {
      case ACCURACY -> accuracy(sums, at);
      case BALANCED_ACCURACY -> counts.balancedAccuracy(sums, at);
      case F1, PRECISION, RECALL -> counts.macro(metric, sums, at);
      default -> throw refused(metric);
    };
  }

  private double accuracy(double[] sums, int at) {
    double right = 0;
    double wrong = 0;
    for (int k = 0; k < classes; k++) {
      right += sums[at + PARTS * k + ClassCounts.TRUE_POSITIVE];
      wrong += sums[at + PARTS * k + ClassCounts.FALSE_NEGATIVE];
    }
    return right / (right + wrong);
  }

  @Override
  public String undefinedBecause(Metric metric, double[] sums, int at) {
    if (Double.isNaN(accuracy(sums, at))) {
      return "no row has a positive weight";
    }
    return switch (metric) {
      case F1, PRECISION, RECALL -> counts.macroUndefinedBecause(metric, sums, at);
      default -> "";
    };
  }
}

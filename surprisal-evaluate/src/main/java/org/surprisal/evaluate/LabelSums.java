package org.surprisal.evaluate;

import java.util.List;

/**
 * Accuracy and the means over labels of F1, precision and recall, where each of K labels is 0 or 1
 * in a row and has its own prediction. A row is right where every label is. The parts are Σ weights
 * of all rows and of right ones, then of true positives, false positives, false negatives and true
 * negatives of each label.
 */
final class LabelSums implements MetricSums {
  private static final int PARTS = 4;
  private static final int FIRST = 2;

  private final List<String> labels;
  private final Cut cut;
  private final ClassCounts counts;

  LabelSums(List<String> labels, Cut cut) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("no labels; name a column of targets for each");
    }
    this.labels = List.copyOf(labels);
    this.cut = cut;
    this.counts = new ClassCounts(labels, PARTS, false);
  }

  @Override
  public int parts() {
    return FIRST + PARTS * labels.size();
  }

  @Override
  public String refusal(Metric metric) {
    return switch (metric) {
      case ACCURACY, F1, PRECISION, RECALL -> "";
      case BALANCED_ACCURACY ->
          metric + " is about one label a row; here a row has several, so ask for recall";
      case ROC_AUC, AVERAGE_PRECISION ->
          metric + " is about one label a row; here a row has several, so take one at a time";
      case RMSE, MAE, R2 -> metric + " needs targets of numbers; these are labels";
    };
  }

  @Override
  public void add(MetricRows rows, int row, double[] sums, int at) {
    double weight = rows.weight(row);
    boolean isRight = true;
    for (int k = 0; k < labels.size(); k++) {
      boolean isPositive = BinarySums.isPositive(rows, row, k, 0);
      boolean isPredicted = cut.isPositive(rows, row, k);
      sums[at + FIRST + PARTS * k + BinarySums.part(isPositive, isPredicted)] += weight;
      isRight &= isPositive == isPredicted;
    }
    sums[at] += weight;
    sums[at + 1] += isRight ? weight : 0;
  }

  @Override
  public double value(Metric metric, double[] sums, int at) {
    return switch (metric) {
      case ACCURACY -> sums[at + 1] / sums[at];
      case F1, PRECISION, RECALL -> counts.macro(metric, sums, at + FIRST);
      default -> throw refused(metric);
    };
  }

  @Override
  public String undefinedBecause(Metric metric, double[] sums, int at) {
    if (!(sums[at] > 0)) {
      return "no row has a positive weight";
    }
    return metric == Metric.ACCURACY ? "" : counts.macroUndefinedBecause(metric, sums, at + FIRST);
  }

  /** The confusion table of one label. */
  Confusion confusion(int label, double[] sums, int at) {
    String name = labels.get(label);
    int place = at + FIRST + PARTS * label;
    return BinarySums.confusion(List.of("not " + name, name), cut.threshold(), sums, place);
  }
}

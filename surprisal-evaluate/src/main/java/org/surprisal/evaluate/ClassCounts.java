package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Σ weights of true positives, false positives and false negatives of each of several classes. */
final class ClassCounts {
  static final int TRUE_POSITIVE = 0;
  static final int FALSE_POSITIVE = 1;
  static final int FALSE_NEGATIVE = 2;

  private static final int NAMED = 3;

  private final List<String> labels;
  private final int stride;
  private final boolean leavesOutAbsent;

  /**
   * @param stride from the sums of one class to those of the next
   * @param leavesOutAbsent whether a class that neither occurs nor is predicted does not count in a
   *     mean over classes
   */
  ClassCounts(List<String> labels, int stride, boolean leavesOutAbsent) {
    this.labels = List.copyOf(labels);
    this.stride = stride;
    this.leavesOutAbsent = leavesOutAbsent;
  }

  /** The mean over classes; NaN where it is undefined for one of them, or no class counts. */
  double macro(Metric metric, double[] sums, int at) {
    return macro(metric, sums, at, Double.NaN);
  }

  private double macro(Metric metric, double[] sums, int at, double undefined) {
    double total = 0;
    int classes = 0;
    for (int k = 0; k < labels.size(); k++) {
      int place = at + stride * k;
      if (counts(sums, place)) {
        double value = ratio(metric, sums, place);
        total += Double.isNaN(value) ? undefined : value;
        classes++;
      }
    }
    return total / classes;
  }

  private boolean counts(double[] sums, int place) {
    return !leavesOutAbsent
        || sums[place + TRUE_POSITIVE] > 0
        || sums[place + FALSE_POSITIVE] > 0
        || sums[place + FALSE_NEGATIVE] > 0;
  }

  /** F1, precision or recall of one class. */
  static double ratio(Metric metric, double[] sums, int place) {
    double right = sums[place + TRUE_POSITIVE];
    double below =
        switch (metric) {
          case PRECISION -> right + sums[place + FALSE_POSITIVE];
          case RECALL -> right + sums[place + FALSE_NEGATIVE];
          case F1 -> right + (sums[place + FALSE_POSITIVE] + sums[place + FALSE_NEGATIVE]) / 2;
          default -> throw new IllegalArgumentException(metric + " has no value by class");
        };
    return right / below;
  }

  /** The mean recall of the classes that occur. */
  double balancedAccuracy(double[] sums, int at) {
    double total = 0;
    int classes = 0;
    for (int k = 0; k < labels.size(); k++) {
      double recall = ratio(Metric.RECALL, sums, at + stride * k);
      if (!Double.isNaN(recall)) {
        total += recall;
        classes++;
      }
    }
    return total / classes;
  }

  /** Why the mean over classes is undefined, or an empty text. */
  String macroUndefinedBecause(Metric metric, double[] sums, int at) {
    List<String> undefined = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      int place = at + stride * k;
      if (counts(sums, place) && Double.isNaN(ratio(metric, sums, place))) {
        undefined.add(NumberText.quote(labels.get(k)));
      }
    }
    if (undefined.isEmpty()) {
      return "";
    }
    int more = undefined.size() - NAMED;
    String first = String.join(", ", undefined.subList(0, Math.min(NAMED, undefined.size())));
    return why(metric)
        + " "
        + first
        + (more > 0 ? " and " + more + " more" : "")
        + "; the mean would be "
        + NumberText.of(macro(metric, sums, at, 0))
        + " with 0 for it, as scikit-learn counts";
  }

  private static String why(Metric metric) {
    return switch (metric) {
      case PRECISION -> "no row is predicted to be";
      case RECALL -> "no row has the label";
      default -> "no row has, or is predicted to have, the label";
    };
  }
}

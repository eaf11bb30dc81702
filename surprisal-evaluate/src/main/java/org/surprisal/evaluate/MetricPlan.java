package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Scale;

/**
 * Which metrics are wanted, and the sums that they are functions of.
 *
 * @param kinds metrics that share their sums
 * @param ranking metrics that look at rows in the order of their scores
 * @param confusion whether confusion tables are wanted, from the sums of the first kind
 * @param shape what rows look like
 */
record MetricPlan(List<Kind> kinds, List<Metric> ranking, boolean confusion, Shape shape) {

  /**
   * Metrics that are functions of the same sums.
   *
   * @param each the sums of each prediction
   */
  record Kind(List<Metric> metrics, List<MetricSums> each) {
    int parts() {
      return each.getFirst().parts();
    }
  }

  /**
   * What rows look like to a metric.
   *
   * @param classes labels of one of K; else empty
   * @param several labels of several of K, or names of several targets; else empty
   * @param signs whether labels are -1 and 1
   */
  record Shape(List<String> classes, List<String> several, boolean signs) {}

  /**
   * The plan for what a request wants; null if it wants none.
   *
   * @param scales how each prediction is given
   * @throws IllegalArgumentException if such rows have no such metric
   */
  static @Nullable MetricPlan of(ScoreRequest request, Shape shape, List<Scale> scales) {
    List<Metric> ofLabels = request.metrics().stream().filter(Metric::isOfLabels).toList();
    List<Metric> ranking = request.metrics().stream().filter(Metric::isRanking).toList();
    List<Metric> ofNumbers =
        request.metrics().stream().filter(m -> !m.isOfLabels() && !m.isRanking()).toList();
    List<Kind> kinds = new ArrayList<>();
    if (!ofLabels.isEmpty() || request.confusion()) {
      kinds.add(
          new Kind(
              ofLabels,
              scales.stream().map(scale -> labels(shape, request.threshold(), scale)).toList()));
    }
    if (!ofNumbers.isEmpty()) {
      int targets = Math.max(1, shape.several().size());
      kinds.add(new Kind(ofNumbers, scales.stream().map(_ -> numbers(shape, targets)).toList()));
    }
    for (Kind kind : kinds) {
      kind.metrics().forEach(metric -> require(kind.each().getFirst().refusal(metric)));
    }
    if (!ranking.isEmpty() && !(shape.classes().isEmpty() && shape.several().isEmpty())) {
      throw new IllegalArgumentException(
          ranking.getFirst()
              + " ranks rows of two labels by one score; for two classes give one column alone, as"
              + " in --prediction p_yes --positive yes, for one of several a target that says"
              + " whether a row is of it");
    }
    return kinds.isEmpty() && ranking.isEmpty()
        ? null
        : new MetricPlan(kinds, ranking, request.confusion(), shape);
  }

  private static void require(String refusal) {
    if (!refusal.isEmpty()) {
      throw new IllegalArgumentException(refusal);
    }
  }

  private static MetricSums labels(Shape shape, double threshold, Scale scale) {
    if (!shape.classes().isEmpty()) {
      return new ClassSums(shape.classes());
    }
    Cut cut = Cut.at(threshold, scale);
    if (!shape.several().isEmpty()) {
      return new LabelSums(shape.several(), cut);
    }
    return shape.signs() ? BinarySums.signs(cut) : BinarySums.zeroOne(cut);
  }

  private static MetricSums numbers(Shape shape, int targets) {
    if (!shape.classes().isEmpty()) {
      throw new IllegalArgumentException(
          "rmse, mae and r2 compare numbers, and the target holds labels");
    }
    return new RegressionSums(targets);
  }

  /** How many classes a confusion table of one of K has; 0 where there is none. */
  int confusedClasses() {
    return confusion ? shape.classes().size() : 0;
  }

  boolean ranks() {
    return !ranking.isEmpty();
  }

  /** Parts of a prediction, of all kinds. */
  int parts() {
    return kinds.stream().mapToInt(Kind::parts).sum();
  }

  /** Where the parts of a kind begin among them. */
  int offset(int kind) {
    return kinds.subList(0, kind).stream().mapToInt(Kind::parts).sum();
  }
}

package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of one cell, as they are said. */
final class MetricResults {
  private static final String MANY = "logit interval of the standard error over all rows";

  private final Plan plan;
  private final MetricPlan wanted;
  private final Columns columns;
  private final Cell cell;
  private final CellIntervals intervals;
  private final List<Metric> order;
  private final @Nullable String group;
  private final double[] parts;

  MetricResults(
      Plan plan,
      MetricPlan wanted,
      Columns columns,
      Cell cell,
      CellIntervals intervals,
      List<Metric> order,
      @Nullable String group) {
    this.plan = plan;
    this.wanted = wanted;
    this.columns = columns;
    this.cell = cell;
    this.intervals = intervals;
    this.order = order;
    this.group = group;
    this.parts = cell.parts();
  }

  /**
   * Adds all metrics, in the order in which they were asked for, and what pairs differ by.
   *
   * @param rankings of each prediction, where a metric ranks rows
   */
  void addTo(
      List<MetricScore> scores,
      List<MetricDifference> differences,
      IntFunction<@Nullable RankingTally> rankings) {
    for (Metric metric : order) {
      List<MetricScore> each = new ArrayList<>();
      for (int p = 0; p < plan.predictions(); p++) {
        RankingTally ranking = rankings.apply(p);
        each.add(
            metric.isRanking() && ranking != null ? ranked(metric, p, ranking) : summed(metric, p));
      }
      scores.addAll(each);
      for (Plan.Pair pair : plan.pairs()) {
        differences.add(difference(metric, pair, each));
      }
    }
  }

  private MetricScore summed(Metric metric, int prediction) {
    int k = 0;
    while (!wanted.kinds().get(k).metrics().contains(metric)) {
      k++;
    }
    MetricSums sums = wanted.kinds().get(k).each().get(prediction);
    int at = prediction * wanted.parts() + wanted.offset(k);
    double value = sums.value(metric, parts, at);
    String because = Double.isNaN(value) ? sums.undefinedBecause(metric, parts, at) : "";
    return score(metric, prediction, value, because, bootstrapped(metric, prediction));
  }

  private Interval bootstrapped(Metric metric, int prediction) {
    Replicates replicates = intervals.metric(metric, prediction);
    return replicates == null ? Interval.none("") : ofRows(replicates.interval());
  }

  /** One row is the same in each resample. */
  private Interval ofRows(Interval interval) {
    return intervals.isOneRow() && interval.isPresent()
        ? Interval.none("one row is too few for an interval")
        : interval;
  }

  private MetricScore ranked(Metric metric, int prediction, RankingTally ranking) {
    boolean isAuc = metric == Metric.ROC_AUC;
    double value = isAuc ? ranking.auc() : ranking.averagePrecision();
    Interval interval = bootstrapped(metric, prediction);
    if (intervals.areWanted() && intervals.metric(metric, prediction) == null) {
      double error = isAuc ? ranking.aucError() : ranking.averagePrecisionError();
      interval = LogitInterval.of(value, error, intervals.resampling().level());
    }
    return score(metric, prediction, value, ranking.undefinedBecause(), interval);
  }

  private MetricScore score(
      Metric metric, int prediction, double value, String because, Interval interval) {
    OptionalDouble defined =
        Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    String kind =
        !interval.isPresent()
            ? ""
            : intervals.metric(metric, prediction) == null ? MANY : intervals.metricKind();
    return new MetricScore(
        metric,
        columns.predictions().get(prediction).name(),
        group,
        defined,
        because,
        interval,
        kind,
        cell.rows());
  }

  private MetricDifference difference(Metric metric, Plan.Pair pair, List<MetricScore> each) {
    OptionalDouble a = each.get(pair.a()).value();
    OptionalDouble b = each.get(pair.b()).value();
    boolean isDefined =
        a.isPresent() && b.isPresent() && Double.isFinite(a.getAsDouble() - b.getAsDouble());
    Replicates ofA = intervals.metric(metric, pair.a());
    Replicates ofB = intervals.metric(metric, pair.b());
    Interval interval =
        ofA == null || ofB == null
            ? Interval.none(
                intervals.areWanted()
                    ? "a paired interval of " + metric + " is made for up to 100,000 rows"
                    : "")
            : ofRows(ofA.intervalOfDifference(ofB));
    return new MetricDifference(
        metric,
        columns.predictions().get(pair.a()).name(),
        columns.predictions().get(pair.b()).name(),
        group,
        isDefined ? OptionalDouble.of(a.getAsDouble() - b.getAsDouble()) : OptionalDouble.empty(),
        interval);
  }

  /** The confusion table of each prediction; one a label where a row has several. */
  List<ConfusionScore> confusions() {
    List<ConfusionScore> tables = new ArrayList<>();
    for (int p = 0; p < plan.predictions(); p++) {
      int at = p * wanted.parts();
      String name = columns.predictions().get(p).name();
      switch (wanted.kinds().getFirst().each().get(p)) {
        case BinarySums sums ->
            tables.add(
                table(name, sums.confusion(columns.twoLabels(wanted.shape().signs()), parts, at)));
        case ClassSums _ ->
            tables.add(
                table(name, new Confusion(columns.classes(), cell.confusion(p), Double.NaN)));
        case LabelSums sums -> {
          for (int k = 0; k < columns.targetLabels().size(); k++) {
            tables.add(
                table(name + " " + columns.targetLabels().get(k), sums.confusion(k, parts, at)));
          }
        }
        case RegressionSums _ -> throw new IllegalStateException("numbers have no labels");
      }
    }
    return tables;
  }

  private ConfusionScore table(String prediction, Confusion table) {
    return new ConfusionScore(prediction, group, table);
  }
}

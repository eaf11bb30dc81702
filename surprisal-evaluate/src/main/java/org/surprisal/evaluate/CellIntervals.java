package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The intervals of everything that a cell has, all from the same resamples of its units. */
final class CellIntervals {
  private static final String NOT_ASKED = "";
  private static final String INFINITE =
      "the mean is infinite, and so is that of every resample that draws such a row";

  private final Plan plan;
  private final Cell cell;
  private final Resampling resampling;
  private final @Nullable Bootstrap bootstrap;
  private final List<@Nullable BootstrapMean> means = new ArrayList<>();
  private final List<@Nullable BootstrapMean> differences = new ArrayList<>();
  private final Map<Metric, List<Replicates>> metrics = new HashMap<>();

  /**
   * @param resampling null: no intervals are wanted
   */
  CellIntervals(Plan plan, Cell cell, @Nullable Resampling resampling) {
    this.plan = plan;
    this.cell = cell;
    this.resampling = resampling == null ? Resampling.DEFAULT : resampling;
    this.bootstrap =
        resampling == null
            ? null
            : new Bootstrap(resampling, cell.units().name(), cell.units().weight());
    if (bootstrap != null) {
      ask(bootstrap);
    }
  }

  private void ask(Bootstrap asked) {
    Units units = cell.units();
    double[][] terms = new double[plan.tallies().size()][];
    for (int t = 0; t < terms.length; t++) {
      terms[t] = units.term(t);
      means.add(cell.infinite(t) > 0 ? null : asked.mean(terms[t]));
    }
    for (int loss = 0; loss < plan.losses(); loss++) {
      for (Plan.Pair pair : plan.pairs()) {
        int a = plan.tally(loss, pair.a());
        int b = plan.tally(loss, pair.b());
        boolean isFinite = cell.infinite(a) == 0 && cell.infinite(b) == 0;
        differences.add(isFinite ? asked.mean(minus(terms[a], terms[b])) : null);
      }
    }
    MetricPlan wanted = plan.metrics();
    if (wanted != null) {
      askMetrics(asked, wanted);
    }
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private void askMetrics(Bootstrap asked, MetricPlan wanted) {
    for (int p = 0; p < plan.predictions(); p++) {
      for (int k = 0; k < wanted.kinds().size(); k++) {
        MetricPlan.Kind kind = wanted.kinds().get(k);
        double[][] parts = new double[kind.parts()][];
        for (int m = 0; m < parts.length; m++) {
          parts[m] = cell.units().term(plan.partColumn(p) + wanted.offset(k) + m);
        }
        MetricSums sums = kind.each().get(p);
        BootstrapSums drawn = asked.sums(parts);
        for (Metric metric : kind.metrics()) {
          replicates(metric).add(drawn.function(s -> sums.value(metric, s, 0)));
        }
      }
    }
    if (cell.units().isRows()) {
      for (int p = 0; wanted.ranks() && p < plan.predictions(); p++) {
        RankedRows rows = ranked(p);
        for (Metric metric : wanted.ranking()) {
          replicates(metric)
              .add(asked.counts(metric == Metric.ROC_AUC ? rows::auc : rows::averagePrecision));
        }
      }
    }
  }

  private List<Replicates> replicates(Metric metric) {
    return metrics.computeIfAbsent(metric, _ -> new ArrayList<>());
  }

  private RankedRows ranked(int prediction) {
    double[] labels = cell.units().term(plan.labelColumn());
    boolean[] isPositive = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      isPositive[i] = labels[i] > 0;
    }
    double[] scores = cell.units().term(plan.scoreColumn(prediction));
    return new RankedRows(scores, isPositive, plan.weighted() ? cell.units().weight() : null);
  }

  /**
   * Draws the resamples.
   *
   * @param done is told after each how many are done
   */
  void run(IntConsumer done) {
    if (bootstrap != null) {
      bootstrap.run(done);
    }
  }

  /** The interval of a mean. */
  Interval mean(int tally) {
    return bootstrap == null ? Interval.none(NOT_ASKED) : interval(means.get(tally));
  }

  /** The interval of a difference of means. */
  Interval difference(int compared) {
    if (bootstrap == null) {
      return Interval.none(NOT_ASKED);
    }
    BootstrapMean difference = differences.get(compared);
    return difference == null ? differenceOfInfinite(compared) : difference.interval();
  }

  private Interval differenceOfInfinite(int compared) {
    return Double.isNaN(cell.difference(compared))
        ? Interval.none("both means are infinite, so there is no difference either")
        : Interval.none(INFINITE);
  }

  private static Interval interval(@Nullable BootstrapMean mean) {
    return mean == null ? Interval.none(INFINITE) : mean.interval();
  }

  /** The replicates of a metric; null where there are none because rows are many. */
  @Nullable Replicates metric(Metric metric, int prediction) {
    List<Replicates> each = metrics.get(metric);
    return each == null ? null : each.get(prediction);
  }

  boolean areWanted() {
    return bootstrap != null;
  }

  Resampling resampling() {
    return resampling;
  }

  /** How the intervals of means are made. */
  String kind() {
    return "studentised bootstrap over " + units();
  }

  /** How the intervals of metrics are made. */
  String metricKind() {
    return "percentile bootstrap over " + units();
  }

  /** Whether there is nothing to draw from but one row. */
  boolean isOneRow() {
    return bootstrap != null && bootstrap.units() == 1;
  }

  private String units() {
    int count = bootstrap == null ? 0 : bootstrap.units();
    String unit = cell.units().isRows() ? " row" : " block total";
    return count + unit + (count == 1 ? "" : "s");
  }
}

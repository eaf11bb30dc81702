package org.surprisal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.surprisal.cli.Sheet.Cell;
import org.surprisal.cli.Sheet.Column;
import org.surprisal.evaluate.Difference;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.Metric;
import org.surprisal.evaluate.MetricDifference;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Scores;

/** Metrics, and predictions compared in pairs. */
final class CompareSheet {
  /** Marks a difference whose interval excludes 0. */
  static final String DIFFERS = "≠";

  private final Scores scores;
  private final boolean hasGroups;
  private final boolean hasIntervals;
  private final Set<MetricScore> best;

  CompareSheet(Scores scores) {
    this.scores = scores;
    this.hasGroups = !scores.by().isEmpty();
    this.hasIntervals = scores.resampling() != null;
    this.best = Best.ofMetrics(scores.metrics());
  }

  void add(Sheet sheet) {
    if (!scores.differences().isEmpty()) {
      sheet.title("Differences, row by row");
      sheet.grid(
          columns("loss", "a − b", "mean a − b", "a wins", "b wins", "ties"),
          scores.differences().stream().map(this::difference).toList());
    }
    if (!scores.metrics().isEmpty()) {
      sheet.grid(
          columns("metric", "prediction", "value"),
          scores.metrics().stream().map(this::metric).toList());
    }
    if (!scores.metricDifferences().isEmpty()) {
      sheet.title("Differences of metrics");
      sheet.grid(
          columns("metric", "a − b", "value a − b"),
          scores.metricDifferences().stream().map(this::metricDifference).toList());
    }
  }

  private List<Column> columns(String measure, String of, String value, String... counts) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.name(measure));
    columns.add(Column.name(of));
    if (hasGroups) {
      columns.add(Column.name("group"));
    }
    columns.add(Column.number(value));
    if (hasIntervals) {
      columns.add(Column.number(ScoreSheet.intervalHeading(scores)));
    }
    for (String count : counts) {
      columns.add(Column.number(count));
    }
    return columns;
  }

  private List<Cell> difference(Difference d) {
    OptionalDouble mean = OptionalDouble.of(d.mean());
    List<Cell> line = line(d.loss(), Cell.of(pair(d.a(), d.b())), d.group(), mean, d.interval());
    if (hasIntervals) {
      line.set(line.size() - 1, marked(d.interval()));
    }
    line.addAll(
        Sheet.cells(
            Long.toString(d.winsOfA()), Long.toString(d.winsOfB()), Long.toString(d.ties())));
    return line;
  }

  private List<Cell> metric(MetricScore m) {
    Cell prediction = new Cell(m.prediction(), best.contains(m) ? ScoreSheet.BEST : "");
    return line(directed(m.metric()), prediction, m.group(), m.value(), m.interval());
  }

  private List<Cell> metricDifference(MetricDifference d) {
    Cell pair = Cell.of(pair(d.a(), d.b()));
    List<Cell> line = line(directed(d.metric()), pair, d.group(), d.value(), d.interval());
    if (hasIntervals) {
      line.set(line.size() - 1, marked(d.interval()));
    }
    return line;
  }

  private List<Cell> line(
      String measure, Cell of, @Nullable String group, OptionalDouble value, Interval interval) {
    List<Cell> line = new ArrayList<>(List.of(Cell.of(measure), of));
    if (hasGroups) {
      line.add(Cell.of(ScoreSheet.group(group)));
    }
    line.add(Cell.of(ScoreFigures.mean(value.orElse(Double.NaN), interval)));
    if (hasIntervals) {
      line.add(Cell.of(ScoreFigures.interval(interval)));
    }
    return line;
  }

  private static Cell marked(Interval interval) {
    return new Cell(ScoreFigures.interval(interval), excludesZero(interval) ? DIFFERS : "");
  }

  /** Whether 0 lies outside. */
  static boolean excludesZero(Interval interval) {
    return interval.isPresent() && (interval.low() > 0 || interval.high() < 0);
  }

  /** What a note calls it. */
  static String name(Difference d) {
    return d.loss() + " of " + pair(d.a(), d.b());
  }

  /** What a note calls it. */
  static String name(MetricDifference d) {
    return d.metric().text() + " of " + pair(d.a(), d.b());
  }

  private static String pair(String a, String b) {
    return a + " − " + b;
  }

  private static String directed(Metric metric) {
    return metric.text() + (metric.better() == Metric.Better.HIGHER ? " ↑" : " ↓");
  }
}

package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Difference;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.MetricDifference;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Resampling;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/**
 * Scores as CSV: one line a mean, metric or difference, the keys of the JSON as header, empty
 * fields for null. What {@code kind} says decides which fields there are.
 */
final class ScoreCsv {
  private static final List<String> HEADER =
      List.of(
          "kind",
          "loss",
          "prediction",
          "versus",
          "group",
          "mean",
          "standard_error",
          "lower",
          "upper",
          "rows",
          "skipped",
          "weight",
          "constant_loss",
          "skill",
          "a_wins",
          "b_wins",
          "ties",
          "direction",
          "parameters",
          "scale",
          "reduction",
          "weights",
          "clipped",
          "interval_kind",
          "level",
          "resamples",
          "seed",
          "warnings",
          "notes");

  private final PrintWriter out;
  private final Scores scores;

  private ScoreCsv(PrintWriter out, Scores scores) {
    this.out = out;
    this.scores = scores;
  }

  static void print(PrintWriter out, Scores scores) {
    ScoreCsv csv = new ScoreCsv(out, scores);
    line(out, HEADER);
    scores.results().forEach(csv::loss);
    scores.differences().forEach(csv::difference);
    scores.metrics().forEach(csv::metric);
    scores.metricDifferences().forEach(csv::metricDifference);
  }

  private void loss(Score score) {
    Map<String, String> fields = fields("loss", score.loss(), score.prediction(), score.group());
    value(fields, OptionalDouble.of(score.mean()), score.interval());
    fields.put("standard_error", number(score.standardError()));
    fields.put("rows", Long.toString(score.rows()));
    fields.put("skipped", Long.toString(score.skipped()));
    fields.put("weight", Double.toString(score.weight()));
    fields.put("constant_loss", number(score.constantLoss()));
    fields.put("skill", number(score.skill()));
    fields.put("direction", "lower");
    fields.put(
        "parameters",
        score.parameters().entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining("; ")));
    fields.put("scale", score.scale().toString());
    fields.put("reduction", "mean");
    fields.put("clipped", Long.toString(score.clipped()));
    fields.put("interval_kind", score.intervalKind());
    fields.put("warnings", String.join("; ", score.warnings()));
    fields.put("notes", String.join("; ", ScoreNotes.of(score)));
    print(fields);
  }

  private void difference(Difference d) {
    Map<String, String> fields = fields("difference", d.loss(), d.a(), d.group());
    fields.put("versus", d.b());
    value(fields, defined(d.mean()), d.interval());
    fields.put("rows", Long.toString(d.winsOfA() + d.winsOfB() + d.ties()));
    fields.put("a_wins", Long.toString(d.winsOfA()));
    fields.put("b_wins", Long.toString(d.winsOfB()));
    fields.put("ties", Long.toString(d.ties()));
    fields.put("direction", "lower");
    fields.put("notes", ScoreNotes.of(d.interval()));
    print(fields);
  }

  private void metric(MetricScore m) {
    Map<String, String> fields = fields("metric", m.metric().text(), m.prediction(), m.group());
    value(fields, m.value(), m.interval());
    fields.put("interval_kind", m.intervalKind());
    fields.put("rows", Long.toString(m.rows()));
    fields.put("direction", m.metric().better().toString());
    fields.put("notes", String.join("; ", ScoreNotes.of(m)));
    print(fields);
  }

  private void metricDifference(MetricDifference d) {
    Map<String, String> fields = fields("metric_difference", d.metric().text(), d.a(), d.group());
    fields.put("versus", d.b());
    value(fields, d.value(), d.interval());
    fields.put("direction", d.metric().better().toString());
    fields.put("notes", ScoreNotes.of(d.interval()));
    print(fields);
  }

  private Map<String, String> fields(
      String kind, String measure, String prediction, @Nullable String group) {
    Map<String, String> fields = new HashMap<>();
    fields.put("kind", kind);
    fields.put("loss", measure);
    fields.put("prediction", prediction);
    if (group != null) {
      fields.put("group", group);
    }
    String weights = scores.weights();
    if (weights != null) {
      fields.put("weights", weights);
    }
    Resampling resampling = scores.resampling();
    if (resampling != null) {
      fields.put("level", Double.toString(resampling.level()));
      fields.put("resamples", Integer.toString(resampling.resamples()));
      fields.put("seed", Long.toString(resampling.seed()));
    }
    return fields;
  }

  private static void value(Map<String, String> fields, OptionalDouble value, Interval interval) {
    fields.put("mean", number(value));
    fields.put("lower", number(defined(interval.low())));
    fields.put("upper", number(defined(interval.high())));
  }

  private static OptionalDouble defined(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private void print(Map<String, String> fields) {
    List<String> line = new ArrayList<>();
    HEADER.forEach(name -> line.add(fields.getOrDefault(name, "")));
    line(out, line);
  }

  private static void line(PrintWriter out, List<String> fields) {
    // A line feed whatever the machine: the same file gives the same bytes.
    out.print(fields.stream().map(ScoreCsv::quoted).collect(Collectors.joining(",")) + "\n");
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}

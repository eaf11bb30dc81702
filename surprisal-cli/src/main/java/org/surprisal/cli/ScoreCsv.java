package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/** Scores as CSV: one line a result, the keys of the JSON as header, empty fields for null. */
final class ScoreCsv {
  private static final List<String> HEADER =
      List.of(
          "loss",
          "prediction",
          "group",
          "mean",
          "standard_error",
          "interval",
          "rows",
          "skipped",
          "weight",
          "constant_loss",
          "skill",
          "parameters",
          "scale",
          "reduction",
          "weights",
          "clipped",
          "interval_kind",
          "resamples",
          "seed",
          "warnings",
          "notes");
  private static final String NULL = "";

  private ScoreCsv() {}

  static void print(PrintWriter out, Scores scores) {
    line(out, HEADER);
    for (Score score : scores.results()) {
      line(out, fields(scores, score));
    }
  }

  private static List<String> fields(Scores scores, Score score) {
    String parameters =
        score.parameters().entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining("; "));
    List<String> fields = new ArrayList<>();
    fields.addAll(List.of(score.loss(), score.prediction(), NULL));
    fields.addAll(List.of(Double.toString(score.mean()), number(score.standardError()), NULL));
    fields.addAll(List.of(Long.toString(score.rows()), Long.toString(score.skipped())));
    fields.add(Double.toString(score.weight()));
    fields.addAll(List.of(number(score.constantLoss()), number(score.skill()), parameters));
    fields.addAll(List.of(score.scale().toString(), "mean"));
    fields.add(scores.weights() == null ? NULL : scores.weights());
    fields.addAll(List.of(Long.toString(score.clipped()), NULL, NULL, NULL));
    fields.add(String.join("; ", score.warnings()));
    fields.add(String.join("; ", score.notes()));
    return fields;
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : NULL;
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

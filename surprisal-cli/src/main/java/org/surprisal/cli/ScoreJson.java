package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Resampling;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/** Scores as JSON. Keys are always there, null or empty where there is nothing to say. */
final class ScoreJson {
  private ScoreJson() {}

  static void print(PrintWriter out, Scores scores) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      question(json, scores);
      json.writeArrayFieldStart("results");
      for (Score score : scores.results()) {
        write(json, scores, score);
      }
      json.writeEndArray();
      ScoreJsonParts.differences(json, scores);
      ScoreJsonParts.metrics(json, scores);
      ScoreJsonParts.metricDifferences(json, scores);
      ScoreJsonParts.confusions(json, scores);
      ScoreJsonParts.worst(json, scores);
      ScoreJsonParts.withheld(json, scores);
      json.writeEndObject();
    }
    out.print("\n");
  }

  private static void question(JsonGenerator json, Scores scores) throws IOException {
    json.writeStringField("file", scores.file());
    if (!scores.inferred().isEmpty()) {
      json.writeStringField("inferred", scores.inferred());
    }
    json.writeStringField("target", scores.target());
    json.writeStringField("positive", scores.positive());
    json.writeStringField("weights", scores.weights());
    json.writeNumberField("threshold", scores.threshold());
    Json.strings(json, "by", scores.by());
    json.writeNumberField("rows", scores.rows());
    json.writeNumberField("filtered", scores.filtered());
    resampling(json, scores.resampling());
    ScoreJsonParts.join(json, scores.join());
  }

  private static void resampling(JsonGenerator json, @Nullable Resampling resampling)
      throws IOException {
    if (resampling == null) {
      json.writeNullField("level");
      json.writeNullField("resamples");
      json.writeNullField("seed");
    } else {
      json.writeNumberField("level", resampling.level());
      json.writeNumberField("resamples", resampling.resamples());
      json.writeNumberField("seed", resampling.seed());
    }
  }

  private static void write(JsonGenerator json, Scores scores, Score score) throws IOException {
    json.writeStartObject();
    json.writeStringField("loss", score.loss());
    json.writeStringField("prediction", score.prediction());
    json.writeStringField("group", score.group());
    Json.number(json, "mean", OptionalDouble.of(score.mean()));
    Json.number(json, "standard_error", score.standardError());
    Json.interval(json, score.interval());
    json.writeNumberField("rows", score.rows());
    json.writeNumberField("skipped", score.skipped());
    Json.number(json, "weight", score.weight());
    Json.number(json, "constant_loss", score.constantLoss());
    Json.number(json, "skill", score.skill());
    parameters(json, score.parameters());
    json.writeStringField("scale", score.scale().toString());
    json.writeStringField("reduction", "mean");
    json.writeStringField("weights", scores.weights());
    json.writeNumberField("clipped", score.clipped());
    json.writeStringField("interval_kind", kind(score));
    resampling(json, scores.resampling());
    ScoreJsonParts.infinite(json, score.infinite());
    Json.strings(json, "warnings", score.warnings());
    Json.strings(json, "notes", ScoreNotes.of(score));
    json.writeEndObject();
  }

  private static @Nullable String kind(Score score) {
    return score.intervalKind().isEmpty() ? null : score.intervalKind();
  }

  private static void parameters(JsonGenerator json, Map<String, String> parameters)
      throws IOException {
    json.writeObjectFieldStart("parameters");
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      json.writeFieldName(parameter.getKey());
      String text = parameter.getValue();
      if (text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
        Json.number(json, Double.parseDouble(text));
      } else {
        json.writeString(text);
      }
    }
    json.writeEndObject();
  }
}

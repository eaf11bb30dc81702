package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.OptionalDouble;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/**
 * Scores as JSON. What a later version will fill in (groups, intervals, differences) stands here as
 * null or empty, so that programs can rely on the keys.
 */
final class ScoreJson {
  private ScoreJson() {}

  static void print(PrintWriter out, Scores scores) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      if (!scores.inferred().isEmpty()) {
        json.writeStringField("inferred", scores.inferred());
      }
      json.writeArrayFieldStart("results");
      for (Score score : scores.results()) {
        write(json, scores, score);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("differences");
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  private static void write(JsonGenerator json, Scores scores, Score score) throws IOException {
    json.writeStartObject();
    json.writeStringField("loss", score.loss());
    json.writeStringField("prediction", score.prediction());
    json.writeNullField("group");
    number(json, "mean", OptionalDouble.of(score.mean()));
    number(json, "standard_error", score.standardError());
    json.writeNullField("interval");
    json.writeNumberField("rows", score.rows());
    json.writeNumberField("skipped", score.skipped());
    number(json, "weight", OptionalDouble.of(score.weight()));
    number(json, "constant_loss", score.constantLoss());
    number(json, "skill", score.skill());
    parameters(json, score.parameters());
    json.writeStringField("scale", score.scale().toString());
    json.writeStringField("reduction", "mean");
    json.writeStringField("weights", scores.weights());
    json.writeNumberField("clipped", score.clipped());
    json.writeNullField("interval_kind");
    json.writeNullField("resamples");
    json.writeNullField("seed");
    Json.strings(json, "warnings", score.warnings());
    Json.strings(json, "notes", score.notes());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String field, OptionalDouble value)
      throws IOException {
    json.writeFieldName(field);
    if (value.isPresent()) {
      Json.number(json, value.getAsDouble());
    } else {
      json.writeNull();
    }
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

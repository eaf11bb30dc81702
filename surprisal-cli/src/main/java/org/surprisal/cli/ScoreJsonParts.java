package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.ConfusionScore;
import org.surprisal.evaluate.Difference;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.Join;
import org.surprisal.evaluate.MetricDifference;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.RowPlace;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;
import org.surprisal.evaluate.Withheld;
import org.surprisal.evaluate.Worst;

/** The parts of the JSON of scores beside the means. */
final class ScoreJsonParts {
  private ScoreJsonParts() {}

  static void differences(JsonGenerator json, Scores scores) throws IOException {
    json.writeArrayFieldStart("differences");
    for (Difference d : scores.differences()) {
      json.writeStartObject();
      json.writeStringField("loss", d.loss());
      pair(json, d.a(), d.b(), d.group());
      Json.number(json, "mean", d.mean());
      Json.interval(json, d.interval());
      json.writeNumberField("a_wins", d.winsOfA());
      json.writeNumberField("b_wins", d.winsOfB());
      json.writeNumberField("ties", d.ties());
      notes(json, d.interval());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void metrics(JsonGenerator json, Scores scores) throws IOException {
    json.writeArrayFieldStart("metrics");
    for (MetricScore m : scores.metrics()) {
      json.writeStartObject();
      json.writeStringField("metric", m.metric().text());
      json.writeStringField("direction", m.metric().better().toString());
      json.writeStringField("prediction", m.prediction());
      json.writeStringField("group", m.group());
      Json.number(json, "value", m.value());
      Json.interval(json, m.interval());
      json.writeStringField("interval_kind", m.intervalKind().isEmpty() ? null : m.intervalKind());
      json.writeNumberField("rows", m.rows());
      Json.strings(json, "notes", ScoreNotes.of(m));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void metricDifferences(JsonGenerator json, Scores scores) throws IOException {
    json.writeArrayFieldStart("metric_differences");
    for (MetricDifference d : scores.metricDifferences()) {
      json.writeStartObject();
      json.writeStringField("metric", d.metric().text());
      json.writeStringField("direction", d.metric().better().toString());
      pair(json, d.a(), d.b(), d.group());
      Json.number(json, "value", d.value());
      Json.interval(json, d.interval());
      notes(json, d.interval());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void pair(JsonGenerator json, String a, String b, @Nullable String group)
      throws IOException {
    json.writeStringField("a", a);
    json.writeStringField("b", b);
    json.writeStringField("group", group);
  }

  private static void notes(JsonGenerator json, Interval interval) throws IOException {
    String note = ScoreNotes.of(interval);
    Json.strings(json, "notes", note.isEmpty() ? List.of() : List.of(note));
  }

  static void confusions(JsonGenerator json, Scores scores) throws IOException {
    json.writeArrayFieldStart("confusion");
    for (ConfusionScore c : scores.confusions()) {
      json.writeStartObject();
      json.writeStringField("prediction", c.prediction());
      json.writeStringField("group", c.group());
      json.writeFieldName("threshold");
      if (Double.isNaN(c.table().threshold())) {
        json.writeNull();
      } else {
        json.writeNumber(c.table().threshold());
      }
      Json.strings(json, "labels", c.table().labels());
      json.writeArrayFieldStart("table");
      for (double[] row : c.table().weights()) {
        json.writeStartArray();
        for (double weight : row) {
          Json.number(json, weight);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void worst(JsonGenerator json, Scores scores) throws IOException {
    json.writeArrayFieldStart("worst");
    for (Worst worst : scores.worst()) {
      json.writeStartObject();
      json.writeStringField("loss", worst.loss());
      json.writeStringField("prediction", worst.prediction());
      if (!worst.columns().isEmpty()) {
        json.writeArrayFieldStart("columns");
        for (String column : worst.columns()) {
          json.writeString(column);
        }
        json.writeEndArray();
      }
      json.writeArrayFieldStart("rows");
      for (Worst.Row row : worst.rows()) {
        row(json, row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void row(JsonGenerator json, Worst.Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", row.place().file());
    json.writeFieldName("line");
    if (row.place().line() > 0) {
      json.writeNumber(row.place().line());
    } else {
      json.writeNull();
    }
    json.writeNumberField("row", row.place().row());
    json.writeStringField("id", row.id());
    Json.number(json, "loss", row.loss());
    json.writeFieldName("share");
    if (Double.isNaN(row.share())) {
      json.writeNull();
    } else {
      Json.number(json, row.share());
    }
    json.writeStringField("target", row.target());
    json.writeArrayFieldStart("prediction");
    for (double number : row.prediction()) {
      Json.number(json, number);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static void withheld(JsonGenerator json, Scores scores) throws IOException {
    json.writeArrayFieldStart("withheld");
    for (Withheld group : scores.withheld()) {
      json.writeStartObject();
      json.writeStringField("group", group.group());
      json.writeNumberField("rows", group.rows());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void infinite(JsonGenerator json, Score.@Nullable Infinite infinite) throws IOException {
    if (infinite == null) {
      json.writeNullField("infinite");
      return;
    }
    json.writeObjectFieldStart("infinite");
    json.writeNumberField("rows", infinite.rows());
    json.writeArrayFieldStart("first");
    for (RowPlace place : infinite.first()) {
      json.writeNumber(place.row());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("files");
    for (RowPlace place : infinite.first()) {
      json.writeString(place.file());
    }
    json.writeEndArray();
    json.writeNumberField("epsilon", infinite.epsilon());
    Json.number(json, "clipped_mean", infinite.clippedMean());
    json.writeEndObject();
  }

  static void join(JsonGenerator json, @Nullable Join join) throws IOException {
    if (join == null) {
      json.writeNullField("join");
      return;
    }
    json.writeObjectFieldStart("join");
    json.writeStringField("id", join.id());
    json.writeNumberField("matched", join.matched());
    side(json, "main", join.main());
    side(json, "other", join.other());
    json.writeEndObject();
  }

  private static void side(JsonGenerator json, String name, Join.Side side) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("file", side.file());
    json.writeNumberField("rows", side.rows());
    json.writeNumberField("without_id", side.withoutId());
    json.writeNumberField("duplicate_ids", side.duplicateIds());
    json.writeNumberField("duplicate_rows", side.duplicateRows());
    Json.strings(json, "first_duplicates", side.firstDuplicates());
    json.writeNumberField("unmatched", side.unmatched());
    Json.strings(json, "first_unmatched", side.firstUnmatched());
    json.writeNumberField("unclear", side.unclear());
    json.writeEndObject();
  }
}

package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.MapAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.surprisal.evaluate.Difference;
import org.surprisal.evaluate.Worst;

final class ScoreJsonTest {
  private static Map<String, @Nullable Object> json(SampleScores sample) throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    ScoreJson.print(out, sample.scores());
    out.flush();
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      @SuppressWarnings("unchecked") // an object has fields
      Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) value(parser);
      assertThat(parser.nextToken()).isNull();
      return fields;
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          values.add(value(parser));
        }
        yield values;
      }
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static MapAssert<String, Object> first(SampleScores sample, String array)
      throws IOException {
    return assertThat(json(sample))
        .extractingByKey(array)
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .first()
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class));
  }

  @Test
  void theQuestionStandsAtTheTop() throws IOException {
    assertThat(json(SampleScores.full()))
        .containsEntry("file", "data.csv")
        .containsEntry("target", "y")
        .containsEntry("positive", "yes")
        .containsEntry("weights", null)
        .containsEntry("by", List.of("region"))
        .containsEntry("rows", 400L)
        .containsEntry("filtered", 12L)
        .containsEntry("level", 0.95)
        .containsEntry("resamples", 2000L)
        .containsEntry("seed", 1L)
        .doesNotContainKey("inferred")
        .containsKeys("results", "differences", "metrics", "metric_differences", "confusion")
        .containsKeys("worst", "withheld", "join");
  }

  @Test
  void aResultCarriesAllThatItDependsOn() throws IOException {
    first(SampleScores.full(), "results")
        .containsEntry("loss", "log_loss")
        .containsEntry("prediction", "forest")
        .containsEntry("group", null)
        .containsEntry("mean", 0.126351)
        .containsEntry("interval", List.of(0.1016, 0.1597))
        .containsEntry("interval_kind", "studentised bootstrap over 569 rows")
        .containsEntry("level", 0.95)
        .containsEntry("resamples", 2000L)
        .containsEntry("seed", 1L)
        .containsEntry("infinite", null)
        .containsEntry("reduction", "mean")
        .containsKeys("standard_error", "rows", "skipped", "weight", "constant_loss", "skill")
        .containsKeys("parameters", "scale", "weights", "clipped", "warnings", "notes");
  }

  @Test
  void pairsAndMetricsHaveTheirArrays() throws IOException {
    first(SampleScores.full(), "differences")
        .containsEntry("a", "forest")
        .containsEntry("b", "logistic")
        .containsEntry("group", null)
        .containsEntry("mean", 0.0544)
        .containsEntry("interval", List.of(0.03, 0.08))
        .containsEntry("a_wins", 75L)
        .containsEntry("b_wins", 490L)
        .containsEntry("ties", 4L);
    first(SampleScores.full(), "metrics")
        .containsEntry("metric", "roc_auc")
        .containsEntry("direction", "higher")
        .containsEntry("value", 0.99)
        .containsEntry("interval_kind", "bootstrap-t on the logit over 569 rows");
    first(SampleScores.full(), "metric_differences")
        .containsEntry("value", -0.005)
        .containsEntry("interval", List.of(-0.01, 0.002));
  }

  @Test
  void detailsHaveTheirArrays() throws IOException {
    first(SampleScores.full(), "confusion")
        .containsEntry("threshold", 0.5)
        .containsEntry("labels", List.of("no", "yes"))
        .containsEntry("table", List.of(List.of(340.0, 17.0), List.of(20.0, 192.0)));
    first(SampleScores.full(), "worst")
        .extractingByKey("rows")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .first()
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("file", "data.csv")
        .containsEntry("line", 18L)
        .containsEntry("row", 17L)
        .containsEntry("id", "a17")
        .containsEntry("share", 0.0641)
        .containsEntry("prediction", List.of(0.01));
    SampleScores classes = new SampleScores();
    classes.worst.add(new Worst("log_loss", "p_*", List.of("cat", "dog"), List.of()));
    first(classes, "worst").containsEntry("columns", List.of("cat", "dog"));
    first(SampleScores.full(), "withheld").containsEntry("group", "east").containsEntry("rows", 7L);
    assertThat(json(SampleScores.full()))
        .extractingByKey("join")
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("id", "id")
        .containsEntry("matched", 569L)
        .extractingByKey("main")
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("first_unmatched", List.of("17", "18", "20"))
        .containsEntry("duplicate_ids", 1L);
  }

  @Test
  void anInfiniteMeanNamesItsRows() throws IOException {
    SampleScores sample = new SampleScores();
    sample.results.add(SampleScores.infinite("log_loss", "p", OptionalDouble.of(0.43)));
    first(sample, "results")
        .containsEntry("mean", "Infinity")
        .containsEntry("interval", null)
        .containsEntry("interval_kind", null)
        .extractingByKey("infinite")
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("rows", 3L)
        .containsEntry("first", List.of(17L, 40L, 99L))
        .containsEntry("epsilon", 1e-15)
        .containsEntry("clipped_mean", 0.43);
  }

  @Test
  void withoutIntervalsTheirFieldsAreNull() throws IOException {
    SampleScores sample = new SampleScores();
    sample.resampling = null;
    sample.inferred = "no --loss given";
    sample.differences.add(
        new Difference("mse", "a", "b", "g", Double.NaN, SampleScores.NO_INTERVAL, 1, 1, 0));
    assertThat(json(sample))
        .containsEntry("level", null)
        .containsEntry("resamples", null)
        .containsEntry("seed", null)
        .containsEntry("join", null)
        .containsEntry("inferred", "no --loss given");
    first(sample, "differences")
        .containsEntry("mean", null)
        .containsEntry("interval", null)
        .containsEntry("group", "g")
        .containsEntry("notes", List.of("no interval: the mean is not finite"));
  }
}

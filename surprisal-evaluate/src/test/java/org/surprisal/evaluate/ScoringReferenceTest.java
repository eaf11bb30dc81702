package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.surprisal.loss.Scale;

/** Whole files against the plain definitions of reference/scores.py, at 50 digits. */
class ScoringReferenceTest {
  private static final double TOLERANCE = 1e-12;

  private final Map<String, Double> found = new HashMap<>();

  private static Path resource(String name) {
    URL url =
        Objects.requireNonNull(
            ScoringReferenceTest.class.getResource("/reference/scores/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> truth() {
    try {
      return Files.readAllLines(resource("truth.tsv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "binary.csv; y; p,q; log_loss,brier; accuracy,f1,roc_auc; -",
        "binary.csv; y; p,q; log_loss,brier; accuracy,f1,roc_auc; w",
        "regression.csv; y; p,q; squared_error,absolute_error; ''; -",
        "regression.csv; y; p,q; squared_error,absolute_error; ''; w",
        "classes.csv; y; p_*; log_loss,brier; ''; -",
        "classes.csv; y; p_*; log_loss,brier; ''; w",
        "several.csv; y_*; p_*; binary_cross_entropy; ''; -",
        "several.csv; y_*; p_*; binary_cross_entropy; ''; w",
      })
  void everyNumberIsThatOfTheDefinitions(
      String file,
      String target,
      String predictions,
      String losses,
      String metrics,
      String weights) {
    ScoreRequest request =
        ScoreRequest.of(Source.of(resource(file).toString()), target, predictions)
            .losses(List.of(losses.split(",", -1)))
            .scales(List.of(Scale.RESPONSE))
            .metrics(metrics.isEmpty() ? List.of() : Asking.metrics(metrics.split(",", -1)))
            .weight(weights.equals("-") ? null : weights)
            .by(List.of("g"))
            .resampling(null)
            .build();
    collect(Scoring.of(request));
    int checked = 0;
    for (String line : truth()) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals(file) && fields[1].equals(weights)) {
        String key = String.join(" ", fields[2], fields[3], fields[4], fields[5]);
        double expected = Double.parseDouble(fields[6]);
        assertThat(found.get(key))
            .as("%s %s", file, key)
            .isNotNull()
            .satisfies(value ->
                assertThat(Math.abs(value - expected))
                    .as("found %s, true %s", value, expected)
                    .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected))));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(found.size()).isGreaterThan(15);
  }

  private void collect(Scores scores) {
    for (Score score : scores.results()) {
      String key = group(score.group()) + " " + score.prediction() + " " + score.loss() + " ";
      found.put(key + "mean", score.mean());
      found.put(key + "standard_error", score.standardError().orElseThrow());
      found.put(key + "constant", score.constantLoss().orElseThrow());
      found.put(key + "skill", score.skill().orElseThrow());
    }
    for (Difference difference : scores.differences()) {
      String key =
          String.join(" ", group(difference.group()), difference.a(), difference.b())
              + " "
              + difference.loss()
              + " ";
      found.put(key + "mean", difference.mean());
      found.put(key + "wins_of_a", (double) difference.winsOfA());
      found.put(key + "wins_of_b", (double) difference.winsOfB());
      found.put(key + "ties", (double) difference.ties());
    }
    for (MetricScore metric : scores.metrics()) {
      String key = group(metric.group()) + " " + metric.prediction() + " - " + metric.metric();
      found.put(key, metric.value().orElseThrow());
    }
  }

  private static String group(@Nullable String group) {
    return group == null ? "-" : group;
  }
}

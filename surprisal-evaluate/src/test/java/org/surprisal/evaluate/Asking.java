package org.surprisal.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files for tests of scoring, and answers picked out of what is scored. */
final class Asking {
  /** So few that tests are quick, and enough for quantiles of 95 %. */
  static final Resampling FEW = new Resampling(7, 200, 0.95);

  private Asking() {}

  /** A file of the given lines, bars between them. */
  static Path file(Path folder, String text) {
    return file(folder, "data.csv", text.replace('|', '\n') + "\n");
  }

  static Path file(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Target y, a few resamples. */
  static ScoreRequest.Builder of(Path file, String... predictions) {
    return ScoreRequest.of(Source.of(file.toString()), "y", predictions).resampling(FEW);
  }

  static List<Metric> metrics(String... names) {
    return Stream.of(names).map(Metric::parse).toList();
  }

  /** The scores of a group; of all rows for null. */
  static List<Score> scores(Scores scores, @Nullable String group) {
    return scores.results().stream().filter(s -> Objects.equals(s.group(), group)).toList();
  }

  static Score only(Scores scores) {
    if (scores.results().size() != 1) {
      throw new AssertionError(scores.results());
    }
    return scores.results().getFirst();
  }

  /** The value of a metric of a prediction on all rows. */
  static double metric(Scores scores, String metric, String prediction) {
    return scores.metrics().stream()
        .filter(m -> m.group() == null && m.metric() == Metric.parse(metric))
        .filter(m -> m.prediction().equals(prediction))
        .findFirst()
        .orElseThrow()
        .value()
        .orElse(Double.NaN);
  }

  /** Rows of a label, two probabilities and a weight, the second not as good as the first. */
  static List<String> binaryRows(long seed, int rows) {
    Random random = new Random(seed);
    return Stream.generate(
            () -> {
              double p = 0.02 + 0.96 * random.nextDouble();
              int y = random.nextDouble() < p ? 1 : 0;
              double q = 0.5 * p + 0.25;
              return y + "," + p + "," + q + "," + (1 + random.nextInt(5));
            })
        .limit(rows)
        .collect(Collectors.toList());
  }
}

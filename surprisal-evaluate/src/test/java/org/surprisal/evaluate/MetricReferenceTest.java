package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.surprisal.loss.Scale;

/** Metrics against their definitions in rational numbers: {@code reference/metrics.py}. */
class MetricReferenceTest {
  private static final String TABLE = "/reference/metrics/metrics.tsv";
  private static final double TOLERANCE = 4e-16;

  /** R² is a difference of sums from the first target, which lose a factor of the rows, 14. */
  private static final double REGRESSION_TOLERANCE = 4e-15;

  private record Case(
      String kind, Metric metric, double threshold, MetricRows rows, int size, double value) {

    static Case of(String line) {
      String[] fields = line.split("\t", -1);
      double[][] targets = columns(fields[3]);
      double[][] predictions = columns(fields[4]);
      double[] weights = numbers(fields[5]);
      return new Case(
          fields[0],
          Metric.parse(fields[1]),
          Double.parseDouble(fields[2]),
          new MetricRows(targets, predictions, weights),
          weights.length,
          Double.parseDouble(fields[6]));
    }

    private static double[] numbers(String list) {
      return Arrays.stream(list.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[][] columns(String rows) {
      double[][] table =
          Arrays.stream(rows.split(";", -1)).map(Case::numbers).toArray(double[][]::new);
      return IntStream.range(0, table[0].length)
          .mapToObj(k -> Arrays.stream(table).mapToDouble(row -> row[k]).toArray())
          .toArray(double[][]::new);
    }

    MetricSums sums() {
      List<String> labels =
          IntStream.range(0, rows.predictions().length).mapToObj(k -> "c" + k).toList();
      return switch (kind) {
        case "regression" -> new RegressionSums(rows.targets().length);
        case "binary" -> BinarySums.zeroOne(Cut.at(threshold, Scale.RESPONSE));
        case "classes" -> new ClassSums(labels);
        default -> new LabelSums(labels, Cut.at(threshold, Scale.RESPONSE));
      };
    }

    RankedRows ranked() {
      double[] target = rows.targets()[0];
      boolean[] positive = new boolean[size];
      for (int i = 0; i < size; i++) {
        positive[i] = target[i] == 1;
      }
      return new RankedRows(rows.predictions()[0], positive, rows.weights());
    }
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(MetricReferenceTest.class.getResourceAsStream(TABLE)),
                StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
      lines.stream().skip(1).map(Case::of).forEach(cases::add);
    }
    return cases;
  }

  private static void assertValue(Case given, double value, double tolerance) {
    if (Double.isFinite(given.value)) {
      double slack = tolerance * Math.max(1, Math.abs(given.value));
      assertThat(value).as("%s", given).isCloseTo(given.value, within(slack));
    } else {
      assertThat(value).as("%s", given).isEqualTo(Double.valueOf(given.value));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"regression", "binary", "classes", "labels"})
  void sumsGiveTheDefinitions(String kind) throws IOException {
    int compared = 0;
    for (Case given : cases()) {
      if (given.kind.equals(kind) && !given.metric.isRanking()) {
        MetricSums metric = given.sums();
        double[] sums = new double[metric.parts()];
        for (int row = 0; row < given.size; row++) {
          metric.add(given.rows, row, sums, 0);
        }
        boolean isRegression = kind.equals("regression");
        double value = metric.value(given.metric, sums, 0);
        assertValue(given, value, isRegression ? REGRESSION_TOLERANCE : TOLERANCE);
        String because = metric.undefinedBecause(given.metric, sums, 0);
        assertThat(because.isEmpty()).as("%s: %s", given, because).isEqualTo(!Double.isNaN(value));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(70);
  }

  @Test
  void rankingsGiveTheDefinitionsRoundedOnce() throws IOException {
    int compared = 0;
    for (Case given : cases()) {
      if (given.metric.isRanking()) {
        RankingTally tally = given.ranked().tally();
        double value = given.metric == Metric.ROC_AUC ? tally.auc() : tally.averagePrecision();
        assertThat(value).as("%s", given).isEqualTo(Double.valueOf(given.value));
        assertThat(tally.undefinedBecause().isEmpty()).isEqualTo(!Double.isNaN(value));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(120);
  }

  @Test
  void rankingsOfResamplesGiveTheDefinitions() throws IOException {
    for (Case given : cases()) {
      if (given.metric.isRanking()) {
        int[] once = new int[given.size];
        Arrays.fill(once, 1);
        RankedRows ranked = given.ranked();
        boolean isAuc = given.metric == Metric.ROC_AUC;
        assertValue(given, isAuc ? ranked.auc(once) : ranked.averagePrecision(once), TOLERANCE);
      }
    }
  }

  @Test
  void partsOfRowsAddUpToTheSums() throws IOException {
    for (Case given : cases()) {
      if (!given.metric.isRanking()) {
        MetricSums metric = given.sums();
        double[][] parts = new double[metric.parts()][given.size];
        metric.write(given.rows, given.size, parts);
        double[] sums =
            Arrays.stream(parts).mapToDouble(part -> Arrays.stream(part).sum()).toArray();
        assertValue(given, metric.value(given.metric, sums, 0), REGRESSION_TOLERANCE);
      }
    }
  }
}

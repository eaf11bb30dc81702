package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.surprisal.evaluate.Confusion;
import org.surprisal.evaluate.ConfusionScore;
import org.surprisal.evaluate.Difference;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.Metric;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.RowPlace;
import org.surprisal.evaluate.Withheld;
import org.surprisal.evaluate.Worst;

/** What a terminal shows of scores. */
final class ScoreSheetTest {
  private static String table(SampleScores sample) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    SheetText.print(out, ScoreSheet.of(sample.scores()));
    out.flush();
    return text.toString();
  }

  @Test
  void everythingHasItsTable() {
    assertThat(table(SampleScores.full()))
        .contains(
            """
            data.csv
              target y (positive: yes); prediction forest, logistic; scale response; no
              weights; groups by region
              569 rows used, 0 skipped, 12 left out by --where
              joined by id: 569 rows matched
              left out of a.csv: 3 rows have ids that b.csv lacks (17, 18, 20); 1 id stands
              more than once, in 2 rows (5)
              left out of b.csv: 1 row has an id that a.csv lacks (99); 1 row has an id that
              a.csv has more than once; 2 rows have no id
            """)
        .contains(
            """
            loss      prediction  group     rows       mean    95 % interval  constant   skill
            ────────  ──────────  ────────  ────  ─────────  ───────────────  ────────  ──────
            log_loss  forest      all rows   569   0.126351  0.1016 … 0.1597  0.660316  0.8087
            log_loss  logistic *  all rows   569  0.0719479  0.0449 … 0.1031  0.660316   0.891
            """)
        .contains(
            """
            Differences, row by row
            loss      a − b              group     mean a − b    95 % interval    a wins  b wins  ties
            ────────  ─────────────────  ────────  ──────────  ─────────────────  ──────  ──────  ────
            log_loss  forest − logistic  all rows      0.0544  0.0300 … 0.0800 ≠      75     490     4
            """)
        .contains(
            """
            roc_auc ↑  forest      all rows   0.99  0.9800 … 1.0000
            roc_auc ↑  logistic *  all rows  0.995  0.9850 … 1.0000
            """)
        .contains("roc_auc ↑  forest − logistic  all rows       -0.005  -0.0100 … 0.0020\n")
        .contains(
            """
            Confusion of forest: rows; yes is predicted where p ≥ 0.5
            target ↓ predicted →   no  yes
            ────────────────────  ───  ───
            no                    340   17
            yes                    20  192
            """)
        .contains(
            """
            Rows that cost most: log_loss of forest
            row  line  id   loss   share  target  prediction
            ───  ────  ───  ────  ──────  ──────  ──────────
             17    18  a17   4.6  6.41 %  yes     0.01
            """);
  }

  @Test
  void theLegendSaysWhatTheNumbersMean() {
    assertThat(table(SampleScores.full()))
        .contains("2 groups with fewer than 20 rows are not shown: east (7), west (3)\n")
        .contains("* lowest mean of its loss, or best value of its metric\n")
        .contains("↑ higher is better; ↓ lower is better\n")
        .contains("a − b below 0: a costs less. a wins = rows on which a costs less.\n")
        .contains("≠ the interval excludes 0: ")
        .contains("95 % interval = for losses studentised bootstrap over 569 rows, for metrics")
        .contains("bootstrap-t on the logit over 569 rows; in each group over its own; 2000")
        .endsWith("seed 1.\n");
  }

  @Test
  void linesStayNarrowAndLongNamesAreSaidInFull() {
    SampleScores sample = new SampleScores();
    String loss = "formula('log1p((z - y)^2 / nu) + abs(z - y) * scale', nu=4, scale=";
    String name = "a_prediction_with_a_very_long_name_";
    for (int i = 1; i <= 2; i++) {
      sample.results.add(
          SampleScores.score(loss + i + ")", name + i, null, 1e-300 * i, 0.5e-300, 2.5e-300));
    }
    sample.differences.add(
        new Difference(
            loss + "1)", name + 1, name + 2, null, -1, SampleScores.interval(-2, 3), 1, 2, 3));
    String text = table(sample);
    assertThat(text.lines()).allMatch(line -> Names.width(line) <= 100);
    assertThat(text).contains("…2 is formula('log1p").contains("is " + name + "1\n");
    assertThat(text).contains("5e-301 … 2.5e-300");
  }

  @Test
  void anInfiniteMeanNamesItsRowsAndWhatTheRestCosts() {
    SampleScores sample = new SampleScores();
    sample.results.add(SampleScores.infinite("log_loss", "p", OptionalDouble.of(0.43)));
    sample.results.add(SampleScores.infinite("log1p(z)", "p", OptionalDouble.empty()));
    assertThat(table(sample))
        .contains("log_loss  p              ∞")
        .contains("log_loss of p: ∞ (3 rows: 17, 40, 99; with clip 1e-15: 0.43)\n")
        .contains("log1p(z) of p: ∞ (3 rows: 17, 40, 99)\n")
        .contains("An infinite mean has no interval and no skill. With clip is")
        .contains("'clip(log_loss, epsilon=1e-15)'")
        .contains("– no interval for log_loss, log1p(z): the mean is not finite\n")
        .contains("– no skill for log_loss, log1p(z): the mean is not finite\n")
        .doesNotContain("no standard error");
  }

  @Test
  void withoutIntervalsThereAreStandardErrors() {
    SampleScores sample = new SampleScores();
    sample.resampling = null;
    sample.results.add(SampleScores.score("mse", "p", null, 2, 1, 5));
    sample.results.add(SampleScores.infinite("log_loss", "p", OptionalDouble.empty()));
    assertThat(table(sample))
        .contains("loss      prediction  mean  std. error  constant  ")
        .contains("mse       p              2           1  0.660316")
        .contains("– no standard error for log_loss: the mean is not finite")
        .doesNotContain("interval for", "resample");
  }

  @Test
  void aPairWhoseIntervalHoldsZeroIsNotMarked() {
    SampleScores sample = new SampleScores();
    Interval interval = SampleScores.interval(-0.5, 0.25);
    sample.differences.add(new Difference("mse", "a", "b", null, -0.125, interval, 1, 1, 0));
    assertThat(table(sample))
        .contains("mse   a − b      -0.125  -0.500 … 0.250       1       1     0\n")
        .doesNotContain("≠");
  }

  @Test
  void whatIsNotDefinedIsSaid() {
    SampleScores sample = new SampleScores();
    Interval none = new Interval(Double.NaN, Double.NaN, "");
    sample.metrics.add(
        new MetricScore(
            Metric.ROC_AUC, "p", null, OptionalDouble.empty(), "only one class", none, "", 9));
    Interval point = new Interval(1, 1, "all 9 rows have the same value");
    sample.metrics.add(
        new MetricScore(Metric.R2, "p", null, OptionalDouble.of(1), "", point, "", 9));
    Interval both = new Interval(Double.NaN, Double.NaN, "both means are infinite");
    sample.differences.add(new Difference("bce", "p", "q", null, Double.NaN, both, 0, 0, 9));
    assertThat(table(sample))
        .contains("roc_auc ↑  p               –              –\n")
        .contains("– no value for roc_auc of p: only one class\n")
        .contains("– interval for r2 of p: all 9 rows have the same value\n")
        .contains("– no interval for bce of p − q: both means are infinite\n");
  }

  @Test
  void onlyTheFirstOfManySmallGroupsAreNamed() {
    SampleScores sample = new SampleScores();
    sample.withheld.add(new Withheld("x", 7));
    assertThat(table(sample)).contains("1 group with fewer than 20 rows is not shown: x (7)\n");
    for (int i = 0; i < 20; i++) {
      sample.withheld.add(new Withheld("g" + i, 1));
    }
    assertThat(table(sample)).contains("21 groups with").contains("g8 (1) and 11 more");
  }

  @Test
  void manyLabelsGoOnBelow() {
    SampleScores sample = new SampleScores();
    List<String> labels =
        java.util.stream.IntStream.range(0, 30).mapToObj(i -> "label_" + i).toList();
    sample.confusions.add(
        new ConfusionScore("p_*", "g", new Confusion(labels, new double[30][30], Double.NaN)));
    assertThat(table(sample))
        .contains("Confusion of p_* in g: rows; the label of the highest score is predicted\n")
        .contains("label_29");
    assertThat(table(sample).lines()).allMatch(line -> Names.width(line) <= 100);
  }

  @Test
  void noTitleIsWiderThanATable() {
    SampleScores sample = new SampleScores();
    String name = "a name of many words ".repeat(8).strip();
    sample.worst.add(
        new Worst(
            "mse",
            name,
            List.of(),
            List.of(new Worst.Row(new RowPlace("a.csv", 2, 1), null, 1, 0.5, "3", List.of(2.0)))));
    assertThat(table(sample).lines()).allMatch(line -> line.length() <= SheetText.WIDEST);
  }

  @Test
  void worstRowsOfSeveralFilesNameThem() {
    SampleScores sample = new SampleScores();
    sample.weights = "w";
    List<Double> numbers = List.of(0.125, 0.25, 0.5, 0.0625, 0.0625);
    sample.worst.add(
        new Worst(
            "cross_entropy",
            "p_*",
            List.of("ant", "bee", "cat", "dog", "elk"),
            List.of(
                new Worst.Row(new RowPlace("a.csv", 2, 1), null, 1e9, Double.NaN, "cat", numbers),
                new Worst.Row(new RowPlace("b.pq", -1, 7), null, 3, 0.5, "dog", numbers))));
    assertThat(table(sample))
        .contains("Rows that cost most: cross_entropy of p_*; * = ant, bee, cat, dog and 1 more\n")
        .contains("file   row  line  weight·loss  share  target  prediction\n")
        .contains(
            "a.csv    1     2   1000000000      –  cat     0.125, 0.25, 0.5, 0.0625, … (5 num")
        .contains("b.pq     7     –            3   50 %  dog     ");
  }

  @Test
  void namesFromFilesCannotMoveTheCursor() {
    SampleScores sample = new SampleScores();
    sample.results.add(SampleScores.score("mse", "a\u001b[2J\nb", "x\u202ey", 1, 0, 2));
    sample.by.add("g");
    assertThat(table(sample)).contains("a [2J b", "x\ufffdy").doesNotContain("\u001b", "\u202e");
  }
}

package org.surprisal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Confusion;
import org.surprisal.evaluate.ConfusionScore;
import org.surprisal.evaluate.Difference;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.Join;
import org.surprisal.evaluate.Metric;
import org.surprisal.evaluate.MetricDifference;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Resampling;
import org.surprisal.evaluate.RowPlace;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;
import org.surprisal.evaluate.Withheld;
import org.surprisal.evaluate.Worst;
import org.surprisal.loss.Scale;

/** Scores put together by hand, to see how they are written. */
final class SampleScores {
  static final Interval NO_INTERVAL =
      new Interval(Double.NaN, Double.NaN, "the mean is not finite");

  final List<String> by = new ArrayList<>();
  final List<Score> results = new ArrayList<>();
  final List<Difference> differences = new ArrayList<>();
  final List<MetricScore> metrics = new ArrayList<>();
  final List<MetricDifference> metricDifferences = new ArrayList<>();
  final List<ConfusionScore> confusions = new ArrayList<>();
  final List<Worst> worst = new ArrayList<>();
  final List<Withheld> withheld = new ArrayList<>();
  @Nullable Resampling resampling = Resampling.DEFAULT;
  @Nullable Join join;
  @Nullable String weights;
  @Nullable String positive;
  long filtered;
  String inferred = "";

  Scores scores() {
    return new Scores(
        "data.csv",
        "y",
        weights,
        positive,
        0.5,
        by,
        400,
        filtered,
        inferred,
        resampling,
        join,
        results,
        differences,
        metrics,
        metricDifferences,
        confusions,
        worst,
        withheld);
  }

  /** Everything that can be said, of two predictions with groups. */
  static SampleScores full() {
    SampleScores all = new SampleScores();
    all.by.add("region");
    all.positive = "yes";
    all.filtered = 12;
    for (String group : new String[] {null, "north", "south"}) {
      all.results.add(score("log_loss", "forest", group, 0.126351, 0.1016, 0.1597));
      all.results.add(score("log_loss", "logistic", group, 0.0719479, 0.0449, 0.1031));
      all.differences.add(
          new Difference(
              "log_loss", "forest", "logistic", group, 0.0544, interval(0.03, 0.08), 75, 490, 4));
      all.metrics.add(metric(Metric.ROC_AUC, "forest", group, 0.99));
      all.metrics.add(metric(Metric.ROC_AUC, "logistic", group, 0.995));
      all.metricDifferences.add(
          new MetricDifference(
              Metric.ROC_AUC,
              "forest",
              "logistic",
              group,
              OptionalDouble.of(-0.005),
              interval(-0.01, 0.002)));
    }
    all.confusions.add(
        new ConfusionScore(
            "forest",
            null,
            new Confusion(List.of("no", "yes"), new double[][] {{340, 17}, {20, 192}}, 0.5)));
    all.worst.add(
        new Worst(
            "log_loss",
            "forest",
            List.of(),
            List.of(
                new Worst.Row(
                    new RowPlace("data.csv", 18, 17), "a17", 4.6, 0.0641, "yes", List.of(0.01)))));
    all.withheld.add(new Withheld("east", 7));
    all.withheld.add(new Withheld("west", 3));
    all.join =
        new Join(
            "id",
            569,
            new Join.Side("a.csv", 574, 0, 1, 2, List.of("5"), 3, List.of("17", "18", "20"), 0),
            new Join.Side("b.csv", 573, 2, 0, 0, List.of(), 1, List.of("99"), 1));
    return all;
  }

  static Interval interval(double low, double high) {
    return new Interval(low, high, "");
  }

  static MetricScore metric(
      Metric metric, String prediction, @Nullable String group, double value) {
    return new MetricScore(
        metric,
        prediction,
        group,
        OptionalDouble.of(value),
        "",
        interval(value - 0.01, Math.min(1, value + 0.01)),
        "bootstrap-t on the logit over 569 rows",
        569);
  }

  static Score score(
      String loss,
      String prediction,
      @Nullable String group,
      double mean,
      double low,
      double high) {
    boolean isFinite = Double.isFinite(mean);
    String because = isFinite ? "" : "the mean is not finite";
    return new Score(
        loss,
        Map.of(),
        Scale.RESPONSE,
        prediction,
        group,
        mean,
        isFinite ? OptionalDouble.of((high - low) / 4) : OptionalDouble.empty(),
        isFinite ? interval(low, high) : NO_INTERVAL,
        isFinite ? "studentised bootstrap over 569 rows" : "",
        569,
        0,
        569,
        OptionalDouble.of(0.660316),
        isFinite ? OptionalDouble.of(1 - mean / 0.660316) : OptionalDouble.empty(),
        because,
        because,
        0,
        null,
        List.of());
  }

  /** A mean that three rows make infinite. */
  static Score infinite(String loss, String prediction, OptionalDouble clippedMean) {
    Score s = score(loss, prediction, null, Double.POSITIVE_INFINITY, 0, 0);
    List<RowPlace> first =
        List.of(
            new RowPlace("data.csv", 18, 17),
            new RowPlace("data.csv", 41, 40),
            new RowPlace("data.csv", 100, 99));
    return new Score(
        s.loss(),
        s.parameters(),
        s.scale(),
        s.prediction(),
        null,
        s.mean(),
        s.standardError(),
        s.interval(),
        "",
        s.rows(),
        0,
        s.weight(),
        s.constantLoss(),
        s.skill(),
        s.noSkillBecause(),
        s.noStandardErrorBecause(),
        0,
        new Score.Infinite(3, first, 1e-15, "clip(" + s.loss() + ", epsilon=1e-15)", clippedMean),
        List.of());
  }
}

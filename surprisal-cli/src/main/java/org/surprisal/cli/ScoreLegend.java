package org.surprisal.cli;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Resampling;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/** What the numbers of the tables mean, and what is missing from them and why. */
final class ScoreLegend {
  private static final int GROUPS_SHOWN = 10;
  private static final int INFINITE_SHOWN = 20;

  private final Scores scores;

  ScoreLegend(Scores scores) {
    this.scores = scores;
  }

  void add(Sheet sheet) {
    infinite(sheet);
    if (!scores.withheld().isEmpty()) {
      sheet.text("", withheld(scores));
    }
    sheet.text("", means());
    marks(sheet);
    intervals(sheet);
    new NoteSheet(scores).add(sheet);
  }

  private void infinite(Sheet sheet) {
    List<Score> infinite =
        scores.results().stream().filter(score -> score.infinite() != null).toList();
    infinite.stream()
        .limit(INFINITE_SHOWN)
        .forEach(score -> sheet.line("", name(score) + ": " + infinity(score)));
    if (infinite.size() > INFINITE_SHOWN) {
      sheet.text("", "and " + (infinite.size() - INFINITE_SHOWN) + " more means that are infinite");
    }
    infinite.stream()
        .filter(score -> rows(score).clippedMean().isPresent())
        .findFirst()
        .ifPresent(score -> sheet.text("", clip(score)));
    if (!infinite.isEmpty() && scores.join() != null) {
      sheet.text("", "Joined rows are counted in the order of ids; --worst lists them by id.");
    }
  }

  private static String clip(Score score) {
    String epsilon = Figures.rounded(rows(score).epsilon(), 3);
    return "An infinite mean has no interval and no skill. With clip is the mean of the same rows,"
        + " every probability kept within ["
        + epsilon
        + ", 1 − "
        + epsilon
        + "]; it has an interval as --loss '"
        + rows(score).clippedLoss()
        + "'.";
  }

  private static Score.Infinite rows(Score score) {
    return Objects.requireNonNull(score.infinite());
  }

  /** {@code ∞ (3 rows: 17, 40, 99; with clip 1e-15: 0.43)}. */
  private String infinity(Score score) {
    Score.Infinite infinite = rows(score);
    String rows =
        infinite.first().stream()
            .map(place ->
                (place.file().equals(scores.file()) ? "" : place.file() + " ") + place.row())
            .collect(Collectors.joining(", "));
    String more = infinite.first().size() < infinite.rows() ? ", …" : "";
    String clip =
        infinite.clippedMean().isEmpty()
            ? ""
            : "; with clip "
                + Figures.rounded(infinite.epsilon(), 3)
                + ": "
                + ScoreFigures.number(infinite.clippedMean(), ScoreFigures.MEAN_DIGITS);
    return ScoreFigures.number(score.mean(), ScoreFigures.MEAN_DIGITS)
        + " ("
        + Names.count(infinite.rows(), "row", "rows")
        + (rows.isEmpty() ? "" : ": " + rows + more)
        + clip
        + ")";
  }

  /** Which groups are too small to be shown. */
  static String withheld(Scores scores) {
    int all = scores.withheld().size();
    List<String> names =
        scores.withheld().stream().map(group -> group.group() + " (" + group.rows() + ")").toList();
    return Names.count(all, "group", "groups")
        + " with fewer than 20 rows "
        + (all == 1 ? "is" : "are")
        + " not shown: "
        + Names.some(names, GROUPS_SHOWN, " more");
  }

  private String means() {
    return "mean = "
        + (scores.weights() == null ? "Σ loss / rows" : "Σ weight·loss / Σ weight")
        + ", lower is better; logarithms are natural (nats)."
        + " constant = mean of the best constant prediction on the same rows."
        + " skill = 1 − (mean − perfect) / (constant − perfect).";
  }

  private void marks(Sheet sheet) {
    boolean hasBest = !Best.of(scores.results()).isEmpty();
    boolean hasMetrics = !scores.metrics().isEmpty();
    if (hasBest) {
      sheet.text(
          ScoreSheet.BEST + " ",
          "lowest mean of its loss" + (hasMetrics ? ", or best value of its metric" : ""));
    }
    if (hasMetrics) {
      sheet.text("", "↑ higher is better; ↓ lower is better" + threshold());
    }
    Stream<Interval> compared =
        Stream.concat(
            scores.differences().stream().map(d -> d.interval()),
            scores.metricDifferences().stream().map(d -> d.interval()));
    if (!scores.differences().isEmpty()) {
      sheet.text("", "a − b below 0: a costs less. a wins = rows on which a costs less.");
    }
    if (compared.anyMatch(CompareSheet::excludesZero)) {
      sheet.text(
          CompareSheet.DIFFERS + " ",
          "the interval excludes 0: chance alone rarely makes such a difference");
    }
  }

  /** From where on a row is predicted positive, if that has been asked. */
  private String threshold() {
    // With one of several classes the highest score decides; with several targets each has its own.
    boolean isEach = scores.target().indexOf('*') >= 0;
    String metrics =
        scores.metrics().stream()
            .filter(m -> m.metric().isOfLabels() && (isEach || m.prediction().indexOf('*') < 0))
            .map(m -> m.metric().text())
            .distinct()
            .collect(Collectors.joining(", "));
    return metrics.isEmpty()
        ? ""
        : "; " + metrics + ": positive where p ≥ " + Figures.exact(scores.threshold());
  }

  private void intervals(Sheet sheet) {
    Resampling resampling = scores.resampling();
    if (resampling == null) {
      return;
    }
    String losses = kinds(ScoreSheet.overall(scores).map(Score::intervalKind));
    String metrics =
        kinds(
            scores.metrics().stream()
                .filter(metric -> metric.group() == null)
                .map(MetricScore::intervalKind));
    String both =
        metrics.isEmpty() || metrics.equals(losses)
            ? losses
            : losses.isEmpty() ? metrics : "for losses " + losses + ", for metrics " + metrics;
    if (!both.isEmpty()) {
      sheet.text(
          "",
          ScoreSheet.intervalHeading(scores)
              + " = "
              + both
              + (scores.by().isEmpty() ? "" : "; in each group over its own")
              + "; "
              + Names.count(resampling.resamples(), "resample", "resamples")
              + ", seed "
              + resampling.seed()
              + ".");
    }
  }

  private static String kinds(Stream<String> kinds) {
    return kinds.filter(kind -> !kind.isEmpty()).distinct().collect(Collectors.joining(" or "));
  }

  /** What a note calls it. */
  static String name(Score score) {
    return score.loss()
        + " of "
        + score.prediction()
        + (score.group() == null ? "" : " in " + score.group());
  }
}

package org.surprisal.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Resampling;
import org.surprisal.evaluate.RowPlace;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/** What the numbers of the tables mean, and what is missing from them and why. */
final class ScoreLegend {
  private static final int GROUPS_SHOWN = 10;
  private static final int NAMES_SHOWN = 6;
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
    notes().forEach((note, names) -> sheet.text(ScoreFigures.NONE + " ", named(note, names)));
    Set<String> warnings = new LinkedHashSet<>();
    for (Score score : scores.results()) {
      for (String warning : score.warnings()) {
        String cure = warning.contains("from=probabilities") ? ", or --scale probabilities" : "";
        warnings.add(name(score) + ": " + warning + cure);
      }
    }
    warnings.forEach(warning -> sheet.text("warning: ", warning));
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
    if (!infinite.isEmpty()) {
      sheet.text(
          "",
          "One infinite loss makes the mean infinite; it then has no interval and no skill."
              + clips(infinite));
    }
  }

  private static String clips(List<Score> infinite) {
    return infinite.stream()
        .filter(score -> rows(score).clippedMean().isPresent())
        .findFirst()
        .map(
            score -> {
              String epsilon = Figures.rounded(rows(score).epsilon(), 3);
              return " With clip is the mean of the same rows, every probability kept within ["
                  + epsilon
                  + ", 1 − "
                  + epsilon
                  + "]: --loss 'clip("
                  + score.loss()
                  + ", epsilon="
                  + epsilon
                  + ")' has interval and skill.";
            })
        .orElse("");
  }

  private static Score.Infinite rows(Score score) {
    return Objects.requireNonNull(score.infinite());
  }

  /** {@code ∞ (3 rows: 17, 40, 99; with clip 1e-15: 0.43)}. */
  static String infinity(Score score) {
    Score.Infinite infinite = rows(score);
    boolean isOneFile = infinite.first().stream().map(RowPlace::file).distinct().count() <= 1;
    String rows =
        infinite.first().stream()
            .map(place -> (isOneFile ? "" : place.file() + " ") + place.row())
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
    boolean hasBest =
        scores.results().stream().anyMatch(score -> ScoreSheet.isBest(score, scores.results()));
    boolean hasMetrics = !scores.metrics().isEmpty();
    if (hasBest) {
      sheet.text(
          ScoreSheet.BEST + " ",
          "lowest mean of its loss" + (hasMetrics ? ", or best value of its metric" : ""));
    }
    if (hasMetrics) {
      sheet.text("", "↑ higher is better; ↓ lower is better");
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
          CompareSheet.DIFFERS + " ", "the interval excludes 0: chance alone rarely makes such a difference");
    }
  }

  private void intervals(Sheet sheet) {
    Resampling resampling = scores.resampling();
    if (resampling == null) {
      return;
    }
    Stream<String> losses = ScoreSheet.overall(scores).map(Score::intervalKind);
    Stream<String> metrics =
        scores.metrics().stream().filter(m -> m.group() == null).map(MetricScore::intervalKind);
    String kinds =
        Stream.concat(losses, metrics)
            .filter(kind -> !kind.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    if (!kinds.isEmpty()) {
      sheet.text(
          "",
          ScoreSheet.intervalHeading(scores)
              + " = "
              + kinds
              + (scores.by().isEmpty() ? "" : ", in a group over its own")
              + "; "
              + Names.count(resampling.resamples(), "resample", "resamples")
              + ", seed "
              + resampling.seed()
              + ".");
    }
  }

  /** Every note with the results that it is about. */
  private Map<String, Set<String>> notes() {
    Map<String, Set<String>> notes = new LinkedHashMap<>();
    for (Score score : scores.results()) {
      for (String note : shown(score)) {
        boolean forAll =
            scores.results().stream()
                .filter(other -> other.loss().equals(score.loss()))
                .allMatch(other -> shown(other).contains(note));
        notes
            .computeIfAbsent(note, _ -> new LinkedHashSet<>())
            .add(forAll ? score.loss() : name(score));
      }
    }
    scores.differences().forEach(d -> unless(d.interval(), notes, CompareSheet.name(d)));
    for (var metric : scores.metrics()) {
      String name = CompareSheet.name(metric);
      if (metric.value().isEmpty()) {
        add(notes, "no value: " + metric.undefinedBecause(), name);
      } else {
        unless(metric.interval(), notes, name);
      }
    }
    scores.metricDifferences().forEach(d -> unless(d.interval(), notes, CompareSheet.name(d)));
    return notes;
  }

  /** The notes about what the table shows: it has either a standard error or an interval. */
  private List<String> shown(Score score) {
    String elsewhere = scores.resampling() == null ? "no interval: " : "no standard error: ";
    return ScoreNotes.of(score).stream().filter(note -> !note.startsWith(elsewhere)).toList();
  }

  private void unless(Interval interval, Map<String, Set<String>> notes, String name) {
    if (scores.resampling() != null) {
      String note = ScoreNotes.of(interval);
      if (!note.isEmpty()) {
        add(notes, note, name);
      }
    }
  }

  private static void add(Map<String, Set<String>> notes, String note, String name) {
    notes.computeIfAbsent(note, _ -> new LinkedHashSet<>()).add(name);
  }

  /** "no skill: the mean is not finite" names its results behind "no skill". */
  private static String named(String note, Set<String> names) {
    int end = note.indexOf(':');
    String of = " for " + Names.some(List.copyOf(names), NAMES_SHOWN, " more");
    return note.substring(0, end) + of + note.substring(end);
  }

  private static String name(Score score) {
    return score.loss()
        + " of "
        + score.prediction()
        + (score.group() == null ? "" : " in " + score.group());
  }
}

package org.surprisal.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Difference;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.MetricDifference;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/** What tables leave open, and why: each reason once, with the results that it is about. */
final class NoteSheet {
  private static final int NAMES_SHOWN = 6;
  private static final int GROUPS_SHOWN = 3;

  private final Scores scores;

  /** For each note the measures that it is about, and for each of them the groups. */
  private final Map<String, Map<String, Set<String>>> notes = new LinkedHashMap<>();

  /** How many results a loss has, and of how many of them a note is. */
  private final Map<String, Integer> results = new HashMap<>();

  private final Map<List<String>, Integer> noted = new HashMap<>();

  NoteSheet(Scores scores) {
    this.scores = scores;
  }

  void add(Sheet sheet) {
    scores.results().forEach(this::count);
    scores.results().forEach(this::note);
    for (Difference d : scores.differences()) {
      note(d.interval(), CompareSheet.name(d), d.group());
    }
    for (MetricScore metric : scores.metrics()) {
      String name = metric.metric().text() + " of " + metric.prediction();
      if (metric.value().isEmpty()) {
        note("no value: " + metric.undefinedBecause(), name, metric.group());
      } else {
        note(metric.interval(), name, metric.group());
      }
    }
    for (MetricDifference d : scores.metricDifferences()) {
      note(d.interval(), CompareSheet.name(d), d.group());
    }
    notes.forEach((note, about) -> sheet.text(ScoreFigures.NONE + " ", said(note, about)));
    warnings().forEach(warning -> sheet.text("warning: ", warning));
  }

  private void count(Score score) {
    results.merge(score.loss(), 1, Integer::sum);
    shown(score).forEach(note -> noted.merge(List.of(score.loss(), note), 1, Integer::sum));
  }

  private void note(Score score) {
    for (String note : shown(score)) {
      if (Objects.equals(noted.get(List.of(score.loss(), note)), results.get(score.loss()))) {
        note(note, score.loss(), null);
      } else {
        note(note, score.loss() + " of " + score.prediction(), score.group());
      }
    }
  }

  /** The notes about what the table shows: it has either a standard error or an interval. */
  private List<String> shown(Score score) {
    String elsewhere = scores.resampling() == null ? "no interval: " : "no standard error: ";
    return ScoreNotes.of(score).stream().filter(note -> !note.startsWith(elsewhere)).toList();
  }

  private void note(Interval interval, String name, @Nullable String group) {
    String note = ScoreNotes.of(interval);
    if (scores.resampling() != null && !note.isEmpty()) {
      note(note, name, group);
    }
  }

  private void note(String note, String name, @Nullable String group) {
    notes
        .computeIfAbsent(note, _ -> new LinkedHashMap<>())
        .computeIfAbsent(name, _ -> new TreeSet<>())
        .add(group == null ? "" : group);
  }

  /** "no skill: the mean is not finite" names its results behind "no skill". */
  private static String said(String note, Map<String, Set<String>> about) {
    List<String> names = about.entrySet().stream().map(e -> e.getKey() + in(e.getValue())).toList();
    int end = note.indexOf(':');
    String of = " for " + Names.some(names, NAMES_SHOWN, " more");
    return note.substring(0, end) + of + note.substring(end);
  }

  /** What is so of all rows needs no mention of the groups that are like them. */
  private static String in(Set<String> groups) {
    if (groups.contains("")) {
      return groups.size() == 1 ? "" : " (also in groups)";
    }
    return groups.size() <= GROUPS_SHOWN
        ? " in " + String.join(", ", groups)
        : " in " + groups.size() + " groups";
  }

  /** Rows of infinite loss are said elsewhere. */
  private Set<String> warnings() {
    return scores.results().stream()
        .flatMap(score ->
            score.warnings().stream()
                .filter(w -> score.infinite() == null || !w.contains("infinite loss"))
                .map(w -> ScoreLegend.name(score) + ": " + cured(w)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String cured(String warning) {
    return warning.contains("from=probabilities")
        ? warning + ", or --scale probabilities"
        : warning;
  }
}

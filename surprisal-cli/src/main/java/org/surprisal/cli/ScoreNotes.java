package org.surprisal.cli;

import java.util.ArrayList;
import java.util.List;
import org.surprisal.evaluate.Interval;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Score;

/** What is not defined, or not as it seems, and why: one clause each. */
final class ScoreNotes {
  private ScoreNotes() {}

  static List<String> of(Score score) {
    List<String> notes = new ArrayList<>(score.notes());
    if (score.interval().isPresent() && !score.interval().because().isEmpty()) {
      notes.add(of(score.interval()));
    }
    return notes;
  }

  static List<String> of(MetricScore metric) {
    List<String> notes = new ArrayList<>();
    if (!metric.undefinedBecause().isEmpty()) {
      notes.add("no value: " + metric.undefinedBecause());
    }
    String note = of(metric.interval());
    if (!note.isEmpty()) {
      notes.add(note);
    }
    return notes;
  }

  /** Why there is no interval or what is special about it; empty if nothing is. */
  static String of(Interval interval) {
    if (interval.because().isEmpty()) {
      return "";
    }
    return (interval.isPresent() ? "interval: " : "no interval: ") + interval.because();
  }
}

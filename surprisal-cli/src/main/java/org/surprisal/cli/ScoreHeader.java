package org.surprisal.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.surprisal.evaluate.Join;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/** What was read: the file, its columns, how many rows, and how files were joined. */
final class ScoreHeader {
  private static final String INDENT = "  ";
  private static final int IDS_SHOWN = 5;

  private final Scores scores;

  ScoreHeader(Scores scores) {
    this.scores = scores;
  }

  void add(Sheet sheet) {
    sheet.title(scores.file());
    sheet.text(INDENT, columns());
    Set<String> counts = new LinkedHashSet<>();
    ScoreSheet.overall(scores).forEach(score -> counts.add(rows(score)));
    if (counts.size() == 1) {
      sheet.text(INDENT, counts.iterator().next());
    } else {
      ScoreSheet.overall(scores)
          .forEach(s -> sheet.text(INDENT, s.loss() + " of " + s.prediction() + ": " + rows(s)));
    }
    Join join = scores.join();
    if (join != null) {
      join(sheet, join);
    }
    if (!scores.inferred().isEmpty()) {
      sheet.text(INDENT, scores.inferred());
    }
  }

  private String columns() {
    Set<String> predictions = new LinkedHashSet<>();
    ScoreSheet.overall(scores).forEach(score -> predictions.add(score.prediction()));
    scores.metrics().forEach(metric -> predictions.add(metric.prediction()));
    List<String> parts = new ArrayList<>();
    String positive = scores.positive() == null ? "" : " (positive: " + scores.positive() + ")";
    parts.add("target " + scores.target() + positive);
    parts.add("prediction " + String.join(", ", predictions));
    Set<String> scales = ScoreSheet.scales(scores);
    if (scales.size() == 1) {
      parts.add("scale " + scales.iterator().next());
    }
    parts.add(scores.weights() == null ? "no weights" : "weights " + scores.weights());
    if (!scores.by().isEmpty()) {
      parts.add("groups by " + String.join(", ", scores.by()));
    }
    return String.join("; ", parts);
  }

  private String rows(Score score) {
    StringBuilder text = new StringBuilder(Names.count(score.rows(), "row used", "rows used"));
    text.append(", ").append(score.skipped()).append(" skipped");
    if (scores.filtered() > 0) {
      text.append(", ").append(scores.filtered()).append(" left out by --where");
    }
    if (score.clipped() > 0) {
      text.append(", ").append(score.clipped()).append(" clipped");
    }
    return text.toString();
  }

  private static void join(Sheet sheet, Join join) {
    for (String line : joined(join)) {
      sheet.text(INDENT, line);
    }
  }

  /** How two files were joined, one line for both and one for what each has left over. */
  static List<String> joined(Join join) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "joined by " + join.id() + ": " + Names.count(join.matched(), "row", "rows") + " matched");
    lines.addAll(leftOver(join.main(), join.other().file()));
    lines.addAll(leftOver(join.other(), join.main().file()));
    return lines;
  }

  private static List<String> leftOver(Join.Side side, String other) {
    List<String> parts = new ArrayList<>();
    if (side.unmatched() > 0) {
      String ids = first(side.firstUnmatched(), side.unmatched());
      String has = Names.count(side.unmatched(), "row has an id", "rows have ids");
      parts.add(has + " that " + other + " lacks" + ids);
    }
    if (side.duplicateIds() > 0) {
      String ids = first(side.firstDuplicates(), side.duplicateIds());
      String stand = Names.count(side.duplicateIds(), "id stands", "ids stand");
      String rows = Names.count(side.duplicateRows(), "row", "rows");
      parts.add(stand + " more than once, in " + rows + ids);
    }
    if (side.unclear() > 0) {
      String have = Names.count(side.unclear(), "row has an id", "rows have ids");
      parts.add(have + " that " + other + " has more than once");
    }
    if (side.withoutId() > 0) {
      parts.add(Names.count(side.withoutId(), "row has", "rows have") + " no id");
    }
    return parts.isEmpty()
        ? List.of()
        : List.of("left out of " + side.file() + ": " + String.join("; ", parts));
  }

  private static String first(List<String> ids, long all) {
    List<String> shown = ids.subList(0, Math.min(IDS_SHOWN, ids.size()));
    return shown.isEmpty()
        ? ""
        : " (" + String.join(", ", shown) + (shown.size() < all ? ", …" : "") + ")";
  }
}

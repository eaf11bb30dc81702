package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/** Scores for people: what was read, a table at most 100 wide, and what its numbers mean. */
final class ScoreTable {
  private static final int LONGEST_LOSS = 24;
  private static final int LONGEST_PREDICTION = 18;
  private static final String NONE = "–";
  private static final String BEST = " *";

  private ScoreTable() {}

  static void print(PrintWriter out, Scores scores) {
    about(out, scores);
    out.println();
    table(out, scores.results());
    out.println();
    meaning(out, scores);
    shortenedNames(out, scores.results());
    notes(out, scores.results());
    Set<String> warnings = new LinkedHashSet<>();
    for (Score score : scores.results()) {
      for (String warning : score.warnings()) {
        String cure = warning.contains("from=probabilities") ? ", or --scale probabilities" : "";
        warnings.add(score.prediction() + " by " + score.loss() + ": " + warning + cure);
      }
    }
    warnings.forEach(warning -> Paragraph.print(out, "warning: ", warning));
  }

  private static void about(PrintWriter out, Scores scores) {
    Set<String> predictions =
        scores.results().stream()
            .map(Score::prediction)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    out.println(scores.file());
    Paragraph.print(
        out,
        "  ",
        "target "
            + scores.target()
            + "; prediction "
            + String.join(", ", predictions)
            + "; "
            + (scores.weights() == null ? "no weights" : "weights " + scores.weights()));
    Set<String> counts = new LinkedHashSet<>();
    for (Score score : scores.results()) {
      counts.add(rows(score));
    }
    if (counts.size() == 1) {
      out.println("  " + counts.iterator().next());
    } else {
      scores.results().forEach(s -> Paragraph.print(out, "  ", s.loss() + ": " + rows(s)));
    }
    if (!scores.inferred().isEmpty()) {
      Paragraph.print(out, "  ", scores.inferred());
    }
  }

  private static String rows(Score score) {
    String clipped = score.clipped() == 0 ? "" : ", " + score.clipped() + " clipped";
    return score.rows()
        + (score.rows() == 1 ? " row used, " : " rows used, ")
        + score.skipped()
        + " skipped"
        + clipped;
  }

  private static void table(PrintWriter out, List<Score> results) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("loss", "prediction", "scale", "mean", "std. error", "constant", "skill"));
    for (Score score : results) {
      lines.add(
          List.of(
              shortened(score.loss(), LONGEST_LOSS),
              shortened(score.prediction(), LONGEST_PREDICTION)
                  + (isBest(score, results) ? BEST : ""),
              score.scale().toString(),
              number(OptionalDouble.of(score.mean()), 6),
              number(score.standardError(), 3),
              number(score.constantLoss(), 6),
              number(score.skill(), 4)));
    }
    // The table aligns to the right, as numbers want it; names are filled up to stand left.
    int[] widths = new int[3];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    Table table = new Table(filled(lines.getFirst(), widths));
    lines.stream().skip(1).forEach(line -> table.add(filled(line, widths)));
    table.print(out);
  }

  private static List<String> filled(List<String> line, int[] widths) {
    List<String> cells = new ArrayList<>(line);
    for (int i = 0; i < widths.length; i++) {
      cells.set(i, cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()));
    }
    return cells;
  }

  private static boolean isBest(Score score, List<Score> results) {
    List<Score> rivals = results.stream().filter(r -> r.loss().equals(score.loss())).toList();
    return rivals.size() > 1 && rivals.stream().allMatch(rival -> score.mean() <= rival.mean());
  }

  private static String number(OptionalDouble value, int digits) {
    if (value.isEmpty()) {
      return NONE;
    }
    double number = value.getAsDouble();
    if (Double.isInfinite(number)) {
      return number > 0 ? "∞" : "-∞";
    }
    return Figures.rounded(number, digits);
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private static void meaning(PrintWriter out, Scores scores) {
    Paragraph.print(
        out,
        "",
        "mean = "
            + (scores.weights() == null ? "Σ loss / rows" : "Σ weight·loss / Σ weight")
            + ", lower is better; logarithms are natural (nats)."
            + " constant = mean of the best constant prediction on the same rows."
            + " skill = 1 − (mean − perfect) / (constant − perfect).");
    if (scores.results().stream().anyMatch(score -> isBest(score, scores.results()))) {
      out.println("* lowest mean of its loss");
    }
  }

  private static void shortenedNames(PrintWriter out, List<Score> results) {
    Set<String> losses = new LinkedHashSet<>();
    Set<String> predictions = new LinkedHashSet<>();
    for (Score score : results) {
      losses.add(score.loss());
      predictions.add(score.prediction());
    }
    losses.forEach(name -> whole(out, name, LONGEST_LOSS));
    predictions.forEach(name -> whole(out, name, LONGEST_PREDICTION));
  }

  private static void whole(PrintWriter out, String name, int longest) {
    if (name.length() > longest) {
      Paragraph.print(out, shortened(name, longest) + " ", "is " + name);
    }
  }

  private static void notes(PrintWriter out, List<Score> results) {
    Map<String, Set<String>> losses = new LinkedHashMap<>();
    for (Score score : results) {
      for (String note : score.notes()) {
        boolean forAll =
            results.stream()
                .filter(other -> other.loss().equals(score.loss()))
                .allMatch(other -> other.notes().contains(note));
        String loss = shortened(score.loss(), LONGEST_LOSS);
        losses
            .computeIfAbsent(note, _ -> new LinkedHashSet<>())
            .add(forAll ? loss : loss + " of " + shortened(score.prediction(), LONGEST_PREDICTION));
      }
    }
    losses.forEach((note, names) -> {
      // "no skill: the mean is not finite" names its losses behind "no skill".
      int end = note.indexOf(':');
      String of = " for " + String.join(", ", names);
      Paragraph.print(out, NONE + " ", note.substring(0, end) + of + note.substring(end));
    });
  }
}

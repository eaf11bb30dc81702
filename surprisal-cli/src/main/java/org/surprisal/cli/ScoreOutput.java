package org.surprisal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.surprisal.evaluate.Join;
import org.surprisal.evaluate.Scores;
import picocli.CommandLine.Option;

/** How the scores are written, and when they fail a build. */
final class ScoreOutput {
  /** How the scores are written. */
  enum ScoreFormat {
    TABLE,
    JSON,
    CSV,
    MARKDOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table (default), json, csv or markdown. CSV has one line for each mean, difference and"
              + " metric, told apart by its column kind; confusion tables and worst rows are in the"
              + " other formats.")
  ScoreFormat format = ScoreFormat.TABLE;

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      description =
          "Exits with 3 if the condition is met: NAME > NUMBER with >, >=, < or <=, where NAME is a"
              + " loss or metric that is scored, skill(NAME), or lower(NAME) or upper(NAME) for the"
              + " ends of its interval. It is met if any prediction meets it on all rows, or the"
              + " one named behind it: 'log_loss[forest] > 0.4'; and if the value is not defined."
              + " May be repeated.")
  List<String> failIf = new ArrayList<>();

  /** All that standard output is to hold. */
  String text(Scores scores) throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    switch (format) {
      case TABLE -> SheetText.print(out, ScoreSheet.of(scores));
      case JSON -> ScoreJson.print(out, scores);
      case CSV -> ScoreCsv.print(out, scores);
      case MARKDOWN -> SheetMarkdown.print(out, ScoreSheet.of(scores));
    }
    out.flush();
    return text.toString();
  }

  /** What a format without room for it leaves to standard error. */
  List<String> asides(Scores scores) {
    List<String> asides = new ArrayList<>();
    if (format == ScoreFormat.CSV) {
      if (!scores.inferred().isEmpty()) {
        asides.add(scores.inferred());
      }
      Join join = scores.join();
      if (join != null) {
        asides.addAll(ScoreHeader.joined(join));
      }
      if (!scores.withheld().isEmpty()) {
        asides.add(ScoreLegend.withheld(scores));
      }
    }
    return asides;
  }
}

package org.surprisal.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.surprisal.cli.Sheet.Cell;
import org.surprisal.cli.Sheet.Column;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.Scores;

/** Scores for people: what was read, tables of what came out, and what their numbers mean. */
final class ScoreSheet {
  static final String BEST = "*";
  private static final String ALL = "all rows";

  private final Scores scores;
  private final boolean hasGroups;

  private ScoreSheet(Scores scores) {
    this.scores = scores;
    this.hasGroups = !scores.by().isEmpty();
  }

  static Sheet of(Scores scores) {
    Sheet sheet = new Sheet();
    new ScoreHeader(scores).add(sheet);
    new ScoreSheet(scores).losses(sheet);
    new CompareSheet(scores).add(sheet);
    new DetailSheet(scores).add(sheet);
    new ScoreLegend(scores).add(sheet);
    return sheet;
  }

  private void losses(Sheet sheet) {
    boolean hasIntervals = scores.resampling() != null;
    boolean hasScales = scales(scores).size() > 1;
    List<Column> columns = new ArrayList<>(List.of(Column.name("loss"), Column.name("prediction")));
    if (hasGroups) {
      columns.addAll(List.of(Column.name("group"), Column.number("rows")));
    }
    if (hasScales) {
      columns.add(Column.name("scale"));
    }
    columns.add(Column.number("mean"));
    columns.add(Column.number(hasIntervals ? intervalHeading(scores) : "std. error"));
    columns.addAll(List.of(Column.number("constant"), Column.number("skill")));
    Set<Score> best = Best.of(scores.results());
    List<List<Cell>> lines = new ArrayList<>();
    for (Score score : scores.results()) {
      List<Cell> line = new ArrayList<>();
      line.add(Cell.of(score.loss()));
      line.add(new Cell(score.prediction(), best.contains(score) ? BEST : ""));
      if (hasGroups) {
        line.addAll(Sheet.cells(group(score.group()), Long.toString(score.rows())));
      }
      if (hasScales) {
        line.add(Cell.of(score.scale().toString()));
      }
      line.addAll(numbers(score, hasIntervals));
      lines.add(line);
    }
    sheet.grid(columns, lines);
  }

  private static List<Cell> numbers(Score score, boolean hasIntervals) {
    String spread =
        hasIntervals
            ? ScoreFigures.interval(score.interval())
            : ScoreFigures.number(score.standardError(), 3);
    return Sheet.cells(
        ScoreFigures.mean(score.mean(), score.interval()),
        spread,
        ScoreFigures.number(score.constantLoss(), ScoreFigures.MEAN_DIGITS),
        ScoreFigures.number(score.skill(), ScoreFigures.SKILL_DIGITS));
  }

  /** What stands in the column of groups. */
  static String group(@Nullable String group) {
    return group == null ? ALL : group;
  }

  /** {@code 95 % interval}. */
  static String intervalHeading(Scores scores) {
    var resampling = scores.resampling();
    return resampling == null ? "interval" : ScoreFigures.percent(resampling.level()) + " interval";
  }

  /** The scales in which predictions were read, in the order of the results. */
  static Set<String> scales(Scores scores) {
    Set<String> scales = new LinkedHashSet<>();
    overall(scores).forEach(score -> scales.add(score.scale().toString()));
    return scales;
  }

  /** The results on all rows. */
  static Stream<Score> overall(Scores scores) {
    return scores.results().stream().filter(score -> score.group() == null);
  }
}

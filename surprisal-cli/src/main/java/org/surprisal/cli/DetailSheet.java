package org.surprisal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.surprisal.cli.Sheet.Cell;
import org.surprisal.cli.Sheet.Column;
import org.surprisal.evaluate.Confusion;
import org.surprisal.evaluate.ConfusionScore;
import org.surprisal.evaluate.Scores;
import org.surprisal.evaluate.Worst;

/** Confusion tables and the rows that cost most. */
final class DetailSheet {
  private static final int WIDEST_LABEL = 16;
  private static final int NARROWEST_COUNT = 6;
  private static final int WIDEST_COUNTS = 70;
  private static final int COUNT_DIGITS = 12;

  private static final int MOST_NUMBERS = 4;
  private static final int DIGITS = 4;

  private final Scores scores;

  DetailSheet(Scores scores) {
    this.scores = scores;
  }

  void add(Sheet sheet) {
    scores.confusions().forEach(confusion -> confusion(sheet, confusion));
    scores.worst().forEach(worst -> worst(sheet, worst));
  }

  private void confusion(Sheet sheet, ConfusionScore score) {
    Confusion table = score.table();
    String what = scores.weights() == null ? "rows" : "weights of rows";
    String group = score.group() == null ? "" : " in " + score.group();
    String rule =
        Double.isNaN(table.threshold())
            ? "the label of the highest score is predicted"
            : table.labels().getLast()
                + " is predicted where p ≥ "
                + Figures.exact(table.threshold());
    sheet.title("Confusion of " + score.prediction() + group + ": " + what + "; " + rule);
    List<String> shown = table.labels().stream().map(DetailSheet::heading).toList();
    int from = 0;
    while (from < shown.size()) {
      int to = from + fitting(shown.subList(from, shown.size()));
      sheet.grid(columns(shown.subList(from, to)), lines(table, from, to));
      from = to;
    }
  }

  private static String heading(String label) {
    String plain = Names.plain(label);
    boolean fits = Names.width(plain) <= WIDEST_LABEL;
    return fits ? plain : Names.shortened(plain, WIDEST_LABEL, List.of());
  }

  /** How many columns of labels stand side by side; more of them go on below. */
  private static int fitting(List<String> labels) {
    int width = 0;
    int count = 0;
    for (String label : labels) {
      width += Math.max(NARROWEST_COUNT, Names.width(label)) + 2;
      if (count > 0 && width > WIDEST_COUNTS) {
        return count;
      }
      count++;
    }
    return count;
  }

  private static List<Column> columns(List<String> labels) {
    List<Column> columns = new ArrayList<>(List.of(Column.name("target ↓ predicted →")));
    labels.forEach(label -> columns.add(Column.number(label)));
    return columns;
  }

  private static List<List<Cell>> lines(Confusion table, int from, int to) {
    double[][] weights = table.weights();
    List<List<Cell>> lines = new ArrayList<>();
    for (int target = 0; target < weights.length; target++) {
      List<Cell> line = new ArrayList<>(Sheet.cells(table.labels().get(target)));
      for (int predicted = from; predicted < to; predicted++) {
        line.add(Cell.of(ScoreFigures.number(weights[target][predicted], COUNT_DIGITS)));
      }
      lines.add(line);
    }
    return lines;
  }

  private void worst(Sheet sheet, Worst worst) {
    List<Worst.Row> rows = worst.rows();
    boolean hasFiles = rows.stream().anyMatch(row -> !row.place().file().equals(scores.file()));
    boolean hasLines = rows.stream().anyMatch(row -> row.place().line() > 0);
    boolean hasIds = rows.stream().anyMatch(row -> row.id() != null);
    sheet.title(
        "Rows that cost most: " + worst.loss() + " of " + worst.prediction() + columns(worst));
    sheet.grid(
        worstColumns(hasFiles, hasLines, hasIds),
        rows.stream().map(row -> line(row, hasFiles, hasLines, hasIds)).toList());
  }

  /** Which numbers of several columns are shown, and in which order. */
  private static String columns(Worst worst) {
    return worst.columns().isEmpty()
        ? ""
        : "; * = " + Names.some(worst.columns(), MOST_NUMBERS, " more");
  }

  private List<Column> worstColumns(boolean hasFiles, boolean hasLines, boolean hasIds) {
    List<Column> columns = new ArrayList<>();
    if (hasFiles) {
      columns.add(Column.name("file"));
    }
    columns.add(Column.number("row"));
    if (hasLines) {
      columns.add(Column.number("line"));
    }
    if (hasIds) {
      columns.add(Column.name("id"));
    }
    columns.add(Column.number(scores.weights() == null ? "loss" : "weight·loss"));
    columns.add(Column.number("share"));
    columns.add(Column.name("target"));
    columns.add(Column.name("prediction"));
    return columns;
  }

  private static List<Cell> line(
      Worst.Row row, boolean hasFiles, boolean hasLines, boolean hasIds) {
    List<String> line = new ArrayList<>();
    if (hasFiles) {
      line.add(row.place().file());
    }
    line.add(Long.toString(row.place().row()));
    if (hasLines) {
      line.add(row.place().line() > 0 ? Long.toString(row.place().line()) : ScoreFigures.NONE);
    }
    if (hasIds) {
      line.add(row.id() == null ? ScoreFigures.NONE : row.id());
    }
    line.add(ScoreFigures.number(row.loss(), ScoreFigures.MEAN_DIGITS));
    line.add(share(row.share()));
    line.add(row.target());
    line.add(numbers(row.prediction()));
    return Sheet.cells(line.toArray(String[]::new));
  }

  private static String share(double share) {
    return Double.isFinite(share) ? Figures.rounded(100 * share, 3) + " %" : ScoreFigures.NONE;
  }

  private static String numbers(List<Double> numbers) {
    String shown =
        numbers.stream()
            .limit(MOST_NUMBERS)
            .map(number -> ScoreFigures.number(number, DIGITS))
            .collect(Collectors.joining(", "));
    int all = numbers.size();
    return all > MOST_NUMBERS ? shown + ", … (" + all + " numbers)" : shown;
  }
}

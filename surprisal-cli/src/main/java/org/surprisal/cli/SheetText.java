package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.surprisal.cli.Sheet.Cell;
import org.surprisal.cli.Sheet.Column;
import org.surprisal.cli.Sheet.Grid;

/** A sheet for a terminal: tables at most 100 wide, for which long names are shortened. */
final class SheetText {
  static final int WIDEST = 100;
  private static final int SHORTEST_NAME = 8;
  private static final String GAP = "  ";

  private final PrintWriter out;

  private SheetText(PrintWriter out) {
    this.out = out;
  }

  static void print(PrintWriter out, Sheet sheet) {
    SheetText printer = new SheetText(out);
    Sheet.Part before = null;
    for (Sheet.Part part : sheet.parts()) {
      boolean isGridEnd = before instanceof Grid;
      boolean isGridStart = part instanceof Grid && !(before instanceof Sheet.Title);
      boolean isTitle = part instanceof Sheet.Title;
      if (before != null && (isGridEnd || isGridStart || isTitle)) {
        out.println();
      }
      switch (part) {
        case Sheet.Title title -> printer.title(Names.plain(title.text()));
        case Sheet.Text text -> printer.text(text);
        case Grid grid -> printer.grid(grid);
      }
      before = part;
    }
  }

  private void title(String title) {
    if (Names.width(title) <= WIDEST) {
      out.println(title);
    } else {
      Paragraph.print(out, "", title);
    }
  }

  private void text(Sheet.Text text) {
    String plain = Names.plain(text.text());
    if (text.breaks()) {
      Paragraph.print(out, text.label(), plain);
    } else {
      out.println(text.label() + plain);
    }
  }

  private void grid(Grid grid) {
    int columns = grid.columns().size();
    int[] texts = new int[columns];
    int[] marks = new int[columns];
    for (int c = 0; c < columns; c++) {
      texts[c] = Names.width(grid.columns().get(c).heading());
      for (List<Cell> line : grid.lines()) {
        Cell cell = line.get(c);
        texts[c] = Math.max(texts[c], Names.width(Names.plain(cell.text())));
        marks[c] = Math.max(marks[c], markWidth(cell));
      }
    }
    shrink(grid.columns(), texts, marks);
    Map<String, String> shortened = new LinkedHashMap<>();
    List<Map<String, String>> names = names(grid, texts, shortened);
    int[] widths = new int[columns];
    for (int c = 0; c < columns; c++) {
      widths[c] = width(grid, c, names.get(c), texts[c], marks[c]);
    }
    headings(grid.columns(), widths, marks);
    for (List<Cell> line : grid.lines()) {
      line(grid.columns(), line, names, widths, marks);
    }
    shortened.forEach((name, shown) -> Paragraph.print(out, shown + " ", "is " + name));
  }

  private static int markWidth(Cell cell) {
    return cell.mark().isEmpty() ? 0 : 1 + Names.width(cell.mark());
  }

  /** Takes from the widest names until the table fits, as far as that goes. */
  private static void shrink(List<Column> columns, int[] texts, int[] marks) {
    int total = GAP.length() * (texts.length - 1);
    for (int c = 0; c < texts.length; c++) {
      total += texts[c] + marks[c];
    }
    while (total > WIDEST) {
      int widest = -1;
      for (int c = 0; c < texts.length; c++) {
        int least = Math.max(SHORTEST_NAME, Names.width(columns.get(c).heading()));
        boolean canShrink = columns.get(c).isName() && texts[c] > least;
        if (canShrink && (widest < 0 || texts[c] > texts[widest])) {
          widest = c;
        }
      }
      if (widest < 0) {
        return;
      }
      texts[widest]--;
      total--;
    }
  }

  /** For each column what is shown for each text. */
  private static List<Map<String, String>> names(
      Grid grid, int[] widths, Map<String, String> shortened) {
    return java.util.stream.IntStream.range(0, widths.length)
        .mapToObj(c -> {
          Map<String, String> shown = new HashMap<>();
          for (List<Cell> line : grid.lines()) {
            String text = Names.plain(line.get(c).text());
            if (Names.width(text) <= widths[c]) {
              shown.put(text, text);
            } else if (!shown.containsKey(text)) {
              String name = Names.shortened(text, widths[c], shown.values());
              shown.put(text, name);
              shortened.put(text, name);
            }
          }
          return shown;
        })
        .toList();
  }

  private static int width(Grid grid, int c, Map<String, String> names, int text, int mark) {
    if (!grid.columns().get(c).isName()) {
      return text + mark;
    }
    int widest = Names.width(grid.columns().get(c).heading());
    for (List<Cell> line : grid.lines()) {
      Cell cell = line.get(c);
      String shown = names.getOrDefault(Names.plain(cell.text()), "");
      widest = Math.max(widest, Names.width(shown) + markWidth(cell));
    }
    return widest;
  }

  private void headings(List<Column> columns, int[] widths, int[] marks) {
    StringBuilder line = new StringBuilder();
    StringBuilder rule = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String gap = c == 0 ? "" : GAP;
      String heading = columns.get(c).heading();
      String blanks = " ".repeat(widths[c] - Names.width(heading));
      line.append(gap);
      if (columns.get(c).isName()) {
        line.append(heading).append(blanks);
      } else {
        line.append(blanks.substring(Math.min(marks[c], blanks.length()))).append(heading);
        line.append(" ".repeat(Math.min(marks[c], blanks.length())));
      }
      rule.append(gap).append("─".repeat(widths[c]));
    }
    out.println(line.toString().stripTrailing());
    out.println(rule);
  }

  private void line(
      List<Column> columns,
      List<Cell> cells,
      List<Map<String, String>> names,
      int[] widths,
      int[] marks) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      Cell cell = cells.get(c);
      String plain = Names.plain(cell.text());
      String text = names.get(c).getOrDefault(plain, plain);
      String mark = cell.mark().isEmpty() ? "" : " " + cell.mark();
      line.append(c == 0 ? "" : GAP);
      if (columns.get(c).isName()) {
        String shown = text + mark;
        line.append(shown).append(" ".repeat(widths[c] - Names.width(shown)));
      } else {
        String behind = mark + " ".repeat(marks[c] - Names.width(mark));
        line.append(" ".repeat(widths[c] - marks[c] - Names.width(text))).append(text);
        line.append(behind);
      }
    }
    out.println(line.toString().stripTrailing());
  }
}

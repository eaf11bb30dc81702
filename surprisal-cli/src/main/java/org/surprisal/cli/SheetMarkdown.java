package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.surprisal.cli.Sheet.Cell;
import org.surprisal.cli.Sheet.Grid;

/** A sheet in the Markdown of GitHub, to be pasted into a pull request. */
final class SheetMarkdown {
  private SheetMarkdown() {}

  static void print(PrintWriter out, Sheet sheet) {
    Sheet.Part before = null;
    for (Sheet.Part part : sheet.parts()) {
      if (before != null) {
        boolean isList = before instanceof Sheet.Text && part instanceof Sheet.Text;
        out.print(isList ? "\n" : "\n\n");
      }
      switch (part) {
        case Sheet.Title title -> out.print("**" + escaped(title.text()) + "**");
        case Sheet.Text text -> out.print("- " + escaped((text.label() + text.text()).strip()));
        case Grid grid -> grid(out, grid);
      }
      before = part;
    }
    out.print("\n");
  }

  private static void grid(PrintWriter out, Grid grid) {
    List<String> headings = grid.columns().stream().map(c -> escaped(c.heading())).toList();
    List<String> sides = grid.columns().stream().map(c -> c.isName() ? ":--" : "--:").toList();
    out.print(line(headings) + "\n");
    out.print(line(sides));
    for (List<Cell> cells : grid.lines()) {
      out.print("\n" + line(cells.stream().map(SheetMarkdown::cell).toList()));
    }
  }

  private static String cell(Cell cell) {
    String mark = cell.mark().isEmpty() ? "" : " " + cell.mark();
    return escaped(cell.text() + mark);
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** Text in which nothing means more than itself. */
  static String escaped(String text) {
    String plain = Names.plain(text);
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean means = "\\|*`<[~$".indexOf(c) >= 0 || (c == '_' && !isInsideWord(plain, i));
      escaped.append(means ? "\\" : "").append(c);
    }
    return escaped.toString();
  }

  private static boolean isInsideWord(String text, int i) {
    return i > 0
        && i + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(i - 1))
        && Character.isLetterOrDigit(text.charAt(i + 1));
  }
}

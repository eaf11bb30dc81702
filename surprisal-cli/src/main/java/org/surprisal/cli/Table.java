package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Right-aligned columns under their headings. */
final class Table {
  private final List<List<String>> lines = new ArrayList<>();
  private final List<List<String>> summary = new ArrayList<>();

  Table(List<String> headings) {
    lines.add(headings);
  }

  void add(List<String> cells) {
    lines.add(cells);
  }

  /** Adds a line below the rule that closes the table. */
  void addSummary(List<String> cells) {
    summary.add(cells);
  }

  /** Prints the lines, with rules under the headings and above the summary. */
  void print(PrintWriter out) {
    int[] widths = new int[lines.getFirst().size()];
    Stream.concat(lines.stream(), summary.stream()).forEach(line -> widen(widths, line));
    print(out, widths, lines.getFirst());
    rule(out, widths);
    for (List<String> line : lines.subList(1, lines.size())) {
      print(out, widths, line);
    }
    if (!summary.isEmpty()) {
      rule(out, widths);
    }
    for (List<String> line : summary) {
      print(out, widths, line);
    }
  }

  private static void widen(int[] widths, List<String> line) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], line.get(i).length());
    }
  }

  private static void print(PrintWriter out, int[] widths, List<String> line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = line.get(i);
      text.append(i == 0 ? "" : "  ").append(" ".repeat(widths[i] - cell.length())).append(cell);
    }
    out.println(text.toString().stripTrailing());
  }

  private static void rule(PrintWriter out, int[] widths) {
    StringBuilder rule = new StringBuilder();
    for (int width : widths) {
      rule.append(rule.isEmpty() ? "" : "  ").append("─".repeat(width));
    }
    out.println(rule);
  }
}

package org.surprisal.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text and tables for people, before it is known whether a terminal or Markdown shows them. */
final class Sheet {
  /** A piece of a sheet. */
  sealed interface Part permits Title, Text, Grid {}

  /**
   * What the following is about.
   *
   * @param text one line
   */
  record Title(String text) implements Part {}

  /**
   * A paragraph.
   *
   * @param label what stands before it, such as {@code "* "}; further lines are indented as deep
   * @param text the words
   * @param breaks whether it may be broken into lines
   */
  record Text(String label, String text, boolean breaks) implements Part {}

  /**
   * A table.
   *
   * @param columns the headings
   * @param lines the cells, as many in a line as there are columns
   */
  record Grid(List<Column> columns, List<List<Cell>> lines) implements Part {}

  /**
   * A column of a table.
   *
   * @param heading what stands above it
   * @param isName whether it holds names, which stand left and may be shortened, or numbers
   */
  record Column(String heading, boolean isName) {
    static Column name(String heading) {
      return new Column(heading, true);
    }

    static Column number(String heading) {
      return new Column(heading, false);
    }
  }

  /**
   * A cell of a table.
   *
   * @param text a name or a number
   * @param mark a mark behind it, such as {@code "*"}, or nothing
   */
  record Cell(String text, String mark) {
    static Cell of(String text) {
      return new Cell(text, "");
    }
  }

  private final List<Part> parts = new ArrayList<>();

  void title(String text) {
    parts.add(new Title(text));
  }

  void text(String label, String text) {
    parts.add(new Text(label, text, true));
  }

  /** A line that stays one line, however long. */
  void line(String label, String text) {
    parts.add(new Text(label, text, false));
  }

  /** Adds a table, unless it is empty. */
  void grid(List<Column> columns, List<List<Cell>> lines) {
    if (!lines.isEmpty()) {
      parts.add(new Grid(List.copyOf(columns), List.copyOf(lines)));
    }
  }

  List<Part> parts() {
    return parts;
  }

  static List<Cell> cells(String... texts) {
    return Arrays.stream(texts).map(Cell::of).toList();
  }
}

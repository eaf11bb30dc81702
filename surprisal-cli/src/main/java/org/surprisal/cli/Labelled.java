package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.List;

/** Facts behind their labels, in two columns. */
final class Labelled {
  private static final int WIDTH = 12;

  private Labelled() {}

  /** Prints a fact with its label; nothing where nothing is known. */
  static void print(PrintWriter out, String label, String fact) {
    if (!fact.isBlank()) {
      Paragraph.print(out, label + " ".repeat(WIDTH - label.length()), fact);
    }
  }

  /** Prints facts, the label before the first. */
  static void print(PrintWriter out, String label, List<String> facts) {
    String first = label;
    for (String fact : facts) {
      print(out, first, fact);
      first = "";
    }
  }
}

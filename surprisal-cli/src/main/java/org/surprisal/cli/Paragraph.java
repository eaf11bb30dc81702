package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.List;

/** Text in lines of at most 80 columns, as far as its words allow. */
final class Paragraph {
  private static final int WIDTH = 80;

  private Paragraph() {}

  /** Prints {@code text} behind {@code label}; further lines are indented as deep as the label. */
  static void print(PrintWriter out, String label, String text) {
    StringBuilder line = new StringBuilder(label);
    boolean isFresh = true;
    for (String word : List.of(text.strip().split("\\s+", -1))) {
      if (!isFresh && length(line) + 1 + word.codePointCount(0, word.length()) > WIDTH) {
        out.println(line);
        line = new StringBuilder(" ".repeat(length(label)));
        isFresh = true;
      }
      line.append(isFresh ? "" : " ").append(word);
      isFresh = false;
    }
    out.println(line.toString().stripTrailing());
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}

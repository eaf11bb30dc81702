package org.surprisal.formula;

/** A formula that cannot be read; the message shows the text with a caret under the place. */
public final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Context shown on each side of the caret, so that a long formula stays one readable line. */
  private static final int CONTEXT = 60;

  FormulaException(String text, int position, String problem) {
    super(
        "formula error at column " + (position + 1) + ": " + problem + "\n" + show(text, position));
  }

  private static String show(String text, int position) {
    int from = Math.max(0, position - CONTEXT);
    int to = Math.min(text.length(), position + CONTEXT);
    String line = text.substring(from, to).replace('\n', ' ').replace('\t', ' ').replace('\r', ' ');
    return "  " + line + "\n  " + " ".repeat(position - from) + "^";
  }
}

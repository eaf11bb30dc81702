package org.surprisal.formula;

/** A formula that cannot be read; the message shows the text with a caret under the place. */
public final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Context shown on each side of the caret, so that a long formula stays one readable line. */
  private static final int CONTEXT = 60;

  FormulaException(String text, int position, String problem) {
    super(
        "formula error at column "
            + (position + 1)
            + ": "
            + problem
            + ", at the ^ in "
            + marked(text, position)
            + "\n"
            + show(text, position));
  }

  /** A few characters on each side of the place, for messages of one line. */
  private static String marked(String text, int position) {
    int from = Math.max(0, position - CONTEXT / 2);
    int to = Math.min(text.length(), position + CONTEXT / 2);
    String line = text.substring(from, position) + "^" + text.substring(position, to);
    return line.replaceAll("\\s", " ");
  }

  private static String show(String text, int position) {
    int from = Math.max(0, position - CONTEXT);
    int to = Math.min(text.length(), position + CONTEXT);
    String line = text.substring(from, to).replace('\n', ' ').replace('\t', ' ').replace('\r', ' ');
    return "  " + line + "\n  " + " ".repeat(position - from) + "^";
  }
}

package org.surprisal.evaluate;

import org.jspecify.annotations.Nullable;

/** A target of two labels, one of which counts as 1. A third label is an error, not a 0. */
final class Positive {
  private final String label;
  private @Nullable String other;
  private boolean seen;

  /**
   * @param label the label that counts as 1
   */
  Positive(String label) {
    this.label = label.strip(); // as are the texts of a file
  }

  String label() {
    return label;
  }

  /** The label that counts as 0, once it was met. */
  String negative() {
    return other == null ? "not " + label : other;
  }

  /** What the texts of the target mean. */
  TextValues values() {
    return TextValues.of(this::value);
  }

  private double value(String text) {
    if (Labels.same(label, text)) {
      seen = true;
      return 1;
    }
    if (NumberText.isMissing(text)) {
      return Double.NaN;
    }
    if (other != null && !Labels.same(other, text)) {
      if (!seen) {
        throw new IllegalArgumentException(
            NumberText.quote(text)
                + " is a second label beside "
                + NumberText.quote(other)
                + ", and no row so far holds "
                + NumberText.quote(label)
                + ", which --positive names; is it misspelt?");
      }
      throw new IllegalArgumentException(
          NumberText.quote(text)
              + " is a third label beside "
              + NumberText.quote(label)
              + " and "
              + NumberText.quote(other)
              + "; --positive takes a target of two (--where leaves rows out)");
    }
    other = text;
    return 0;
  }

  /**
   * Makes sure that the label was met: a misspelt one would make every row a 0.
   *
   * @throws DataException if it was not
   */
  void requireSeen(Table table, String column) {
    if (!seen) {
      throw new DataException(
          table.name()
              + ", column "
              + column
              + ": no row holds "
              + NumberText.quote(label)
              + ", which --positive names; rows hold "
              + (other == null ? "nothing" : NumberText.quote(other)));
    }
  }
}

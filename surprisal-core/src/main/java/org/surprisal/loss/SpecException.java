package org.surprisal.loss;

/**
 * A loss or formula that cannot be read. The first line of the message is a sentence of its own;
 * for a formula two more lines show the text and a caret under the place.
 */
public final class SpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  SpecException(String message) {
    super(message);
  }

  SpecException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}

package org.surprisal.evaluate;

/**
 * What is wrong with a file, in one line: which file, where in it, what stands there, what is
 * allowed, and the cure. Faults of the question itself (a loss that does not exist) are {@link
 * IllegalArgumentException}s instead.
 */
public sealed class DataException extends RuntimeException permits NoRowsException {
  private static final long serialVersionUID = 1;

  DataException(String message) {
    super(message);
  }

  DataException(String message, Throwable cause) {
    super(message, cause);
  }
}

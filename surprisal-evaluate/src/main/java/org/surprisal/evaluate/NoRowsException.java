package org.surprisal.evaluate;

import java.io.Serial;

/** A file is fine and has no rows, which matters only if no other file has any. */
final class NoRowsException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  NoRowsException(String message) {
    super(message);
  }
}

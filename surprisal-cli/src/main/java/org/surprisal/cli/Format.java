package org.surprisal.cli;

import java.util.Locale;

/** How a command writes what it has to say. */
enum Format {
  /** For people. */
  TABLE,
  /** For programs. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

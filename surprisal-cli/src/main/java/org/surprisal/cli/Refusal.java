package org.surprisal.cli;

/** Something that was asked for and cannot be; the message is one line that says what and why. */
final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }
}

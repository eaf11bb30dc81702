package org.surprisal.loss;

/** A belief about how targets are distributed. */
public final class Likelihood {
  /** Whether a loss keeps the part of a negative log-density that no prediction changes. */
  public enum Constant {
    KEPT,
    DROPPED
  }

  private Likelihood() {}
}

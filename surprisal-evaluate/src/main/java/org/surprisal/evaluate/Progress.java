package org.surprisal.evaluate;

/** Is told how far long work has come. */
@FunctionalInterface
public interface Progress {
  /** For those who do not want to know. */
  Progress NONE = (_, _) -> {};

  /**
   * Some of a step is done.
   *
   * @param step what is being done, in two or three words
   * @param share how much of it, from 0 to 1; NaN where that is not known
   */
  void done(String step, double share);
}

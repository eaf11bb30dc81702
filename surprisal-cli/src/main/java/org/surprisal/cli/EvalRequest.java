package org.surprisal.cli;

import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Reduction;

/** One line of the protocol, as far as it could be read. */
final class EvalRequest {
  /** The text of the id exactly as it came, or null if there was none. */
  @Nullable String id;

  /** The first thing that is wrong with the line, or null. */
  @Nullable String error;

  @Nullable String loss;
  @Nullable NumberList target;
  @Nullable NumberList prediction;
  @Nullable NumberList weight;
  @Nullable NumberList classWeight;
  @Nullable NumberList mask;
  @Nullable NumberList group;
  int columns = 1;
  boolean asFloat;
  Missing missing = Missing.ERROR;
  Reduction reduction = Reduction.MEAN;
  boolean wantsValue = true;
  boolean wantsGradient;
  boolean wantsCurvature;

  /** Keeps the first error: it is the one to be answered. */
  void refuse(String problem) {
    if (error == null) {
      error = problem;
    }
  }

  /** Answers with {@code problem} whatever came before: the line could not be read as JSON. */
  void refuseAll(String problem) {
    error = problem;
  }
}

package org.surprisal.loss;

/**
 * What is claimed of a loss as a function of its prediction, in the scale that is its default; each
 * is a formula in the parameters of the loss. The contract test tries to falsify every claim, and
 * to reach every bound, so that none stands by hand alone.
 *
 * @param convex not 0 where the loss is convex in the prediction
 * @param lipschitz the smallest bound of each partial derivative's size, inf if there is none
 * @param smooth the smallest bound of the slope's steepness along each coordinate, inf if there is
 *     none or the slope jumps
 * @param proper whether the expected loss of a probability is least at the truth
 */
record Claims(String convex, String lipschitz, String smooth, boolean proper) {
  /** Neither convex nor bounded in any derivative. */
  static final Claims NONE = new Claims("0", "inf", "inf", false);

  /** Convex, with bounds of its first and second derivative. */
  static Claims convex(String lipschitz, String smooth) {
    return new Claims("1", lipschitz, smooth, false);
  }

  /** Not convex, with bounds of its first and second derivative. */
  static Claims notConvex(String lipschitz, String smooth) {
    return new Claims("0", lipschitz, smooth, false);
  }

  /** Convex where the condition, a formula in the parameters, is not 0. */
  static Claims convexWhere(String condition, String lipschitz, String smooth) {
    return new Claims(condition, lipschitz, smooth, false);
  }

  /** Also a proper score of probabilities. */
  Claims ofProbabilities() {
    return new Claims(convex, lipschitz, smooth, true);
  }
}

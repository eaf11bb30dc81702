package org.surprisal.loss;

/**
 * What is claimed of a loss as a function of all predictions of a row (of a batch, where its rows
 * depend on each other), over every legal target; each is a formula in the parameters of the loss.
 * The contract test tries to falsify every claim, and to reach every bound, so that none stands by
 * hand alone.
 *
 * @param convex not 0 where the loss is convex
 * @param strong the largest m for which the loss minus m/2·‖prediction‖² is convex, 0 if there is
 *     none
 * @param lipschitz the smallest bound of each partial derivative's size, inf if there is none
 * @param smooth the smallest bound of the slope's steepness along each coordinate, inf if there is
 *     none or the slope jumps
 * @param proper not 0 where the expected loss of a label is least at its probabilities
 */
record Claims(String convex, String strong, String lipschitz, String smooth, String proper) {
  /** In place of a bound: there is no formula, and the number is found by a fine search. */
  static final String SEARCHED = "searched";

  /** Neither convex nor bounded in any derivative. */
  static final Claims NONE = notConvex("inf", "inf");

  /** Convex, with bounds of its first and second derivative. */
  static Claims convex(String lipschitz, String smooth) {
    return convexWhere("1", lipschitz, smooth);
  }

  /** Not convex, with bounds of its first and second derivative. */
  static Claims notConvex(String lipschitz, String smooth) {
    return convexWhere("0", lipschitz, smooth);
  }

  /** Convex where the condition, a formula in the parameters, is not 0. */
  static Claims convexWhere(String condition, String lipschitz, String smooth) {
    return new Claims(condition, "0", lipschitz, smooth, "0");
  }

  /** Also strongly convex, with this modulus. */
  Claims strongly(String modulus) {
    return new Claims(convex, modulus, lipschitz, smooth, proper);
  }

  /** Also a proper score of probabilities. */
  Claims properScore() {
    return properWhere("1");
  }

  /** Also a proper score of probabilities where the condition is not 0. */
  Claims properWhere(String condition) {
    return new Claims(convex, strong, lipschitz, smooth, condition);
  }
}

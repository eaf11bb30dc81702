package org.surprisal.loss;

import org.jspecify.annotations.Nullable;

/**
 * What was observed. The type says what the numbers mean, so that a wrong pairing with a loss does
 * not compile: hinge refuses {@link ZeroOne}, cross-entropy refuses it too.
 */
public sealed interface Target {
  /** Real numbers, counts included; one per prediction. */
  record Real(Numbers y) implements Target {}

  /** Labels −1 and +1. */
  record Sign(Numbers y) implements Target {}

  /** Labels 0 and 1, or anything between them (soft labels). */
  record ZeroOne(Numbers y) implements Target {}

  /** One of K classes a row. */
  sealed interface Categorical extends Target {}

  /** Class indices 0 … K−1, one a row. */
  record Classes(Numbers y) implements Categorical {}

  /** A distribution over the K classes a row: K numbers in [0, 1] that sum to 1. */
  record Distribution(Numbers t) implements Categorical {}

  /** Nothing was observed: the loss compares parts of the prediction, as a triplet does. */
  record None(long rows) implements Target {}

  /** Group of each row: rows of one group belong together. */
  record Groups(Numbers id) implements Target {}

  /**
   * The points of a sample, one a row of {@code points}; all together they are one row.
   *
   * @param weights of the points, in any unit; null for equal ones
   */
  record Sample(Numbers points, @Nullable Numbers weights) implements Target {}

  /** Real targets. */
  static Real values(double... y) {
    return new Real(Numbers.of(y));
  }

  /** Targets in [0, 1]. */
  static ZeroOne zeroOne(double... y) {
    return new ZeroOne(Numbers.of(y));
  }

  /** Targets −1 and +1. */
  static Sign signs(double... y) {
    return new Sign(Numbers.of(y));
  }

  /** Class indices, counted from 0. */
  static Classes classes(int... y) {
    return new Classes(Numbers.of(y));
  }

  /** The points of a sample, all of equal weight. */
  static Sample sample(Numbers points) {
    return new Sample(points, null);
  }

  /** Groups, any integers. */
  static Groups groups(int... id) {
    return new Groups(Numbers.of(id));
  }

  /** The numbers of this target; rows without columns if there are none. */
  default Numbers numbers() {
    return switch (this) {
      case Real(Numbers y) -> y;
      case Sign(Numbers y) -> y;
      case ZeroOne(Numbers y) -> y;
      case Classes(Numbers y) -> y;
      case Distribution(Numbers t) -> t;
      case None(long rows) -> Numbers.none(rows);
      case Groups(Numbers id) -> id;
      case Sample(Numbers points, Numbers _) -> points;
    };
  }
}

package org.surprisal.kernel;

import java.util.Locale;

/** How far two vectors are from each other. */
public enum Distance {
  /** ‖a − b‖². */
  SQUARED_EUCLIDEAN,
  /** ‖a − b‖; its derivative at a = b is 0. */
  EUCLIDEAN,
  /** 1 − cos(a, b); not defined for a zero vector. */
  COSINE;

  /** Whether a vector of zeros has no such distance. */
  public boolean needsDirection() {
    return this == COSINE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

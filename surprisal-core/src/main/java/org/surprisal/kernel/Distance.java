package org.surprisal.kernel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far two vectors are from each other. */
public enum Distance {
  /** ‖a − b‖². */
  SQUARED_EUCLIDEAN,
  /** ‖a − b‖; its derivative at a = b is 0. */
  EUCLIDEAN,
  /** 1 − cos(a, b); not defined for a zero vector. */
  COSINE;

  /** The distance called {@code name}. */
  public static Distance of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * What is wrong with vectors that lie one after the other from {@code from} on, or null: a zero
   * vector has no cosine.
   */
  public @Nullable String problem(double[] values, int from, int vectors, int size) {
    for (int v = 0; this == COSINE && v < vectors; v++) {
      int start = from + v * size;
      int i = 0;
      while (i < size && values[start + i] == 0) {
        i++;
      }
      if (i == size) {
        return (vectors == 1
                ? "is a zero vector"
                : "has a zero vector (vector " + v + " of the row)")
            + ", whose cosine is undefined; drop the row";
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

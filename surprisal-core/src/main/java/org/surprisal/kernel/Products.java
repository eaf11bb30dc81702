package org.surprisal.kernel;

import org.jspecify.annotations.Nullable;

/** What the shapes of vectors share. */
final class Products {
  private Products() {}

  /** a·b, 0 where a is 0 whatever b is: a formula that does not move hands nothing on. */
  static double times(double a, double b) {
    return a == 0 ? 0 : a * b;
  }

  /** The complaint about the first vector of zeros of a row whose distance needs a direction. */
  static @Nullable String zeroVector(
      Distance distance, double[] values, int from, int vectors, int size) {
    for (int v = 0; distance.needsDirection() && v < vectors; v++) {
      int start = from + v * size;
      int i = 0;
      while (i < size && values[start + i] == 0) {
        i++;
      }
      if (i == size) {
        return "has a zero vector (vector " + v + " of the row), whose cosine is undefined";
      }
    }
    return null;
  }
}

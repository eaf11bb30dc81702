package org.surprisal.evaluate;

/**
 * Inner products over a part of the units. Unit i of the part is added in lane i mod 8, and the
 * lanes are added pairwise: an order that is fixed, and lets eight additions run at a time.
 */
final class Dots {
  private Dots() {}

  /** Σ cᵢ·x₍from+i₎ over i below {@code size}. */
  static double dot(double[] c, double[] x, int from, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (int j = from; i < size - 7; i += 8, j += 8) {
      s0 += c[i] * x[j];
      s1 += c[i + 1] * x[j + 1];
      s2 += c[i + 2] * x[j + 2];
      s3 += c[i + 3] * x[j + 3];
      s4 += c[i + 4] * x[j + 4];
      s5 += c[i + 5] * x[j + 5];
      s6 += c[i + 6] * x[j + 6];
      s7 += c[i + 7] * x[j + 7];
    }
    double rest = 0;
    for (; i < size; i++) {
      rest += c[i] * x[from + i];
    }
    return (((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))) + rest;
  }

  /** Σ cᵢ·x₍from+i₎² over i below {@code size}. */
  static double dotSquare(double[] c, double[] x, int from, int size) {
    return dotProduct(c, x, x, from, size);
  }

  /** Σ cᵢ·x₍from+i₎·y₍from+i₎ over i below {@code size}. */
  static double dotProduct(double[] c, double[] x, double[] y, int from, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (int j = from; i < size - 7; i += 8, j += 8) {
      s0 += c[i] * x[j] * y[j];
      s1 += c[i + 1] * x[j + 1] * y[j + 1];
      s2 += c[i + 2] * x[j + 2] * y[j + 2];
      s3 += c[i + 3] * x[j + 3] * y[j + 3];
      s4 += c[i + 4] * x[j + 4] * y[j + 4];
      s5 += c[i + 5] * x[j + 5] * y[j + 5];
      s6 += c[i + 6] * x[j + 6] * y[j + 6];
      s7 += c[i + 7] * x[j + 7] * y[j + 7];
    }
    double rest = 0;
    for (; i < size; i++) {
      rest += c[i] * x[from + i] * y[from + i];
    }
    return (((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))) + rest;
  }
}

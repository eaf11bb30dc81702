package org.surprisal.kernel;

import java.util.Arrays;

/**
 * Vectors as one side of a matrix of similarities, divided by their norms where only their
 * directions count, and what is summed up for their derivatives. For a function of s = u·v/τ, with u
 * = x/‖x‖:
 *
 * <p>∂s/∂x = (v − (u·v) u)/(‖x‖ τ), and ∂²s/∂x_k² = (−2u_k(v − (u·v) u)_k − (u·v)(1 − u_k²))/(‖x‖²
 * τ). Both are linear in v and u·v, so sums Σ q v and Σ q (u·v) are all that is kept.
 */
final class Directions {
  final int count;
  final int size;
  final double[] unit;

  /** Σ q v of each vector. */
  final double[] slope;

  /** Σ q (u·v) of each vector. */
  final double[] along;

  /** What the squares of first derivatives add to the curvature, times ‖x‖² τ². */
  final double[] square;

  private final boolean cosine;
  private final double[] norm;
  private final double[] scale;
  private final double[] transposed;

  /**
   * @param values where the vectors lie, the first one at {@code from}, each {@code stride} further
   */
  Directions(double[] values, int from, int stride, int count, int size, boolean cosine) {
    this.count = count;
    this.size = size;
    this.cosine = cosine;
    this.unit = new double[count * size];
    this.norm = new double[count];
    this.scale = new double[count];
    this.transposed = new double[count * size];
    this.slope = new double[count * size];
    this.along = new double[count];
    this.square = new double[count * size];
    Arrays.fill(norm, 1);
    Arrays.fill(scale, 1);
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, from + i * stride, unit, i * size, size);
      if (cosine) {
        normalise(i);
      }
      for (int k = 0; k < size; k++) {
        transposed[k * count + i] = unit[i * size + k];
      }
    }
  }

  private void normalise(int i) {
    double[] vector = Arrays.copyOfRange(unit, i * size, (i + 1) * size);
    scale[i] = VectorPair.rescale(vector);
    norm[i] = VectorPair.norm(vector);
    for (int k = 0; k < size; k++) {
      unit[i * size + k] = vector[k] / norm[i];
    }
  }

  /** u·v for every v of the other side, in one order of sums: coordinate after coordinate. */
  void products(int i, Directions other, double[] into) {
    Arrays.fill(into, 0, other.count, 0);
    for (int k = 0; k < size; k++) {
      add(unit[i * size + k], other.transposed, k * other.count, into, other.count);
    }
  }

  private static void add(double factor, double[] from, int at, double[] into, int n) {
    for (int j = 0; j < n; j++) {
      into[j] = Math.fma(factor, from[at + j], into[j]);
    }
  }

  /** slope[i] += q·v. */
  void addSlope(int i, double q, double[] other, int at) {
    int to = i * size;
    for (int k = 0; k < size; k++) {
      slope[to + k] = Math.fma(q, other[at + k], slope[to + k]);
    }
  }

  /** Writes the gradient by the vectors where they came from. */
  void gradient(double temperature, double[] into, int from, int stride) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        int j = i * size + k;
        double tangent = cosine ? slope[j] - along[i] * unit[j] : slope[j];
        into[from + i * stride + k] = tangent / temperature / norm[i] / scale[i];
      }
    }
  }

  /** Writes the diagonal of the curvature by the vectors where they came from. */
  void curvature(double temperature, double[] into, int from, int stride) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        int j = i * size + k;
        double u = unit[j];
        double bend = square[j] / temperature;
        if (cosine) {
          bend -= 2 * u * (slope[j] - along[i] * u) + along[i] * (1 - u * u);
        }
        into[from + i * stride + k] =
            bend / temperature / norm[i] / scale[i] / norm[i] / scale[i];
      }
    }
  }
}

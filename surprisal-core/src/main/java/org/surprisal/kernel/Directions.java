package org.surprisal.kernel;

import java.util.Arrays;

/**
 * Vectors as one side of a matrix of similarities, divided by their norms where only their
 * directions count, and what is summed up for their derivatives. For a function of s = u·v/τ, with
 * u = x/‖x‖:
 *
 * <p>∂s/∂x = (v − (u·v) u)/(‖x‖ τ), and ∂²s/∂x_k² = (−2u_k(v − (u·v) u)_k − (u·v)(1 − u_k²))/(‖x‖²
 * τ). Both are linear in v and u·v, so sums Σ q v and Σ q (u·v) are all that is kept.
 */
final class Directions {
  /** Cosines from which vectors are called nearly parallel. */
  private static final double NEAR = 0.9;

  /** Coordinates whose products are still far from the largest double. */
  private static final double LARGE = 0x1p450;

  final int count;
  final int size;
  final double[] unit;

  /** What rounding took from the coordinates of the units. */
  final double[] tail;

  /** Σ_{k≠j} u_k² of each coordinate j, which 1 − u_j² would not give where u_j is nearly 1. */
  final double[] rest;

  /** Σ q v of each vector, of nearly parallel ones Σ q (v − (u·v) u). */
  final double[] slope;

  /** Σ q (u·v) of what entered the slope as it is. */
  final double[] along;

  /** Σ q (u·v) of all. */
  final double[] product;

  /** What the squares of first derivatives add to the curvature, times ‖x‖² τ². */
  final double[] square;

  /** A power of two by which all vectors are divided, so that their products do not overflow. */
  final double common;

  private final boolean cosine;
  private final double[] norm;
  private final double[] scale;

  /** The units, coordinate by coordinate. */
  final double[] transposed;

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
    this.product = new double[count];
    this.tail = new double[count * size];
    this.rest = new double[count * size];
    this.square = new double[count * size];
    this.common = cosine ? 1 : common(values, from, stride);
    Arrays.fill(norm, 1);
    Arrays.fill(scale, 1);
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, from + i * stride, unit, i * size, size);
      if (cosine) {
        normalise(i);
      } else {
        shrink(i);
      }
      for (int k = 0; k < size; k++) {
        transposed[k * count + i] = unit[i * size + k];
      }
    }
  }

  private double common(double[] values, int from, int stride) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        largest = Math.max(largest, Math.abs(values[from + i * stride + k]));
      }
    }
    return largest > LARGE ? Math.ulp(largest) : 1;
  }

  private void shrink(int i) {
    for (int k = i * size; common != 1 && k < (i + 1) * size; k++) {
      unit[k] /= common;
    }
  }

  private void normalise(int i) {
    double[] vector = Arrays.copyOfRange(unit, i * size, (i + 1) * size);
    scale[i] = VectorPair.rescale(vector);
    DoubleDouble squares = VectorPair.squares(vector);
    DoubleDouble root = VectorPair.root(squares);
    norm[i] = root.high();
    for (int k = 0; k < size; k++) {
      DoubleDouble u = VectorPair.unit(vector[k], root);
      unit[i * size + k] = u.high();
      tail[i * size + k] = u.low();
      rest[i * size + k] = VectorPair.without(squares, vector[k]) / squares.high();
    }
  }

  /**
   * v − (u·v) u by coordinates. Of vectors that are nearly parallel (or opposite) it is (v − u) −
   * ½‖v − u‖² u (or with −v for v), which does not cancel.
   *
   * @return whether the digits are those of nearly parallel vectors
   */
  boolean tangent(int i, Directions other, int j, double product, double[] into) {
    int u = i * size;
    int v = j * size;
    if (!cosine || !(Math.abs(product) > NEAR)) {
      for (int k = 0; k < size; k++) {
        into[k] = cosine ? other.unit[v + k] - product * unit[u + k] : other.unit[v + k];
      }
      return false;
    }
    double sign = product > 0 ? 1 : -1;
    double squares = 0;
    for (int k = 0; k < size; k++) {
      into[k] = (sign * other.unit[v + k] - unit[u + k]) + (sign * other.tail[v + k] - tail[u + k]);
      squares = Math.fma(into[k], into[k], squares);
    }
    for (int k = 0; k < size; k++) {
      into[k] = sign * Math.fma(0.5 * squares, unit[u + k], into[k]);
    }
    return true;
  }

  /** Adds what a similarity that weighs q gives for vector i. */
  void add(int i, double q, Directions other, int j, double product, double[] scratch) {
    if (Math.abs(product) > NEAR && cosine) {
      tangent(i, other, j, product, scratch);
      addSlope(i, q, scratch, 0);
    } else {
      addSlope(i, q, other.unit, j * size);
      along[i] += q * product;
    }
    this.product[i] += q * product;
  }

  /** slope[i] += q·v. */
  private void addSlope(int i, double q, double[] other, int at) {
    int to = i * size;
    for (int k = 0; k < size; k++) {
      slope[to + k] = Math.fma(q, other[at + k], slope[to + k]);
    }
  }

  /** Writes the gradient by the vectors where they came from. */
  void gradient(double temperature, Directions other, double[] into, int from, int stride) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        int j = i * size + k;
        double tangent = cosine ? slope[j] - along[i] * unit[j] : slope[j];
        into[from + i * stride + k] = tangent * other.common / temperature / norm[i] / scale[i];
      }
    }
  }

  /** Writes the diagonal of the curvature by the vectors where they came from. */
  void curvature(double temperature, Directions other, double[] into, int from, int stride) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        int j = i * size + k;
        double u = unit[j];
        double bend = square[j] * other.common * other.common / temperature;
        if (cosine) {
          bend -= 2 * u * (slope[j] - along[i] * u) + product[i] * rest[j];
        }
        into[from + i * stride + k] = bend / temperature / norm[i] / scale[i] / norm[i] / scale[i];
      }
    }
  }
}

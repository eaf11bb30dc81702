package org.surprisal.cli;

import java.util.Arrays;

/** A growing array of doubles, without boxes. */
final class NumberList {
  private double[] values = new double[16];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(size + 1, (int) Math.min(size * 2L, 0x7fff_fff7)));
    }
    values[size++] = value;
  }

  double get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  /** The numbers as an array of their own. */
  double[] toArray() {
    return Arrays.copyOf(values, size);
  }

  /** The numbers, each rounded to the nearest float. */
  float[] toFloats() {
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

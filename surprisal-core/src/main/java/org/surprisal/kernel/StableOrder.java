package org.surprisal.kernel;

/** The order of an array's elements from the least to the greatest; equal ones keep their order. */
final class StableOrder {
  private StableOrder() {}

  /** The indexes of the values, none of them NaN, in ascending order of the values. */
  static int[] of(double[] values) {
    int count = values.length;
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = i;
    }
    int[] to = new int[count];
    for (int width = 1; width < count; width = width > count / 2 ? count : 2 * width) {
      for (int start = 0; start < count; start += 2 * width) {
        merge(values, from, to, start, width);
        if (start > count - 2 * width) {
          break;
        }
      }
      int[] sorted = to;
      to = from;
      from = sorted;
    }
    return from;
  }

  /** Merges two neighbouring runs of a width. */
  private static void merge(double[] values, int[] from, int[] to, int start, int width) {
    int middle = Math.min(start + width, from.length);
    int end = middle + Math.min(width, from.length - middle);
    int left = start;
    int right = middle;
    for (int k = start; k < end; k++) {
      boolean takeLeft =
          right >= end || (left < middle && !(values[from[right]] < values[from[left]]));
      to[k] = takeLeft ? from[left++] : from[right++];
    }
  }
}

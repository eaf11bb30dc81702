package org.surprisal.kernel;

import java.util.Arrays;

/**
 * Rows of the matrix of products u_i·v_j, a few at a time: those of one side are read once for all
 * of them, in pieces that stay in the caches. Every product is one chain of sums, coordinate after
 * coordinate, whatever stands beside it.
 */
final class SimilarityRows {
  /** Rows that are held; computed four by four. */
  private static final int HELD = 16;

  private static final int PIECE = 512;

  final Directions anchors;
  final Directions candidates;
  private final double[][] held;
  private int first;
  private int count;

  SimilarityRows(Directions anchors, Directions candidates) {
    this.anchors = anchors;
    this.candidates = candidates;
    this.held = new double[Math.min(HELD, anchors.count)][candidates.count];
  }

  /** u_i·v_j for every j; valid until a row further on is asked for. */
  double[] row(int i) {
    if (!(i >= first && i < first + count)) {
      fill(i);
    }
    return held[i - first];
  }

  private void fill(int from) {
    first = from;
    count = Math.min(held.length, anchors.count - from);
    for (int row = 0; row < count; row++) {
      Arrays.fill(held[row], 0);
    }
    for (int start = 0; start < candidates.count; start += PIECE) {
      int end = Math.min(start + PIECE, candidates.count);
      int row = 0;
      for (; row + 4 <= count; row += 4) {
        four(row, start, end);
      }
      for (; row < count; row++) {
        one(row, start, end);
      }
    }
  }

  private void one(int row, int start, int end) {
    double[] into = held[row];
    for (int k = 0; k < anchors.size; k++) {
      double factor = anchors.unit[(first + row) * anchors.size + k];
      int at = k * candidates.count;
      for (int j = start; j < end; j++) {
        into[j] = Math.fma(factor, candidates.transposed[at + j], into[j]);
      }
    }
  }

  private void four(int row, int start, int end) {
    int size = anchors.size;
    int at = (first + row) * size;
    for (int k = 0; k < size; k++) {
      add(
          anchors.unit[at + k],
          anchors.unit[at + size + k],
          anchors.unit[at + 2 * size + k],
          anchors.unit[at + 3 * size + k],
          k * candidates.count,
          row,
          start,
          end);
    }
  }

  private void add(
      double f0, double f1, double f2, double f3, int at, int row, int start, int end) {
    double[] from = candidates.transposed;
    double[] r0 = held[row];
    double[] r1 = held[row + 1];
    double[] r2 = held[row + 2];
    double[] r3 = held[row + 3];
    for (int j = start; j < end; j++) {
      double v = from[at + j];
      r0[j] = Math.fma(f0, v, r0[j]);
      r1[j] = Math.fma(f1, v, r1[j]);
      r2[j] = Math.fma(f2, v, r2[j]);
      r3[j] = Math.fma(f3, v, r3[j]);
    }
  }
}

package org.surprisal.docs;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers over an axis; NaN where there is none.
 *
 * @param label what the legend calls it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record Curve(String label, double[] x, double[] y) {
  /** The finite numbers of several curves, sorted. */
  static double[] finite(List<Curve> curves) {
    return curves.stream()
        .flatMapToDouble(curve -> Arrays.stream(curve.y))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /**
   * Whether the line is not drawn from point {@code i} to the next: there is nothing, or a jump far
   * steeper than what lies beside it.
   */
  boolean breaksAfter(int i, double range) {
    if (!Double.isFinite(y[i]) || !Double.isFinite(y[i + 1])) {
      return true;
    }
    double step = Math.abs(y[i + 1] - y[i]);
    return step > 0.04 * range && step > 6 * Math.max(step(i - 2), step(i + 2));
  }

  private double step(int i) {
    boolean has = i >= 0 && i + 1 < y.length;
    double step = has ? Math.abs(y[i + 1] - y[i]) : 0;
    return Double.isFinite(step) ? step : 0;
  }
}

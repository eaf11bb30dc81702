package org.surprisal.docs;

import java.util.List;

/**
 * One pair of axes.
 *
 * @param title what the numbers are
 * @param axis what stands below the axis; empty for a panel above another with the same axis
 */
public record Panel(String title, String axis, double from, double to, List<Curve> curves) {
  /** So many times as far as most numbers reach: what lies beyond is a pole, and is cut off. */
  private static final int FAR = 5;

  public Panel {
    curves = List.copyOf(curves);
  }

  /** From where to where the numbers are shown: a pole or a tail does not flatten the rest. */
  double[] range() {
    double[] sorted = Curve.finite(curves);
    if (sorted.length == 0) {
      return new double[] {0, 1};
    }
    double low = sorted[sorted.length / 10];
    double high = sorted[sorted.length - 1 - sorted.length / 10];
    double least = sorted[0];
    double most = sorted[sorted.length - 1];
    double span = high - low;
    low = span == 0 || low - least <= FAR * span ? least : low - span;
    high = span == 0 || most - high <= FAR * span ? most : high + span;
    // 0 belongs into the picture where it is near, and a constant needs some room.
    low = low > 0 && low < high - low + 1 ? 0 : low;
    high = high < 0 && -high < high - low + 1 ? 0 : high;
    double room = high > low ? 0.06 * (high - low) : 0.5;
    return new double[] {low - room, high + room};
  }

  /** Round numbers within a range, about {@code count} of them. */
  static double[] ticks(double from, double to, int count) {
    double rough = (to - from) / count;
    double unit = 1;
    while (unit > rough) {
      unit /= 10;
    }
    while (unit * 10 <= rough) {
      unit *= 10;
    }
    double step = rough <= unit * 1.5 ? unit : rough <= unit * 3.5 ? unit * 2 : unit * 5;
    step = rough > unit * 7.5 ? unit * 10 : step;
    long first = (long) Math.ceil(from / step - 1e-9);
    long last = (long) Math.floor(to / step + 1e-9);
    double[] ticks = new double[(int) (last - first + 1)];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = (first + i) * step;
    }
    return ticks;
  }
}

package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Curves in a terminal: panels over one shared axis, drawn with braille dots, two across and four
 * down a character. The first curve of a panel is solid, the second dashed.
 */
final class Plot {
  /** Characters across. */
  static final int WIDTH = 65;

  /** Points across, from the first dot to the dot of the last tick. */
  static final int POINTS = 2 * WIDTH - 1;

  private static final int MARGIN = 9;
  private static final int DASH = 2;

  /** Bits of a braille character by dot row and dot column, from U+2800 on. */
  private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final PrintWriter out;
  private final double from;
  private final double to;

  /** Panels over an axis that goes from {@code from} to {@code to}. */
  Plot(PrintWriter out, double from, double to) {
    this.out = out;
    this.from = from;
    this.to = to;
  }

  /** Draws a panel of curves, each of {@link #POINTS} numbers; not finite ones leave a gap. */
  void panel(String title, List<double[]> curves, int height) {
    double[] shown = sorted(curves);
    if (shown.length == 0) {
      return;
    }
    double low = Math.min(0, bound(shown, false));
    double high = Math.max(0, bound(shown, true));
    if (low == high) {
      high = 1;
    }
    int[][] cells = new int[height][WIDTH];
    for (int c = 0; c < curves.size(); c++) {
      draw(cells, curves.get(c), low, high, c > 0);
    }
    int zeroLine = cellRow(0, low, high, height);
    int zeroColumn = from < 0 && to > 0 ? column(0) / 2 : -1;
    out.println(" ".repeat(MARGIN + 1) + title);
    for (int row = 0; row < height; row++) {
      String label = "";
      if (row == zeroLine) {
        label = "0";
      } else if (row == 0 || row == height - 1) {
        label = Figures.rounded(row == 0 ? high : low, 3);
      }
      out.print(" ".repeat(Math.max(0, MARGIN - 1 - label.length())) + label);
      out.print(label.isEmpty() ? " │" : " ┤");
      out.println(line(cells[row], row == zeroLine, zeroColumn));
    }
  }

  /** Draws the axis that the panels share. */
  void axis(String name) {
    StringBuilder ticks = new StringBuilder("─".repeat(WIDTH));
    StringBuilder labels = new StringBuilder(" ".repeat(WIDTH + MARGIN));
    for (int i = 0; i <= 4; i++) {
      int column = i * (WIDTH - 1) / 4;
      ticks.setCharAt(column, '┬');
      String label = Figures.rounded(from + (to - from) * i / 4, 3);
      int start = MARGIN + column - label.length() / 2;
      labels.replace(start, start + label.length(), label);
    }
    out.println(" ".repeat(MARGIN) + "└" + ticks);
    out.println(" " + labels.toString().stripTrailing());
    out.println(" ".repeat(MARGIN + 1 + (WIDTH - name.length()) / 2) + name);
  }

  /** The finite numbers of all curves, in order. */
  private static double[] sorted(List<double[]> curves) {
    return curves.stream()
        .flatMapToDouble(Arrays::stream)
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /** The edge of the panel: the extreme, unless a pole would flatten all else. */
  private static double bound(double[] sorted, boolean isHigh) {
    int last = sorted.length - 1;
    double extreme = isHigh ? sorted[last] : sorted[0];
    double usual = isHigh ? sorted[last - last / 10] : sorted[last / 10];
    return Math.abs(extreme) > 6 * Math.abs(usual) && usual != 0 ? 2 * usual : extreme;
  }

  private int column(double x) {
    return (int) Math.rint((x - from) / (to - from) * (POINTS - 1));
  }

  /** The dot row, or one above or below the panel. */
  private static int dotRow(double y, double low, double high, int height) {
    double place = (high - y) / (high - low) * (4 * height - 1);
    return (int) Math.rint(Math.max(-1, Math.min(4.0 * height, place)));
  }

  private static int cellRow(double y, double low, double high, int height) {
    return dotRow(y, low, high, height) / 4;
  }

  private static void draw(
      int[][] cells, double[] curve, double low, double high, boolean isDashed) {
    int height = cells.length;
    int previous = Integer.MIN_VALUE;
    int pen = 0;
    for (int x = 0; x < curve.length; x++) {
      if (!Double.isFinite(curve[x])) {
        previous = Integer.MIN_VALUE;
        continue;
      }
      int row = dotRow(curve[x], low, high, height);
      int step = previous <= row ? 1 : -1;
      int start = previous == Integer.MIN_VALUE || previous == row ? row : previous + step;
      for (int y = start; y != row + step; y += step) {
        boolean isPenDown = !isDashed || pen++ % (2 * DASH) < DASH;
        if (isPenDown && 0 <= y && y < 4 * height) {
          cells[y / 4][x / 2] |= DOTS[y % 4][x % 2];
        }
      }
      previous = row;
    }
  }

  private static String line(int[] cells, boolean isZeroLine, int zeroColumn) {
    StringBuilder text = new StringBuilder();
    for (int x = 0; x < cells.length; x++) {
      if (cells[x] != 0) {
        text.append((char) (0x2800 + cells[x]));
      } else if (isZeroLine) {
        text.append(x == zeroColumn ? '┼' : '┈');
      } else {
        text.append(x == zeroColumn ? '┊' : ' ');
      }
    }
    return text.toString().stripTrailing();
  }
}

package org.surprisal.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Panels below each other as an SVG file: light or dark as the reader's screen is, wide enough for
 * a phone, and with dashes beside the colours for those who cannot tell them apart.
 */
public final class Chart {
  private static final int WIDTH = 480;
  private static final int LEFT = 62;
  private static final int RIGHT = 14;
  private static final int PANEL = 150;
  private static final int TITLE = 24;
  private static final int BELOW = 22;
  private static final int AXIS = 20;
  private static final int LINE = 20;

  /** Nobody sees by how much a line is off within this. */
  private static final double FLAT = 0.08;

  private static final String STYLE =
      """
      <style>
      svg { font: 14px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
      .paper { fill: #ffffff; } .text { fill: #1f2328; } .soft { fill: #59636e; }
      .grid { stroke: #e3e6ea; } .zero { stroke: #9aa2ab; }
      .curve { fill: none; stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round; }
      .c0 { stroke: #0550ae; } .c1 { stroke: #bc4c00; } .c2 { stroke: #6639ba; }
      .c1 { stroke-dasharray: 8 5; } .c2 { stroke-dasharray: 2 5; }
      .d0 { fill: #0550ae; } .d1 { fill: #bc4c00; } .d2 { fill: #6639ba; }
      .strong { font-weight: 600; } .right { text-anchor: end; } .middle { text-anchor: middle; }
      @media (prefers-color-scheme: dark) {
        .paper { fill: #0d1117; } .text { fill: #f0f6fc; } .soft { fill: #9198a1; }
        .grid { stroke: #262c34; } .zero { stroke: #5a636d; }
        .c0 { stroke: #79c0ff; } .c1 { stroke: #ffa657; } .c2 { stroke: #d2a8ff; }
        .d0 { fill: #79c0ff; } .d1 { fill: #ffa657; } .d2 { fill: #d2a8ff; }
      }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();
  private int y = 6;
  private int clips;

  private Chart() {}

  /**
   * The file.
   *
   * @param title what the picture shows, for those who hear it
   * @param groups panels that share a legend and an axis
   */
  public static String svg(String title, List<List<Panel>> groups) {
    Chart chart = new Chart();
    groups.forEach(chart::group);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + WIDTH
        + " "
        + (chart.y + 4)
        + "\" role=\"img\">\n"
        + "<title>"
        + escape(title)
        + "</title>\n"
        + STYLE
        + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
        + chart.svg
        + "</svg>\n";
  }

  private void group(List<Panel> panels) {
    if (panels.getFirst().curves().size() > 1) {
      legend(panels.getFirst().curves());
    }
    panels.forEach(this::panel);
    y += 8;
  }

  private void legend(List<Curve> curves) {
    for (int i = 0; i < curves.size(); i++) {
      double middle = y + LINE / 2.0;
      line("curve c" + i, LEFT, middle, LEFT + 34, middle);
      text("text", LEFT + 42, middle + 5, curves.get(i).label());
      y += LINE;
    }
    y += 4;
  }

  private void panel(Panel panel) {
    text("text strong", LEFT, y + 16, panel.title());
    y += TITLE;
    double[] range = panel.range();
    double top = y;
    double bottom = y + PANEL;
    for (double tick : Panel.ticks(range[0], range[1], 4)) {
      double at = at(tick, range[0], range[1], bottom, top);
      line(tick == 0 ? "zero" : "grid", LEFT, at, WIDTH - RIGHT, at);
      text("soft right", LEFT - 8, at + 5, Digits.text(tick, 6));
    }
    for (double tick : Panel.ticks(panel.from(), panel.to(), 6)) {
      double at = x(panel, tick);
      line(tick == 0 ? "zero" : "grid", at, top, at, bottom);
      text("soft middle", at, bottom + 17, Digits.text(tick, 6));
    }
    clips++;
    put(
        "<clipPath id=\"k%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>\n",
        clips, LEFT, Digits.coordinate(top - 2), WIDTH - LEFT - RIGHT, PANEL + 4);
    put("<g clip-path=\"url(#k%s)\">\n", clips);
    for (int i = 0; i < panel.curves().size(); i++) {
      curve(panel, panel.curves().get(i), i, range, bottom, top);
    }
    svg.append("</g>\n");
    y += PANEL + BELOW;
    if (!panel.axis().isEmpty()) {
      text("soft middle", (LEFT + WIDTH - RIGHT) / 2.0, y + 14, panel.axis());
      y += AXIS;
    }
  }

  private void curve(
      Panel panel, Curve curve, int number, double[] range, double bottom, double top) {
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    List<double[]> run = new ArrayList<>();
    for (int i = 0; i < curve.y().length; i++) {
      if (!Double.isFinite(curve.y()[i])) {
        continue; // a run ends before it
      }
      // Far outside the panel the exact place does not matter, but renderers have limits.
      double height = at(curve.y()[i], range[0], range[1], bottom, top);
      double place = Math.max(top - 500, Math.min(bottom + 500, height));
      run.add(new double[] {x(panel, curve.x()[i]), place});
      if (i + 1 == curve.y().length || curve.breaksAfter(i, range[1] - range[0])) {
        if (run.size() == 1) {
          dots.append(dot(number, run.getFirst()));
        } else {
          path.append(path(run));
        }
        run.clear();
      }
    }
    if (!path.isEmpty()) {
      put("<path class=\"curve c%s\" d=\"%s\"/>\n", number, path);
    }
    svg.append(dots);
  }

  /** Through points of which those on a straight line between two others are left out. */
  private static String path(List<double[]> points) {
    StringBuilder path = new StringBuilder("M").append(place(points.getFirst()));
    int kept = 0;
    for (int i = 1; i < points.size(); i++) {
      if (i + 1 == points.size() || !isStraight(points.subList(kept, i + 2))) {
        path.append('L').append(place(points.get(i)));
        kept = i;
      }
    }
    return path.toString();
  }

  private static boolean isStraight(List<double[]> points) {
    double[] a = points.getFirst();
    double[] b = points.getLast();
    return points.stream().allMatch(p -> Math.abs(at(p[0], a[0], b[0], a[1], b[1]) - p[1]) < FLAT);
  }

  private static String place(double[] point) {
    return Digits.coordinate(point[0]) + " " + Digits.coordinate(point[1]);
  }

  private static String dot(int number, double[] place) {
    return String.format(
        Locale.ROOT,
        "<circle class=\"d%s\" cx=\"%s\" cy=\"%s\" r=\"4\"/>\n",
        number,
        Digits.coordinate(place[0]),
        Digits.coordinate(place[1]));
  }

  private static double x(Panel panel, double value) {
    return at(value, panel.from(), panel.to(), LEFT, WIDTH - RIGHT);
  }

  private static double at(double value, double from, double to, double first, double last) {
    return first + (value - from) / (to - from) * (last - first);
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    put(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n",
        style,
        Digits.coordinate(x1),
        Digits.coordinate(y1),
        Digits.coordinate(x2),
        Digits.coordinate(y2));
  }

  private void text(String style, double x, double at, String words) {
    put(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n",
        style, Digits.coordinate(x), Digits.coordinate(at), escape(words));
  }

  @SuppressWarnings("AnnotateFormatMethod") // for tests alone, and every format is above
  private void put(String element, Object... values) {
    svg.append(String.format(Locale.ROOT, element, values));
  }

  private static String escape(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

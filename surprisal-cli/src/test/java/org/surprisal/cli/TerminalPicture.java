package org.surprisal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows, as SVG: a dark window on pages of any colour. Every word has its place and
 * length, so that columns stand below each other whatever the reader's font is; rules are lines.
 */
final class TerminalPicture {
  private static final double CHARACTER = 8.43;
  private static final int LINE = 20;
  private static final int TITLE_BAR = 36;
  private static final int MARGIN = 22;

  private static final String STYLE =
      """
      <style>
      text { font: 14px ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", Consolas, monospace; \
      fill: #d5dbe5; white-space: pre; }
      .prompt { fill: #7ee787; font-weight: 600; }
      .command { fill: #ffffff; font-weight: 600; }
      .title { fill: #ffffff; font-weight: 600; }
      .heading { fill: #79b8ff; }
      .best { fill: #7ee787; font-weight: 600; }
      .mark { fill: #ffcf66; font-weight: 600; }
      .quiet { fill: #8b97a8; }
      .bar { fill: #8b97a8; font-size: 12.5px; }
      path { stroke: #3d4859; stroke-width: 1; }
      </style>
      """;

  private static final String BUTTONS =
      """
      <circle cx="22" cy="18.5" r="6" fill="#ff5f57"/>
      <circle cx="42" cy="18.5" r="6" fill="#febc2e"/>
      <circle cx="62" cy="18.5" r="6" fill="#28c840"/>
      """;

  /** Words with one blank between them belong together; a mark stands alone. */
  private static final Pattern WORDS =
      Pattern.compile("[*≠](?= |$)|[^ ]+(?: (?![*≠](?: |$))[^ ]+)*");

  private final StringBuilder svg = new StringBuilder();

  private TerminalPicture() {}

  /**
   * The picture of one command.
   *
   * @param command what is typed, line by line
   * @param output what is printed
   */
  static String of(List<String> command, String output) {
    TerminalPicture picture = new TerminalPicture();
    List<String> lines = new ArrayList<>(command);
    lines.add("");
    output.lines().forEach(lines::add);
    int columns = lines.stream().mapToInt(Names::width).max().orElse(0);
    int width = (int) (2 * MARGIN + columns * CHARACTER);
    int height = TITLE_BAR + LINE * lines.size() + 2 * MARGIN - 8;
    String label = "A terminal: " + String.join(" ", command).replace(" \\", "");
    picture.window(width, height, escaped(label));
    for (int i = 0; i < lines.size(); i++) {
      int y = TITLE_BAR + MARGIN + 10 + LINE * i;
      if (i < command.size()) {
        picture.command(lines.get(i), y);
      } else {
        String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
        picture.output(lines.get(i), next, lines.subList(0, i), y);
      }
    }
    return picture.svg.append("</svg>\n").toString();
  }

  private void window(int width, int height, String label) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                + " viewBox=\"0 0 %1$d %2$d\" role=\"img\" aria-label=\"%3$s\">\n",
            width,
            height,
            label));
    svg.append(STYLE);
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"10\" fill=\"#10151d\""
                + " stroke=\"#3d4859\"/>\n<path d=\"M1 36.5h%d\"/>\n",
            width - 1,
            height - 1,
            width - 2));
    svg.append(BUTTONS);
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"bar\" x=\"%d\" y=\"23\" text-anchor=\"middle\">surprisal</text>\n",
            width / 2));
  }

  private void command(String line, int y) {
    if (line.startsWith("$ ")) {
      text("prompt", 0, y, "$");
      text("command", 2, y, line.substring(2));
    } else {
      text("command", indent(line), y, line.strip());
    }
  }

  private void output(String line, String next, List<String> before, int y) {
    if (line.startsWith("─")) {
      rule(line, y);
      return;
    }
    boolean isHeading = next.startsWith("─");
    boolean isTable = before.stream().anyMatch(l -> l.startsWith("─")) && !isLegend(line, before);
    boolean isTitle = isTable ? isTitle(line) : !line.startsWith(" ") && !isLegend(line, before);
    String usual = isHeading ? "heading" : isTitle ? "title" : isTable ? "" : "quiet";
    boolean isBest = isTable && line.contains(" * ");
    Matcher words = WORDS.matcher(line);
    while (words.find()) {
      String word = words.group();
      boolean isMark = word.equals("≠") || word.equals("*");
      boolean isName = isBest && line.startsWith("* ", words.end() + 1);
      String style = (isMark && word.equals("*")) || isName ? "best" : isMark ? "mark" : usual;
      text(style, words.start(), y, word);
    }
  }

  /** Whether a line explains: from the one on that says what a mean is. */
  private static boolean isLegend(String line, List<String> before) {
    return line.startsWith("mean = ") || before.stream().anyMatch(l -> l.startsWith("mean = "));
  }

  private static boolean isTitle(String line) {
    return line.startsWith("Differences");
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private void rule(String line, int y) {
    Matcher rules = Pattern.compile("─+").matcher(line);
    while (rules.find()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%.1f %.1fh%.1f\"/>%n",
              MARGIN + rules.start() * CHARACTER,
              y - 4.5,
              rules.group().length() * CHARACTER));
    }
  }

  private void text(String style, int column, int y, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text%s x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\">%s"
                + "</text>\n",
            style.isEmpty() ? "" : " class=\"" + style + "\"",
            MARGIN + column * CHARACTER,
            y,
            text.codePointCount(0, text.length()) * CHARACTER,
            escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

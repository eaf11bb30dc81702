package org.surprisal.cli;

import java.util.Iterator;
import java.util.stream.Stream;
import org.surprisal.evaluate.Metric;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What completion offers where a metric is asked for, and what help says about each. */
final class MetricNames implements Iterable<String> {
  private static final String SECTION = "metrics";

  @Override
  public Iterator<String> iterator() {
    return Stream.of(Metric.values()).map(Metric::text).iterator();
  }

  /** Puts the list of metrics into the help of a command, before its examples. */
  static void explainIn(CommandLine command) {
    var keys = new java.util.ArrayList<>(command.getHelpSectionKeys());
    keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), SECTION);
    command.setHelpSectionKeys(keys);
    command.getHelpSectionMap().put(SECTION, _ -> explained());
  }

  private static String explained() {
    StringBuilder text = new StringBuilder(String.format("%nMetrics:%n"));
    for (Metric metric : Metric.values()) {
      String name = metric.text() + (metric.better() == Metric.Better.HIGHER ? " ↑" : " ↓");
      java.io.StringWriter lines = new java.io.StringWriter();
      Paragraph.print(
          new java.io.PrintWriter(lines), String.format("  %-19s  ", name), metric.definition());
      text.append(lines);
    }
    return text.append("  ↑ higher is better, ↓ lower is better\n").toString();
  }
}

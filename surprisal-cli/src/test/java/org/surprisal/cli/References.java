package org.surprisal.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of the reference tables, made by an independent tool, as requests and expected answers. */
final class References {
  private static final Path TABLES =
      Path.of("")
          .toAbsolutePath()
          .getParent()
          .resolve("surprisal-core/src/test/resources/reference/losses");

  private References() {}

  /**
   * A request with what its answer must be.
   *
   * @param request the line of the protocol
   * @param noise what a gradient or curvature may be off by besides
   */
  record Expected(
      String request,
      List<Truth> value,
      List<Truth> gradient,
      List<Truth> curvature,
      double noise) {}

  /** A true number with the change that one ulp of an input makes. */
  record Truth(String text, double slack) {
    /** Whether a number is as accurate as the design promises, or off by no more than noise. */
    boolean admits(double got, double noise) {
      boolean isFinite = !text.contains("Infinity") && !text.equals("NaN");
      double rounded = isFinite ? new BigDecimal(text).doubleValue() : Double.parseDouble(text);
      if (got == rounded || Double.compare(got, rounded) == 0) {
        return true;
      }
      if (!Double.isFinite(got) || !Double.isFinite(rounded)) {
        return false;
      }
      if (slack == Double.POSITIVE_INFINITY) {
        return true;
      }
      BigDecimal truth = new BigDecimal(text);
      BigDecimal allowed =
          truth
              .abs()
              .multiply(new BigDecimal("1e-12"))
              .max(new BigDecimal(Double.MIN_VALUE))
              .max(new BigDecimal(Math.max(slack, noise)));
      return new BigDecimal(got).subtract(truth).abs().compareTo(allowed) <= 0;
    }
  }

  /** The first lines of the table of a loss. */
  static List<Expected> read(String loss, int count) throws IOException {
    try (Stream<String> lines = Files.lines(TABLES.resolve(loss + ".tsv"))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .limit(count)
          .map(line -> expected(line.split("\t", -1)))
          .toList();
    }
  }

  private static Expected expected(String[] cells) {
    List<String> wanted = new ArrayList<>(List.of("\"value\""));
    if (!cells[5].isEmpty()) {
      wanted.add("\"gradient\"");
    }
    if (!cells[7].isEmpty()) {
      wanted.add("\"curvature\"");
    }
    boolean isBatch = cells.length > 9 && !cells[9].isEmpty();
    String request =
        "{\"loss\":\""
            + cells[0]
            + "\","
            + (cells[1].isEmpty() ? "" : "\"target\":[" + numbers(cells[1]) + "],")
            + "\"prediction\":["
            + numbers(cells[2])
            + "],\"columns\":"
            + (isBatch ? cells[9] : Integer.toString(cells[2].split(",", -1).length))
            + ",\"want\":["
            + String.join(",", wanted)
            + "]}";
    return new Expected(
        request,
        truths(cells[3], cells[4]),
        truths(cells[5], cells[6]),
        truths(cells[7], cells[8]),
        isBatch ? noise(cells[0]) : 0);
  }

  /**
   * Rows that are each other's negatives sum weights p − δ, which may cancel: digits are promised
   * of the terms, and not of their sum, and the temperature divides them once a derivative.
   */
  private static double noise(String spec) {
    boolean mines = spec.contains("mining=");
    boolean compares = spec.matches("(info_nce|nt_xent|clip).*");
    String temperature =
        spec.contains("temperature=")
            ? spec.replaceFirst(".*temperature=([^,)]*).*", "$1")
            : spec.startsWith("nt_xent") ? "0.5" : spec.startsWith("clip") ? "0.07" : "0.1";
    double inverse = 1 / Double.parseDouble(temperature);
    return mines ? 1e-15 : compares ? 1e-15 * inverse * inverse : 0;
  }

  /** Numbers as JSON writes them: what is not finite as a string. */
  private static String numbers(String list) {
    return Stream.of(list.split(",", -1))
        .map(number ->
            switch (number) {
              case "inf", "Infinity" -> "\"Infinity\"";
              case "-inf", "-Infinity" -> "\"-Infinity\"";
              default -> number;
            })
        .collect(Collectors.joining(","));
  }

  private static List<Truth> truths(String values, String slacks) {
    List<Truth> truths = new ArrayList<>();
    if (!values.isEmpty()) {
      String[] texts = values.split(",", -1);
      String[] allowed = slacks.split(",", -1);
      for (int i = 0; i < texts.length; i++) {
        truths.add(new Truth(texts[i], Double.parseDouble(allowed[i])));
      }
    }
    return truths;
  }
}

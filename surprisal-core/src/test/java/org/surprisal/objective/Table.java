package org.surprisal.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** A reference table of objectives, and what "within its tolerance" means. */
final class Table {
  private Table() {}

  /** The fields of each line below the names. */
  static List<String[]> read(String name) {
    String path = "/reference/objectives/" + name + ".tsv";
    try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream(path), path)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String[]> lines =
          text.lines().filter(l -> !l.startsWith("#")).map(l -> l.split("\t", -1)).toList();
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToDouble(Table::number).toArray();
  }

  static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Within 1e-12 of the truth, one subnormal ulp, or what a step of an input does. */
  static void check(String what, double got, double truth, double slack) {
    double tolerance = Math.max(Math.max(1e-12 * Math.abs(truth), Double.MIN_VALUE), slack);
    boolean near = got == truth || Math.abs(got - truth) <= tolerance;
    assertThat(near).as("%s: got %s, true is %s ± %s", what, got, truth, tolerance).isTrue();
  }

  static void check(String what, double[] got, double[] truth, double[] slack) {
    assertThat(got).as(what).hasSameSizeAs(truth);
    for (int i = 0; i < got.length; i++) {
      check(what + "[" + i + "]", got[i], truth[i], slack[i]);
    }
  }

  static void check(String what, double[] got, double[] truth) {
    check(what, got, truth, new double[truth.length]);
  }

  /**
   * The gradient by central differences at h and h/2, extrapolated: exact up to h⁴, which with h
   * near 1e-3 leaves about ten digits.
   */
  static double[] differences(ToDoubleFunction<double[]> function, double[] at) {
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double h = 1e-3 * Math.max(1, Math.abs(at[i]));
      double coarse = difference(function, at, i, h);
      gradient[i] = (4 * difference(function, at, i, h / 2) - coarse) / 3;
    }
    return gradient;
  }

  private static double difference(
      ToDoubleFunction<double[]> function, double[] at, int i, double h) {
    double[] moved = at.clone();
    moved[i] = at[i] + h;
    double above = function.applyAsDouble(moved);
    moved[i] = at[i] - h;
    return (above - function.applyAsDouble(moved)) / (2 * h);
  }
}

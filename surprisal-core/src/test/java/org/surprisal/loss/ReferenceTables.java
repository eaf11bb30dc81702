package org.surprisal.loss;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of reference/losses.py: someone else's formula, at 50 digits. */
final class ReferenceTables {
  private ReferenceTables() {}

  /** A true number with the change that one ulp of an input makes. */
  record Truth(String text, double slack) {
    /**
     * The accuracy that design.md promises: the truth rounded to the type, or within 1e-12 relative
     * or one subnormal ulp, or within what a one-ulp change of an input does.
     */
    boolean admits(double got) {
      return admits(got, 0);
    }

    /** The same, and a further allowance. */
    boolean admits(double got, double noise) {
      double rounded = rounded();
      if (Double.doubleToLongBits(got) == Double.doubleToLongBits(rounded) || got == rounded) {
        return true;
      }
      if (!Double.isFinite(got) || !Double.isFinite(rounded)) {
        return false;
      }
      if (slack == Double.POSITIVE_INFINITY) {
        return true;
      }
      BigDecimal truth = new BigDecimal(text);
      BigDecimal error = new BigDecimal(got).subtract(truth).abs();
      BigDecimal allowed =
          truth
              .abs()
              .multiply(new BigDecimal("1e-12"))
              .max(new BigDecimal(Double.MIN_VALUE))
              .max(new BigDecimal(Math.max(slack, noise)));
      return error.compareTo(allowed) <= 0;
    }

    double rounded() {
      return switch (text) {
        case "Infinity", "-Infinity", "NaN" -> Double.parseDouble(text);
        default -> new BigDecimal(text).doubleValue();
      };
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // rows are read, never compared
  record Row(
      String table,
      int line,
      String spec,
      double[] targets,
      double[] predictions,
      int columns,
      Truth value,
      List<Truth> gradient,
      List<Truth> curvature) {

    /**
     * The line as a batch, as `eval` would type it: one row, or rows of {@link #columns} numbers.
     */
    Batch<Target, Prediction> batch(Loss<Target, Prediction> loss) {
      int width = columns == 0 ? predictions.length : columns;
      Numbers prediction = Numbers.of(predictions).by(width);
      if (targets.length == 0) {
        return loss.batch(Numbers.none(prediction.rows()), prediction);
      }
      boolean samples = loss.entry().kinds().contains(Entry.Kind.SAMPLE);
      int targetWidth = samples ? width : (int) (targets.length / prediction.rows());
      return loss.batch(Numbers.of(targets).by(targetWidth), prediction);
    }

    /**
     * What a loss whose rows are each other's negatives may be off by besides: it sums weights p −
     * δ over all rows, which may cancel, and promises digits of the terms and not of the sum.
     */
    double noise(Loss<Target, Prediction> loss) {
      String temperature = loss.parameters().get("temperature");
      boolean mined = !"none".equals(loss.parameters().getOrDefault("mining", "none"));
      if (columns == 0 || (temperature == null && !mined)) {
        return 0;
      }
      double inverse = temperature == null ? 1 : 1 / Double.parseDouble(temperature);
      return 1e-15 * inverse * inverse;
    }

    @Override
    public String toString() {
      return table
          + ":"
          + line
          + " "
          + spec
          + " y="
          + Arrays.toString(targets)
          + " z="
          + Arrays.toString(predictions);
    }
  }

  static List<Row> read(String table) {
    String path = "/reference/losses/" + table + ".tsv";
    try (InputStream in = ReferenceTables.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new AssertionError("no reference table " + path);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<Row> rows = new ArrayList<>();
      int number = 0;
      boolean header = true;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.startsWith("#")) {
          continue;
        }
        if (!header) {
          rows.add(row(table, number, line.split("\t", -1)));
        }
        header = false;
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String table, int number, String[] cells) {
    return new Row(
        table,
        number,
        cells[0],
        numbers(cells[1]),
        numbers(cells[2]),
        cells.length > 9 && !cells[9].isEmpty() ? Integer.parseInt(cells[9]) : 0,
        truths(cells[3], cells[4]).getFirst(),
        truths(cells[5], cells[6]),
        truths(cells[7], cells[8]));
  }

  private static double[] numbers(String list) {
    if (list.isEmpty()) {
      return new double[0];
    }
    return Arrays.stream(list.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<Truth> truths(String values, String slacks) {
    String[] texts = values.isEmpty() ? new String[0] : values.split(",", -1);
    double[] allowed = numbers(slacks);
    List<Truth> truths = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      truths.add(new Truth(texts[i], allowed[i]));
    }
    return truths;
  }
}

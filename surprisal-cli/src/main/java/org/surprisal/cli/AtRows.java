package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Layout;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Curvature;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/**
 * Typed rows with what a loss says about each (times its weight), and their mean: the value and,
 * per column, the change of the mean if that column's predictions all moved together.
 */
final class AtRows {
  private static final int DIGITS = 6;

  private final Loss<Target, Prediction> loss;
  private final boolean samples;
  private final @Nullable NumberList target;
  private final int targetWidth;
  private final NumberList prediction;
  private final @Nullable NumberList weight;
  private final int columns;
  private final int rows;
  private final Numbers values;
  private final Numbers gradient;
  private final Numbers curvature;
  private final Numbers meanGradient;
  private final Numbers meanCurvature;
  private Total total = Total.EMPTY;

  /**
   * Rows of {@code columns} predictions.
   *
   * @param target their targets, null for a loss that takes none
   * @throws Refusal if the lengths do not fit
   */
  AtRows(
      Loss<Target, Prediction> loss,
      @Nullable NumberList target,
      NumberList prediction,
      @Nullable NumberList weight,
      int columns) {
    int all = prediction.size();
    if (!(columns >= 1) || all % columns != 0) {
      throw new Refusal("--prediction has " + all + " numbers: no whole rows of " + columns);
    }
    rows = all / columns;
    samples = loss.comparesSamples();
    targetWidth = targetWidth(loss, target, all, columns);
    int weighed = samples ? 1 : rows;
    if (weight != null && weight.size() != weighed) {
      throw new Refusal("--weight has " + weight.size() + " numbers for rows: " + weighed);
    }
    this.loss = loss;
    this.target = target;
    this.prediction = prediction;
    this.weight = weight;
    this.columns = columns;
    values = Numbers.of(new double[weighed]);
    gradient = Numbers.of(new double[all]).by(columns);
    curvature = Numbers.of(new double[all]).by(columns);
    meanGradient = Numbers.of(new double[all]).by(columns);
    meanCurvature = Numbers.of(new double[all]).by(columns);
  }

  /** How many targets a row has; 0 if there are none. */
  private int targetWidth(
      Loss<Target, Prediction> loss, @Nullable NumberList given, int all, int columns) {
    if (given == null) {
      if (!loss.mayLackTarget()) {
        throw new Refusal(
            "--target is missing: " + loss.name() + " takes " + loss.facts().target());
      }
      return 0;
    }
    if (loss.mayLackTarget() && Layout.lacksTarget(loss, columns)) {
      throw new Refusal("--target is given, but " + loss + " takes none; leave it out");
    }
    int size = given.size();
    if (samples ? size % columns == 0 : size == all) {
      return columns;
    }
    if (samples || size % rows != 0 || size > all) {
      throw new Refusal(
          "--target has "
              + size
              + " numbers and --prediction "
              + all
              + (columns == 1 ? "" : " in rows of " + columns));
    }
    return size / rows;
  }

  /** Asks the loss about the rows. */
  void evaluate() {
    Numbers y = target == null ? Numbers.none(rows) : Numbers.of(target.toArray()).by(targetWidth);
    Numbers z = Numbers.of(prediction.toArray()).by(columns);
    Batch<Target, Prediction> batch = loss.batch(y, z);
    if (weight != null) {
      batch = batch.weights(weight.toArray());
    }
    loss.total(batch, outputs(Reduction.NONE, gradient, curvature).losses(values));
    total = loss.total(batch, outputs(Reduction.MEAN, meanGradient, meanCurvature));
  }

  /** What the loss gives of both. */
  private Outputs outputs(Reduction reduction, Numbers slopes, Numbers bends) {
    Outputs outputs = Outputs.of(reduction);
    if (hasGradient()) {
      outputs = outputs.gradient(slopes);
    }
    return hasCurvature() ? outputs.curvature(Curvature.EXACT, bends) : outputs;
  }

  private boolean hasGradient() {
    return loss.noGradient().isEmpty();
  }

  private boolean hasCurvature() {
    return loss.noCurvature().isEmpty();
  }

  /** What the loss does not give, one sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    loss.noGradient().ifPresent(reason -> notes.add("no gradient: " + reason));
    loss.noCurvature()
        .filter(reason -> hasGradient())
        .ifPresent(reason -> notes.add("no curvature: " + reason));
    return notes;
  }

  List<String> warnings() {
    return total.warnings();
  }

  /** One line per prediction and one for the mean. */
  Table table() {
    List<String> headings = new ArrayList<>();
    headings.add("row");
    if (columns > 1) {
      headings.add("column");
    }
    if (showsTarget()) {
      headings.add("target");
    }
    headings.add("prediction");
    if (weight != null) {
      headings.add("weight");
    }
    String times = weight == null ? "" : "w·";
    headings.add(times + "value");
    if (hasGradient()) {
      headings.add(times + "gradient");
    }
    if (hasCurvature()) {
      headings.add(times + "curvature");
    }
    Table table = new Table(headings);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        table.add(line(row, column));
      }
    }
    addMean(table);
    return table;
  }

  private List<String> line(int row, int column) {
    List<String> cells = new ArrayList<>();
    cells.add(column == 0 ? Integer.toString(row) : "");
    if (columns > 1) {
      cells.add(Integer.toString(column));
    }
    if (target != null && showsTarget()) {
      cells.add(column < targetWidth ? shown(target.get(row * targetWidth + column)) : "");
    }
    cells.add(shown(prediction.get(row * columns + column)));
    boolean isFirst = column == 0 && (row == 0 || !samples);
    if (weight != null) {
      cells.add(isFirst ? shown(weight.get(row)) : "");
    }
    cells.add(isFirst ? shown(values.get(row, 0)) : "");
    if (hasGradient()) {
      cells.add(shown(gradient.get(row, column)));
    }
    if (hasCurvature()) {
      cells.add(shown(curvature.get(row, column)));
    }
    return cells;
  }

  /** Whether targets stand beside predictions; those of another sample do not. */
  private boolean showsTarget() {
    return target != null && !samples;
  }

  private void addMean(Table table) {
    boolean isEmpty = total.isEmpty();
    for (int column = 0; column < columns; column++) {
      List<String> cells = new ArrayList<>();
      cells.add(column == 0 ? "mean" : "");
      if (columns > 1) {
        cells.add(Integer.toString(column));
      }
      if (showsTarget()) {
        cells.add("");
      }
      cells.add("");
      if (weight != null) {
        cells.add("");
      }
      cells.add(column > 0 ? "" : isEmpty ? "empty" : shown(total.mean()));
      if (hasGradient()) {
        cells.add(isEmpty ? "" : shown(sum(meanGradient, column)));
      }
      if (hasCurvature()) {
        cells.add(isEmpty ? "" : shown(sum(meanCurvature, column)));
      }
      table.addSummary(cells);
    }
  }

  private double sum(Numbers numbers, int column) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += numbers.get(row, column);
    }
    return sum;
  }

  private static String shown(double value) {
    return Figures.rounded(value, DIGITS);
  }

  /** Writes the rows and the mean as fields of an object that the caller has opened. */
  void write(JsonGenerator json) throws IOException {
    json.writeNumberField("columns", columns);
    json.writeArrayFieldStart("rows");
    for (int row = 0; row < rows; row++) {
      writeRow(json, row);
    }
    json.writeEndArray();
    if (total.isEmpty()) {
      json.writeNullField("mean");
    } else {
      json.writeObjectFieldStart("mean");
      number(json, "value", total.mean());
      if (hasGradient()) {
        means(json, "gradient", meanGradient);
      }
      if (hasCurvature()) {
        means(json, "curvature", meanCurvature);
      }
      json.writeEndObject();
    }
    number(json, "weight", total.weight());
  }

  private void writeRow(JsonGenerator json, int row) throws IOException {
    json.writeStartObject();
    if (target != null && showsTarget()) {
      field(json, "target", Numbers.of(target.toArray()).by(targetWidth), row);
    }
    field(json, "prediction", Numbers.of(prediction.toArray()).by(columns), row);
    if (row == 0 || !samples) {
      if (weight != null) {
        number(json, "weight", weight.get(row));
      }
      number(json, "value", values.get(row, 0));
    }
    if (hasGradient()) {
      field(json, "gradient", gradient, row);
    }
    if (hasCurvature()) {
      field(json, "curvature", curvature, row);
    }
    json.writeEndObject();
  }

  private void means(JsonGenerator json, String name, Numbers numbers) throws IOException {
    double[] means = new double[columns];
    for (int column = 0; column < columns; column++) {
      means[column] = sum(numbers, column);
    }
    field(json, name, Numbers.of(means).by(columns), 0);
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    Json.number(json, value);
  }

  /** One number where a row has one column, else an array. */
  private static void field(JsonGenerator json, String name, Numbers numbers, int row)
      throws IOException {
    if (numbers.columns() == 1) {
      number(json, name, numbers.get(row, 0));
      return;
    }
    json.writeArrayFieldStart(name);
    for (int column = 0; column < numbers.columns(); column++) {
      Json.number(json, numbers.get(row, column));
    }
    json.writeEndArray();
  }
}

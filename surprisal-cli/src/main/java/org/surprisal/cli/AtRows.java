package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  private final NumberList target;
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
   * @throws Refusal if the lengths do not fit
   */
  AtRows(NumberList target, NumberList prediction, @Nullable NumberList weight, int columns) {
    int all = prediction.size();
    if (!(columns >= 1) || all % columns != 0) {
      throw new Refusal("--prediction has " + all + " numbers: no whole rows of " + columns);
    }
    rows = all / columns;
    if (target.size() != rows && target.size() != all) {
      throw new Refusal(
          "--target has "
              + target.size()
              + " numbers and --prediction "
              + all
              + (columns == 1 ? "" : " in rows of " + columns));
    }
    if (weight != null && weight.size() != rows) {
      throw new Refusal("--weight has " + weight.size() + " numbers for rows: " + rows);
    }
    this.target = target;
    this.prediction = prediction;
    this.weight = weight;
    this.columns = columns;
    values = Numbers.of(new double[rows]);
    gradient = Numbers.of(new double[all]).by(columns);
    curvature = Numbers.of(new double[all]).by(columns);
    meanGradient = Numbers.of(new double[all]).by(columns);
    meanCurvature = Numbers.of(new double[all]).by(columns);
  }

  /** Asks {@code loss} about the rows. */
  void evaluate(Loss<Target, Prediction> loss) {
    Numbers y = Numbers.of(target.toArray());
    Numbers z = Numbers.of(prediction.toArray()).by(columns);
    Batch<Target, Prediction> batch = loss.batch(isPerPrediction() ? y.by(columns) : y, z);
    if (weight != null) {
      batch = batch.weights(weight.toArray());
    }
    loss.total(
        batch,
        Outputs.gradient(Reduction.NONE, gradient)
            .curvature(Curvature.EXACT, curvature)
            .losses(values));
    total =
        loss.total(
            batch,
            Outputs.gradient(Reduction.MEAN, meanGradient)
                .curvature(Curvature.EXACT, meanCurvature));
  }

  private boolean isPerPrediction() {
    return target.size() == rows * columns;
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
    headings.addAll(List.of("target", "prediction"));
    if (weight != null) {
      headings.addAll(List.of("weight", "w·value", "w·gradient", "w·curvature"));
    } else {
      headings.addAll(List.of("value", "gradient", "curvature"));
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
    int i = row * columns + column;
    if (isPerPrediction()) {
      cells.add(shown(target.get(i)));
    } else {
      cells.add(column == 0 ? shown(target.get(row)) : "");
    }
    cells.add(shown(prediction.get(i)));
    if (weight != null) {
      cells.add(column == 0 ? shown(weight.get(row)) : "");
    }
    cells.add(column == 0 ? shown(values.get(row, 0)) : "");
    cells.add(shown(gradient.get(row, column)));
    cells.add(shown(curvature.get(row, column)));
    return cells;
  }

  private void addMean(Table table) {
    for (int column = 0; column < columns; column++) {
      List<String> cells = new ArrayList<>();
      cells.add(column == 0 ? "mean" : "");
      if (columns > 1) {
        cells.add(Integer.toString(column));
      }
      cells.addAll(List.of("", ""));
      if (weight != null) {
        cells.add("");
      }
      boolean isEmpty = total.isEmpty();
      cells.add(column > 0 ? "" : isEmpty ? "empty" : shown(total.mean()));
      cells.add(isEmpty ? "" : shown(sum(meanGradient, column)));
      cells.add(isEmpty ? "" : shown(sum(meanCurvature, column)));
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
      json.writeStartObject();
      int width = isPerPrediction() ? columns : 1;
      field(json, "target", Numbers.of(target.toArray()).by(width), row);
      field(json, "prediction", Numbers.of(prediction.toArray()).by(columns), row);
      if (weight != null) {
        number(json, "weight", weight.get(row));
      }
      number(json, "value", values.get(row, 0));
      field(json, "gradient", gradient, row);
      field(json, "curvature", curvature, row);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (total.isEmpty()) {
      json.writeNullField("mean");
    } else {
      json.writeObjectFieldStart("mean");
      number(json, "value", total.mean());
      means(json, "gradient", meanGradient);
      means(json, "curvature", meanCurvature);
      json.writeEndObject();
    }
    number(json, "weight", total.weight());
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

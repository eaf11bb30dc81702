package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.surprisal.loss.ReferenceTables.Row;
import org.surprisal.loss.ReferenceTables.Truth;

/** Every loss against its table: value, gradient and exact curvature. */
final class ReferenceTableTest {
  private static final int MINIMUM_ROWS = 100;

  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void agreesWithIndependentReference(String name) {
    List<Row> rows = ReferenceTables.read(name);
    assertThat(rows).hasSizeGreaterThanOrEqualTo(MINIMUM_ROWS);
    List<String> wrong = new ArrayList<>();
    for (Row row : rows) {
      check(row, wrong);
    }
    assertThat(wrong).as("rows of %s that are not accurate", name).isEmpty();
  }

  private static void check(Row row, List<String> wrong) {
    Loss<Target, Prediction> loss = Loss.parse(row.spec());
    double[] gradient = new double[row.predictions().length];
    double[] curvature = new double[row.predictions().length];
    Numbers g = Numbers.of(gradient).by(gradient.length);
    Numbers h = Numbers.of(curvature).by(curvature.length);
    Outputs outputs = Outputs.gradient(Reduction.SUM, g).curvature(Curvature.EXACT, h);
    double value = loss.total(row.batch(loss), outputs).sum();
    compare(row, "value", value, row.value(), wrong);
    for (int i = 0; i < gradient.length; i++) {
      compare(row, "gradient[" + i + "]", gradient[i], row.gradient().get(i), wrong);
      compare(row, "curvature[" + i + "]", curvature[i], row.curvature().get(i), wrong);
    }
  }

  private static void compare(Row row, String what, double got, Truth truth, List<String> wrong) {
    if (!truth.admits(got)) {
      wrong.add(row + ": " + what + " is " + got + ", truth " + truth);
    }
  }
}

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
  /** Batches of many rows make long lines. */
  private static final int MINIMUM_ROWS = 20;

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
      try {
        check(row, wrong);
      } catch (RuntimeException e) {
        wrong.add(row + " is refused: " + e);
      }
    }
    assertThat(wrong).as("rows of %s that are not accurate", name).isEmpty();
  }

  private static void check(Row row, List<String> wrong) {
    Loss<Target, Prediction> loss = Loss.parse(row.spec());
    Subject.Answer answer = Subject.of(loss).answer(row.batch(loss), Reduction.MEAN);
    compare(row, "value", answer.mean(), row.value(), 0, wrong);
    double noise = row.noise(loss);
    for (int i = 0; i < row.gradient().size(); i++) {
      compare(
          row, "gradient[" + i + "]", answer.gradient()[i], row.gradient().get(i), noise, wrong);
    }
    for (int i = 0; i < row.curvature().size(); i++) {
      compare(
          row, "curvature[" + i + "]", answer.curvature()[i], row.curvature().get(i), noise, wrong);
    }
  }

  private static void compare(
      Row row, String what, double got, Truth truth, double noise, List<String> wrong) {
    if (!truth.admits(got, noise)) {
      wrong.add(row + ": " + what + " is " + got + ", truth " + truth);
    }
  }
}

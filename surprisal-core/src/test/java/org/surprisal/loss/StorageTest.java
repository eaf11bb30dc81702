package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same numbers give the same bits wherever they lie, at lengths around every block border. */
final class StorageTest {
  private static final int[] BORDERS = {341, 342, 512, 513, 1023, 1024, 1025, 2049};

  /** One addition and a product in single precision: two roundings of 2⁻²⁴. */
  private static final double FLOAT_ROUNDING = 2.5e-7;

  static Stream<Scenario> scenarios() {
    return Catalogue.names().stream()
        .flatMap(name -> Scenario.of(name).stream())
        .filter(scenario -> scenario.loss().toString().equals(scenario.loss().name()));
  }

  /** Rows that depend on each other stand in whole groups, and are computed as one block. */
  private static IntStream lengths(Scenario scenario) {
    return scenario.dependent()
        ? IntStream.of(2, 6, 16, 34)
        : IntStream.concat(IntStream.rangeClosed(0, 257), Arrays.stream(BORDERS));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyStorageGivesTheSameBits(Scenario scenario) {
    Random random = new Random(5);
    int most = scenario.dependent() ? 34 : 2049;
    double[] targets = scenario.targets(random, most);
    double[] predictions = scenario.predictions(random, most);
    double[] rowLosses = results(scenario, Numbers.of(targets), Numbers.of(predictions), most);
    try (Arena arena = Arena.ofConfined()) {
      for (int n : lengths(scenario).toArray()) {
        double[] t = Arrays.copyOf(targets, n * scenario.targetColumns());
        double[] z = Arrays.copyOf(predictions, n * scenario.columns());
        double[] heap = results(scenario, Numbers.of(t), Numbers.of(z), n);
        if (!scenario.dependent()) { // on how many rows stand with it
          assertThat(part(heap, 0, n)).isEqualTo(part(rowLosses, 0, n));
        }
        if (n % 16 > 1 && n > 40) {
          continue; // the layouts below at lengths around the widths of vectors
        }
        assertThat(results(scenario, inMemory(arena, t), inMemory(arena, z), n)).isEqualTo(heap);
        assertThat(byColumn(scenario, t, z, n)).isEqualTo(heap);
        assertThat(sliced(scenario, t, z, n)).isEqualTo(heap);
      }
    }
  }

  private static Numbers inMemory(Arena arena, double[] values) {
    MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, values);
    return Numbers.of(segment, ValueLayout.JAVA_DOUBLE, values.length);
  }

  /** Losses, then gradients, then curvatures, row-major. */
  private static double[] results(Scenario scenario, Numbers t, Numbers z, int rows) {
    Numbers targets = Scenario.rows(t, scenario.targetColumns());
    return results(scenario, targets, z.by(scenario.columns()), rows, true);
  }

  private static double[] results(
      Scenario scenario, Numbers t, Numbers z, int rows, boolean rowMajor) {
    int k = scenario.columns();
    double[] losses = new double[scenario.kind() == Entry.Kind.SAMPLE ? 1 : rows];
    double[] gradient = new double[rows * k];
    double[] curvature = new double[rows * k];
    Numbers g = Numbers.of(gradient);
    Numbers h = Numbers.of(curvature);
    Outputs outputs =
        scenario.outputs(
            Reduction.NONE,
            Numbers.of(losses),
            rowMajor ? g.by(k) : g.byColumn(k),
            rowMajor ? h.by(k) : h.byColumn(k));
    scenario.loss().total(scenario.batch(t, z), outputs);
    return Stream.of(
            losses,
            rowMajor ? gradient : turned(gradient, rows),
            rowMajor ? curvature : turned(curvature, rows))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static double[] byColumn(Scenario scenario, double[] t, double[] z, int rows) {
    int kt = scenario.targetColumns();
    Numbers target = kt == 0 ? Numbers.of(t) : Numbers.of(columnMajor(t, kt)).byColumn(kt);
    Numbers prediction =
        Numbers.of(columnMajor(z, scenario.columns())).byColumn(scenario.columns());
    return results(scenario, target, prediction, rows, false);
  }

  private static double[] columnMajor(double[] rowMajor, int columns) {
    int rows = rowMajor.length / columns;
    double[] turned = new double[rowMajor.length];
    for (int i = 0; i < rowMajor.length; i++) {
      turned[i % columns * rows + i / columns] = rowMajor[i];
    }
    return turned;
  }

  private static double[] turned(double[] columnMajor, int rows) {
    return rows == 0 ? columnMajor : columnMajor(columnMajor, rows);
  }

  /** The middle of longer arrays. */
  private static double[] sliced(Scenario scenario, double[] t, double[] z, int rows) {
    return results(
        scenario,
        surrounded(t, scenario.targetColumns(), rows),
        surrounded(z, scenario.columns(), rows),
        rows,
        true);
  }

  private static Numbers surrounded(double[] values, int columns, int rows) {
    if (columns == 0) {
      return Numbers.of(values);
    }
    double[] wide = new double[values.length + 5 * columns];
    Arrays.fill(wide, Double.NaN); // reading one of these would show
    System.arraycopy(values, 0, wide, 2 * columns, values.length);
    return Numbers.of(wide).by(columns).slice(2, 2 + rows);
  }

  private static double[] part(double[] results, int from, int rows) {
    return Arrays.copyOfRange(results, from, from + rows);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void floatsDifferByTheirRoundingOnly(Scenario scenario) {
    if (scenario.categorical() && scenario.soft()) {
      return; // a rounded distribution is another one
    }
    Random random = new Random(6);
    int rows = scenario.dependent() ? 30 : 100;
    float[] targets = floats(scenario.targets(random, rows));
    float[] predictions = floats(scenario.predictions(random, rows));
    double[] exact =
        results(scenario, Numbers.of(doubles(targets)), Numbers.of(doubles(predictions)), rows);
    double[] single = results(scenario, Numbers.of(targets), Numbers.of(predictions), rows);
    for (int i = 0; i < exact.length; i++) {
      assertThat(single[i])
          .isCloseTo(
              exact[i],
              org.assertj.core.api.Assertions.within(
                  FLOAT_ROUNDING * Math.abs(exact[i]) + Float.MIN_VALUE));
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void anErrorLeavesNoHalfWrittenOutput(Scenario scenario) {
    Random random = new Random(7);
    int rows = scenario.dependent() ? 30 : 3_000; // behind blocks that have been written
    double[] targets = scenario.targets(random, rows);
    double[] predictions = scenario.predictions(random, rows);
    predictions[predictions.length - 1] = Double.NaN;
    double[] losses = new double[scenario.kind() == Entry.Kind.SAMPLE ? 1 : rows];
    double[] gradient = new double[predictions.length];
    double[] curvature = new double[predictions.length];
    Outputs outputs =
        scenario.outputs(
            Reduction.SUM,
            Numbers.of(losses),
            Numbers.of(gradient).by(scenario.columns()),
            Numbers.of(curvature).by(scenario.columns()));
    assertThatThrownBy(() -> scenario.loss().total(scenario.batch(targets, predictions), outputs))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(Integer.toString(rows - 1));
    List<double[]> written = new ArrayList<>(List.of(losses));
    if (scenario.loss().noGradient().isEmpty()) {
      written.add(gradient);
    }
    if (scenario.loss().noCurvature().isEmpty()) {
      written.add(curvature);
    }
    for (double[] output : written) {
      assertThat(Arrays.stream(output)).allMatch(x -> Double.isNaN(x));
    }
  }

  @Test
  void integersAreTakenAsTargets() {
    Loss<Target, Prediction> loss = Loss.parse("poisson");
    Numbers z = Numbers.of(0.5, 1, -1);
    assertThat(loss.mean(loss.batch(Numbers.of(new int[] {1, 0, 3}), z)))
        .isEqualTo(loss.mean(loss.batch(Numbers.of(1, 0, 3), z)));
  }

  /** Rows of the same class-major array are apart, although their spans are not. */
  @Test
  void disjointRowsOfOneArrayAreNoOverlap() {
    Numbers all = Numbers.of(new double[120]).byColumn(3);
    Numbers plain = Numbers.of(new double[40]);
    assertThat(all.slice(0, 20).overlaps(all.slice(20, 40))).isFalse();
    assertThat(all.slice(0, 20).overlaps(all.slice(19, 40))).isTrue();
    assertThat(plain.slice(0, 20).overlaps(plain.slice(20, 40))).isFalse();
    assertThat(plain.slice(0, 20).overlaps(plain.slice(19, 40))).isTrue();
  }
}

package org.surprisal.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Target;

final class OversamplerTest {
  private static final Target.Classes LABELS = Target.classes(0, 1, 0, 0, 2, 0, 2, 0);

  private static long[] countsOf(int[] rows, int[] labels, int classes) {
    long[] counts = new long[classes];
    for (int row : rows) {
      counts[labels[row]]++;
    }
    return counts;
  }

  private static int[] labels(int... counts) {
    return IntStream.range(0, counts.length)
        .flatMap(k -> IntStream.generate(() -> k).limit(counts[k]))
        .toArray();
  }

  @Test
  void everyClassHasTheCountOfTheLargest() {
    int[] labels = {0, 1, 0, 0, 2, 0, 2, 0};
    int[] rows = Oversampler.seeded(1).rows(LABELS);
    assertThat(countsOf(rows, labels, 3)).containsExactly(5, 5, 5);
  }

  @Test
  void originalRowsComeFirstAndInOrder() {
    int[] rows = Oversampler.seeded(1).rows(LABELS);
    assertThat(Arrays.copyOf(rows, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    // Drawn from class 1, whose only row is 1, then from class 2.
    assertThat(Arrays.copyOfRange(rows, 8, 12)).containsOnly(1);
    assertThat(Arrays.copyOfRange(rows, 12, 15)).containsOnly(4, 6);
  }

  /** These very rows, on every machine and in every run. */
  @Test
  void seedDecidesTheRows() {
    int[] labels = labels(12, 5);
    Target.Classes target = Target.classes(labels);
    int[] rows = Oversampler.seeded(42).rows(target);
    assertThat(Arrays.copyOfRange(rows, 17, 24)).containsExactly(15, 15, 15, 16, 14, 12, 14);
    assertThat(Oversampler.seeded(42).rows(target)).containsExactly(rows);
    assertThat(Oversampler.seeded(43).rows(target)).isNotEqualTo(rows);
    assertThat(Oversampler.seeded(42).shuffled().rows(target))
        .startsWith(2, 5, 1, 15, 13, 16, 14, 10);
  }

  @Test
  void shufflingKeepsTheRows() {
    int[] labels = labels(1000, 10);
    Target.Classes target = Target.classes(labels);
    int[] ordered = Oversampler.seeded(5).rows(target);
    int[] shuffled = Oversampler.seeded(5).shuffled().rows(target);
    assertThat(shuffled).isNotEqualTo(ordered);
    Arrays.sort(ordered);
    Arrays.sort(shuffled);
    assertThat(shuffled).containsExactly(ordered);
  }

  @Test
  void everyOriginalRowIsKept() {
    int[] labels = labels(100, 3, 40, 1);
    int[] rows = Oversampler.seeded(5).shuffled().rows(Target.classes(labels));
    assertThat(IntStream.of(rows).distinct().count()).isEqualTo(labels.length);
    assertThat(countsOf(rows, labels, 4)).containsExactly(100, 100, 100, 100);
  }

  @Test
  void ratioLeavesLargerClassesAlone() {
    int[] labels = labels(100, 7, 60);
    Target.Classes target = Target.classes(labels);
    int[] rows = Oversampler.seeded(5).ratio(0.5).rows(target);
    assertThat(countsOf(rows, labels, 3)).containsExactly(100, 50, 60);
    assertThat(Oversampler.seeded(5).ratio(0.07).rows(target)).hasSize(167);
  }

  /** Each row of the class is drawn as often as another: χ² with 9 degrees, within its 1e-6. */
  @Test
  void rowsAreDrawnEvenly() {
    int[] rows = Oversampler.seeded(11).rows(Target.classes(labels(100_010, 10)));
    long[] drawn = new long[10];
    for (int i = 100_020; i < rows.length; i++) {
      drawn[rows[i] - 100_010]++;
    }
    assertThat(Arrays.stream(drawn).sum()).isEqualTo(100_000);
    double chiSquare = Arrays.stream(drawn).mapToDouble(n -> (n - 1e4) * (n - 1e4) / 1e4).sum();
    assertThat(chiSquare).isBetween(0.3, 45.0);
  }

  /** Where a row lands after shuffling does not depend on where it stood. */
  @Test
  void shufflingIsEven() {
    int n = 20_000;
    int[] rows = Oversampler.seeded(3).shuffled().rows(Target.classes(labels(n)));
    double[] halves = new double[2];
    double inPlace = 0;
    for (int i = 0; i < n; i++) {
      halves[2 * i / n] += rows[i];
      inPlace += rows[i] == i ? 1 : 0;
    }
    double mean = 0.5 * (n - 1);
    double deviation = n / Math.sqrt(12 * n); // of the mean of n/2 draws, without replacement
    assertThat(halves[0] / (0.5 * n)).isEqualTo(mean, within(5 * deviation));
    assertThat(inPlace).isLessThan(10);
  }

  @Test
  void bothKindsOfBinaryLabels() {
    assertThat(Oversampler.seeded(1).rows(Target.signs(1, 1, -1))).containsExactly(0, 1, 2, 2);
    assertThat(Oversampler.seeded(1).rows(Target.zeroOne(0, 1, 1))).containsExactly(0, 1, 2, 0);
  }

  @Test
  void edges() {
    assertThat(Oversampler.seeded(1).rows(Target.classes())).isEmpty();
    assertThat(Oversampler.seeded(1).rows(Target.classes(7, 7))).containsExactly(0, 1);
    assertThat(Oversampler.seeded(1).rows(Target.classes(0, 1_000_000, 0)))
        .containsExactly(0, 1, 2, 1);
  }

  @Test
  void wrongInputIsNamed() {
    for (double ratio : new double[] {0, -1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> Oversampler.seeded(1).ratio(ratio))
          .hasMessageContaining("ratio = ")
          .hasMessageContaining("is outside (0, 1]");
    }
    assertThatThrownBy(() -> Oversampler.seeded(1).rows(Target.classes(0, -3)))
        .hasMessageContaining("label[1] = -3 is not a class index");
    assertThatThrownBy(() -> Oversampler.seeded(1).rows(Target.zeroOne(0, 0.2)))
        .hasMessageContaining("label[1] = 0.2");
    assertThatThrownBy(() -> Oversampler.seeded(1).rows(Target.values(0, 1)))
        .hasMessageContaining("Target.Real");
  }
}

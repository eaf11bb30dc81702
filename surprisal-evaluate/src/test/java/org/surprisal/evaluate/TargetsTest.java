package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private static Map<Double, Double> collected(Targets targets) {
    Map<Double, Double> weights = new TreeMap<>();
    targets.forEach((target, weight, count) -> {
      for (int i = 0; i < count; i++) {
        weights.merge(target[i], weight[i], Double::sum);
      }
    });
    return weights;
  }

  @Test
  void keepsDistinctValuesWithTheirWeights() {
    try (SpillFile spill = new SpillFile()) {
      Targets targets = new Targets(16, spill);
      targets.add(new double[] {1, 0, 1, -0.0, 5, 9}, new double[] {2, 1, 3, 4, 0, 9}, 5);
      assertThat(collected(targets)).containsOnlyKeys(0.0, 1.0).containsValues(5.0, 5.0);
      assertThat(targets.mean()).isEqualTo(0.5);
      assertThat(targets.fits(2)).isTrue();
      assertThat(targets.sample(10).values()).containsExactly(0, 1);
    }
  }

  /** 16 fit; 17 and 40,000 (several blocks) spill over. */
  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 40_000})
  void holdsTheSameInMemoryAndInTheFile(int distinct) {
    Random random = new Random(distinct);
    Map<Double, Double> expected = new TreeMap<>();
    try (SpillFile spill = new SpillFile()) {
      Targets targets = new Targets(16, spill);
      for (int i = 0; i < 3 * distinct; i++) {
        double target = i % distinct - 7;
        double weight = 1 + random.nextInt(4);
        expected.merge(target, weight, Double::sum);
        targets.add(new double[] {target}, new double[] {weight}, 1);
      }
      assertThat(collected(targets)).isEqualTo(expected);
      assertThat(collected(targets)).as("read again").isEqualTo(expected);
      assertThat(targets.fits(1 << 20)).isEqualTo(distinct <= 16);
      assertThat(targets.sample(8).values()).isSorted().hasSizeLessThanOrEqualTo(8);
    }
  }

  @Test
  void leavesNoFileBehind() throws IOException {
    long before = files();
    try (SpillFile spill = new SpillFile()) {
      Targets targets = new Targets(16, spill);
      targets.add(new Random(1).doubles(10_000).toArray(), null, 10_000);
      assertThat(collected(targets)).hasSize(10_000);
    }
    assertThat(files()).isEqualTo(before);
  }

  private static long files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("surprisal-")).count();
    }
  }

  @Test
  void meanKeepsItsDigits() {
    try (SpillFile spill = new SpillFile()) {
      Targets targets = new Targets(1024, spill);
      double[] target = new double[1000];
      Arrays.fill(target, 0.1);
      targets.add(new double[] {1e15, -1e15}, null, 2);
      targets.add(target, null, 1000);
      assertThat(targets.mean()).isCloseTo(100.0 / 1002, within(1e-15));
    }
  }
}

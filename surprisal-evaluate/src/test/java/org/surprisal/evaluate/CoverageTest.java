package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.surprisal.evaluate.CoverageSimulation.Coverage;

/**
 * The promise that 95 % intervals hold the mean in 93 to 97 % of samples. The standard error of a
 * coverage from 4,000 samples is 0.34 %, from 1,500 0.56 %; docs/benchmarks/coverage.md has the
 * larger simulation.
 */
class CoverageTest {

  @ParameterizedTest
  @CsvSource({"50, 4000", "500, 1500"})
  void intervalsHoldTheMeanAsOftenAsTheySay(int n, int samples) {
    List<Coverage> all =
        CoverageSimulation.of(CoverageSimulation.promised(), n, samples, 1000, false, 21);
    assertThat(all).hasSize(4);
    for (Coverage coverage : all) {
      assertThat(coverage.studentised()).as(coverage.toString()).isBetween(0.93, 0.97);
      assertThat(coverage.without()).as("without an interval").isZero();
      // What the choice is worth: percentiles of the same resamples miss more often.
      assertThat(n == 50 ? coverage.percentile() : 0).isLessThan(coverage.studentised());
    }
  }

  /** Weights, and the difference of two predictions' losses on the same rows. */
  @Test
  void soDoIntervalsWithWeightsAndOfDifferences() {
    List<Coverage> weighted =
        CoverageSimulation.of(CoverageSimulation.promised(), 50, 2000, 1000, true, 22);
    List<Coverage> differences =
        CoverageSimulation.of(CoverageSimulation.differences(), 50, 2000, 1000, false, 23);
    assertThat(weighted)
        .allSatisfy(coverage -> assertThat(coverage.studentised()).isBetween(0.925, 0.97));
    // A difference of squared errors has heavier tails than either: 93.0 % of 10,000 samples.
    assertThat(differences)
        .allSatisfy(coverage -> assertThat(coverage.studentised()).isBetween(0.92, 0.97));
  }

  @Test
  void blockTotalsServeAsRowsDo() {
    Coverage coverage = CoverageSimulation.ofBlocks(20_000, 256, 400, 500, 25);
    // The standard error is 1.1 %.
    assertThat(coverage.studentised()).isBetween(0.91, 0.985);
  }
}

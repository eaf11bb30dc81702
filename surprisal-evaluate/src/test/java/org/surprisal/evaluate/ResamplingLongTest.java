package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.surprisal.evaluate.CoverageSimulation.Coverage;
import org.surprisal.evaluate.CoverageSimulation.Kind;

/** The simulations behind docs/benchmarks/coverage.md; they print its tables. */
@Tag("long")
class ResamplingLongTest {
  private static final int SAMPLES = 10_000;
  private static final int RESAMPLES = 2000;
  private static final PrintStream OUT = System.out;

  private static void print(String n, List<Coverage> all) {
    for (Coverage c : all) {
      OUT.printf(
          "| %s | %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n",
          n,
          c.name(),
          100 * c.studentised(),
          100 * c.below(),
          100 * (1 - c.studentised() - c.below() - c.without()),
          100 * c.percentile());
    }
  }

  @Test
  void intervalsHoldTheMeanAsOftenAsTheySay() {
    OUT.println("| n | loss | studentised | below the mean | above it | percentile |");
    OUT.println("|---|---|---|---|---|---|");
    List<Kind> all = new ArrayList<>(CoverageSimulation.promised());
    all.addAll(CoverageSimulation.laplace());
    all.addAll(CoverageSimulation.differences());
    for (int n : new int[] {50, 500}) {
      List<Coverage> coverages =
          CoverageSimulation.of(all, n, n == 50 ? SAMPLES : SAMPLES / 2, RESAMPLES, false, 41);
      print(n + "", coverages);
      assertThat(coverages.subList(0, 4))
          .allSatisfy(c -> assertThat(c.studentised()).as(c.name()).isBetween(0.93, 0.97));
      List<Coverage> weighted =
          CoverageSimulation.of(CoverageSimulation.promised(), n, SAMPLES / 2, RESAMPLES, true, 42);
      print(n + ", weights", weighted);
      assertThat(weighted)
          .allSatisfy(c -> assertThat(c.studentised()).as(c.name()).isBetween(0.93, 0.97));
    }
    Coverage blocks =
        CoverageSimulation.ofBlocks(200_000, UnitLimits.MOST_BLOCKS, 1000, RESAMPLES, 43);
    print("200,000, weights", List.of(blocks));
    // The standard error is 0.7 %.
    assertThat(blocks.studentised()).isBetween(0.925, 0.975);
  }

  @Test
  void infiniteVariancesAreTold() {
    int[] sizes = {50, 200, 500, 1000, 2000, 10_000, 100_000, 1_000_000};
    int[] samples = {4000, 4000, 4000, 4000, 4000, 1000, 100, 20};
    OUT.println("| loss | 50 | 200 | 500 | 1,000 | 2,000 | 10,000 | 100,000 | 1,000,000 |");
    OUT.println("|---|---|---|---|---|---|---|---|---|");
    for (Map<String, ToDoubleFunction<SplittableRandom>> group :
        List.of(TailSamples.finite(), TailSamples.hard(), TailSamples.infinite())) {
      group.forEach((name, loss) -> {
        StringBuilder row = new StringBuilder("| " + name + " |");
        for (int i = 0; i < sizes.length; i++) {
          double alarms = TailSamples.alarms(name, loss, sizes[i], samples[i], 44 + i);
          row.append(String.format(" %.1f %% |", 100 * alarms));
          if (group.keySet().equals(TailSamples.finite().keySet())) {
            assertThat(alarms).as(name).isLessThan(0.01);
          } else if (group.keySet().equals(TailSamples.infinite().keySet()) && sizes[i] >= 2000) {
            assertThat(alarms).as(name).isGreaterThan(0.8);
          }
        }
        OUT.println(row);
      });
    }
  }
}

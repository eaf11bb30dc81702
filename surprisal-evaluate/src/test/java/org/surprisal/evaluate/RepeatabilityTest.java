package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same question has the same answer, to the bit. */
class RepeatabilityTest {
  @TempDir Path folder;

  private ScoreRequest.Builder rich() {
    StringBuilder text = new StringBuilder("y,p,q,w,g\n");
    int i = 0;
    for (String row : Asking.binaryRows(21, 3000)) {
      text.append(row).append(',').append("abc".charAt(i++ % 3)).append('\n');
    }
    return Asking.of(Asking.file(folder, "data.csv", text.toString()), "p", "q")
        .losses(List.of("log_loss", "absolute_error", "focal"))
        .metrics(Asking.metrics("accuracy", "f1", "roc_auc", "average_precision", "rmse", "r2"))
        .weight("w")
        .by(List.of("g"))
        .worst(5);
  }

  @Test
  void theSameSeedGivesTheSameScores() {
    assertThat(Scoring.of(rich().build())).isEqualTo(Scoring.of(rich().build()));
  }

  @Test
  void anotherSeedGivesOtherIntervalsAndTheSameMeans() {
    Scores one = Scoring.of(rich().resampling(new Resampling(1, 200, 0.95)).build());
    Scores two = Scoring.of(rich().resampling(new Resampling(2, 200, 0.95)).build());
    for (int i = 0; i < one.results().size(); i++) {
      Score first = one.results().get(i);
      Score second = two.results().get(i);
      assertThat(second.mean()).isEqualTo(first.mean());
      assertThat(second.skill()).isEqualTo(first.skill());
      assertThat(second.interval()).isNotEqualTo(first.interval());
    }
  }

  @Test
  void theSizeOfBlocksDoesNotShowInAnyBit() {
    ScoreRequest request = rich().confusion(false).build();
    Scores whole = Scoring.of(request);
    for (int blockRows : new int[] {1, 7, 2999, 8192}) {
      assertThat(Scoring.of(request, blockRows)).isEqualTo(whole);
    }
  }

  @Test
  void theSizeOfBlocksDoesNotShowInSeveralColumns() {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder("y,p_a,p_b,p_c\n");
    for (int i = 0; i < 500; i++) {
      double a = random.nextDouble() / 2;
      double b = random.nextDouble() / 2;
      text.append("abc".charAt(random.nextInt(3))).append(',').append(a).append(',').append(b);
      text.append(',').append(1 - a - b).append('\n');
    }
    ScoreRequest request =
        Asking.of(Asking.file(folder, "data.csv", text.toString()), "p_*")
            .metrics(Asking.metrics("accuracy", "f1"))
            .worst(3)
            .build();
    Scores whole = Scoring.of(request);
    for (int blockRows : new int[] {1, 7, 8192}) {
      assertThat(Scoring.of(request, blockRows)).isEqualTo(whole);
    }
  }

  private Scores of(int rows) {
    StringBuilder text = new StringBuilder("y,p\n");
    Random random = new Random(rows);
    for (int i = 0; i < rows; i++) {
      text.append(random.nextInt(2)).append(",0.").append(1 + random.nextInt(98)).append('\n');
    }
    return Scoring.of(
        Asking.of(Asking.file(folder, "data.csv", text.toString()), "p")
            .losses(List.of("brier"))
            .metrics(Asking.metrics("accuracy", "roc_auc"))
            .resampling(new Resampling(1, 50, 0.9))
            .build());
  }

  @Test
  void beyondAHundredThousandRowsIntervalsAreOverBlocks() {
    Scores rows = of(100_000);
    assertThat(Asking.only(rows).intervalKind())
        .isEqualTo("studentised bootstrap over 100000 rows");
    assertThat(rows.metrics())
        .extracting(MetricScore::intervalKind)
        .containsOnly("percentile bootstrap over 100000 rows");
    Scores blocks = of(100_001);
    Score score = Asking.only(blocks);
    assertThat(score.intervalKind()).isEqualTo("studentised bootstrap over 2048 block totals");
    double width = score.interval().high() - score.interval().low();
    double expected = 2 * 1.645 * score.standardError().orElseThrow();
    assertThat(width).isBetween(0.6 * expected, 1.5 * expected);
    assertThat(score.interval().low()).isLessThan(score.mean());
    assertThat(score.interval().high()).isGreaterThan(score.mean());
    assertThat(blocks.metrics())
        .extracting(MetricScore::intervalKind)
        .containsExactly(
            "percentile bootstrap over 2048 block totals",
            "logit interval of the standard error over all rows");
  }

  @Test
  void withoutResamplingThereAreNoIntervals() {
    Scores scores = Scoring.of(rich().resampling(null).build());
    assertThat(scores.results()).noneMatch(score -> score.interval().isPresent());
    assertThat(scores.results()).extracting(Score::intervalKind).containsOnly("");
    assertThat(scores.results().getFirst().notes()).isEmpty();
    assertThat(scores.metrics()).noneMatch(score -> score.interval().isPresent());
  }
}

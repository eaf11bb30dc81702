package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Scale;

class ScoringTest {
  @TempDir Path folder;

  private CsvFile file(String text) {
    return CsvFile.of(folder, text);
  }

  @Test
  void scoresByHand() {
    Score score = file("y,p\n1,0.5\n0,0.25\n").score("log_loss");
    double first = Math.log(2);
    double second = -Math.log(0.75);
    assertThat(score.mean()).isCloseTo((first + second) / 2, within(1e-15));
    assertThat(score.standardError().orElseThrow()).isCloseTo((first - second) / 2, within(1e-15));
    assertThat(score.constantLoss().orElseThrow()).isCloseTo(Math.log(2), within(1e-15));
    assertThat(score.skill().orElseThrow())
        .isCloseTo(1 - (first + second) / 2 / Math.log(2), within(1e-14));
    assertThat(score.rows()).isEqualTo(2);
    assertThat(score.skipped()).isZero();
    assertThat(score.weight()).isEqualTo(2);
    assertThat(score.scale()).isEqualTo(Scale.RESPONSE);
    assertThat(score.loss()).isEqualTo("log_loss");
  }

  @Test
  void weightsByHand() {
    // Losses 1, 4, 9 with weights 2, 1, 1: mean 15/4; w·(ℓ − mean) = −5.5, 0.25, 5.25.
    Score score = file("y,p,w\n0,1,2\n0,2,1\n0,3,1\n5,9,0\n").weighted("squared_error");
    assertThat(score.mean()).isEqualTo(3.75);
    assertThat(score.weight()).isEqualTo(4);
    assertThat(score.rows()).as("a row of weight 0 is used, and counts for nothing").isEqualTo(4);
    double squares = 5.5 * 5.5 + 0.25 * 0.25 + 5.25 * 5.25;
    assertThat(score.standardError().orElseThrow())
        .isCloseTo(Math.sqrt(1.5 * squares) / 4, within(1e-15));
    assertThat(score.constantLoss()).hasValue(0);
    assertThat(score.skill()).isEmpty();
  }

  @Test
  void missingRowsAreLeftOutForAllPredictions() {
    Path path = file("y,p,q\n1,2,3\n1,,5\nNA,1,1\n2,2,2\n").path();
    ScoreRequest request =
        CsvFile.request(
            path, List.of("p,q"), List.of("squared_error"), List.of(), null, Missing.SKIP);
    Scores scores = Scoring.of(request);
    assertThat(scores.rows()).isEqualTo(4);
    assertThat(scores.results()).extracting(Score::prediction).containsExactly("p", "q");
    assertThat(scores.results()).extracting(Score::rows).containsExactly(2L, 2L);
    assertThat(scores.results()).extracting(Score::skipped).containsExactly(2L, 2L);
    assertThat(scores.results()).extracting(Score::mean).containsExactly(0.5, 2.0);
    assertThat(scores.results().getFirst().constantLoss()).hasValue(0.25);
  }

  @Test
  void anInfiniteLossIsSaid() {
    Score score = file("y,p\n1,0\n0,0.5\n").score("log_loss");
    assertThat(score.mean()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(score.standardError()).isEmpty();
    assertThat(score.skill()).isEmpty();
    assertThat(score.noSkillBecause()).isEqualTo("the mean is not finite");
  }

  @Test
  void namesParametersWithTheirDefaults() {
    CsvFile file = file("y,p\n1,0\n0,0.5\n");
    assertThat(file.score("huber").parameters()).isEqualTo(Map.of("delta", "1"));
    assertThat(file.score("huber(delta=2)").parameters()).isEqualTo(Map.of("delta", "2"));
    assertThat(file.score("focal(gamma=3)").parameters())
        .containsEntry("gamma", "3")
        .containsEntry("alpha", "none")
        .doesNotContainKey("from");
    assertThat(file.score("log1p((z-y)^2/nu); nu=4").parameters()).isEqualTo(Map.of("nu", "4"));
    Score clipped = file.score("clip(log_loss, epsilon=1e-3)");
    assertThat(Double.parseDouble(clipped.parameters().get("epsilon"))).isEqualTo(1e-3);
    assertThat(clipped.clipped()).isEqualTo(1);
    assertThat(clipped.mean()).isFinite();
  }

  @Test
  void theScaleIsTheLossesOwnOrTheAskedOne() {
    Path path = file("y,p,q\n1,0.7,0.5\n0,0.2,-3\n").path();
    ScoreRequest request =
        CsvFile.request(
            path,
            List.of("p", "q"),
            List.of("bce"),
            List.of(Scale.RESPONSE, Scale.RAW),
            null,
            Missing.ERROR);
    List<Score> results = Scoring.of(request).results();
    assertThat(results).extracting(Score::scale).containsExactly(Scale.RESPONSE, Scale.RAW);
    assertThat(results.get(0).mean())
        .isCloseTo(-(Math.log(0.7) + Math.log(0.8)) / 2, within(1e-15));
    assertThat(results.get(1).mean())
        .isCloseTo((Math.log1p(Math.exp(-0.5)) + Math.log1p(Math.exp(-3))) / 2, within(1e-15));
    assertThat(results.get(0).constantLoss().orElseThrow())
        .isCloseTo(results.get(1).constantLoss().orElseThrow(), within(1e-15));
  }

  @Test
  void suspiciousLogitsAreAWarning() {
    String rows = "1,0.7\n0,0.2\n".repeat(50);
    assertThat(file("y,p\n" + rows).score("bce").warnings())
        .singleElement(Assertions.as(Assertions.STRING))
        .contains("[0, 1]", "probabilities");
    assertThat(file("y,p\n" + rows).score("log_loss").warnings()).isEmpty();
  }

  @Test
  void oneColumnMayPlaySeveralParts() {
    Score score = file("y,p\n1,2\n3,4\n").score("squared_error");
    Path path = folder.resolve("data.csv");
    ScoreRequest request =
        CsvFile.request(
            path, List.of("y", "p"), List.of("squared_error"), List.of(), "y", Missing.ERROR);
    List<Score> results = Scoring.of(request).results();
    assertThat(results.get(0).mean()).isZero();
    assertThat(results.get(0).skill()).hasValue(1);
    assertThat(results.get(1).mean()).isEqualTo(score.mean());
  }

  @Test
  void aColumnNameMayHoldAComma() {
    Path path = file("y,\"p,q\"\n1,2\n3,4\n").path();
    ScoreRequest request =
        CsvFile.request(path, List.of("p,q"), List.of("mse"), List.of(), null, Missing.ERROR);
    assertThat(Scoring.of(request).results().getFirst().prediction()).isEqualTo("p,q");
  }

  @Test
  void blocksDoNotShowInTheBits() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("y,p,w\n");
    for (int i = 0; i < 1000; i++) {
      text.append(random.nextGaussian()).append(',').append(random.nextGaussian());
      text.append(',').append(random.nextDouble()).append('\n');
    }
    ScoreRequest request = file(text.toString()).request("huber", "w", Missing.ERROR);
    Scores whole = Scoring.of(request);
    for (int blockRows : new int[] {1, 7, 999, 1000, 1001}) {
      assertThat(Scoring.of(request, blockRows)).isEqualTo(whole);
    }
  }

  @Test
  void aMillionRowsStreamThrough() throws IOException {
    Path path = folder.resolve("large.csv");
    Random random = new Random(5);
    double squares = 0;
    try (BufferedWriter writer = Files.newBufferedWriter(path)) {
      writer.write("y,p\n");
      for (int i = 0; i < 1_000_000; i++) {
        int target = random.nextInt(100_000_000);
        int prediction = target + i % 3;
        squares += (i % 3) * (i % 3);
        writer.write(target + "," + prediction + "\n");
      }
    }
    double expected = squares / 1_000_000;
    assertThat(new CsvFile(path).score("squared_error").mean()).isEqualTo(expected);
  }
}

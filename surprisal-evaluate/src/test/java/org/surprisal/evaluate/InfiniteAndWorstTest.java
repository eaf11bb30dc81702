package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.surprisal.loss.Scale;

/** Rows that cost infinitely much, and the rows that cost most. */
class InfiniteAndWorstTest {
  @TempDir Path folder;

  /** Row i of 100 has label i % 2; rows 17, 40 and 99 say the opposite for sure. */
  private static String hundredRows(boolean withGroups) {
    StringBuilder text = new StringBuilder(withGroups ? "y,p,w,g\n" : "y,p,w\n");
    for (int i = 1; i <= 100; i++) {
      int y = i % 2;
      double p = y == 1 ? 0.75 : 0.25;
      if (i == 17 || i == 40 || i == 99) {
        p = 1 - y;
      }
      text.append(y).append(',').append(p).append(',').append(1 + i % 3);
      text.append(withGroups ? (i <= 50 ? ",first" : i <= 90 ? ",clean" : ",few") : "");
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void thePlacesAndTheClippedMeanAreSaid() {
    Path file = Asking.file(folder, "data.csv", hundredRows(false));
    Score score = Asking.only(Scoring.of(Asking.of(file, "p").losses(List.of("log_loss")).build()));
    assertThat(score.mean()).isEqualTo(Double.POSITIVE_INFINITY);
    Score.Infinite infinite = Objects.requireNonNull(score.infinite());
    assertThat(infinite.rows()).isEqualTo(3);
    assertThat(infinite.first()).extracting(RowPlace::row).containsExactly(17L, 40L, 99L);
    assertThat(infinite.first()).extracting(RowPlace::line).containsExactly(18L, 41L, 100L);
    assertThat(infinite.first()).extracting(RowPlace::file).containsOnly(file.toString());
    assertThat(infinite.epsilon()).isEqualTo(1e-15);
    double clipped = (-97 * Math.log(0.75) - 3 * Math.log(1e-15)) / 100;
    assertThat(infinite.clippedMean().orElseThrow()).isCloseTo(clipped, within(1e-12));
    assertThat(score.interval().isPresent()).isFalse();
    assertThat(score.interval().because()).contains("infinite");
    assertThat(score.noSkillBecause()).isEqualTo("the mean is not finite");
  }

  @Test
  void theClippedMeanIsThatOfTheClippedLossInEveryGroup() {
    Path file = Asking.file(folder, "data.csv", hundredRows(true));
    ScoreRequest.Builder builder = Asking.of(file, "p").weight("w").by(List.of("g"));
    Scores plain = Scoring.of(builder.losses(List.of("log_loss")).build());
    Scores clipped = Scoring.of(builder.losses(List.of("clip(log_loss, epsilon=1e-15)")).build());
    assertThat(plain.results()).extracting(Score::group).containsExactly(null, "clean", "first");
    assertThat(Objects.requireNonNull(plain.results().get(0).infinite()).clippedMean())
        .hasValue(clipped.results().get(0).mean());
    assertThat(plain.results().get(1).infinite()).isNull();
    assertThat(plain.results().get(1).mean()).isFinite();
    Score.Infinite first = Objects.requireNonNull(plain.results().get(2).infinite());
    assertThat(first.rows()).isEqualTo(2);
    assertThat(first.clippedMean()).hasValue(clipped.results().get(2).mean());
  }

  @Test
  void classesAreClippedToo() {
    Path file = Asking.file(folder, "y,p_a,p_b,p_c|a,0,0.5,0.5|b,0.25,0.5,0.25");
    ScoreRequest.Builder builder = Asking.of(file, "p_*");
    Score plain = Asking.only(Scoring.of(builder.losses(List.of("log_loss")).build()));
    Score clipped =
        Asking.only(Scoring.of(builder.losses(List.of("clip(log_loss, epsilon=1e-15)")).build()));
    Score.Infinite infinite = Objects.requireNonNull(plain.infinite());
    assertThat(infinite.rows()).isOne();
    assertThat(infinite.clippedMean()).hasValue(clipped.mean());
  }

  @Test
  void onlyTheFirstFivePlacesAreKept() {
    Path file = Asking.file(folder, "y,p" + "|1,0.5|1,0".repeat(9));
    Score score = Asking.only(Scoring.of(Asking.of(file, "p").losses(List.of("log_loss")).build()));
    Score.Infinite infinite = Objects.requireNonNull(score.infinite());
    assertThat(infinite.rows()).isEqualTo(9);
    assertThat(infinite.first()).extracting(RowPlace::row).containsExactly(2L, 4L, 6L, 8L, 10L);
  }

  @Test
  void aRowOfWeightZeroIsNotInfinite() {
    Path file = Asking.file(folder, "y,p,w|1,0,0|1,0.5,1|0,0.5,1");
    Score score =
        Asking.only(
            Scoring.of(Asking.of(file, "p").losses(List.of("log_loss")).weight("w").build()));
    assertThat(score.mean()).isCloseTo(Math.log(2), within(1e-15));
    assertThat(score.infinite()).isNull();
  }

  @Test
  void otherPredictionsAreNotHidden() {
    Path file = Asking.file(folder, "y,p,q|1,0,0.5|0,0.5,0.25|1,0.5,0.5");
    Scores scores = Scoring.of(Asking.of(file, "p", "q").losses(List.of("log_loss")).build());
    assertThat(scores.results().get(0).infinite()).isNotNull();
    assertThat(scores.results().get(1).infinite()).isNull();
    assertThat(scores.results().get(1).skill()).isPresent();
  }

  @Test
  void aLossOfLogitsThatReadsProbabilitiesIsClippedToo() {
    Path file = Asking.file(folder, "y,p|1,0|0,0.5");
    Scores scores =
        Scoring.of(
            Asking.of(file, "p")
                .losses(List.of("binary_cross_entropy"))
                .scales(List.of(Scale.RESPONSE))
                .build());
    Score.Infinite infinite = Objects.requireNonNull(Asking.only(scores).infinite());
    assertThat(infinite.clippedLoss())
        .isEqualTo("clip(binary_cross_entropy(from=probabilities), epsilon=1e-15)");
    double clipped = -(Math.log(1e-15) + Math.log(0.5)) / 2;
    assertThat(infinite.clippedMean().orElseThrow()).isCloseTo(clipped, within(1e-12));
  }

  /** 0.4 for half of the rows and 0.6 for the others add up to 0.5 but for rounding. */
  @Test
  void aPredictionAsGoodAsTheConstantHasASkillOfZero() {
    String rows = "|0,0.4|1,0.4".repeat(30);
    Path file = Asking.file(folder, "y,p" + rows);
    Scores scores = Scoring.of(Asking.of(file, "p").losses(List.of("absolute_error")).build());
    assertThat(Asking.only(scores).skill()).hasValue(0);
  }

  private Scores worst(int rows, String text, String weight, String... predictions) {
    return Scoring.of(
        Asking.of(Asking.file(folder, text), predictions)
            .losses(List.of("squared_error"))
            .weight(weight)
            .worst(rows)
            .build());
  }

  @Test
  void theWorstRowsComeFirstAndOfEqualOnesTheFirst() {
    Scores scores = worst(4, "y,p|0,1|0,-2|5,5|0,2|0,3|1,3", null, "p");
    Worst worst = scores.worst().getFirst();
    assertThat(worst.loss()).isEqualTo("squared_error");
    assertThat(worst.prediction()).isEqualTo("p");
    assertThat(worst.columns()).isEmpty();
    assertThat(worst.rows()).extracting(row -> row.place().row()).containsExactly(5L, 2L, 4L, 6L);
    assertThat(worst.rows()).extracting(Worst.Row::loss).containsExactly(9.0, 4.0, 4.0, 4.0);
    assertThat(worst.rows())
        .extracting(Worst.Row::share)
        .containsExactly(9 / 22.0, 4 / 22.0, 4 / 22.0, 4 / 22.0);
    assertThat(worst.rows().getFirst().target()).isEqualTo("0");
    assertThat(worst.rows().getFirst().prediction()).containsExactly(3.0);
    assertThat(worst.rows().getFirst().id()).isNull();
  }

  @Test
  void moreThanThereAreIsAllOfThem() {
    assertThat(worst(100, "y,p|0,1|0,2", null, "p").worst().getFirst().rows()).hasSize(2);
    assertThat(worst(0, "y,p|0,1|0,2", null, "p").worst()).isEmpty();
  }

  @Test
  void weightsCount() {
    Worst worst = worst(3, "y,p,w|0,3,1|0,2,4|0,1,2|0,9,0", "w", "p").worst().getFirst();
    assertThat(worst.rows()).extracting(row -> row.place().row()).containsExactly(2L, 1L, 3L);
    assertThat(worst.rows()).extracting(Worst.Row::loss).containsExactly(16.0, 9.0, 2.0);
  }

  @Test
  void everyPredictionHasItsOwn() {
    Scores scores = worst(1, "y,p,q|0,1,0|0,0,2", null, "p", "q");
    assertThat(scores.worst()).extracting(Worst::prediction).containsExactly("p", "q");
    assertThat(scores.worst())
        .extracting(worst -> worst.rows().getFirst().place().row())
        .containsExactly(1L, 2L);
  }

  @Test
  void labelsAreShownAsTheyStand() {
    Path file = Asking.file(folder, "y,p|yes,0.5|no,0.75|no,0.1");
    Scores scores =
        Scoring.of(
            Asking.of(file, "p").losses(List.of("log_loss")).positive("yes").worst(2).build());
    assertThat(scores.worst().getFirst().rows())
        .extracting(Worst.Row::target)
        .containsExactly("no", "yes");
    Path classes = Asking.file(folder, "y,p_b,p_a|a,0.5,0.5|b,0.25,0.75");
    Scores several =
        Scoring.of(Asking.of(classes, "p_*").losses(List.of("log_loss")).worst(1).build());
    Worst.Row row = several.worst().getFirst().rows().getFirst();
    assertThat(row.target()).isEqualTo("b");
    assertThat(row.prediction()).containsExactly(0.25, 0.75);
  }

  @Test
  void anInfiniteRowIsTheWorstAndHasNoShare() {
    Path file = Asking.file(folder, "y,p|1,0.5|1,0|1,0.25");
    Scores scores = Scoring.of(Asking.of(file, "p").losses(List.of("log_loss")).worst(2).build());
    List<Worst.Row> rows = scores.worst().getFirst().rows();
    assertThat(rows).extracting(row -> row.place().row()).containsExactly(2L, 3L);
    assertThat(rows.getFirst().loss()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(rows).extracting(Worst.Row::share).containsOnly(Double.NaN);
  }
}

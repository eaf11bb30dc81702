package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.surprisal.loss.Missing;

/** Targets of two labels: texts, truths, and which of them counts as 1. */
class LabelsTest {
  @TempDir Path folder;

  private ScoreRequest.Builder asking(String text, String loss, String positive) {
    return Asking.of(Asking.file(folder, text), "p").losses(List.of(loss)).positive(positive);
  }

  private Score score(String text, String loss, String positive) {
    return Asking.only(Scoring.of(asking(text, loss, positive).build()));
  }

  private static final String YES = "y,p|yes,0.75|no,0.25|no,0.5";

  @Test
  void thePositiveLabelCountsAsOne() {
    double mean = -(2 * Math.log(0.75) + Math.log(0.5)) / 3;
    assertThat(score(YES, "log_loss", "yes").mean()).isCloseTo(mean, within(1e-15));
    double turned = -(2 * Math.log(0.25) + Math.log(0.5)) / 3;
    assertThat(score(YES, "log_loss", "no").mean()).isCloseTo(turned, within(1e-15));
  }

  @Test
  void lossesOfSignsTakeItToo() {
    Score score = score("y,p|yes,2|no,0.5|no,-3", "hinge", "yes");
    assertThat(score.mean()).isEqualTo((0 + 1.5 + 0) / 3);
    Score signs = score("y,p|1,2|-1,0.5|-1,-3", "hinge", null);
    assertThat(signs.mean()).isEqualTo(score.mean());
    assertThat(signs.constantLoss()).isEqualTo(score.constantLoss());
    assertThat(signs.skill()).isEqualTo(score.skill());
    assertThat(signs.interval()).isEqualTo(score.interval());
  }

  @Test
  void aThirdLabelIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> score("y,p|yes,0.5|no,0.5|maybe,0.5", "log_loss", "yes"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("data.csv")
                + ", line 4 (row 3), column y: 'maybe' is a third label beside 'yes' and 'no';"
                + " --positive takes a target of two (--where leaves rows out)");
  }

  @Test
  void aLabelThatNoRowHoldsIsRefused() {
    assertThatThrownBy(() -> score("y,p|no,0.5|no,0.5", "log_loss", "yes"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "column y: no row holds 'yes', which --positive names; rows hold 'no'");
  }

  @Test
  void labelsWithBlanksAndMissingWordsAreLabels() {
    assertThat(score("y,p|very good,0.5| very good ,0.5|bad,0.5", "log_loss", " very good").rows())
        .isEqualTo(3);
    assertThat(score("y,p|NA,0.75|no,0.25", "log_loss", "NA").mean())
        .isCloseTo(-Math.log(0.75), within(1e-15));
    assertThatThrownBy(() -> score("y,p|yes,0.75|NA,0.25", "log_loss", "yes"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column y: 'NA' is a missing value");
  }

  @Test
  void numbersAndTruthsMatchHoweverTheyAreWritten() {
    assertThat(score("y,p|1.0,0.75|2,0.25|1,0.75", "log_loss", "1").mean())
        .isCloseTo(-Math.log(0.75), within(1e-15));
    assertThat(score("y,p|True,0.75|FALSE,0.25|true,0.75|false,0.25", "log_loss", "TRUE").mean())
        .isCloseTo(-Math.log(0.75), within(1e-15));
  }

  @Test
  void truthsNeedNoPositive() {
    Score truths = score("y,p|true,0.75|False,0.25|TRUE,0.5", "log_loss", null);
    assertThat(truths).isEqualTo(score("y,p|1,0.75|0,0.25|1,0.5", "log_loss", null));
  }

  @Test
  void truthsAreNoPredictions() {
    assertThatThrownBy(() -> score("y,p|1,true", "log_loss", null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column p: 'true' is not a number");
  }

  @Test
  void otherTextsNeedIt() {
    assertThatThrownBy(() -> score(YES, "log_loss", null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2 (row 1), column y: 'yes' is not a number")
        .hasMessageContaining("--positive");
  }

  @Test
  void lossesAreInferredFromLabels() {
    Path file = Asking.file(folder, YES);
    Scores scores = Scoring.of(Asking.of(file, "p").positive("yes").build());
    assertThat(scores.results()).extracting(Score::loss).containsExactly("log_loss", "brier");
    assertThat(scores.positive()).isEqualTo("yes");
  }

  @Test
  void confusionTablesHaveTheLabels() {
    Scores scores = Scoring.of(asking(YES, "log_loss", "yes").confusion(true).build());
    Confusion table = scores.confusions().getFirst().table();
    assertThat(table.labels()).containsExactly("no", "yes");
    assertThat(table.weights()).isDeepEqualTo(new double[][] {{1, 1}, {0, 1}});
  }

  @Test
  void severalColumnsHoldTheLabelsThemselves() {
    Path file = Asking.file(folder, "y,p_yes,p_no|yes,0.5,0.5");
    assertThatThrownBy(() ->
            Scoring.of(Asking.of(file, "p_*").losses(List.of("log_loss")).positive("yes").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--positive is for predictions of one column");
  }

  @Test
  void leftOutRowsMayMissTheirLabel() {
    Score score =
        Asking.only(
            Scoring.of(
                asking("y,p|yes,0.75|,0.5|no,0.25|nan,0.5", "log_loss", "yes")
                    .missing(Missing.SKIP)
                    .build()));
    assertThat(List.of(score.rows(), score.skipped())).containsExactly(2L, 2L);
  }
}

package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.surprisal.loss.Missing;

/** Predictions of several columns: what the star stands for is the label. */
class SeveralColumnsTest {
  @TempDir Path folder;

  private Scores scores(String text, String loss, String... predictions) {
    return Scoring.of(
        Asking.of(Asking.file(folder, text), predictions).losses(List.of(loss)).build());
  }

  private void refuses(Class<?> type, String words, String text, String loss, String... predicted) {
    assertThatThrownBy(() -> scores(text, loss, predicted))
        .isInstanceOf(type)
        .hasMessageContaining(words)
        .message()
        .hasLineCount(1);
  }

  private static final String ANIMALS =
      "y,p_zebra,p_ant,p_cat|cat,0.2,0.3,0.5|zebra,0.7,0.2,0.1|ant,0.25,0.5,0.25";

  @Test
  void labelsAreFoundByTheirTextNotByTheirOrder() {
    double mean = Asking.only(scores(ANIMALS, "log_loss", "p_*")).mean();
    assertThat(mean).isCloseTo(-(Math.log(0.5) + Math.log(0.7) + Math.log(0.5)) / 3, within(1e-15));
    double brier = Asking.only(scores(ANIMALS, "brier", "p_*")).mean();
    double first = 0.04 + 0.09 + 0.25;
    double second = 0.09 + 0.04 + 0.01;
    double third = 0.0625 + 0.25 + 0.0625;
    assertThat(brier).isCloseTo((first + second + third) / 3, within(1e-15));
  }

  @Test
  void theNumbersOfWorstRowsSayWhatTheyAreOf() {
    Path file = Asking.file(folder, ANIMALS);
    Scores scores = Scoring.of(Asking.of(file, "p_*").losses(List.of("log_loss")).worst(1).build());
    assertThat(scores.worst().getFirst().columns()).containsExactly("zebra", "ant", "cat");
  }

  @Test
  void theOrderOfTheColumnsDoesNotMatter() {
    String turned = "p_cat,p_zebra,y,p_ant|0.5,0.2,cat,0.3|0.1,0.7,zebra,0.2|0.25,0.25,ant,0.5";
    assertThat(Asking.only(scores(turned, "log_loss", "p_*")))
        .isEqualTo(Asking.only(scores(ANIMALS, "log_loss", "p_*")));
  }

  @Test
  void theConstantIsTheSharesOfTheClasses() {
    String text = "y,p_b,p_a,p_c|a,0.2,0.7,0.1|a,0.2,0.7,0.1|b,0.3,0.6,0.1|a,0.1,0.8,0.1";
    Score score = Asking.only(scores(text, "log_loss", "p_*"));
    double constant = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    assertThat(score.constantLoss().orElseThrow()).isCloseTo(constant, within(1e-15));
    assertThat(score.skill().orElseThrow()).isCloseTo(1 - score.mean() / constant, within(1e-14));
    Score brier = Asking.only(scores(text, "brier", "p_*"));
    assertThat(brier.constantLoss().orElseThrow())
        .isCloseTo(0.75 * 2 * 0.0625 + 0.25 * 2 * 0.5625, within(1e-15));
  }

  @Test
  void aClassThatAGroupDoesNotHaveIsNoHarm() {
    StringBuilder text = new StringBuilder("y,g,p_a,p_b,p_c");
    for (int i = 0; i < 40; i++) {
      text.append(i % 2 == 0 ? "|a,1,0.6,0.3,0.1" : "|b,1,0.3,0.6,0.1");
      text.append("|c,2,0.1,0.1,0.8");
    }
    Path file = Asking.file(folder, text.toString());
    Scores scores =
        Scoring.of(
            Asking.of(file, "p_*").losses(List.of("log_loss", "brier")).by(List.of("g")).build());
    Score one = Asking.scores(scores, "1").getFirst();
    assertThat(one.constantLoss().orElseThrow()).isCloseTo(Math.log(2), within(1e-15));
    Score two = Asking.scores(scores, "2").getFirst();
    assertThat(two.constantLoss()).hasValue(0);
    assertThat(two.noSkillBecause()).contains("the targets do not vary");
  }

  @Test
  void numbersAndTruthsMatchHoweverTheyAreWritten() {
    String numbers = "y,p_0,p_1|1.0,0.2,0.8|0,0.5,0.5|1,0.2,0.8|1e0,0.2,0.8";
    assertThat(Asking.only(scores(numbers, "log_loss", "p_*")).mean())
        .isCloseTo(-(3 * Math.log(0.8) + Math.log(0.5)) / 4, within(1e-15));
    String truths = "y,p_True,p_False|true,0.8,0.2|FALSE,0.5,0.5|True,0.8,0.2";
    assertThat(Asking.only(scores(truths, "log_loss", "p_*")).mean())
        .isCloseTo(-(2 * Math.log(0.8) + Math.log(0.5)) / 3, within(1e-15));
    refuses(
        DataException.class,
        "'CAT' is none of the labels",
        "y,p_cat,p_dog|CAT,0.5,0.5",
        "log_loss",
        "p_*");
  }

  @Test
  void anUnknownLabelIsSaidWithItsPlace() {
    Path file = folder.resolve("data.csv");
    refuses(
        DataException.class,
        file
            + ", line 3 (row 2), column y: 'cats' is none of the labels that p_* has: zebra, ant,"
            + " cat; nearest: cat",
        "y,p_zebra,p_ant,p_cat|cat,0.2,0.3,0.5|cats,0.7,0.2,0.1",
        "log_loss",
        "p_*");
  }

  @Test
  void aMissingLabelIsMissingUnlessItIsALabel() {
    refuses(
        DataException.class,
        "column y: 'NA' is a missing value",
        "y,p_a,p_b|NA,0.5,0.5",
        "log_loss",
        "p_*");
    assertThat(Asking.only(scores("y,p_NA,p_b|NA,0.5,0.5", "log_loss", "p_*")).rows()).isOne();
    Path file = Asking.file(folder, "y,p_a,p_b|NA,0.5,0.5|a,0.5,0.5|,0.5,0.5");
    Score score =
        Asking.only(
            Scoring.of(
                Asking.of(file, "p_*").losses(List.of("log_loss")).missing(Missing.SKIP).build()));
    assertThat(List.of(score.rows(), score.skipped())).containsExactly(1L, 2L);
  }

  @Test
  void aSecondPredictionMayHaveItsColumnsInAnotherOrder() {
    Scores scores =
        scores(
            "a_x,a_y,y,b_y,b_x|0.9,0.1,x,0.1,0.9|0.2,0.8,y,0.8,0.2|0.3,0.7,x,0.7,0.3",
            "log_loss",
            "a_*",
            "b_*");
    assertThat(scores.results().get(0).mean()).isEqualTo(scores.results().get(1).mean());
    assertThat(scores.differences().getFirst().ties()).isEqualTo(3);
  }

  @Test
  void predictionsMustBeAboutTheSameLabels() {
    refuses(
        DataException.class,
        "a_* is about x, y, and b_* about x, z; both need the same labels",
        "y,a_x,a_y,b_x,b_z|x,0.5,0.5,0.5,0.5",
        "log_loss",
        "a_*",
        "b_*");
    refuses(
        DataException.class,
        "both need the same labels",
        "y,a_x,a_y,b_x,b_y,b_z|x,0.5,0.5,0.5,0.5,0",
        "log_loss",
        "a_*",
        "b_*");
  }

  @Test
  void theStarMayStandInFront() {
    String text = "y,a_prob,b_prob,prob|a,0.25,0.75,3|a,0.5,0.5,3";
    assertThat(Asking.only(scores(text, "log_loss", "*_prob")).mean())
        .isCloseTo((Math.log(4) + Math.log(2)) / 2, within(1e-15));
  }

  @Test
  void columnsOfOtherPartsMatchNoPattern() {
    Path file = Asking.file(folder, "p_y,p_w,p_g,p_a,p_b|a,2,g,0.5,0.5|b,1,g,0.25,0.75");
    Scores scores =
        Scoring.of(
            ScoreRequest.of(Source.of(file.toString()), "p_y", "p_*")
                .losses(List.of("log_loss"))
                .weight("p_w")
                .by(List.of("p_g"))
                .resampling(null)
                .build());
    assertThat(Asking.only(scores).mean())
        .isCloseTo((2 * Math.log(2) - Math.log(0.75)) / 3, within(1e-15));
  }

  @Test
  void patternsThatCannotBeMeantAreRefused() {
    refuses(
        IllegalArgumentException.class,
        "pattern 'p_*_*' has more than one *; use one",
        ANIMALS,
        "log_loss",
        "p_*_*");
    refuses(DataException.class, "has no column that 'q_*' matches", ANIMALS, "log_loss", "q_*");
    refuses(
        DataException.class,
        "has one column only that 'p_a*' matches, p_ant; a pattern is for two and more",
        ANIMALS,
        "log_loss",
        "p_a*");
  }

  @Test
  void aColumnWhoseNameHoldsAStarIsAColumn() {
    assertThat(Asking.only(scores("y,p*|1,0.5|0,0.5", "log_loss", "p*")).prediction())
        .isEqualTo("p*");
  }

  @Test
  void oneColumnIsNotComparedWithSeveral() {
    refuses(
        IllegalArgumentException.class,
        "prediction p_a is one column and p_* several",
        "y,p_a,p_b|a,0.5,0.5",
        "log_loss",
        "p_a",
        "p_*");
  }

  @Test
  void aProbabilityOutsideItsRangeIsFoundInItsColumn() {
    refuses(
        DataException.class,
        "line 3 (row 2), column p_ant: prediction 1.5",
        "y,p_zebra,p_ant,p_cat|cat,0.2,0.3,0.5|zebra,0.7,1.5,0.1",
        "brier",
        "p_*");
  }

  @Test
  void lossesThatTakeOneColumnAreRefusedWithTheCure() {
    refuses(
        IllegalArgumentException.class,
        "for one of K classes use log_loss, brier or cross_entropy",
        ANIMALS,
        "squared_error",
        "p_*");
  }

  @Test
  void aDistributionTakesItsParametersByName() {
    String text = "y,g_log_variance,g_mu|1,0,2|0,0,0";
    double half = Math.log(2 * Math.PI) / 2;
    Score score = Asking.only(scores(text, "gaussian", "g_*"));
    double full = Asking.only(scores(text, "gaussian(full=true)", "g_*")).mean();
    assertThat(full).isCloseTo(half + 0.25, within(1e-15));
    assertThat(score.mean() == 0.25 || score.mean() == full).isTrue();
    assertThat(score.constantLoss()).isEmpty();
    assertThat(score.noSkillBecause())
        .isEqualTo("the best constant of several columns is not known");
    refuses(
        IllegalArgumentException.class,
        "takes the columns mu, log_variance, and g_* has mu, sigma; name the columns so that *",
        "y,g_mu,g_sigma|1,0,2",
        "gaussian",
        "g_*");
    refuses(
        IllegalArgumentException.class,
        "give several columns as a pattern such as 'p_*'",
        "y,p|1,0",
        "gaussian",
        "p");
  }

  @Test
  void quantilesAreFoundByTheirNumbers() {
    String text = "y,q_0.9,q_0.10,q_0.5|3,4,1,2|0,3,1,2";
    String loss = "multi_quantile(taus=[0.1,0.5,0.9])";
    double first = 0.1 * 2 + 0.5 * 1 + 0.1 * 1;
    double second = 0.9 * 1 + 0.5 * 2 + 0.1 * 3;
    double mean = Asking.only(scores(text, loss, "q_*")).mean();
    double sum = (first + second) / 2;
    assertThat(Math.abs(mean - sum) < 1e-15 || Math.abs(mean - sum / 3) < 1e-15).isTrue();
    refuses(
        IllegalArgumentException.class,
        "takes the columns 0.1, 0.5, 0.9, and q_* has 0.1, 0.5",
        "y,q_0.1,q_0.5|1,0,2",
        loss,
        "q_*");
  }

  @Test
  void metricsDoNotPickAParameter() {
    Path file = Asking.file(folder, "y,g_mu,g_log_variance|1,0,2");
    assertThatThrownBy(() ->
            Scoring.of(
                Asking.of(file, "g_*")
                    .losses(List.of("gaussian"))
                    .metrics(Asking.metrics("rmse"))
                    .build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rmse compares the target with one number, and g_* is mu");
  }

  @Test
  void metricsOfClassesByHand() {
    Path file = Asking.file(folder, ANIMALS + "|ant,0.6,0.3,0.1");
    Scores scores =
        Scoring.of(
            Asking.of(file, "p_*")
                .losses(List.of("log_loss"))
                .metrics(Asking.metrics("accuracy", "balanced_accuracy"))
                .confusion(true)
                .build());
    assertThat(Asking.metric(scores, "accuracy", "p_*")).isEqualTo(0.75);
    assertThat(Asking.metric(scores, "balanced_accuracy", "p_*")).isEqualTo(2.5 / 3);
    Confusion table = scores.confusions().getFirst().table();
    assertThat(table.labels()).containsExactly("zebra", "ant", "cat");
    assertThat(table.weights()).isDeepEqualTo(new double[][] {{1, 0, 0}, {1, 1, 0}, {0, 0, 1}});
    assertThatThrownBy(() ->
            Scoring.of(
                Asking.of(file, "p_*")
                    .losses(List.of("log_loss"))
                    .metrics(Asking.metrics("auc"))
                    .build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for two classes give one column alone");
  }

  @Test
  void lossesAreInferredFromTheColumns() {
    Path file = Asking.file(folder, ANIMALS);
    Scores scores = Scoring.of(Asking.of(file, "p_*").build());
    assertThat(scores.results()).extracting(Score::loss).containsExactly("log_loss", "brier");
    Path logits = Asking.file(folder, "y,p_a,p_b|a,3,-1|b,0,2");
    assertThat(Scoring.of(Asking.of(logits, "p_*").build()).results())
        .extracting(Score::loss)
        .containsExactly("cross_entropy");
  }
}

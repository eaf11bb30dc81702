package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.surprisal.loss.Scale;

/** Several targets a row, each with a prediction of its label. */
class SeveralTargetsTest {
  @TempDir Path folder;

  private Scores several(String text, String loss, String... predictions) {
    return Scoring.of(
        ScoreRequest.of(Source.of(Asking.file(folder, text).toString()), "y_*", predictions)
            .losses(List.of(loss))
            .scales(loss.equals("binary_cross_entropy") ? List.of(Scale.RESPONSE) : List.of())
            .metrics(Asking.metrics("accuracy"))
            .resampling(Asking.FEW)
            .build());
  }

  @Test
  void severalTargetsMeetTheColumnsOfTheirLabels() {
    Scores scores =
        several(
            "y_red,y_blue,p_blue,p_red|1,0,0.25,0.5|0,1,0.75,0.25|true,false,0.5,0.5",
            "binary_cross_entropy",
            "p_*");
    Score score = Asking.only(scores);
    double sum =
        -(Math.log(0.5) + Math.log(0.75))
            - (Math.log(0.75) + Math.log(0.75))
            - (Math.log(0.5) + Math.log(0.5));
    assertThat(score.mean()).isCloseTo(sum / 3, within(1e-15));
    double entropy = -(2 * Math.log(2.0 / 3) + Math.log(1.0 / 3)) / 3;
    assertThat(score.constantLoss().orElseThrow()).isCloseTo(2 * entropy, within(1e-15));
    assertThat(Asking.metric(scores, "accuracy", "p_*"))
        .as("rows with every label right")
        .isEqualTo(2 / 3.0);
  }

  @Test
  void theConstantOfOneDistributionIsNotThatOfItsColumns() {
    String text = "y_a,y_b,p_a,p_b|1,0,0.75,0.25|0,1,0.5,0.5|1,0,0.5,0.5";
    Score shares = Asking.only(several(text, "log_loss", "p_*"));
    assertThat(shares.mean()).isCloseTo(-(Math.log(0.75) + 2 * Math.log(0.5)) / 3, within(1e-15));
    assertThat(shares.constantLoss()).isEmpty();
    assertThat(shares.noSkillBecause())
        .isEqualTo("the best constant of several columns is not known");
    Score squares = Asking.only(several(text, "brier", "p_*"));
    assertThat(squares.constantLoss().orElseThrow()).isCloseTo(4 / 9.0, within(1e-15));
    for (String loss : List.of("squared_error", "absolute_error", "focal", "huber")) {
      assertThat(Asking.only(several(text, loss, "p_*")).constantLoss()).as(loss).isPresent();
    }
  }

  @Test
  void severalTargetsNeedSeveralPredictions() {
    assertThatThrownBy(() -> several("y_a,y_b,p|1,0,0.5", "binary_cross_entropy", "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give predictions as a pattern such as p_*");
    assertThatThrownBy(() -> several("y_a,y_b,p_a,p_c|1,0,0.5,0.5", "binary_cross_entropy", "p_*"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("p_* is about a, c, and y_* about a, b; both need the same labels");
  }

  @Test
  void aBadTargetOfSeveralIsFoundInItsColumn() {
    assertThatThrownBy(
            () -> several("y_a,y_b,p_b,p_a|1,0,0.5,0.5|0,3,0.5,0.5", "binary_cross_entropy", "p_*"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 3 (row 2), column y_b: target 3");
  }
}

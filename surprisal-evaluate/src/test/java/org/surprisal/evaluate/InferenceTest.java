package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Scale;

class InferenceTest {
  @TempDir Path folder;

  private Scores scores(String text, String predictions) {
    Path path = CsvFile.of(folder, text.replace('|', '\n')).path();
    return Scoring.of(
        CsvFile.request(path, List.of(predictions), List.of(), List.of(), null, Missing.ERROR));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y,p|0,0.5|1,1;log_loss,brier;so read as probabilities",
        "y,p|0,-0.5|1,1;binary_cross_entropy;so read as logits",
        "y,p|-1,-0.5|1,1;hinge;holds only -1 and 1",
        "y,p|0,0.5|1,1|7,3;squared_error,absolute_error,poisson(link=mean);holds counts",
        "y,p|0,-0.5|1,1|7,3;squared_error,absolute_error;holds real numbers",
        "y,p|0.5,0.5|1,1|7,3;squared_error,absolute_error;holds real numbers",
        "y,p|-3,0.5|1,1|7,3;squared_error,absolute_error;holds real numbers"
      })
  void choosesByTheValues(String text, String losses, String because) {
    Scores scores = scores(text, "p");
    assertThat(scores.results()).extracting(Score::loss).containsExactly(losses.split(","));
    assertThat(scores.inferred())
        .startsWith("no --loss given: y ")
        .contains(because)
        .endsWith(losses);
  }

  @Test
  void readsEachColumnInItsOwnScale() {
    Scores scores = scores("y,p,q|0,0.5,2|1,1,-3", "p,q");
    assertThat(scores.results())
        .extracting(Score::loss)
        .containsExactly("binary_cross_entropy", "binary_cross_entropy");
    assertThat(scores.results())
        .extracting(Score::scale)
        .containsExactly(Scale.RESPONSE, Scale.RAW);
    assertThat(scores.inferred())
        .contains("p lies in [0,1] (read as probabilities), and q leaves [0,1] (read as logits)");
  }

  @Test
  void anAskedScaleCounts() {
    Path path = CsvFile.of(folder, "y,p\n0,0.5\n1,1\n").path();
    ScoreRequest raw =
        CsvFile.request(path, List.of("p"), List.of(), List.of(Scale.RAW), null, Missing.ERROR);
    Scores scores = Scoring.of(raw);
    assertThat(scores.results()).extracting(Score::loss).containsExactly("binary_cross_entropy");
    assertThat(scores.inferred()).contains("the scale was given");
  }

  @Test
  void warnsOfWhatLooksLikeTheProbabilitiesOfClasses() {
    String said = "sum to 1 in every row";
    assertThat(scores("y,p,q,r|0,0.5,0.25,0.25|2,0.1,0.2,0.7|1,0,1,0", "p,q,r").inferred())
        .contains(said);
    assertThat(scores("y,p,q,r|0,0.5,0.25,0.25|3,0.1,0.2,0.7", "p,q,r").inferred())
        .doesNotContain(said);
    assertThat(scores("y,p,q,r|0,0.5,0.25,0.35|2,0.1,0.2,0.7", "p,q,r").inferred())
        .doesNotContain(said);
    assertThat(scores("y,p,q|0,0.5,0.5|1,0.1,0.9", "p,q").inferred()).doesNotContain(said);
  }
}

package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.surprisal.evaluate.Metric;
import org.surprisal.evaluate.ScoreRequest;
import org.surprisal.evaluate.Source;

/** What {@code --fail-if} understands, refuses and decides. */
final class GateTest {
  private static ScoreRequest request(List<String> losses, Metric... metrics) {
    return ScoreRequest.of(Source.of("data.csv"), "y", "forest,logistic")
        .losses(losses)
        .metrics(List.of(metrics))
        .build();
  }

  private static List<String> met(String condition, SampleScores sample) {
    return Gates.of(List.of(condition), request(List.of())).metBy(sample.scores());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          log_loss > 0.4                | VALUE | log_loss         | -      | ABOVE    | 0.4
          log_loss>=.4                  | VALUE | log_loss         | -      | AT_LEAST | 0.4
          brier[forest] <= 1e-3         | VALUE | brier            | forest | AT_MOST  | 0.001
          skill(brier)[a b] < -1        | SKILL | brier            | a b    | BELOW    | -1
          skill( brier [forest] ) < 0.1 | SKILL | brier            | forest | BELOW    | 0.1
          upper(huber(delta=1)) > 2     | UPPER | huber(delta=1)   | -      | ABOVE    | 2
          lower(mse)[p[0]] > +2.        | LOWER | mse              | p[0]   | ABOVE    | 2
          if(z > y, z, y) > 3           | VALUE | if(z > y, z, y)  | -      | ABOVE    | 3
          """)
  void understands(
      String text, Gate.Quantity quantity, String name, String prediction, String sign, double n) {
    Gate gate = GateParser.parse(text);
    assertThat(gate.quantity()).isEqualTo(quantity);
    assertThat(gate.measure()).isEqualTo(name);
    assertThat(gate.prediction()).isEqualTo(prediction);
    assertThat(gate.comparison()).hasToString(sign);
    assertThat(gate.bound()).isEqualTo(n);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log_loss            | column 9: there is no comparison; write NAME > NUMBER
          log_loss = 0.4      | column 10: '=' is no comparison; use >, >=, < or <=, at the ^ in log_loss ^= 0.4
          log_loss => 0.4     | column 10: '=>' is no comparison
          log_loss != 0.4     | column 10: '!=' is no comparison
          log_loss >          | column 11: the number is missing
          log_loss > 40%      | column 12: '40%' is no number
          log_loss > nan      | column 12: 'nan' is no number
          > 0.4               | column 1: there is no name before >
          skill() > 0.4       | column 1: the name of a loss or metric is missing
          log_loss[] > 0.4    | column 10: the prediction between [ and ] is missing
          log_loss] > 0.4     | column 9: a ] without a [
          """)
  void refusesWithTheColumn(String text, String message) {
    assertThatThrownBy(() -> GateParser.parse(text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          brier > 1             | brier is not scored; name it with --loss; scored are log_loss, huber(delta=2), f1
          auc < 1               | roc_auc is not scored; add --metric roc_auc
          log_los > 1           | there is no loss or metric 'log_los'; did you mean log_loss?
          skill(f1) > 1         | f1 is a metric; skill is of losses
          log_loss[forrest] > 1 | there is no prediction 'forrest'; did you mean forest?
          """)
  void whatIsNotScoredIsRefusedBeforeAFileIsRead(String condition, String message) {
    ScoreRequest request = request(List.of("log_loss", "huber(delta=2)"), Metric.F1);
    assertThatThrownBy(() -> Gates.of(List.of(condition), request))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("--fail-if '" + condition + "': ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"log_loss > 1", "huber > 1", "huber(delta=2) > 1", "f1_score < 1"})
  void aliasesAndNamesWithoutParametersMeanWhatIsScored(String condition) {
    ScoreRequest request = request(List.of("log_loss", "huber(delta=2)"), Metric.F1);
    assertThat(Gates.of(List.of(condition), request)).isNotNull();
  }

  @Test
  void aNameThatMayMeanTwoIsRefused() {
    ScoreRequest request = request(List.of("huber(delta=2)", "huber(delta=3)"));
    assertThatThrownBy(() -> Gates.of(List.of("huber > 1"), request))
        .hasMessageContaining("huber may mean huber(delta=2) or huber(delta=3); write it in full");
  }

  @Test
  void aPredictionMayHaveABracketInItsName() {
    assertThat(GateParser.parse("log_loss[a]b] > 0.4").prediction()).isEqualTo("a]b");
    assertThat(GateParser.parse("log_loss[a[b]c] > 0.4").prediction()).isEqualTo("a[b]c");
  }

  @Test
  void anUnknownPredictionIsToldEachNameOnce() {
    ScoreRequest request = ScoreRequest.of(Source.of("data.csv"), "y", "p,q").build();
    assertThatThrownBy(() -> Gates.of(List.of("mse[r] > 1"), request))
        .hasMessageEndingWith("there is no prediction 'r'; there are p, q");
  }

  @Test
  void withoutIntervalsTheirEndsAreRefused() {
    ScoreRequest request =
        ScoreRequest.of(Source.of("data.csv"), "y", "p").resampling(null).build();
    assertThatThrownBy(() -> Gates.of(List.of("upper(mse) > 1"), request))
        .hasMessageContaining("there are no intervals with --resamples 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log_loss > 0.1           | log_loss of forest is 0.126351
          log_loss[logistic] < 0.1 | log_loss of logistic is 0.0719479
          upper(log_loss) > 0.15   | upper(log_loss) of forest is 0.1597
          lower(log_loss) < 0.05   | lower(log_loss) of logistic is 0.0449
          skill(log_loss) < 0.85   | skill(log_loss) of forest is 0.808651
          auc < 0.991              | roc_auc of forest is 0.99
          lower(auc)[logistic] < 1 | lower(roc_auc) of logistic is 0.985
          """)
  void saysWhichPredictionMeetsIt(String condition, String message) {
    SampleScores sample = SampleScores.full();
    ScoreRequest request = request(List.of("log_loss"), Metric.ROC_AUC);
    assertThat(Gates.of(List.of(condition), request).metBy(sample.scores()))
        .containsExactly("--fail-if '" + condition + "' is met: " + message);
  }

  /** As p means the p of each of two joined files, but not that of a column model.p beside it. */
  @Test
  void aPredictionOfJustThatNameIsTheOneMeant() {
    SampleScores sample = new SampleScores();
    sample.results.add(SampleScores.score("squared_error", "p", null, 1, 0, 2));
    sample.results.add(SampleScores.score("squared_error", "model.p", null, 3, 2, 4));
    ScoreRequest request = ScoreRequest.of(Source.of("data.csv"), "y", "p,model.p").build();
    assertThat(Gates.of(List.of("mse[p] > 2"), request).metBy(sample.scores())).isEmpty();
    assertThat(Gates.of(List.of("mse[model.p] > 2"), request).metBy(sample.scores())).hasSize(1);
  }

  @Test
  void whatIsNotMetSaysNothing() {
    assertThat(met("log_loss > 0.4", SampleScores.full())).isEmpty();
    assertThat(met("log_loss[logistic] > 0.1", SampleScores.full())).isEmpty();
  }

  @Test
  void aRoundedNumberThatWouldNotMeetItIsShownInFull() {
    SampleScores sample = new SampleScores();
    sample.results.add(SampleScores.score("log_loss", "p", null, 0.4000000001, 0.3, 0.5));
    assertThat(met("log_loss > 0.4", sample)).singleElement().asString().endsWith("0.4000000001");
  }

  @Test
  void anInfiniteMeanMeetsItAndWhatIsNotDefinedFails() {
    SampleScores sample = new SampleScores();
    sample.results.add(SampleScores.infinite("log_loss", "p", OptionalDouble.of(0.43)));
    assertThat(met("log_loss > 0.4", sample))
        .containsExactly("--fail-if 'log_loss > 0.4' is met: log_loss of p is ∞");
    assertThat(met("skill(log_loss) < 0.1", sample))
        .containsExactly(
            "--fail-if 'skill(log_loss) < 0.1' cannot be decided: skill(log_loss) of p is not"
                + " defined: the mean is not finite");
    assertThat(met("upper(log_loss) < 0.1", sample)).hasSize(1);
  }

  @Test
  void whatTheFileDecidedNotToScoreIsRefusedAfterwards() {
    assertThatThrownBy(() -> met("mse > 0.4", SampleScores.full()))
        .hasMessageContaining(
            "squared_error is not scored; name it with --loss; scored are log_lo");
  }
}

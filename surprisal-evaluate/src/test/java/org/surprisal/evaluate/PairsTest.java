package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pairs of predictions differ by, with intervals from the same resamples. */
class PairsTest {
  @TempDir Path folder;

  private Scores scores(String text, String loss, String... predictions) {
    return Scoring.of(
        Asking.of(Asking.file(folder, text), predictions).losses(List.of(loss)).build());
  }

  @Test
  void differencesAndWinsByHand() {
    // Squared errors: of p 1, 0, 4, 1; of q 0, 0, 9, 4; of r 1, 0, 4, 1.
    Scores scores =
        scores("y,p,q,r|0,1,0,-1|0,0,0,0|1,3,-2,3|1,2,3,2", "squared_error", "p", "q", "r");
    assertThat(scores.differences())
        .extracting(Difference::a, Difference::b)
        .containsExactly(tuple("p", "q"), tuple("p", "r"), tuple("q", "r"));
    Difference pq = scores.differences().get(0);
    assertThat(pq.loss()).isEqualTo("squared_error");
    assertThat(pq.group()).isNull();
    assertThat(pq.mean()).isEqualTo((1 + 0 - 5 - 3) / 4.0);
    assertThat(List.of(pq.winsOfA(), pq.winsOfB(), pq.ties())).containsExactly(2L, 1L, 1L);
    Difference pr = scores.differences().get(1);
    assertThat(pr.mean()).isZero();
    assertThat(List.of(pr.winsOfA(), pr.winsOfB(), pr.ties())).containsExactly(0L, 0L, 4L);
    Difference qr = scores.differences().get(2);
    assertThat(qr.mean()).isEqualTo(-pq.mean());
    assertThat(List.of(qr.winsOfA(), qr.winsOfB(), qr.ties())).containsExactly(1L, 2L, 1L);
  }

  @Test
  void rowsOfWeightZeroNeitherWinNorTie() {
    // Differences of squared errors 1, −3, 5, and 8 in the row of weight 0.
    Path file = Asking.file(folder, "y,p,q,w|0,1,0,2|0,1,2,1|0,3,2,0.5|0,3,1,0|0,1,1,3");
    Scores scores =
        Scoring.of(Asking.of(file, "p", "q").losses(List.of("squared_error")).weight("w").build());
    Difference difference = scores.differences().getFirst();
    assertThat(difference.mean()).isCloseTo((2 - 3 + 2.5) / 6.5, within(1e-16));
    assertThat(List.of(difference.winsOfA(), difference.winsOfB(), difference.ties()))
        .containsExactly(1L, 2L, 1L);
  }

  @Test
  void identicalPredictionsDifferByThePointZero() {
    StringBuilder text = new StringBuilder("y,p,q,w");
    for (String row : Asking.binaryRows(3, 100)) {
      String[] fields = row.split(",", -1);
      text.append('|').append(fields[0]).append(',').append(fields[1]);
      text.append(',').append(fields[1]).append(',').append(fields[3]);
    }
    Scores scores = scores(text.toString(), "log_loss", "p", "q");
    Difference difference = scores.differences().getFirst();
    assertThat(difference.mean()).isZero();
    assertThat(difference.interval().low()).isZero();
    assertThat(difference.interval().high()).isZero();
    assertThat(difference.interval().because()).contains("all 100 rows have the same value");
    assertThat(difference.ties()).isEqualTo(100);
  }

  @Test
  void theIntervalOfADifferenceIsThatOfTheLossOfTheDifference() {
    // The absolute error of p against y = 0 is p itself, so p − q scored alone is the difference.
    StringBuilder text = new StringBuilder("y,p,q,d");
    for (int i = 0; i < 60; i++) {
      int p = 100 + (i * 37) % 61;
      int q = (i * 17) % 47;
      text.append("|0,").append(p).append(',').append(q).append(',').append(p - q);
    }
    Scores scores = scores(text.toString(), "absolute_error", "p", "q", "d");
    Difference difference = scores.differences().getFirst();
    Score direct = scores.results().get(2);
    assertThat(difference.mean()).isEqualTo(direct.mean());
    assertThat(difference.interval()).isEqualTo(direct.interval());
  }

  @Test
  void aPairedIntervalIsNarrowerThanThoseOfItsParts() {
    StringBuilder text = new StringBuilder("y,p,q,w");
    Asking.binaryRows(9, 400).forEach(row -> text.append('|').append(row));
    Scores scores = scores(text.toString(), "brier", "p", "q");
    Interval a = scores.results().get(0).interval();
    Interval b = scores.results().get(1).interval();
    Interval difference = scores.differences().getFirst().interval();
    assertThat(difference.high() - difference.low())
        .isPositive()
        .isLessThan(0.7 * (a.high() - a.low() + b.high() - b.low()));
    assertThat(difference.low()).isLessThan(scores.differences().getFirst().mean());
    assertThat(difference.high()).isGreaterThan(scores.differences().getFirst().mean());
  }

  @Test
  void whatIsInfiniteHasADifferenceAndNoInterval() {
    Scores scores = scores("y,p,q|1,0,0.5|0,0.5,0.5|1,0.5,0.5", "log_loss", "p", "q");
    Difference one = scores.differences().getFirst();
    assertThat(one.mean()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(one.interval().isPresent()).isFalse();
    assertThat(one.interval().because()).contains("infinite");
    assertThat(List.of(one.winsOfA(), one.winsOfB(), one.ties())).containsExactly(0L, 1L, 2L);
    Difference other =
        scores("y,p,q|1,0.5,0|0,0.5,0.5", "log_loss", "p", "q").differences().getFirst();
    assertThat(other.mean()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void twoInfiniteLossesTie() {
    Scores scores = scores("y,p,q|1,0,0|0,0.25,0.5|0,0.25,0.5", "log_loss", "p", "q");
    Difference difference = scores.differences().getFirst();
    assertThat(difference.mean()).isNaN();
    assertThat(difference.interval().isPresent()).isFalse();
    assertThat(List.of(difference.winsOfA(), difference.winsOfB(), difference.ties()))
        .containsExactly(2L, 0L, 1L);
  }

  @Test
  void groupsHaveTheirOwnDifferences() {
    StringBuilder text = new StringBuilder("y,p,q,g");
    for (int i = 0; i < 60; i++) {
      text.append(i % 2 == 0 ? "|0,1,2,even" : "|0,3,2,odd");
    }
    Scores scores =
        Scoring.of(
            Asking.of(Asking.file(folder, text.toString()), "p", "q")
                .losses(List.of("absolute_error", "squared_error"))
                .by(List.of("g"))
                .build());
    assertThat(scores.differences())
        .extracting(Difference::group, Difference::loss, Difference::mean, Difference::winsOfA)
        .containsExactly(
            tuple(null, "absolute_error", 0.0, 30L),
            tuple(null, "squared_error", 1.0, 30L),
            tuple("even", "absolute_error", -1.0, 30L),
            tuple("even", "squared_error", -3.0, 30L),
            tuple("odd", "absolute_error", 1.0, 0L),
            tuple("odd", "squared_error", 5.0, 0L));
  }

  @Test
  void onePredictionHasNoDifferences() {
    assertThat(scores("y,p|0,1|1,1", "squared_error", "p").differences()).isEmpty();
  }

  @Test
  void aPredictionIsNamedOnce() {
    assertThatThrownBy(() -> scores("y,p|0,1|1,1", "squared_error", "p", "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prediction 'p' is given twice; name it once");
  }

  @Test
  void metricsArePairedToo() {
    StringBuilder text = new StringBuilder("y,p,q,w");
    Asking.binaryRows(9, 200).forEach(row -> text.append('|').append(row));
    Path file = Asking.file(folder, text.toString());
    Scores scores =
        Scoring.of(
            Asking.of(file, "p", "q")
                .losses(List.of("log_loss"))
                .metrics(Asking.metrics("accuracy", "roc_auc"))
                .build());
    // q is an increasing function of p that crosses one half where p does.
    assertThat(scores.metricDifferences())
        .allSatisfy(difference -> {
          assertThat(difference.value()).hasValue(0);
          assertThat(difference.interval().low()).isZero();
          assertThat(difference.interval().high()).isZero();
        });
  }

  @Test
  void aMetricIsNamedOnce() {
    assertThatThrownBy(() ->
            Asking.of(Path.of("any.csv"), "p").metrics(Asking.metrics("auc", "roc_auc")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metric roc_auc is given twice")
        .hasMessageContaining("name it once");
  }
}

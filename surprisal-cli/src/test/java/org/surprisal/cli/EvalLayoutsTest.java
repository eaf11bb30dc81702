package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of every layout: what they are answered, and what is said of those that do not fit. */
final class EvalLayoutsTest {
  private static String answer(String loss, String rest) {
    return Ran.evalText("{\"loss\":\"" + loss + "\"," + rest + "}\n").strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          triplet          | "prediction":[0,0,1,0,0,0.5],"columns":6 | {"value":1.75,
          triplet          | "target":[],"prediction":[0,0,1,0,0,0.5],"columns":6 | {"value":1.75,
          max(0, ap-an+1)  | "prediction":[0,0,1,0,0,0.5],"columns":6 | {"value":1.75,
          max(0, 1 - d)    | "target":[1],"prediction":[0,0.5],"columns":2 | {"value":0.5,
          max(0, 1 - m)    | "target":[0],"prediction":[1,0.5,0.75],"columns":3 | {"value":1.25,
          exp(log_p)       | "target":[0],"prediction":[1,1],"columns":2 | {"value":0.5,
          wasserstein_1d   | "target":[1,2,3],"prediction":[2] | {"value":0.6666666666666666,"rows":1,
          wasserstein_1d   | "target":[0,3],"prediction":[1,2],"reduction":"none" | {"value":[1.0],"rows":1,
          wasserstein_1d   | "target":[0],"prediction":[1,2],"weight":[3],"reduction":"sum" | {"value":4.5,"rows":1,"skipped":0,"weight":3.0
          sinkhorn         | "target":[0,0],"prediction":[3,4],"columns":2 | {"value":25.0,"rows":1,
          gan(variant=wasserstein) | "target":[1,0,0],"prediction":[1,2,4] | {"value":2.0,"rows":3,
          elbo             | "target":[1,2],"prediction":[1,3,0,0],"columns":4 | {"value":0.5,"rows":1,
          multi_quantile(taus=[0.5, 0.9]) | "target":[1],"prediction":[0,3],"columns":2 | {"value":0.7,
          gaussian_kl      | "prediction":[2,0],"columns":2 | {"value":2.0,"rows":1,
          flow             | "prediction":[-1,-2],"columns":2 | {"value":3.0,"rows":1,
          gradient_penalty | "prediction":[1,2] | {"value":5.0,"rows":2,
          margin_ranking   | "target":[-1],"prediction":[2,0.5],"columns":2 | {"value":1.5,"rows":1,
          gaussian(scale=variance) | "target":[1],"prediction":[1,0],"columns":2 | {"value":"-Infinity","rows":1,"skipped":0,"weight":1.0,"warnings":["1 row has an infinite loss"]}
          mape             | "target":[0,0],"prediction":[0,1],"reduction":"none" | {"value":[0.0,"Infinity"],"rows":2,"skipped":0,"weight":2.0,"warnings":["1 row has an infinite loss"]}
          """)
  void answers(String loss, String rest, String start) {
    assertThat(answer(loss, rest)).startsWith(start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          triplet        | "prediction":[1,2,3,4],"columns":4            | 4 columns of predictions are not three vectors a row
          triplet        | "target":[1],"prediction":[1,2,3],"columns":3 | target is given, but triplet takes none; leave it out
          triplet(mining=hard) | "prediction":[1,2],"columns":1          | triplet(mining=hard) needs a target
          triplet(mining=hard) | "group":[0,0.5],"prediction":[1,2]      | target[1] = 0.5 is outside integers of triplet
          contrastive    | "target":[1],"prediction":[1,2,3],"columns":3 | 3 columns of predictions are not two vectors a row
          contrastive    | "target":[2],"prediction":[1,2],"columns":2   | target[0] = 2 is outside
          contrastive    | "prediction":[1,2],"columns":2                | target is missing: contrastive takes
          cosine_embedding | "target":[1],"prediction":[0,0,1,2],"columns":4 | prediction row 0 has a zero vector
          info_nce       | "prediction":[1,2,0,1],"columns":3            | prediction has 4 numbers, which do not make whole rows
          info_nce       | "target":[1,0],"prediction":[1,2,3,4,5,6,7,8],"columns":4 | target is given, but info_nce takes none
          info_nce(similarity=given) | "prediction":[1,2],"columns":2    | info_nce(similarity=given) needs a target
          nt_xent        | "group":[7,7,8],"prediction":[1,2,3,4,5,6],"columns":2 | target[2] = 8 is a group of one row
          nt_xent        | "prediction":[1,2,3,4],"columns":2            | target is missing: nt_xent takes
          nt_xent        | "group":[7,7],"target":[7,7],"prediction":[1,2,3,4],"columns":2 | group and target are both given
          huber          | "group":[7],"prediction":[1]                  | group is given, but huber does not use groups
          huber          | "group":"a","prediction":[1]                  | group is "a", not an array of numbers
          clip           | "target":[0],"prediction":[1,2],"columns":2   | target is given, but clip takes none
          gaussian       | "target":[1],"prediction":[1]                 | gaussian takes as many columns for each of mu, log_variance
          gaussian       | "target":[1,2],"prediction":[1,2],"columns":2 | target has 2 columns and prediction has 2
          gaussian(scale=variance) | "target":[1],"prediction":[1,-2],"columns":2 | prediction[row 0, column 1] = -2 is outside [0, ∞)
          gaussian(scale=variance) | "target":[1],"prediction":[1,0],"columns":2,"want":["gradient"] | prediction row 0 gives no gradient
          gaussian_kl    | "prediction":[1,2,3],"columns":3              | gaussian_kl takes as many columns for each of mu, log_variance
          gaussian_kl    | "target":[1],"prediction":[1,2],"columns":2   | target is given, but gaussian_kl takes none
          elbo           | "target":[1],"prediction":[1,2,3,4],"columns":4 | elbo needs a reconstruction for each of 1 targets
          elbo           | "prediction":[1,2,3],"columns":3              | target is missing: elbo takes
          multi_quantile | "target":[1],"prediction":[1,2],"columns":2   | multi_quantile has 3 parameters, one a column
          cumulative_link | "target":[1],"prediction":[0,1,1],"columns":3 | prediction row 0 has thresholds that do not increase
          cumulative_link(thresholds=[0]) | "target":[2],"prediction":[0] | target[0] = 2 is not a class index
          weston_watkins | "target":[0.5,0.5],"prediction":[1,2],"columns":2 | weston_watkins needs class indices as targets
          cross_entropy  | "target":[0],"prediction":["-Infinity","-Infinity"],"columns":2 | prediction row 0 has no softmax
          gan            | "target":[1],"prediction":[1]                 | gan needs fake rows (target 0)
          gan            | "target":[0.5],"prediction":[1]               | target[0] = 0.5 is outside {0, 1} of gan
          flow           | "prediction":[1,2,3],"columns":3              | flow takes as many columns for each of base_log_density, log_det
          gradient_penalty | "prediction":[-1]                           | prediction[0] = -1 is outside [0, ∞)
          wasserstein_1d | "prediction":[1,2]                            | target is missing: wasserstein_1d takes the points of a sample
          wasserstein_1d | "target":[],"prediction":[1,2]                | wasserstein_1d needs at least one point in each sample
          wasserstein_1d | "target":[1],"prediction":[1,2],"weight":[1,1] | weight has 2 numbers; prediction has rows: 1
          sinkhorn       | "target":[1,2,3],"prediction":[1,2],"columns":2 | target has 3 numbers; points of 2 columns take a multiple of 2
          sinkhorn       | "target":[1],"prediction":[1],"want":["curvature"] | sinkhorn has no curvature: the gradient holds the plan fixed
          zero_one       | "target":[1],"prediction":[1,2],"columns":2,"want":["gradient"] | zero_one has no gradient:
          mse            | "target":[1],"prediction":[],"columns":2      | target has 1 number; prediction has 0
          """)
  void refuses(String loss, String rest, String start) {
    assertThat(answer(loss, rest)).startsWith("{\"error\":\"" + start.replace("\"", "\\\""));
  }

  @Test
  void groupsStandForTheTarget() {
    String rows =
        "\"prediction\":[1,2,3,4,5,6,7,9],\"columns\":2,\"want\":[\"value\",\"gradient\"]";
    for (String loss : new String[] {"nt_xent", "triplet(mining=semi_hard)"}) {
      assertThat(answer(loss, "\"group\":[4,4,9,9]," + rows))
          .isEqualTo(answer(loss, "\"target\":[4,4,9,9]," + rows))
          .startsWith("{\"value\":");
    }
  }

  @Test
  void tokensAreAlsoCountedInPerplexityAndBits() {
    String rows = "\"target\":[1,0,2],\"prediction\":[0,0,0,0,0,0],\"columns\":2";
    assertThat(answer("autoregressive_nll(ignore_index=2)", rows))
        .isEqualTo(
            "{\"value\":0.6931471805599453,\"perplexity\":2.0,\"bits_per_token\":1.0,"
                + "\"rows\":2,\"skipped\":1,\"weight\":2.0}");
    assertThat(answer("autoregressive_nll", rows.replace("2]", "1]") + ",\"reduction\":\"sum\""))
        .contains("\"perplexity\":2.0,\"bits_per_token\":1.0");
    assertThat(answer("cross_entropy(ignore_index=2)", rows)).doesNotContain("perplexity");
    assertThat(answer("autoregressive_nll", rows.replace("2]", "1]") + ",\"want\":[]"))
        .doesNotContain("perplexity");
  }

  @Test
  void noRowsAreEmptyInEveryLayout() {
    for (String loss : new String[] {"huber", "clip", "gan", "nt_xent", "gaussian", "triplet"}) {
      assertThat(answer(loss, "\"prediction\":[],\"target\":[],\"columns\":6"))
          .isEqualTo("{\"empty\":true,\"rows\":0,\"skipped\":0,\"weight\":0.0}");
    }
  }

  @Test
  void crossingQuantilesAreSaid() {
    assertThat(answer("multi_quantile", "\"target\":[1],\"prediction\":[3,1,2],\"columns\":3"))
        .contains("\"warnings\":[\"1 row has crossing quantiles");
  }
}

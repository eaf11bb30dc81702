package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What javac cannot see of a loss that was read from a text: the words of the refusal (P6). */
final class PairingRefusalsTest {
  /** Specs, targets, predictions and columns, and what the refusal must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          triplet          |       | 1,2           | 2 | three vectors a row
          triplet          | 1     | 1,2,3         | 3 | takes no target
          contrastive      | 1     | 1,2,3         | 3 | two vectors a row
          contrastive      | 2     | 1,2           | 2 | target[0] = 2 is outside [0, 1] of contrastive
          cosine_embedding | 0     | 1,2           | 2 | target[0] = 0 is outside {-1, 1} of cosine
          margin_ranking   | 0     | 1,2           | 2 | target[0] = 0 is outside {-1, 1}
          margin_ranking   | 1     | 1             | 1 | as many columns for each of x1, x2
          student_t        | 1     | 1             | 1 | as many columns for each of mu, log_scale
          gaussian         | 1     | 1,2,3         | 3 | as many columns for each of mu, log_variance
          gaussian(scale=variance) | 1 | 1,-1      | 2 | column 1] = -1 is outside [0, ∞) of gaussian
          log_normal       | 0     | 1,1           | 2 | target[0] = 0 is outside (0, ∞) of log_normal
          multi_quantile   | 1     | 1,2           | 2 | has 3 parameters, one a column
          crammer_singer   | 0.5,0.5 | 1,2         | 2 | needs class indices
          weston_watkins   | 2     | 1,2           | 2 | target[0] = 2 is not a class index
          squared_hinge    | 0     | 1             | 1 | target[0] = 0 is outside {-1, 1} of squared_hinge
          kl_divergence    | 0.5,0.6 | 1,2         | 2 | sums to 1.1
          ranked_probability_score | 0 | 2,-1      | 2 | is outside [0, 1]
          cumulative_link(thresholds=[1, 2]) | 3 | 0.5 | 1 | there are the classes 0 … 2
          cumulative_link  | 1     | 0,2,1         | 3 | thresholds that do not increase
          gamma            | 0     | 1             | 1 | target[0] = 0 is outside (0, ∞) of gamma
          tweedie          | -1    | 1             | 1 | target[0] = -1 is outside [0, ∞) of tweedie
          squared_log_error | 0    | -1            | 1 | prediction[0] = -1 is outside
          nt_xent          | 1,1,2 | 1,2,3         | 1 | target[2] = 2 is a group of one row
          nt_xent          | 1,1,1,1 | 1,2,3,4     | 1 | group of more than two rows
          gan              | 1,1   | 1,2           | 1 | needs fake rows (target 0)
          gan              | 0.5,1 | 1,2           | 1 | target[0] = 0.5
          gradient_penalty |       | -1            | 1 | prediction[0] = -1 is outside [0, ∞)
          flow             |       | 1             | 1 | as many columns for each of
          elbo             | 1     | 1,2           | 2 | elbo needs a reconstruction for each of 1 targets
          autoregressive_nll | -100 | 1,2          | 2 | target[0] = -100 is not a class index
          multilabel_cross_entropy(positive_weight=[1, 2]) | 1,0,1 | 1,2,3 | 3 | 2 parameters
          """)
  void wrongPairingsSayWhatIsWrong(
      String spec, String targets, String predictions, int columns, String words) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    Numbers prediction = Numbers.of(numbers(predictions)).by(columns);
    Numbers target =
        targets == null
            ? Numbers.none(prediction.rows())
            : Numbers.of(numbers(targets))
                .by(numbers(targets).length / Math.toIntExact(prediction.rows()));
    assertThatThrownBy(() -> loss.total(loss.batch(target, prediction)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  private static double[] numbers(String list) {
    return java.util.Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void zeroVectorsHaveNoDirection() {
    String[] specs = {"cosine_embedding", "info_nce", "clip", "triplet(distance=cosine)"};
    for (String spec : specs) {
      Loss<Target, Prediction> loss = Loss.parse(spec);
      boolean signs = spec.equals("cosine_embedding");
      int columns = spec.startsWith("triplet") ? 6 : 4;
      double[] rows = new double[2 * columns];
      java.util.Arrays.fill(rows, 1);
      rows[columns] = 0;
      rows[columns + 1] = 0;
      Numbers target = signs ? Numbers.of(1, -1) : Numbers.none(2);
      assertThatThrownBy(() -> loss.total(loss.batch(target, Numbers.of(rows).by(columns))))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("prediction row 1")
          .hasMessageContaining("zero vector");
    }
  }

  @Test
  void samplesOfDifferentDimensionsAreNotCompared() {
    Loss<Target, Prediction> loss = Loss.parse("sinkhorn");
    assertThatThrownBy(
            () -> loss.total(loss.batch(Numbers.of(1, 2, 3), Numbers.of(1, 2, 3, 4).by(2))))
        .hasMessageContaining("points of equal dimension");
    Loss<Target, Prediction> line = Loss.parse("wasserstein_1d");
    assertThatThrownBy(() -> line.total(line.batch(Numbers.of(1, 2).by(2), Numbers.of(1, 2).by(2))))
        .hasMessageContaining("points on the line")
        .hasMessageContaining("sinkhorn");
  }

  @Test
  void derivativesThatMisleadAreRefused() {
    Loss<Target, Prediction> loss = Loss.parse("zero_one");
    Outputs gradient = Outputs.gradient(Reduction.MEAN, Numbers.of(new double[2]).by(2));
    assertThatThrownBy(
            () -> loss.total(loss.batch(Numbers.of(1.0), Numbers.of(1, 2).by(2)), gradient))
        .hasMessageContaining("zero_one has no gradient")
        .hasMessageContaining("train with");
  }
}

package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Margin losses at their borders and at infinite scores: value, gradient, curvature, exactly. */
final class MarginLossesTest {
  @ParameterizedTest
  @CsvSource({
    "squared_hinge, 1, 1, 0, 0, 0",
    "squared_hinge, -1, -0.5, 0.25, 1, 2",
    "squared_hinge, -1, 5, 36, 12, 2",
    "squared_hinge, 1, Infinity, 0, 0, 0",
    "squared_hinge, 1, -Infinity, Infinity, -Infinity, 2",
    "modified_huber, 1, -1, 4, -4, 2",
    "modified_huber, 1, -1.5, 6, -4, 0",
    "modified_huber, -1, -1, 0, 0, 0",
    "modified_huber, -1, 0, 1, 2, 2",
    "modified_huber, -1, Infinity, Infinity, 4, 0",
    "exponential, 1, 0, 1, -1, 1",
    "exponential, -1, -Infinity, 0, 0, 0",
    "exponential, -1, 1e300, Infinity, Infinity, Infinity",
    "perceptron, 1, 0, 0, 0, 0",
    "perceptron, 1, -2, 2, -1, 0",
    "perceptron, -1, 5e-324, 5e-324, 1, 0",
    "logistic_margin, 1, Infinity, 0, 0, 0",
    "logistic_margin, -1, Infinity, Infinity, 1, 0",
    "logistic_margin, -1, 1000, 1000, 1, 0",
    "soft_margin, 1, 0, 0.6931471805599453, -0.5, 0.25",
  })
  void isExact(String spec, double y, double z, double value, double slope, double bend) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    double[] gradient = new double[1];
    double[] curvature = new double[1];
    Outputs outputs =
        Outputs.gradient(Reduction.SUM, Numbers.of(gradient))
            .curvature(Curvature.EXACT, Numbers.of(curvature));
    Numbers target = Numbers.of(new double[] {y});
    Batch<Target, Prediction> batch = loss.batch(target, Numbers.of(new double[] {z}));
    assertThat(loss.total(batch, outputs).sum()).isEqualTo(value);
    assertThat(gradient[0] + 0.0).isEqualTo(slope);
    assertThat(curvature[0] + 0.0).isEqualTo(bend);
  }

  @Test
  void zeroOneLabelsAreRefusedWithTheCure() {
    for (Entry entry : MarginLosses.ALL) {
      Loss<Target, Prediction> loss = Loss.parse(entry.name());
      Numbers zero = Numbers.of(new double[] {0});
      assertThatThrownBy(() -> loss.total(loss.batch(zero, zero)))
          .hasMessageContaining("map {0, 1} to {-1, 1} with 2*y - 1");
    }
  }
}

package org.surprisal.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Runs the programs that objectives were made for; numbers are worked out by hand. */
final class ObjectiveProgramsTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  /** Every residual within δ: θ₁ = cov/(var + λ), θ₀ = mean of y. */
  @Test
  void ridge() {
    double[] theta =
        ObjectivePrograms.ridge(new double[] {-1, 0, 1}, new double[] {1, 2, 3.3}, 0.5);
    double slope = 2.3 / 3 / (2.0 / 3 + 0.5);
    assertThat(theta).containsExactly(new double[] {2.1, slope}, ROUNDING);
  }

  /** Orthogonal columns: each coefficient is thresholded by λ/variance for itself. */
  @Test
  void lasso() {
    double[][] x = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
    double[] theta = ObjectivePrograms.lasso(x, new double[] {2.1, 2, -2, -2.1}, 0.5);
    assertThat(theta[0]).isEqualTo(2.05 - 0.5, ROUNDING);
    assertThat(theta[1]).isZero();
  }

  @Test
  void twoTasks() {
    double[] byS = new double[2];
    double value =
        ObjectivePrograms.twoTasks(
            new double[] {1, 2},
            new double[] {2, 2},
            new int[] {0, 1},
            new double[6],
            new double[] {0.5, -0.5},
            byS);
    double depth = Math.exp(-0.5) * 0.25;
    double label = Math.exp(0.5) * Math.log(3);
    assertThat(value).isEqualTo(depth + 0.25 + label - 0.25, ROUNDING);
    assertThat(byS).containsExactly(new double[] {0.5 - depth, 0.5 - label}, ROUNDING);
  }

  /** Each class has half of the weight, whatever its number of rows. */
  @Test
  void balanced() {
    double mean =
        ObjectivePrograms.balanced(new double[] {0, 0, 0, 1}, new double[] {-1, -1, -1, 2});
    double expected = 0.5 * Math.log1p(Math.exp(-1)) + 0.5 * Math.log1p(Math.exp(-2));
    assertThat(mean).isEqualTo(expected, ROUNDING);
  }

  @Test
  void oversampled() {
    int[] rows = ObjectivePrograms.oversampled(new int[] {0, 0, 1, 0});
    assertThat(rows).containsExactlyInAnyOrder(0, 1, 3, 2, 2, 2);
  }

  /** A teacher that agrees with the student leaves a tenth of the cross-entropy. */
  @Test
  void distilled() {
    double[] gradient = new double[3];
    double[] logits = {2, 1, 0.1};
    double value = ObjectivePrograms.distilled(new int[] {0}, logits, logits.clone(), gradient);
    double sum = Math.exp(2) + Math.exp(1) + Math.exp(0.1);
    assertThat(value).isEqualTo(0.1 * (Math.log(sum) - 2), ROUNDING);
    assertThat(gradient[1]).isEqualTo(0.1 * Math.exp(1) / sum, ROUNDING);
  }
}

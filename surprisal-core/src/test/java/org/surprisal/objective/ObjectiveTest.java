package org.surprisal.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Batch;
import org.surprisal.loss.InputException;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.RegressionLosses;
import org.surprisal.loss.Target;

final class ObjectiveTest {
  private static final Objective<Target.Real, Prediction.Point> RIDGE =
      Objective.of(RegressionLosses.halfSquaredError()).plus(Penalty.l2(0.1).except(0, 1));

  private static final double[] Y = {1, 2, -1, 0.5};
  private static final double[] X = {0.3, 1.1, -0.7, 0.2};

  private static Batch<Target.Real, Prediction.Response> batch(double[] theta) {
    double[] z = new double[Y.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = theta[0] + theta[1] * X[i];
    }
    return Batch.of(Target.values(Y), Prediction.values(z)).weights(1, 2, 3, 0);
  }

  @Test
  void valueComesInParts() {
    double[] theta = {0.5, 2};
    Objective.Parts parts = RIDGE.evaluate(batch(theta), theta);
    assertThat(parts.loss()).isEqualTo(RegressionLosses.halfSquaredError().mean(batch(theta)));
    assertThat(parts.penalty()).isEqualTo(0.1 * 0.5 * 4);
    assertThat(parts.value()).isEqualTo(parts.loss() + parts.penalty());
    assertThat(parts.total().weight()).isEqualTo(6);
  }

  /** Both parts of the gradient by θ of a line: through the predictions, and by itself. */
  @Test
  void gradientsAreThoseOfTheValue() {
    double[] theta = {0.5, 2};
    double[] byPrediction = new double[4];
    double[] byTheta = new double[2];
    RIDGE.evaluate(batch(theta), theta, byPrediction, byTheta);
    assertThat(byTheta).containsExactly(0, 0.2);
    for (int i = 0; i < 4; i++) {
      byTheta[0] += byPrediction[i];
      byTheta[1] += byPrediction[i] * X[i];
    }
    double[] expected = Table.differences(t -> RIDGE.evaluate(batch(t), t).value(), theta);
    assertThat(byTheta).containsExactly(expected, within(1e-9));
  }

  @Test
  void penaltiesAddUp() {
    var objective = Objective.of(RegressionLosses.huber(2)).plus(Penalty.l1(1)).plus(Penalty.l2(2));
    double[] theta = {1, -2};
    double[] byTheta = {9, 9};
    var parts =
        objective.evaluate(
            Batch.of(Target.values(1), Prediction.values(2)), theta, new double[1], byTheta);
    assertThat(parts.penalty()).isEqualTo(3 + 5);
    assertThat(byTheta).containsExactly(1 + 2, -1 - 4);
    assertThat(objective).hasToString("mean huber(delta=2) + l1(lambda=1) + l2(lambda=2)");
  }

  @Test
  void withoutPenaltyTheGradientByParametersIsZero() {
    double[] byTheta = {9, 9};
    var objective = Objective.of(RegressionLosses.huber(1));
    var one = Batch.of(Target.values(1), Prediction.values(2));
    assertThat(objective.evaluate(one, new double[2], new double[1], byTheta).value())
        .isEqualTo(0.5);
    assertThat(byTheta).containsOnly(0.0);
  }

  @Test
  void nothingHasNoMean() {
    double[] theta = {0.5, 2};
    Objective.Parts parts = RIDGE.evaluate(batch(theta).mask(new BitSet()), theta);
    assertThat(parts.isEmpty()).isTrue();
    assertThat(parts.penalty()).isEqualTo(0.2);
    assertThat(parts.valueOrElse(0)).isEqualTo(0.2);
    assertThatThrownBy(parts::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no mean of nothing");
  }

  @Test
  void failuresLeaveNothingHalfWritten() {
    double[] byPrediction = {7, 7, 7, 7};
    double[] byTheta = {7, 7};
    double[] diverged = {1, Double.NaN};
    assertThatThrownBy(() -> RIDGE.evaluate(batch(new double[2]), diverged, byPrediction, byTheta))
        .hasMessageContaining("theta[1] = NaN");
    assertThat(byPrediction).containsOnly(7);
    assertThat(byTheta).containsOnly(7);

    var missing = Batch.of(Target.values(1, Double.NaN, 1, 1), Prediction.values(1, 1, 1, 1));
    assertThatThrownBy(() -> RIDGE.evaluate(missing, new double[2], byPrediction, byTheta))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("target[1] = NaN");
    assertThat(byPrediction).containsOnly(Double.NaN);
    assertThat(byTheta).containsOnly(7);
  }

  /** Every pair of what is written with what is read, or written too. */
  @Test
  void sharedMemoryIsNamedAndNothingIsWritten() {
    double[] memory = {1, 2, -1, 0.5, 1, 2};
    Numbers all = Numbers.of(memory);
    Numbers four = Numbers.of(new double[4]);
    Numbers theta = Numbers.of(0.5, 2);
    Numbers byTheta = Numbers.of(new double[2]);
    var apart = Batch.of(Target.values(Y), Prediction.values(X));
    refused("gradient and theta", apart, all.slice(0, 2), all.slice(0, 4), byTheta);
    refused("gradient by theta and theta", apart, all.slice(0, 2), four, all.slice(1, 3));
    refused("gradient by theta and gradient", apart, theta, all.slice(0, 4), all.slice(3, 5));
    String batch = " and the batch (its prediction, target or weights)";
    var target = Batch.of(new Target.Real(all.slice(0, 4)), Prediction.values(X));
    refused("gradient" + batch, target, theta, all.slice(2, 6), byTheta);
    refused("gradient by theta" + batch, target, theta, four, all.slice(3, 5));
    var prediction = Batch.of(Target.values(Y), new Prediction.Response(all.slice(0, 4)));
    refused("gradient by theta" + batch, prediction, theta, four, all.slice(0, 2));
    var weights = apart.weights(all.slice(0, 4));
    refused("gradient by theta" + batch, weights, theta, four, all.slice(3, 5));
    assertThat(memory).containsExactly(1, 2, -1, 0.5, 1, 2);
    RIDGE.evaluate(target, theta, four, all.slice(4, 6));
    assertThat(memory).containsExactly(1, 2, -1, 0.5, 0, 0.2);
  }

  private static void refused(
      String who,
      Batch<Target.Real, Prediction.Response> batch,
      Numbers theta,
      Numbers gradient,
      Numbers thetaGradient) {
    assertThatThrownBy(() -> RIDGE.evaluate(batch, theta, gradient, thetaGradient))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(who + " share memory; give each an array of its own");
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without a checker may pass
  void nullIsRefused() {
    assertThatThrownBy(() -> RIDGE.plus(null)).hasMessage("penalty");
    var batch = Batch.of(Target.values(1), Prediction.values(2));
    assertThatThrownBy(() -> Task.of("a", null, batch)).hasMessage("loss");
    assertThatThrownBy(() -> Task.of("a", RegressionLosses.huber(1), null)).hasMessage("batch");
  }

  @Test
  void wrongShapesAreNamed() {
    double[] theta = {1, 2};
    assertThatThrownBy(() -> RIDGE.evaluate(batch(theta), theta, new double[4], new double[3]))
        .hasMessageContaining("gradient by theta has the shape 3×1 double, but 2×1 is needed");
    assertThatThrownBy(() -> RIDGE.evaluate(batch(theta), theta, new double[4], theta))
        .hasMessageContaining("share memory");
    assertThatThrownBy(() ->
            RIDGE.evaluate(
                batch(theta), Numbers.of(theta), Numbers.of(new double[3]), Numbers.of(1, 2)))
        .hasMessageContaining("gradient has the shape 3×1");
  }
}

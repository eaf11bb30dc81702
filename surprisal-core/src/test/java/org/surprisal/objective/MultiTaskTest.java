package org.surprisal.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.surprisal.loss.CategoricalLosses.crossEntropy;
import static org.surprisal.loss.RegressionLosses.halfSquaredError;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Batch;
import org.surprisal.loss.BinaryLosses;
import org.surprisal.loss.Geometry;
import org.surprisal.loss.InputException;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

final class MultiTaskTest {
  private static final double[] DEPTH = {1, 2, -1, 0.5};
  private static final double[] AT = {0.5, 2.5, -1, 1, 1, 0.2, -0.3, 0.1, 2, 0.4};

  /** Two regressions a row, and a class with three logits: four and six predictions. */
  private static Task depth(double[] at) {
    double[] z = Arrays.copyOf(at, 4);
    return Task.of(
        "depth",
        halfSquaredError(),
        Batch.of(
            new Target.Real(Numbers.of(DEPTH).by(2)),
            new Prediction.Response(Numbers.of(z).by(2))));
  }

  private static Task label(double[] at) {
    double[] z = Arrays.copyOfRange(at, 4, 10);
    return Task.of(
        "label",
        crossEntropy(),
        Batch.of(Target.classes(2, 0), Prediction.logits(Numbers.of(z).by(3))).weights(1, 3));
  }

  private static double weighted(double[] at) {
    return MultiTask.of(depth(at), label(at)).weighted(2, 0.5).value();
  }

  private static double uncertain(double[] at, double... s) {
    return MultiTask.of(depth(at), label(at)).uncertain(s).value();
  }

  @Test
  void fixedWeights() {
    double[] first = new double[4];
    double[] second = new double[6];
    var parts =
        MultiTask.of(depth(AT).gradient(first), label(AT).gradient(second)).weighted(2, 0.5);
    double depth = parts.tasks().get(0).total().mean();
    double label = parts.tasks().get(1).total().mean();
    assertThat(depth).isEqualTo((0.125 + 0.125 + 0 + 0.125) / 2);
    assertThat(parts.value()).isEqualTo(2 * depth + 0.5 * label, within(1e-15));
    assertThat(parts.tasks().get(1).term()).isEqualTo(0.5 * label);
    double[] expected = Table.differences(MultiTaskTest::weighted, AT);
    assertThat(first).containsExactly(Arrays.copyOf(expected, 4), within(1e-9));
    assertThat(second).containsExactly(Arrays.copyOfRange(expected, 4, 10), within(1e-9));
  }

  @Test
  void uncertaintyWeights() {
    double[] s = {-0.7, 1.3};
    double[] first = new double[4];
    double[] second = new double[6];
    double[] byS = new double[2];
    double[] bends = new double[2];
    var parts =
        MultiTask.of(depth(AT).gradient(first), label(AT).gradient(second))
            .uncertain(s, byS, bends);
    double depth = parts.tasks().get(0).total().mean();
    double label = parts.tasks().get(1).total().mean();
    // Two target dimensions of depth, one of the class.
    double byHand = Math.exp(0.7) * depth - 0.7 + Math.exp(-1.3) * label + 0.65;
    assertThat(parts.value()).isEqualTo(byHand, within(1e-14));
    assertThat(parts.tasks().get(0).weight()).isEqualTo(Math.exp(0.7), within(1e-15));
    double[] expected = Table.differences(at -> uncertain(at, s), AT);
    assertThat(first).containsExactly(Arrays.copyOf(expected, 4), within(1e-9));
    assertThat(second).containsExactly(Arrays.copyOfRange(expected, 4, 10), within(1e-9));
    assertThat(byS).containsExactly(Table.differences(t -> uncertain(AT, t), s), within(1e-9));
    double bend = Math.exp(0.7) * depth;
    assertThat(bends).containsExactly(new double[] {bend, Math.exp(-1.3) * label}, within(1e-14));
  }

  /** A prediction of two parts, μ and ln σ, has a gradient of two parts, or one as wide as both. */
  @Test
  void predictionsOfSeveralParts() {
    Loss<Target.Real, Prediction.Parameters> loss =
        Loss.formula(Geometry.parameters("mu", "s"), "s + exp(-2 * s) * (y - mu)^2 / 2", Map.of());
    var batch =
        Batch.of(
            Target.values(1, 2),
            Prediction.parameters(Numbers.of(0.5, 2.5), Numbers.of(0.1, -0.3)));
    double[] byMu = new double[2];
    double[] byS = new double[2];
    double[] both = new double[4];
    Task task = Task.of("density", loss, batch);
    MultiTask.of(task.gradient(Numbers.of(byMu), Numbers.of(byS))).weighted(3);
    MultiTask.of(task.gradient(both)).weighted(3);
    assertThat(both).containsExactly(byMu[0], byS[0], byMu[1], byS[1]);
    assertThat(byMu[0]).isEqualTo(-0.75 * Math.exp(-0.2), within(1e-15));
  }

  /** Three tasks of one number each, of known noise: gradient descent on s finds the noise. */
  @Test
  void trainingFindsTheNoise() {
    double[] noise = {0.1, 1, 20};
    int rows = 5000;
    Random random = new Random(7);
    double[][] targets = new double[3][rows];
    double[] best = new double[3];
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < rows; i++) {
        targets[t][i] = 3 * t + noise[t] * random.nextGaussian();
      }
      best[t] = variance(targets[t]);
    }
    double[] level = new double[3];
    double[] s = new double[3];
    double[] byS = new double[3];
    double[] bends = new double[3];
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < 3000; step++) {
      double[][] gradients = new double[3][rows];
      Task[] tasks = new Task[3];
      for (int t = 0; t < 3; t++) {
        double[] z = new double[rows];
        Arrays.fill(z, level[t]);
        var batch = Batch.of(Target.values(targets[t]), Prediction.values(z));
        tasks[t] = Task.of("task " + t, halfSquaredError(), batch).gradient(gradients[t]);
      }
      double value = MultiTask.of(tasks).uncertain(s, byS, bends).value();
      assertThat(value).isLessThanOrEqualTo(before + 1e-12);
      before = value;
      double largest = 0;
      for (int t = 0; t < 3; t++) {
        double slope = Arrays.stream(gradients[t]).sum();
        // The curvature of a level is e^{−s}; that by s is e^{−s}·L, at most 1/2 at the best s.
        level[t] -= 0.5 * slope / UncertaintyWeight.of(s[t]);
        s[t] -= 0.5 * byS[t] / Math.max(bends[t], 0.5);
        largest = Math.max(largest, Math.abs(byS[t]));
      }
      if (largest < 1e-13) {
        break;
      }
    }
    for (int t = 0; t < 3; t++) {
      assertThat(s[t]).isEqualTo(Math.log(best[t]), within(1e-10));
      assertThat(Math.exp(0.5 * s[t])).isEqualTo(noise[t], within(0.03 * noise[t]));
    }
  }

  private static double variance(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Arrays.stream(x).map(each -> (each - mean) * (each - mean)).average().orElseThrow();
  }

  @Test
  void weightZeroAddsExactlyZero() {
    double[] gradient = {9};
    Task certain =
        Task.of(
                "certain",
                BinaryLosses.binaryCrossEntropy(),
                Batch.of(Target.zeroOne(1), Prediction.probabilities(0)))
            .gradient(gradient);
    var parts = MultiTask.of(certain, depth(AT)).weighted(0, 1);
    assertThat(parts.tasks().get(0).total().mean()).isInfinite();
    assertThat(parts.value()).isEqualTo(0.1875);
    assertThat(gradient).containsOnly(0.0);
    assertThat(MultiTask.of(certain).uncertain(1).value()).isInfinite();
  }

  @Test
  void emptyTaskIsLeftOutAndSaid() {
    var batch = Batch.of(Target.values(1, 2), Prediction.values(2, 2)).mask(new BitSet());
    double[] gradient = {9, 9};
    double[] byS = {9, 9};
    Task empty = Task.of("pose", halfSquaredError(), batch).gradient(gradient);
    var parts = MultiTask.of(depth(AT), empty).uncertain(new double[] {0, 5}, byS);
    assertThatThrownBy(parts::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the batch of pose is empty");
    assertThat(parts.valueOfUsed()).isEqualTo(0.1875);
    assertThat(gradient).containsOnly(0.0);
    assertThat(byS).containsExactly(1 - 0.1875, 0);
    assertThat(MultiTask.of(empty).weighted(1).valueOfUsed()).isZero();
  }

  @Test
  void dimensionsCanBeSaid() {
    var one = MultiTask.of(depth(AT).dimensions(1)).uncertain(2);
    var two = MultiTask.of(depth(AT)).uncertain(2);
    assertThat(two.value() - one.value()).isEqualTo(1, within(1e-15));
  }

  @Test
  void failureOfOneTaskMakesAllGradientsNan() {
    double[] first = new double[4];
    double[] second = {9};
    double[] byS = {9, 9};
    Task broken =
        Task.of(
                "pose",
                halfSquaredError(),
                Batch.of(Target.values(Double.NaN), Prediction.values(1)))
            .gradient(second);
    MultiTask tasks = MultiTask.of(depth(AT).gradient(first), broken);
    assertThatThrownBy(() -> tasks.uncertain(new double[2], byS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task 'pose': target[0] = NaN is missing")
        .hasCauseInstanceOf(InputException.class);
    assertThat(first).containsOnly(Double.NaN);
    assertThat(second).containsOnly(Double.NaN);
    assertThat(byS).containsOnly(Double.NaN);
  }

  @Test
  void negativeLossHasNoLearnedWeight() {
    double[] byS = {9};
    Task poisson =
        Task.of("count", Loss.parse("y * z"), Batch.of(Target.values(-1), Prediction.values(1)));
    assertThat(MultiTask.of(poisson).weighted(2).value()).isEqualTo(-2);
    assertThatThrownBy(() -> MultiTask.of(poisson).uncertain(new double[1], byS))
        .hasMessageContaining("task 'count': loss = -1 is outside [0, ∞]");
    assertThat(byS).containsOnly(Double.NaN);
  }

  private static Task task(String name, Numbers prediction) {
    var batch = Batch.of(Target.values(1, 2), new Prediction.Response(prediction));
    return Task.of(name, halfSquaredError(), batch);
  }

  @Test
  void sharedMemoryIsNamedAndNothingIsWritten() {
    double[] first = {5, 6};
    double[] second = {7, 8};
    double[] own = {9, 9};
    double[] s = {0.5, 0.25};
    Task a = task("a", Numbers.of(first));
    Task b = task("b", Numbers.of(second));
    Task gradientInBatch = a.gradient(second);
    refused(
        "the gradient of task 'a' and the batch of task 'b' (its prediction, target or weights)",
        gradientInBatch,
        b,
        s);
    refused(
        "the gradient of task 'b' and the gradient of task 'a'",
        a.gradient(own),
        b.gradient(own),
        s);
    refused("the gradient of task 'b' and s", a, b.gradient(s), s);
    assertThatThrownBy(() -> MultiTask.of(gradientInBatch, b).weighted(1, 1))
        .hasMessageContaining("share memory");
    MultiTask tasks = MultiTask.of(a.gradient(own), b);
    assertThatThrownBy(() -> tasks.uncertain(s, own))
        .hasMessageContaining("a derivative by s and the gradient of task 'a' share memory");
    assertThatThrownBy(() -> tasks.uncertain(s, first))
        .hasMessageContaining("a derivative by s and the batch of task 'a'");
    double[] derivative = {9, 9};
    assertThatThrownBy(() -> tasks.uncertain(s, derivative, derivative))
        .hasMessageContaining("a derivative by s and a derivative by s share memory");
    assertThat(first).containsExactly(5, 6);
    assertThat(second).containsExactly(7, 8);
    assertThat(own).containsExactly(9, 9);
    assertThat(derivative).containsExactly(9, 9);
    assertThat(s).containsExactly(0.5, 0.25);
  }

  private static void refused(String who, Task a, Task b, double[] s) {
    assertThatThrownBy(() -> MultiTask.of(a, b).uncertain(s))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(who + " share memory; give each an array of its own");
  }

  @Test
  void wrongWeightsAreNamedBeforeAnythingIsWritten() {
    double[] gradient = {7, 7, 7, 7};
    MultiTask tasks = MultiTask.of(depth(AT).gradient(gradient));
    assertThatThrownBy(() -> tasks.weighted(-1))
        .hasMessageContaining("weight of task 'depth' = -1 is outside [0, ∞)");
    assertThatThrownBy(() -> tasks.weighted(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> tasks.weighted(1, 2))
        .hasMessageContaining("weights: 2 given, but 1 needed, one a task");
    assertThatThrownBy(() -> tasks.uncertain(Double.POSITIVE_INFINITY))
        .hasMessageContaining("s of task 'depth' = inf is outside (-∞, ∞)");
    double[] s = {0};
    assertThatThrownBy(() -> tasks.uncertain(s, s)).hasMessageContaining("share memory");
    assertThatThrownBy(() -> tasks.uncertain(s, new double[2]))
        .hasMessageContaining("derivatives by s: 2 given, but 1 needed");
    assertThat(gradient).containsOnly(7);
    assertThatThrownBy(MultiTask::of).hasMessageContaining("no task is given");
    double[] wide = new double[6];
    assertThatThrownBy(() -> MultiTask.of(depth(AT).gradient(wide)).weighted(1))
        .hasMessageContaining("task 'depth': gradient has the shape 3×2");
    assertThatThrownBy(() -> depth(AT).dimensions(0))
        .hasMessageContaining("dimensions of task 'depth' = 0 is outside (0, ∞)");
  }
}

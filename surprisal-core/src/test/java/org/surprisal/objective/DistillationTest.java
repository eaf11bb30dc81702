package org.surprisal.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.surprisal.loss.CategoricalLosses.crossEntropy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Batch;
import org.surprisal.loss.InputException;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

final class DistillationTest {
  private static final double[] STUDENT = {1, 2, 3, 0.5, -1, 4};
  private static final double[] TEACHER = {3, 1, 0.5, 0, 0, 2};

  private static Prediction.Raw logits(double... z) {
    return Prediction.logits(Numbers.of(z).by(3));
  }

  private static Batch<Target.Classes, Prediction.Raw> batch(double... z) {
    return Batch.of(Target.classes(0, 2), logits(z)).weights(1, 3);
  }

  @Test
  void agreesWithTheTable() {
    for (String[] line : Table.read("distillation")) {
      double[] student = Table.numbers(line[3]);
      double[] teacher = Table.numbers(line[4]);
      int k = student.length;
      double[] gradient = new double[k];
      var batch =
          Batch.of(
              Target.classes(Integer.parseInt(line[2])),
              Prediction.logits(Numbers.of(student).by(k)));
      Distillation distillation = Distillation.of(Table.number(line[0]), Table.number(line[1]));
      double value =
          distillation
              .evaluate(batch, Prediction.logits(Numbers.of(teacher).by(k)), gradient)
              .value();
      String at = distillation + " of " + line[3] + " from " + line[4] + " ";
      Table.check(at + "value", value, Table.number(line[5]), Table.number(line[6]));
      Table.check(at + "gradient", gradient, Table.numbers(line[7]), Table.numbers(line[8]));
    }
  }

  @Test
  void gradientIsThatOfTheValue() {
    Distillation distillation = Distillation.of(3, 0.7);
    double[] gradient = new double[6];
    distillation.evaluate(batch(STUDENT), logits(TEACHER), gradient);
    double[] expected =
        Table.differences(z -> distillation.evaluate(batch(z), logits(TEACHER)).value(), STUDENT);
    assertThat(gradient).containsExactly(expected, within(1e-9));
  }

  /** Σ p ln(p/q) = H(p, q) − H(p), by the library's own cross-entropy with soft targets. */
  @Test
  void isCrossEntropyWithSoftTargetsLessEntropy() {
    double t = 4;
    double[] p = new double[6];
    double entropy = 0;
    double[] rowWeight = {1, 3};
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      for (int k = 3 * row; k < 3 * row + 3; k++) {
        p[k] = Math.exp(TEACHER[k] / t);
        sum += p[k];
      }
      for (int k = 3 * row; k < 3 * row + 3; k++) {
        p[k] /= sum;
        entropy -= rowWeight[row] / 4 * p[k] * Math.log(p[k]);
      }
    }
    double[] soft = Arrays.stream(STUDENT).map(z -> z / t).toArray();
    var targets = new Target.Distribution(Numbers.of(p).by(3));
    double[] softGradient = new double[6];
    double cross =
        crossEntropy().mean(Batch.of(targets, logits(soft)).weights(rowWeight), softGradient);
    double[] gradient = new double[6];
    var parts = Distillation.of(t, 1).evaluate(batch(STUDENT), logits(TEACHER), gradient);
    assertThat(parts.value()).isEqualTo(t * t * (cross - entropy), within(1e-14));
    for (int j = 0; j < 6; j++) {
      assertThat(gradient[j]).isEqualTo(t * softGradient[j], within(1e-15));
    }

    // The same from probabilities, log-probabilities, and from p itself.
    double[] own = new double[6];
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      for (int k = 3 * row; k < 3 * row + 3; k++) {
        own[k] = Math.exp(TEACHER[k]);
        sum += own[k];
      }
      for (int k = 3 * row; k < 3 * row + 3; k++) {
        own[k] /= sum;
      }
    }
    double[] logs = Arrays.stream(own).map(Math::log).toArray();
    Distillation whole = Distillation.of(t, 1);
    var probabilities = Prediction.probabilities(Numbers.of(own).by(3));
    var logProbabilities = Prediction.logProbabilities(Numbers.of(logs).by(3));
    for (var other :
        new Distillation.Parts[] {
          whole.evaluate(batch(STUDENT), probabilities),
          whole.evaluate(batch(STUDENT), logProbabilities),
          whole.evaluate(batch(STUDENT), targets),
        }) {
      assertThat(other.value()).isEqualTo(parts.value(), within(1e-14));
    }
  }

  @Test
  void labelsAloneAreCrossEntropy() {
    double[] gradient = new double[6];
    double[] expected = new double[6];
    var parts = Distillation.of(2, 0).evaluate(batch(STUDENT), logits(TEACHER), gradient);
    assertThat(parts.value()).isEqualTo(crossEntropy().mean(batch(STUDENT), expected));
    assertThat(gradient).containsExactly(expected);
  }

  @Test
  void agreementCostsNothing() {
    double[] gradient = new double[6];
    var parts = Distillation.of(4, 1).evaluate(batch(STUDENT), logits(STUDENT), gradient);
    assertThat(parts.value()).isZero();
    assertThat(gradient).containsOnly(0.0);
  }

  @Test
  void divergenceIsNeverNegative() {
    Random random = new Random(3);
    for (int trial = 0; trial < 3000; trial++) {
      double[] z = new double[3];
      double[] t = new double[3];
      double size = Math.pow(10, 12 * random.nextDouble() - 9);
      for (int k = 0; k < 3; k++) {
        t[k] = 10 * random.nextGaussian();
        z[k] = t[k] + size * random.nextGaussian();
      }
      var one = Batch.of(Target.classes(0), logits(z));
      assertThat(Distillation.of(2, 1).evaluate(one, logits(t)).value()).isNotNegative();
    }
  }

  @Test
  void hugeTemperatureIsHalfTheVarianceOfTheDifferences() {
    // T²·KL → ½ Var(a − b) over the classes: differences (−2, 1, 2.5).
    double mean = 0.5;
    double variance = ((-2 - mean) * (-2 - mean) + 0.25 + 4) / 3;
    var one = Batch.of(Target.classes(0), logits(1, 2, 3));
    for (double temperature : new double[] {1e9, 1e160, 1e300, Double.MAX_VALUE}) {
      double[] gradient = new double[3];
      Distillation distillation = Distillation.of(temperature, 1);
      assertThat(distillation.evaluate(one, logits(3, 1, 0.5), gradient).value())
          .isEqualTo(0.5 * variance, within(1e-8));
      assertThat(gradient)
          .containsExactly(
              new double[] {(-2 - mean) / 3, (1 - mean) / 3, (2.5 - mean) / 3}, within(1e-8));
    }
  }

  @Test
  void excludingWhatTheTeacherAllowsCostsInfinity() {
    double none = Double.NEGATIVE_INFINITY;
    var one = Batch.of(Target.classes(2), logits(none, 1, 0));
    double[] gradient = new double[3];
    Distillation distillation = Distillation.of(2, 0.5);
    assertThat(distillation.evaluate(one, logits(1, 1, 0), gradient).value())
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(gradient[0]).isNegative().isFinite();
    assertThat(distillation.evaluate(one, logits(none, 1, 0)).value()).isFinite();
    // e^−5000 rounds to 0, but is not 0.
    assertThat(distillation.evaluate(one, logits(-9999, 1, 0)).value()).isInfinite();
    assertThat(Distillation.of(2, 0).evaluate(one, logits(1, 1, 0)).value()).isFinite();
  }

  @Test
  void maskedAndMissingRowsAreLeftOut() {
    Distillation distillation = Distillation.of(2, 0.5);
    var first = Batch.of(Target.classes(0), logits(1, 2, 3));
    double expected = distillation.evaluate(first, logits(3, 1, 0.5)).value();

    BitSet used = BitSet.valueOf(new long[] {1});
    double[] gradient = {9, 9, 9, 9, 9, 9};
    double[] unknown = TEACHER.clone();
    unknown[4] = Double.NaN;
    var masked = batch(STUDENT).mask(used);
    assertThat(distillation.evaluate(masked, logits(unknown), gradient).value())
        .isEqualTo(expected);
    assertThat(Arrays.copyOfRange(gradient, 3, 6)).containsOnly(0.0);

    double[] gap = STUDENT.clone();
    gap[5] = Double.NaN;
    var parts = distillation.evaluate(batch(gap).missing(Missing.SKIP), logits(TEACHER));
    assertThat(parts.value()).isEqualTo(expected);
    assertThat(parts.labels().skipped()).isEqualTo(1);

    var empty = distillation.evaluate(batch(STUDENT).mask(new BitSet()), logits(TEACHER));
    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.teacher()).isZero();
    assertThatThrownBy(empty::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no mean of nothing");
  }

  @Test
  void noRowsHaveNoMean() {
    var none = Batch.of(Target.classes(), logits());
    var parts = Distillation.of(2, 0.5).evaluate(none, logits(), new double[0]);
    assertThat(parts.isEmpty()).isTrue();
    assertThat(parts.teacher()).isZero();
  }

  @Test
  void classWeightsAreThoseOfTheLabels() {
    var weighted = Batch.of(Target.classes(0, 2), logits(STUDENT)).classWeights(0.5, 7, 1.5);
    assertThat(Distillation.of(2, 0.5).evaluate(weighted, logits(TEACHER)).value())
        .isEqualTo(
            Distillation.of(2, 0.5).evaluate(batch(STUDENT), logits(TEACHER)).value(),
            within(1e-15));
  }

  @Test
  void floatsAndClassMajorOutputs() {
    double[] expected = new double[6];
    Distillation distillation = Distillation.of(2, 0.5);
    distillation.evaluate(batch(STUDENT), logits(TEACHER), expected);
    float[] gradient = new float[6];
    distillation.evaluate(batch(STUDENT), logits(TEACHER), Numbers.of(gradient).byColumn(3));
    for (int j = 0; j < 6; j++) {
      assertThat(gradient[j]).isEqualTo((float) expected[3 * (j % 2) + j / 2]);
    }
  }

  @Test
  void failuresLeaveNothingHalfWritten() {
    double[] gradient = {7, 7, 7, 7, 7, 7};
    Distillation distillation = Distillation.of(2, 0.5);
    assertThatThrownBy(() -> distillation.evaluate(batch(STUDENT), logits(1, 2, 3), gradient))
        .hasMessageContaining("the teacher has the shape 1×3 double and the student 2×3 double");
    assertThatThrownBy(() ->
            distillation.evaluate(batch(STUDENT), logits(TEACHER), Numbers.of(new double[4]).by(2)))
        .hasMessageContaining("gradient has the shape 2×2 double, but 2×3 is needed");
    assertThat(gradient).containsOnly(7);

    double[] bad = TEACHER.clone();
    bad[4] = Double.NaN;
    assertThatThrownBy(() -> distillation.evaluate(batch(STUDENT), logits(bad), gradient))
        .hasMessageContaining("teacher[row 1, column 1] = NaN is missing");
    assertThat(gradient).containsOnly(Double.NaN);
    assertThatThrownBy(() -> distillation.evaluate(batch(bad), logits(TEACHER), gradient))
        .isInstanceOf(InputException.class);
    assertThat(gradient).containsOnly(Double.NaN);
  }

  @Test
  void sharedMemoryIsNamedAndNothingIsWritten() {
    double[] teacher = TEACHER.clone();
    double[] student = STUDENT.clone();
    Distillation distillation = Distillation.of(2, 0.5);
    assertThatThrownBy(() -> distillation.evaluate(batch(STUDENT), logits(teacher), teacher))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gradient and the teacher share memory; give each an array of its own");
    assertThatThrownBy(() -> distillation.evaluate(batch(student), logits(teacher), student))
        .hasMessageContaining("gradient and the student (its prediction, target or weights)");
    var softened = new Target.Distribution(Numbers.of(teacher).by(3));
    assertThatThrownBy(() -> distillation.evaluate(batch(STUDENT), softened, teacher))
        .hasMessageContaining("share memory");
    assertThat(teacher).containsExactly(TEACHER);
    assertThat(student).containsExactly(STUDENT);
  }

  @Test
  void teachersThatAreNoDistributionsAreNamed() {
    Distillation distillation = Distillation.of(2, 0.5);
    var one = Batch.of(Target.classes(0), logits(1, 2, 3));
    assertThatThrownBy(
            () -> distillation.evaluate(one, Prediction.probabilities(Numbers.of(1, 2, 3).by(3))))
        .hasMessageContaining("teacher[row 0, column 1] = 2 is outside [0, 1]")
        .hasMessageContaining("Prediction.logits");
    assertThatThrownBy(() ->
            distillation.evaluate(one, new Target.Distribution(Numbers.of(0.5, 0.25, 0.5).by(3))))
        .hasMessageContaining("teacher row 0 sums to 1.25");
    assertThatThrownBy(() ->
            distillation.evaluate(
                one, Prediction.logProbabilities(Numbers.of(0.5, 0.25, 0.5).by(3))))
        .hasMessageContaining("is outside [-∞, 0] of log-probabilities");
    double infinity = Double.POSITIVE_INFINITY;
    assertThatThrownBy(() -> distillation.evaluate(one, logits(infinity, infinity, 0)))
        .hasMessageContaining("teacher row 0 has no softmax");
  }

  @Test
  void wrongParametersAreNamed() {
    for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Distillation.of(temperature, 0.5))
          .hasMessageContaining("temperature = ")
          .hasMessageContaining("is outside (0, ∞)");
    }
    for (double alpha : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Distillation.of(2, alpha))
          .hasMessageContaining("alpha = ")
          .hasMessageContaining("is outside [0, 1]");
    }
    assertThat(Distillation.of(4, 0.9)).hasToString("distillation(temperature=4, alpha=0.9)");
  }
}

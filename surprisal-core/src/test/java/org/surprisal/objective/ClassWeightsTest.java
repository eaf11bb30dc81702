package org.surprisal.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Batch;
import org.surprisal.loss.BinaryLosses;
import org.surprisal.loss.CategoricalLosses;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;
import org.surprisal.objective.ClassWeights.Absent;

final class ClassWeightsTest {
  @Test
  void agreesWithTheTable() {
    for (String[] line : Table.read("class_weights")) {
      long[] counts = Arrays.stream(line[1].split(",")).mapToLong(Long::parseLong).toArray();
      double[] got =
          line[0].equals("balanced")
              ? ClassWeights.balanced(counts)
              : ClassWeights.effectiveNumber(Table.number(line[0]), counts);
      Table.check(line[0] + " of " + line[1], got, Table.numbers(line[2]));
    }
  }

  @Test
  void counts() {
    assertThat(ClassWeights.counts(Target.classes(2, 0, 2, 2), 4)).containsExactly(1, 0, 3, 0);
    assertThat(ClassWeights.counts(Target.signs(1, -1, 1))).containsExactly(1, 2);
    assertThat(ClassWeights.counts(Target.zeroOne(0, 0, 1))).containsExactly(2, 1);
    assertThat(ClassWeights.counts(Target.zeroOne(0, 0, 1), 2)).containsExactly(2, 1);
    assertThat(ClassWeights.counts(Target.zeroOne())).containsExactly(0, 0);
  }

  /** The example of scikit-learn's manual: y = (0, 0, 0, 0, 1, 1) weighs 0.75 and 1.5. */
  @Test
  void balancedIsThatOfScikitLearn() {
    assertThat(ClassWeights.balanced(4, 2)).containsExactly(0.75, 1.5);
  }

  @Test
  void specialCasesCoincide() {
    assertThat(ClassWeights.effectiveNumber(0, 5, 50, 500)).containsExactly(1, 1, 1);
    double[] limit = ClassWeights.effectiveNumber(1, 1, 3);
    assertThat(limit).containsExactly(new double[] {1.5, 0.5}, within(1e-15));
    double[] near = ClassWeights.effectiveNumber(Math.nextDown(1.0), 1, 3);
    assertThat(near).containsExactly(limit, within(1e-15));
    double sum = Arrays.stream(ClassWeights.effectiveNumber(0.999, 9, 90, 900)).sum();
    assertThat(sum).isEqualTo(3, within(1e-14));
  }

  @Test
  void absentClassIsAnErrorOrWeighsNothing() {
    assertThatThrownBy(() -> ClassWeights.balanced(4, 0, 2))
        .hasMessageContaining("class 1 has no row")
        .hasMessageContaining("Absent.ZERO");
    assertThatThrownBy(() -> ClassWeights.effectiveNumber(0.9, 4, 2, 0))
        .hasMessageContaining("class 2 has no row");
    assertThat(ClassWeights.balanced(Absent.ZERO, 4, 0, 2)).containsExactly(0.75, 0, 1.5);
    double[] weights = ClassWeights.effectiveNumber(0.9, Absent.ZERO, 4, 0, 2);
    assertThat(weights[1]).isZero();
    assertThat(Arrays.stream(weights).sum()).isEqualTo(2, within(1e-15));
    assertThatThrownBy(() -> ClassWeights.balanced(Absent.ZERO, 0, 0))
        .hasMessageContaining("no class has any row");
    assertThatThrownBy(() -> ClassWeights.balanced(Absent.ZERO))
        .hasMessageContaining("no class has any row");
  }

  /** Every class weighs the same in the batch, and the batch weighs as many as it has rows. */
  @Test
  void feedABatch() {
    Target.Classes labels = Target.classes(0, 0, 0, 1, 2, 2);
    double[] weights = ClassWeights.balanced(ClassWeights.counts(labels, 3));
    Numbers logits = Numbers.of(new double[18]).by(3);
    var batch = Batch.of(labels, Prediction.logits(logits)).classWeights(weights);
    assertThat(CategoricalLosses.crossEntropy().total(batch).weight()).isEqualTo(6, within(1e-15));

    Target.ZeroOne binary = Target.zeroOne(0, 0, 0, 1);
    double[] two = ClassWeights.balanced(ClassWeights.counts(binary));
    var scores = Batch.of(binary, Prediction.logits(0, 0, 0, 0)).classWeights(two);
    assertThat(BinaryLosses.binaryCrossEntropy().total(scores).weight())
        .isEqualTo(4, within(1e-15));
  }

  @Test
  void marginsTakeWeightsOfRows() {
    Target.Sign labels = Target.signs(1, -1, -1, -1);
    double[] rows = ClassWeights.perRow(labels, ClassWeights.balanced(ClassWeights.counts(labels)));
    assertThat(rows).containsExactly(2, 2.0 / 3, 2.0 / 3, 2.0 / 3);
    var batch = Batch.of(labels, Prediction.logits(0, 0, 0, 0)).weights(rows);
    assertThat(BinaryLosses.hinge().total(batch).weight()).isEqualTo(4, within(1e-15));
    assertThat(ClassWeights.perRow(Target.classes(1, 0, 2), 5, 6, 7)).containsExactly(6, 5, 7);
  }

  @Test
  void wrongLabelsAreNamed() {
    assertThatThrownBy(() -> ClassWeights.counts(Target.classes(0, 3), 3))
        .hasMessageContaining("label[1] = 3 is not a class index; 0 … 2 are allowed");
    assertThatThrownBy(() -> ClassWeights.counts(Target.classes(-1), 3))
        .hasMessageContaining("label[0] = -1");
    assertThatThrownBy(() -> ClassWeights.counts(Target.signs(1, 0)))
        .hasMessageContaining("label[1] = 0 is not a label; -1 and 1 are allowed");
    assertThatThrownBy(() -> ClassWeights.counts(Target.zeroOne(1, 0.5)))
        .hasMessageContaining("label[1] = 0.5")
        .hasMessageContaining("soft labels have no single class");
    assertThatThrownBy(() -> ClassWeights.counts(Target.zeroOne(Double.NaN)))
        .hasMessageContaining("label[0] = NaN is missing");
    assertThatThrownBy(() -> ClassWeights.counts(Target.values(1, 2)))
        .hasMessageContaining("labels are Target.Real, which has no single class a row");
    assertThatThrownBy(() -> ClassWeights.counts(Target.classes(0, 1)))
        .hasMessageContaining("use counts(labels, classes)");
    assertThatThrownBy(() -> ClassWeights.counts(Target.signs(1), 3))
        .hasMessageContaining("classes = 3");
    assertThatThrownBy(() -> ClassWeights.counts(Target.classes(1), 0))
        .hasMessageContaining("classes = 0 is outside [1, ∞)");
    assertThatThrownBy(() -> ClassWeights.counts(new Target.ZeroOne(Numbers.of(0, 1).by(2))))
        .hasMessageContaining("labels have 2 columns");
  }

  @Test
  void wrongParametersAreNamed() {
    for (double beta : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> ClassWeights.effectiveNumber(beta, 1, 2))
          .hasMessageContaining("beta = ")
          .hasMessageContaining("is outside [0, 1]");
    }
    assertThatThrownBy(() -> ClassWeights.balanced(3, -1))
        .hasMessageContaining("count of class 1 = -1 is outside [0, ∞)");
    assertThatThrownBy(() -> ClassWeights.perRow(Target.signs(1), 1, 2, 3))
        .hasMessageContaining("class weights: 3 given, but 2 needed, one a class");
  }
}

package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.surprisal.loss.Traps.INFINITY;
import static org.surprisal.loss.Traps.ask;
import static org.surprisal.loss.Traps.batch;
import static org.surprisal.loss.Traps.gradient;
import static org.surprisal.loss.Traps.near;
import static org.surprisal.loss.Traps.nearDigits;
import static org.surprisal.loss.Traps.row;
import static org.surprisal.loss.Traps.value;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Inputs that broke other libraries, part one: logarithms, classes, regression. */
final class TrapsTest {
  @Test
  void t01ImpossibleIsInfinite() {
    assertThat(value("log_loss", 0, 1)).isEqualTo(INFINITY);
    assertThat(value("log_loss", 1, 0)).isEqualTo(INFINITY);
    assertThat(value("bce(from=probabilities)", 0, 1)).isEqualTo(INFINITY);
    assertThat(value("log_loss", 0, 0)).isZero();
    assertThat(value("log_loss", 1, 1)).isZero();
    assertThat(value("log_loss", 0, 0.9999999)).isEqualTo(16.1181, within(5e-5));
    assertThat(gradient("log_loss", 0, 0)).isEqualTo(1);
    assertThat(gradient("log_loss", 0, 1)).isEqualTo(INFINITY);
  }

  @Test
  void t01ClippingIsNamedAndCounted() {
    String spec = "clip(log_loss, epsilon=1e-15)";
    Batch<Target, Prediction> batch = batch(spec, row(0, 1, 1), row(1, 0, 0.5), 1);
    Total total = Loss.parse(spec).total(batch);
    assertThat(total.clipped()).isEqualTo(2);
    assertThat(total.spec()).isEqualTo(spec);
    near(value(spec, 1, 0), 34.538776394910684);
  }

  @Test
  void t02SaturatedLogitKeepsItsGradient() {
    near(value("bce", 1, -50), 50);
    near(gradient("bce", 1, -50), -1);
  }

  @Test
  void t03HugeLogits() {
    assertThat(value("bce", 0, 1000)).isEqualTo(1000);
    assertThat(value("bce", 1, 1000)).isZero();
    nearDigits(value("bce", 0, -100), 3.720076e-44);
  }

  @Test
  void t04SinglePrecisionCertainty() {
    float[] gradient = {7};
    Loss<Target, Prediction> loss = Loss.parse("log_loss");
    var one = loss.batch(Numbers.of(new float[] {1}), Numbers.of(new float[] {1}));
    Total total = loss.total(one, Outputs.gradient(Reduction.SUM, Numbers.of(gradient)));
    assertThat(total.sum()).isZero();
    assertThat(gradient).containsExactly(-1);
  }

  @Test
  void t05ClippedNumbersAreNotComparable() {
    double[] y = row(1, 1, 1, 0, 0);
    double[] p = row(0, .7, .6, .2, .3);
    assertThat(ask("log_loss", y, p).sum()).isEqualTo(INFINITY);
    near(ask("clip(log_loss, epsilon=1e-15)", y, p).sum() / 5, 7.197219);
    String machine = "clip(log_loss, epsilon=" + 0x1p-52 + ")";
    near(ask(machine, y, p).sum() / 5, 7.498194);
  }

  @Test
  void t06NoClassIsInferredFromTheData() {
    assertThat(ask("log_loss", row(1, 1, 1), row(0, 0, 0)).sum()).isEqualTo(INFINITY);
    double[] y = row(1, 1, 1);
    near(ask("clip(log_loss, epsilon=1e-15)", y, row(0, 0, 0)).sum() / 3, 34.5387764);
  }

  @Test
  void t07ProbabilitiesAreNotLogProbabilities() {
    assertThatThrownBy(() -> ask("ce(from=log_probabilities)", row(0), row(.9, .1), 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prediction")
        .hasMessageContaining("at most 0")
        .hasMessageContaining("from=probabilities");
    near(ask("ce(from=probabilities)", row(0), row(.9, .1), 2).sum(), .1053605);
  }

  @Test
  void t08SoftmaxOnce() {
    nearDigits(ask("cross_entropy", row(0), row(10, 0), 2).sum(), 4.53989e-5);
    double[] targets = new double[25];
    double[] predictions = new double[50];
    for (int i = 0; i < 25; i++) {
      predictions[2 * i] = .9;
      predictions[2 * i + 1] = .1;
    }
    Loss<Target, Prediction> loss = Loss.parse("cross_entropy");
    Total total = loss.total(batch("cross_entropy", targets, predictions, 2));
    assertThat(total.warnings()).singleElement().asString().contains("softmax", "twice");
  }

  @Test
  void t09ThreeLogits() {
    near(ask("cross_entropy", row(0), row(14.4, 50.1, 3.5), 3).sum(), 35.7);
  }

  @Test
  void t10ClassWeightsInEveryReduction() {
    double[] z = row(-100, 100);
    near(ask("cross_entropy", row(0), z, 2).sum(), 200);
    assertThat(ask("cross_entropy", row(1), z, 2).sum()).isEqualTo(0, Traps.PRINTED);
    Loss<Target, Prediction> loss = Loss.parse("cross_entropy");
    var weighted = batch("cross_entropy", row(0), z, 2).classWeights(20, 1);
    near(loss.total(weighted).sum(), 4000);
    near(loss.total(weighted).mean(), 200);
    near(Subject.of(loss).answer(weighted, Reduction.NONE).losses(), 4000);
  }

  @Test
  void t11MinusInfinityWhereTheTargetIsZero() {
    Subject.Answer answer = ask("cross_entropy", row(0, 1), row(-INFINITY, 0), 2);
    assertThat(answer.sum()).isZero();
    near(answer.gradient(), 0, 0);
    near(answer.curvature(), 0, 0);
  }

  @Test
  void t12MinusInfinityOnTheTrueClass() {
    Subject.Answer answer = ask("cross_entropy", row(0), row(-INFINITY, 0), 2);
    assertThat(answer.sum()).isEqualTo(INFINITY);
    assertThat(answer.gradient()).containsExactly(-1, 1);
  }

  @Test
  void t13SmoothingOverAnImpossibleClass() {
    double[] z = row(-INFINITY, 0, 1);
    assertThat(ask("ce(label_smoothing=0.1)", row(1), z, 3).sum()).isEqualTo(INFINITY);
  }

  @Test
  void t14NoLogitIsPossible() {
    assertThatThrownBy(() -> ask("ce", row(0), row(-INFINITY, -INFINITY), 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 0")
        .hasMessageContaining("no softmax");
  }

  @Test
  void t19LogProbabilitiesNeedNotSumToOne() {
    double[] q = row(-1, -.5, -2, -.2);
    double[] t = row(.4, .6, .1, .9);
    double entropy =
        Arrays.stream(t).map(x -> x * Math.log(x)).sum(); // KL is cross-entropy less entropy
    double sum = ask("ce(from=log_probabilities)", t, q, 2).sum() + entropy;
    near(sum, .0819054);
    near(sum / 2, .0409527);
  }

  @Test
  void t21EverythingIgnored() {
    Loss<Target, Prediction> loss = Loss.parse("ce(ignore_index=-100)");
    var ignored = batch("ce", row(-100, -100), row(1, 2, 3, 4), 2);
    Total total = loss.total(ignored);
    assertThat(total.sum()).isZero();
    assertThat(total.rows()).isZero();
    assertThat(total.skipped()).isEqualTo(2);
    assertThat(total.isEmpty()).isTrue();
    assertThatThrownBy(total::mean).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void t22IgnoringALabelMasksNoLogit() {
    near(ask("ce(ignore_index=0)", row(1), row(1, 1, 1), 3).sum(), 1.0986123);
  }

  @Test
  void t23LabelsOutOfRange() {
    assertThatThrownBy(() -> ask("ce(ignore_index=-1)", row(0, -4), row(1, 2, 3, 4), 2))
        .hasMessageContaining("target[1] = -4")
        .hasMessageContaining("0 … 1")
        .hasMessageContaining("-1 is ignored");
    assertThatThrownBy(() -> ask("ce", row(2, 0), row(1, 2, 3, 4), 2))
        .hasMessageContaining("target[0] = 2");
  }

  @Test
  void t24t25WeightedReductions() {
    double[] z = row(.2, .3, .5, .5, .2, .3);
    Loss<Target, Prediction> loss = Loss.parse("ce");
    var batch = batch("ce", row(2, 1), z, 3).classWeights(2, 4, 6);
    near(Subject.of(loss).answer(batch, Reduction.NONE).losses(), 5.6389864, 4.9593242);
    near(loss.total(batch).sum(), 10.5983106);
    near(loss.total(batch).mean(), 1.0598311);
    near(loss.total(batch).meanOverRows(), 5.2991553);
    var one = batch("ce", row(2), row(.2, .3, .5), 3);
    near(loss.mean(one.classWeights(2, 4, 6)), loss.mean(one)); // T25
    near(loss.total(one.classWeights(2, 4, 6)).meanOverRows(), 6 * loss.mean(one));
  }

  @Test
  void t26SmoothedTargetsKeepTheWeightOfTheirRow() {
    Loss<Target, Prediction> loss = Loss.parse("ce(label_smoothing=0.1)");
    var batch = batch("ce", row(0), row(2, 1, 0), 3).classWeights(1, 5, 1);
    near(loss.mean(batch), .5076060);
  }

  @Test
  void t27SmoothingOverAllOrOthers() {
    double[] all = row(Math.log(.95), Math.log(.05));
    double[] others = row(Math.log(.9), Math.log(.1));
    near(ask("ce(label_smoothing=0.1)", row(0), all, 2).sum(), .1985152);
    near(ask("ce(label_smoothing=0.1)", row(0), all, 2).gradient(), 0, 0);
    String spec = "ce(label_smoothing=0.1, smooth_over=others)";
    near(ask(spec, row(0), others, 2).sum(), .3250830);
    near(ask(spec, row(0), others, 2).gradient(), 0, 0);
  }

  @Test
  void t34SoftmaxCurvature() {
    double[] curvature = ask("ce", row(0), row(1, 2, 3), 3).curvature();
    near(curvature, .0819251, .1848364, .2226954);
  }

  @Test
  void t61BrierOfThreeClasses() {
    near(ask("brier", row(0), row(.7, .2, .1), 3).sum(), .14);
    near(value("brier", 1, .7), .09);
  }

  @Test
  void t68SoftLabels() {
    near(ask("ce", row(.3, .3, .4), row(-8, 10, 3), 3).sum(), 8.2009115);
    near(ask("ce", row(.1, .1, .8), row(1, 2, 3), 3).sum(), .7076060);
  }
}

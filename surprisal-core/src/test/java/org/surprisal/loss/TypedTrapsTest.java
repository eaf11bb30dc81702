package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Traps of which only a program can ask: typed factories, shapes, totals and their merging. */
final class TypedTrapsTest {
  @Test
  void t01AClippedTotalSaysSo() {
    String spec = "clip(log_loss, epsilon=1e-15)";
    Loss<Target, Prediction> loss = Loss.parse(spec);
    assertThat(loss.clipEpsilon()).hasValue(1e-15);
    assertThat(loss.total(loss.batch(Numbers.of(1.0), Numbers.of(0.0))).spec()).isEqualTo(spec);
  }

  @Test
  void t06TheClassesAreThoseOfThePredictionNotOfTheData() {
    Numbers p = Numbers.of(0.25, 0.75, 0.5, 0.5).by(2);
    var batch = Batch.of(Target.classes(1, 1), Prediction.probabilities(p));
    Loss<Target.Categorical, Prediction.Scored> loss = CategoricalLosses.crossEntropy();
    assertThat(loss.mean(batch)).isEqualTo((Math.log(4 / 3.0) + Math.log(2)) / 2, within(1e-15));
  }

  @Test
  void t14NoTypeOfPredictionInventsASoftmax() {
    Numbers none = Numbers.of(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY).by(2);
    var batch = Batch.of(Target.classes(0), Prediction.logits(none));
    assertThatThrownBy(() -> SoftmaxLosses.focalCrossEntropy(2).mean(batch))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prediction row 0 has no softmax");
  }

  @Test
  void t21t65NoMeanOfNothing() {
    Loss<Target, Prediction> ce = Loss.parse("ce(ignore_index=-100)");
    Numbers z = Numbers.of(1.0, 2.0, 3.0, 4.0).by(2);
    Total ignored = ce.total(ce.batch(Numbers.of(-100.0, -100.0), z));
    Loss<Target, Prediction> mse = Loss.parse("mse");
    Total weightless =
        mse.total(mse.batch(Numbers.of(1.0, 2.0), Numbers.of(5.0, 7.0)).weights(0, 0));
    for (Total total : List.of(ignored, weightless)) {
      assertThat(total.isEmpty()).isTrue();
      assertThat(total.sum()).isZero();
      assertThat(total.meanOrElse(-1)).isEqualTo(-1);
      assertThatThrownBy(total::mean)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Σ weights = 0");
      assertThatThrownBy(total::meanOverRows).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void t38ParametersInPartsOfTheirOwn() {
    Loss<Target.Real, Prediction.Parameters> loss =
        DistributionLosses.gaussian().with("scale", "variance").with("full", false);
    Numbers mean = Numbers.of(0.0);
    double[] byMean = new double[1];
    double[] byVariance = new double[1];
    var quarter = Batch.of(Target.values(0), Prediction.parameters(mean, Numbers.of(0.25)));
    Outputs outputs = Outputs.gradient(Reduction.MEAN, Numbers.of(byMean), Numbers.of(byVariance));
    assertThat(loss.total(quarter, outputs).mean()).isEqualTo(-Math.log(2), within(1e-15));
    assertThat(byMean).containsExactly(0);
    assertThat(byVariance).containsExactly(2);
    var zero = Batch.of(Target.values(0), Prediction.parameters(mean, Numbers.of(0.0)));
    assertThat(loss.mean(zero)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> loss.total(zero, outputs))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prediction row 0 gives no gradient");
  }

  @Test
  void t41t46InfiniteRowsAreCounted() {
    Loss<Target, Prediction> poisson = Loss.parse("poisson_deviance(link=log)");
    var huge = poisson.batch(Numbers.of(1.0, 1.0), Numbers.of(800.0, 0.0));
    assertThat(poisson.total(huge).infinite()).isEqualTo(1);
    Loss<Target, Prediction> mape = Loss.parse("mape");
    var zeros = mape.batch(Numbers.of(0.0, 0.0, 0.0, 2.0), Numbers.of(0.1, -0.1, 0.0, 1.0));
    assertThat(mape.total(zeros).infinite()).isEqualTo(2);
  }

  @Test
  void t48NothingIsBroadcast() {
    Loss<Target, Prediction> loss = Loss.parse("mse");
    Numbers three = Numbers.of(1, 2, 3);
    assertThatThrownBy(() -> loss.mean(loss.batch(three.by(3), three)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broadcast");
    assertThatThrownBy(() -> loss.mean(loss.batch(three, three.by(3))))
        .hasMessageContaining("broadcast");
    assertThatThrownBy(() -> loss.mean(loss.batch(Numbers.of(1.0), three)))
        .hasMessageContaining("target has 1 rows and prediction has 3");
    assertThat(loss.mean(loss.batch(three, three))).isZero();
  }

  @Test
  void t49t50EmbeddingsInPartsOfTheirOwn() {
    Numbers here = Numbers.of(1.0, 1.0).by(2);
    Numbers there = Numbers.of(1.0, 1.5).by(2);
    double[] anchor = new double[2];
    double[] positive = new double[2];
    double[] negative = new double[2];
    Outputs outputs =
        Outputs.gradient(
            Reduction.MEAN,
            Numbers.of(anchor).by(2),
            Numbers.of(positive).by(2),
            Numbers.of(negative).by(2));
    var triplet = EmbeddingLosses.triplet(1).with("distance", "euclidean");
    var batch = Batch.of(new Prediction.Triplet(here, here, there));
    assertThat(triplet.total(batch, outputs).mean()).isEqualTo(0.5);
    assertThat(anchor).containsExactly(0, 1);
    assertThat(positive[0] == 0 && positive[1] == 0).isTrue();
    assertThat(negative).containsExactly(0, -1);
    Numbers zero = Numbers.of(0.0, 0.0).by(2);
    var pair = Batch.of(Target.signs(1), new Prediction.Pair(here, zero));
    assertThatThrownBy(() -> EmbeddingLosses.cosineEmbedding().mean(pair))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prediction row 0 has a zero vector");
  }

  @Test
  void t62t63MeansOfBatchesAreNotAveraged() {
    Loss<Target, Prediction> mae = Loss.parse("mae");
    Total epoch = constant(mae, 256, .7).plus(constant(mae, 256, .8)).plus(constant(mae, 10, .9));
    assertThat(epoch.mean()).isEqualTo(393.0 / 522, within(1e-15));
    Loss<Target, Prediction> other = Loss.parse("mae");
    Total tokens = constant(other, 10, 1).plus(constant(other, 100, 3));
    assertThat(tokens.mean()).isEqualTo(310.0 / 110, within(1e-15));
    Total ranks = constant(other, 4, 1).plus(constant(other, 3, 2)); // 7 rows on 2 machines
    assertThat(ranks.mean()).isEqualTo(10.0 / 7, within(1e-15));
  }

  private static Total constant(Loss<Target, Prediction> loss, int rows, double error) {
    double[] z = new double[rows];
    Arrays.fill(z, error);
    return loss.total(loss.batch(Numbers.of(new double[rows]), Numbers.of(z)));
  }

  @Test
  void t76TheSameBitsOnAnyNumberOfThreads() {
    double[] z = IntStream.range(0, 10_000).mapToDouble(i -> (i * 37 % 101 - 50) / 7.0).toArray();
    double[] y = IntStream.range(0, 10_000).mapToDouble(i -> i * 13 % 2).toArray();
    Loss<Target, Prediction> loss = Loss.parse("bce");
    byte[] whole = loss.total(loss.batch(Numbers.of(y), Numbers.of(z))).toBytes();
    for (int part : List.of(1, 7, 1_000, 3_333)) {
      Total merged =
          IntStream.rangeClosed(0, (10_000 - 1) / part)
              .parallel()
              .mapToObj(i -> part(loss, y, z, i * part, Math.min(10_000, (i + 1) * part)))
              .collect(Total.summing());
      assertThat(merged.toBytes()).isEqualTo(whole);
    }
  }

  private static Total part(
      Loss<Target, Prediction> loss, double[] y, double[] z, int from, int to) {
    return loss.total(loss.batch(Numbers.of(y).slice(from, to), Numbers.of(z).slice(from, to)));
  }
}

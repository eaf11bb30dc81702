package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Sums beyond the largest double, whose mean is not; and weights that no sum can hold. */
final class ExtremeWeightsTest {
  private static final Loss<Target.Real, Prediction.Point> ABSOLUTE =
      RegressionLosses.absoluteError();

  private static Batch<Target.Real, Prediction.Response> rows(double... predictions) {
    return Batch.of(Target.values(new double[predictions.length]), Prediction.values(predictions));
  }

  @Test
  void theMeanOfAnOverflowingSumIsFinite() {
    var batch = rows(8e307, 8e307, 8e307);
    assertThat(ABSOLUTE.total(batch).sum()).isInfinite();
    assertThat(ABSOLUTE.mean(batch)).isEqualTo(8e307);
    assertThat(ABSOLUTE.total(batch).meanOverRows()).isEqualTo(8e307);
  }

  @Test
  void weightsThatOverflowTogetherStillGiveAMeanWholeOrSplit() {
    var whole = rows(0.25, 0.75).weights(1.5e308, 1.5e308);
    assertThat(ABSOLUTE.total(whole).mean()).isEqualTo(0.5);
    Total first = ABSOLUTE.total(rows(0.25).weights(1.5e308));
    Total second = ABSOLUTE.total(rows(0.75).weights(1.5e308));
    assertThat(first.plus(second).mean()).isEqualTo(0.5);
  }

  /** w·ℓ is formed before it is summed: where it is infinite the mean is, and not NaN. */
  @Test
  void anInfiniteTermOverOverflowingWeightsIsInfinite() {
    assertThat(ABSOLUTE.mean(rows(1, 3).weights(1.5e308, 1.5e308))).isInfinite();
  }

  @Test
  void noGradientIsDividedByAnInfiniteWeight() {
    double[] gradient = new double[2];
    assertThatThrownBy(() -> ABSOLUTE.mean(rows(1, 3).weights(1.5e308, 1.5e308), gradient))
        .hasMessageContaining("add up to more than the largest number");
    assertThat(gradient).containsOnly(Double.NaN);
  }

  @Test
  void aRowWeightTimesAClassWeightMustBeANumber() {
    var batch =
        Batch.of(Target.zeroOne(1), Prediction.logits(0.0)).weights(1e200).classWeights(1, 1e200);
    assertThatThrownBy(() -> BinaryLosses.binaryCrossEntropy().total(batch))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("times the class weight");
  }

  @Test
  void floatsAreRoundedOnceAtTheEnd() {
    float[] gradient = new float[2];
    var batch =
        Batch.of(Target.values(0, 0), new Prediction.Response(Numbers.of(new float[] {1e10f, 1})))
            .weights(1e30, 1e30);
    Outputs outputs = Outputs.gradient(Reduction.MEAN, Numbers.of(gradient));
    RegressionLosses.squaredError().total(batch, outputs);
    assertThat(gradient).containsExactly(1e10f, 1);
  }
}

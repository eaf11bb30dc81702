package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.surprisal.loss.Scale;

class MetricSumsTest {
  private static final Cut HALF = Cut.at(0.5, Scale.RESPONSE);

  private static double[] sums(MetricSums metric, MetricRows rows) {
    double[] sums = new double[metric.parts()];
    for (int i = 0; i < rows.targets()[0].length; i++) {
      metric.add(rows, i, sums, 0);
    }
    return sums;
  }

  private static double regression(
      Metric metric, double[] y, double[] z, double @Nullable [] weights) {
    RegressionSums sums = new RegressionSums(1);
    return sums.value(metric, sums(sums, MetricRows.of(y, z, weights)), 0);
  }

  private static MetricRows binary(double[] y, double... p) {
    return MetricRows.of(y, p, null);
  }

  @Test
  void rSquaredOfAConstantTargetIsUndefinedIfExactElseMinusInfinity() {
    RegressionSums sums = new RegressionSums(1);
    double[] y = {0.1, 0.1, 0.1};
    double[] exact = sums(sums, MetricRows.of(y, y, null));
    assertThat(sums.value(Metric.R2, exact, 0)).isNaN();
    assertThat(sums.undefinedBecause(Metric.R2, exact, 0))
        .isEqualTo("the target is the same in every row and predicted exactly: 1 - 0/0");
    assertThat(sums.value(Metric.RMSE, exact, 0)).isZero();
    assertThat(regression(Metric.R2, y, new double[] {0.1, 0.1, 0.2}, null))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aResampleOfOneValueOfManyIsAConstantTarget() {
    RegressionSums sums = new RegressionSums(1);
    double[] all = sums(sums, binary(new double[] {7.3, 1.1}, 7, 1));
    assertThat(sums.value(Metric.R2, all, 0)).isCloseTo(1 - 0.1 / 19.22, within(1e-14));
    double[] again = new double[sums.parts()];
    MetricRows second = binary(new double[] {1.1}, 1.1);
    for (int i = 0; i < 7; i++) {
      sums.add(second, 0, again, 0);
    }
    assertThat(sums.value(Metric.R2, again, 0)).isNaN();
  }

  @Test
  void rSquaredKeepsItsDigitsFarFromZero() {
    double[] y = {1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3};
    double[] z = {1e9 + 0.5, 1e9 + 1, 1e9 + 2, 1e9 + 3};
    assertThat(regression(Metric.R2, y, z, null)).isEqualTo(0.95);
  }

  @Test
  void noSquareOverflowsBeforeTheResult() {
    double[] zero = {0, 0};
    double[] huge = {3e200, 4e200};
    assertThat(regression(Metric.RMSE, zero, huge, null))
        .isCloseTo(Math.sqrt(12.5) * 1e200, within(1e186));
    assertThat(regression(Metric.MAE, zero, new double[] {1.5e308, 1.7e308}, null))
        .isCloseTo(1.6e308, within(1e294));
    assertThat(regression(Metric.R2, huge, new double[] {3e200, 4.5e200}, null))
        .isCloseTo(0.5, within(1e-14));
    assertThat(regression(Metric.RMSE, zero, new double[] {3, 1e200}, null))
        .isCloseTo(Math.sqrt(0.5) * 1e200, within(1e186));
    double[] ends = {Double.MAX_VALUE, Double.MAX_VALUE};
    assertThat(regression(Metric.MAE, new double[] {-1e308, -1e308}, ends, null))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(
            regression(
                Metric.R2, new double[] {-1.7e308, 1.7e308}, new double[] {-1.7e308, 0}, null))
        .isCloseTo(0.5, within(1e-14));
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> regression(Metric.MAE, new double[] {Double.NaN}, new double[1], null))
        .hasMessage("target[row 0, column 0] = NaN is not a finite number");
    assertThatThrownBy(
            () -> regression(Metric.MAE, new double[1], new double[1], new double[] {-1}))
        .hasMessage(
            "weight[row 0, column 0] = -1 is not a weight; weights are finite and at least 0");
  }

  @Test
  void aProbabilityAtTheThresholdIsPositive() {
    BinarySums sums = BinarySums.zeroOne(HALF);
    double[] parts = sums(sums, binary(new double[] {1, 0}, 0.5, Math.nextDown(0.5)));
    assertThat(sums.value(Metric.ACCURACY, parts, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "RAW,0.5,0",
    "RAW,0,-Infinity",
    "RAW,1,Infinity",
    "RAW,0.25,-1.0986122886681098",
    "RAW,0.75,1.0986122886681098",
    "RAW,0.9,2.197224577336219",
    "LOG_PROBABILITIES,0.5,-0.6931471805599453",
    "RESPONSE,0.3,0.3"
  })
  void thresholdsAreProbabilitiesInEveryScale(Scale scale, double threshold, double point) {
    assertThat(Cut.at(threshold, scale).point()).isCloseTo(point, within(1e-15));
  }

  @Test
  void aThresholdIsAProbability() {
    assertThatThrownBy(() -> Cut.at(1.5, Scale.RAW))
        .hasMessage(
            "threshold 1.5 is not a probability; give one in [0,1], also where predictions are"
                + " logits (0.5 is the logit 0)");
    assertThatThrownBy(() -> Cut.at(Double.NaN, Scale.RAW)).hasMessageContaining("threshold NaN");
  }

  @Test
  void labelsOfSignsAreNotThoseOfZeroAndOne() {
    BinarySums signs = BinarySums.signs(Cut.at(0.5, Scale.RAW));
    double[] parts = sums(signs, binary(new double[] {-1, 1, 1}, -3, 0, -0.1));
    assertThat(signs.value(Metric.RECALL, parts, 0)).isEqualTo(0.5);
    assertThatThrownBy(() -> sums(signs, binary(new double[] {0}, 1)))
        .hasMessage("target[row 0, column 0] = 0 is no label: targets are -1 and 1; write 0 as -1");
    assertThatThrownBy(() -> sums(signs, binary(new double[] {0.3}, 1)))
        .hasMessageEndingWith("takes no soft target, so round it, or ask for a loss");
  }

  @Test
  void aSoftLabelIsRefusedWithItsRow() {
    MetricInputException problem =
        catchThrowableOfType(
            MetricInputException.class,
            () -> sums(BinarySums.zeroOne(HALF), binary(new double[] {1, 0.3}, 0.5, 0.5)));
    assertThat(problem.part()).isEqualTo("target");
    assertThat(problem.row()).isEqualTo(1);
    assertThat(problem.column()).isZero();
    assertThat(problem.value()).isEqualTo(0.3);
    assertThat(problem.problem())
        .isEqualTo(
            "is no label: targets are 0 and 1; a metric of labels takes no soft target, so round"
                + " it, or ask for a loss");
  }

  @Test
  void aLogitIsNoProbability() {
    assertThatThrownBy(() -> sums(BinarySums.zeroOne(HALF), binary(new double[] {1}, 2.5)))
        .hasMessage(
            "prediction[row 0, column 0] = 2.5 is not a probability, so no threshold applies to"
                + " it; if predictions are logits, say --scale logits");
  }

  @Test
  void whatHasNoPositivesIsUndefinedWithTheReason() {
    BinarySums sums = BinarySums.zeroOne(HALF);
    double[] parts = sums(sums, binary(new double[] {0, 0}, 0.1, 0.2));
    assertThat(sums.value(Metric.F1, parts, 0)).isNaN();
    assertThat(sums.undefinedBecause(Metric.F1, parts, 0))
        .isEqualTo("no target is positive and no row is predicted positive");
    assertThat(sums.undefinedBecause(Metric.PRECISION, parts, 0))
        .isEqualTo("no row is predicted positive");
    assertThat(sums.undefinedBecause(Metric.RECALL, parts, 0)).isEqualTo("no target is positive");
    assertThat(sums.undefinedBecause(Metric.ACCURACY, parts, 0)).isEmpty();
    assertThat(sums.value(Metric.BALANCED_ACCURACY, parts, 0)).isEqualTo(1);
    assertThat(sums.undefinedBecause(Metric.ACCURACY, new double[4], 0))
        .isEqualTo("no row has a positive weight");
  }

  @Test
  void theFirstOfEqualScoresIsPredicted() {
    ClassSums sums = new ClassSums(List.of("a", "b", "c"));
    MetricRows rows =
        new MetricRows(new double[][] {{1}}, new double[][] {{0.2}, {0.4}, {0.4}}, null);
    assertThat(sums.predicted(rows, 0)).isEqualTo(1);
  }

  @Test
  void aClassThatIsNeverPredictedHasNoPrecision() {
    ClassSums sums = new ClassSums(List.of("cat", "dog", "eel"));
    double[][] scores = {{1, 1, 0}, {0, 0, 1}, {0, 0, 0}};
    double[] parts = sums(sums, new MetricRows(new double[][] {{0, 2, 1}}, scores, null));
    assertThat(sums.value(Metric.PRECISION, parts, 0)).isNaN();
    assertThat(sums.undefinedBecause(Metric.PRECISION, parts, 0))
        .isEqualTo(
            "no row is predicted to be 'eel'; the mean would be 0.5 with 0 for it, as scikit-learn"
                + " counts");
    assertThat(sums.value(Metric.F1, parts, 0)).isCloseTo(5 / 9.0, within(1e-16));
    assertThat(sums.value(Metric.ACCURACY, parts, 0)).isCloseTo(2 / 3.0, within(1e-16));
  }

  @Test
  void aClassIsAnIndexOfTheColumns() {
    ClassSums sums = new ClassSums(List.of("a", "b"));
    double[][] scores = {{1}, {2}};
    assertThatThrownBy(() -> sums(sums, new MetricRows(new double[][] {{2}}, scores, null)))
        .hasMessage(
            "target[row 0, column 0] = 2 is no class: targets are whole numbers from 0 to 1");
    assertThatThrownBy(() -> new ClassSums(List.of("a")))
        .hasMessageStartingWith("1 class to choose from");
  }

  @Test
  void everyLabelOfARowMustBeRight() {
    LabelSums sums = new LabelSums(List.of("x", "y"), HALF);
    double[][] targets = {{1, 0}, {1, 0}};
    double[][] predictions = {{0.9, 0.1}, {0.2, 0.1}};
    double[] parts = sums(sums, new MetricRows(targets, predictions, null));
    assertThat(sums.value(Metric.ACCURACY, parts, 0)).isEqualTo(0.5);
    assertThat(sums.undefinedBecause(Metric.PRECISION, parts, 0))
        .startsWith("no row is predicted to be 'y'; the mean would be 0.5 with 0");
    Confusion table = sums.confusion(1, parts, 0);
    assertThat(table.labels()).containsExactly("not y", "y");
    assertThat(table.weights()).isDeepEqualTo(new double[][] {{1, 0}, {1, 0}});
  }

  @Test
  void theConfusionTableHoldsTargetsByPredictions() {
    BinarySums sums = BinarySums.zeroOne(HALF);
    double[] parts = sums(sums, binary(new double[] {1, 1, 1, 0, 0}, 1, 1, 0, 1, 0));
    Confusion table = sums.confusion(List.of("no", "yes"), parts, 0);
    assertThat(table.weights()).isDeepEqualTo(new double[][] {{1, 1}, {1, 2}});
    assertThat(table.threshold()).isEqualTo(0.5);
  }

  @Test
  void whatDoesNotSuitTheRowsIsRefused() {
    assertThat(new RegressionSums(1).refusal(Metric.F1))
        .isEqualTo("f1 needs labels; this target holds numbers");
    assertThat(BinarySums.zeroOne(HALF).refusal(Metric.RMSE))
        .isEqualTo("rmse needs a target of numbers; this one holds two labels");
    assertThat(new LabelSums(List.of("x"), HALF).refusal(Metric.BALANCED_ACCURACY))
        .isEqualTo(
            "balanced_accuracy is about one label a row; here a row has several, so ask for"
                + " recall");
    assertThatThrownBy(() ->
            new RegressionSums(1).value(Metric.F1, new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0}, 0))
        .hasMessage("f1 needs labels; this target holds numbers");
  }
}

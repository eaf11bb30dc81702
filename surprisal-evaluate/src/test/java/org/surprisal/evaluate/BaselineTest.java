package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

class BaselineTest {
  private static Baseline of(String spec, double[] target, double... weight) {
    return of(spec, 1 << 16, target, weight);
  }

  private static Baseline of(String spec, int capacity, double[] target, double... weight) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    try (SpillFile spill = new SpillFile()) {
      Targets targets = new Targets(capacity, spill);
      targets.add(target, weight.length == 0 ? null : weight, target.length);
      return Baseline.of(loss, loss.scale(), targets, false);
    }
  }

  /** The mean loss of a constant, the plain way. */
  private static double mean(DoubleBinaryOperator loss, double[] target, double constant) {
    return Arrays.stream(target).map(y -> loss.applyAsDouble(constant, y)).average().orElseThrow();
  }

  /** The least of many constants, and of every target. */
  private static double bruteForce(
      DoubleBinaryOperator loss, double[] target, double low, double high) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 200_000 / target.length; i++) {
      double constant = low + (high - low) * i / (200_000.0 / target.length);
      least = Math.min(least, mean(loss, target, constant));
    }
    for (double y : target) {
      least = Math.min(least, mean(loss, target, y));
    }
    return least;
  }

  private static double[] skewed(int count) {
    Random random = new Random(count);
    return random.doubles(count).map(u -> Math.exp(3 * u) - 5).toArray();
  }

  @Test
  void knowsTheMeanLosses() {
    double[] target = {1, 2, 6};
    assertThat(of("squared_error", target).constant()).isCloseTo(3, within(1e-15));
    assertThat(of("squared_error", target).loss().orElseThrow()).isCloseTo(14.0 / 3, within(1e-14));
    double[] labels = {0, 0, 0, 1};
    double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    for (String spec : new String[] {"log_loss", "binary_cross_entropy"}) {
      assertThat(of(spec, labels).loss().orElseThrow()).isCloseTo(entropy, within(1e-14));
    }
    assertThat(of("brier", labels).loss().orElseThrow()).isCloseTo(0.1875, within(1e-15));
  }

  /** 5 targets, 5,000 (a sample is searched first), and the same from the temporary file. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100, 5_001})
  void absoluteErrorEndsAtTheMedian(int count) {
    double[] target = skewed(count);
    double[] sorted = target.clone();
    Arrays.sort(sorted);
    double expected = mean((z, y) -> Math.abs(z - y), target, sorted[count / 2]);
    assertThat(of("absolute_error", target).loss().orElseThrow())
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    assertThat(of("absolute_error", 64, target).loss().orElseThrow())
        .as("spilled")
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  @Test
  void aPileOfEqualTargetsIsFoundAmongManyOthers() {
    double[] target = skewed(20_000);
    Arrays.fill(target, 0, 11_000, 0.25);
    double expected = mean((z, y) -> Math.abs(z - y), target, 0.25);
    assertThat(of("absolute_error", 64, target).loss().orElseThrow())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void searchesWhereNoFormulaIsKnown() {
    double[] target = skewed(50);
    assertThat(of("huber(delta=0.5)", target).loss().orElseThrow())
        .isCloseTo(
            bruteForce(
                (z, y) -> {
                  double r = Math.abs(z - y);
                  return r <= 0.5 ? r * r / 2 : 0.5 * (r - 0.25);
                },
                target,
                -5,
                16),
            within(1e-6));
    assertThat(of("quantile(tau=0.9)", target).loss().orElseThrow())
        .isCloseTo(
            bruteForce((z, y) -> Math.max(0.9 * (y - z), -0.1 * (y - z)), target, -5, 16),
            within(1e-12));
    assertThat(of("log_cosh", target).loss().orElseThrow())
        .isCloseTo(bruteForce((z, y) -> Math.log(Math.cosh(z - y)), target, -5, 16), within(1e-6));
  }

  @Test
  void searchesScoresAndLogits() {
    double[] signs = {1, 1, 1, -1};
    // A quarter of the rows lies on the wrong side: constant +1 costs 2 there.
    assertThat(of("hinge", signs).loss().orElseThrow()).isCloseTo(0.5, within(1e-9));
    assertThat(of("hinge(margin=1.7)", signs).loss().orElseThrow()).isCloseTo(0.85, within(1e-9));
    double[] labels = {0, 0, 0, 1};
    DoubleBinaryOperator focal =
        (z, y) -> {
          double p = 1 / (1 + Math.exp(-z));
          return y == 1 ? -(1 - p) * (1 - p) * Math.log(p) : -p * p * Math.log1p(-p);
        };
    double least = bruteForce(focal, labels, -3, 1);
    assertThat(of("focal", labels).loss().orElseThrow()).isCloseTo(least, within(1e-9));
    assertThat(of("focal(from=probabilities)", labels).loss().orElseThrow())
        .isCloseTo(least, within(1e-9));
    assertThat(of("focal", new double[] {1, 1}).loss()).hasValue(0);
  }

  @Test
  void aTypedFormulaIsSearchedAndHasNoFloor() {
    double[] target = skewed(50);
    Baseline typed = of("(z - y)^2", target);
    assertThat(typed.loss().orElseThrow())
        .isCloseTo(of("squared_error", target).loss().orElseThrow(), within(1e-9));
    assertThat(typed.floor()).isEmpty();
    assertThat(typed.skill(1)).isEmpty();
    assertThat(typed.noSkillBecause(1)).isEqualTo("the loss of a perfect prediction is not known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "z - y; falls without end",
        "y - z; falls without end",
        "-(z - y)^2; falls without end",
        "log(z) - y; falls without end",
        "exp(-z); falls on towards inf",
        "exp(z); falls on towards -inf",
        "tanh(z - y); falls on towards -inf",
        "log1p(exp(-z)); falls on towards inf",
        "-log1p((z - y)^2); falls without end",
        "1 / (1 + z^2); falls on towards",
      })
  void whereThereIsNoMinimumNoConstantIsInvented(String formula, String because) {
    for (int capacity : new int[] {1 << 16, 2}) {
      Baseline none = of(formula, capacity, new double[] {1, 0, 1, 3, 2});
      assertThat(none.loss()).isEmpty();
      assertThat(none.skill(1)).isEmpty();
      assertThat(none.noSkillBecause(1)).startsWith("no best constant: ").contains(because);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(z - 1e5)^2; 0",
        "max(0, 1e6 - z); 0",
        "max(0, -z - y)^2; 0",
        "0 * z; 0",
        "sqrt(z); 0",
        "1e-6 * z + exp(-z); 1.4815510557964e-5",
        "max(-5, abs(z + 1000) - 7); -5",
      })
  void minimaFarAwayAndFlatOnesCount(String formula, double least) {
    Baseline found = of(formula, new double[] {1, 0, 1, 3, 2});
    assertThat(found.loss().orElseThrow()).isCloseTo(least, within(1e-9));
  }

  @Test
  void ofSeveralMinimaTheDeepestIsFound() {
    double[] target = {0, 0.1, 50, 50.1, 50.2};
    DoubleBinaryOperator cauchy = (z, y) -> Math.log1p((z - y) * (z - y));
    assertThat(of("log1p((z - y)^2)", target).loss().orElseThrow())
        .isCloseTo(bruteForce(cauchy, target, 49, 51), within(1e-6));
  }

  @Test
  void weightsCount() {
    Baseline weighted = of("absolute_error", new double[] {0, 1, 5}, 1, 1, 3);
    assertThat(weighted.constant()).isEqualTo(5);
    assertThat(weighted.loss().orElseThrow()).isCloseTo(9.0 / 5, within(1e-15));
    assertThat(of("squared_error", new double[] {0, 1, 100}, 1, 3, 0).constant()).isEqualTo(0.75);
  }

  @Test
  void skillIsOneForAPerfectPredictionAndZeroForTheConstant() {
    Baseline soft = of("log_loss", new double[] {0.2, 0.8, 0.5});
    assertThat(soft.skill(soft.loss().orElseThrow())).hasValue(0);
    assertThat(soft.skill(soft.floor().orElseThrow())).hasValue(1);
    assertThat(soft.floor().orElseThrow()).as("entropy of soft labels").isGreaterThan(0.5);
  }

  @Test
  void skillIsLeftOutWithAReason() {
    Baseline same = of("squared_error", new double[] {2, 2, 2});
    assertThat(same.skill(1)).isEmpty();
    assertThat(same.noSkillBecause(1)).contains("the targets do not vary");
    Baseline underflown = of("squared_error", new double[] {1e-300, 3e-300});
    assertThat(underflown.noSkillBecause(1)).isEqualTo("the best constant's loss is 0 as well");
    Baseline fine = of("log_loss", new double[] {0, 1});
    assertThat(fine.noSkillBecause(Double.POSITIVE_INFINITY)).isEqualTo("the mean is not finite");
    assertThat(fine.noSkillBecause(0.3)).isEmpty();
  }
}

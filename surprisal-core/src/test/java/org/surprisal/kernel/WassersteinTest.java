package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Transport on the line, against every assignment of few points and against what is known of it.
 */
final class WassersteinTest {
  private static final double[] POWERS = {1, 1.5, 2, 3, 7.25};

  private static double[] sample(Random random, int count) {
    return random.doubles(count, -3, 3).toArray();
  }

  private static double distance(double power, double[] x, double[] y) {
    return new Wasserstein(power).between(x, null, y, null, null, null);
  }

  /** Room for some roundings of a sum of positive terms. */
  private static Offset<Double> near(double value) {
    return within(1e-13 * Math.abs(value));
  }

  @Test
  void isTheBestOfAllAssignments() {
    Random random = new Random(1);
    for (double power : POWERS) {
      for (int count = 1; count <= 6; count++) {
        double[] x = sample(random, count);
        double[] y = sample(random, count);
        double best = best(power, x, y, 0, 0) / count;
        assertThat(distance(power, x, y)).isCloseTo(best, near(best));
      }
    }
  }

  private static double best(double power, double[] x, double[] y, int from, int used) {
    if (from == x.length) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < y.length; j++) {
      if ((used >> j & 1) == 0) {
        double rest = best(power, x, y, from + 1, used | 1 << j);
        least = Math.min(least, Math.pow(Math.abs(x[from] - y[j]), power) + rest);
      }
    }
    return least;
  }

  @Test
  void aShiftCostsItsSize() {
    double[] x = {5, -1, 2.5, 2.5, 0};
    double[] shifted = Arrays.stream(x).map(v -> v + 0.25).toArray();
    assertThat(distance(1, x, shifted)).isEqualTo(0.25);
    assertThat(distance(2, shifted, x)).isCloseTo(0.0625, near(0.0625));
    assertThat(distance(3, x, new double[] {0, 2.5, 5, -1, 2.5})).isEqualTo(0);
  }

  @Test
  void isSymmetricToTheBit() {
    Random random = new Random(2);
    for (double power : POWERS) {
      double[] x = sample(random, 9);
      double[] y = sample(random, 14);
      assertThat(distance(power, x, y)).isEqualTo(distance(power, y, x));
    }
  }

  @Test
  void unequalSizesAreAsRepeatedPoints() {
    Random random = new Random(3);
    for (double power : POWERS) {
      double[] x = sample(random, 4);
      double[] y = sample(random, 6);
      double expected = distance(power, repeated(x, 3), repeated(y, 2));
      assertThat(distance(power, x, y)).isCloseTo(expected, near(expected));
    }
  }

  private static double[] repeated(double[] values, int times) {
    return Arrays.stream(values).flatMap(v -> copies(v, times)).toArray();
  }

  private static DoubleStream copies(double value, int times) {
    return DoubleStream.generate(() -> value).limit(times);
  }

  @Test
  void weightsAreAsRepeatedPoints() {
    double[] x = {1, -2, 0.5};
    double[] y = {0.25, 3};
    Wasserstein squared = new Wasserstein(2);
    double[] gradient = new double[3];
    double[] curvature = new double[3];
    double[] a = {2e-300, 1e-300, 0};
    double value = squared.between(x, a, y, new double[] {4, 8}, gradient, curvature);
    double expected = distance(2, new double[] {1, 1, -2}, new double[] {0.25, 3, 3});
    assertThat(value).isCloseTo(expected, near(expected));
    assertThat(gradient[0]).isCloseTo(-8.0 / 3, near(3));
    assertThat(gradient[1]).isCloseTo(-1.5, near(2));
    assertThat(gradient[2]).isEqualTo(0);
    assertThat(curvature[0]).isCloseTo(4.0 / 3, near(2));
    assertThat(curvature[2]).isEqualTo(0);
  }

  @Test
  void derivativesAreThoseOfTheValue() {
    Random random = new Random(4);
    for (double power : POWERS) {
      double[] x = sample(random, 5);
      double[] y = sample(random, 7);
      double[] gradient = new double[5];
      double[] curvature = new double[5];
      new Wasserstein(power).between(x, null, y, null, gradient, curvature);
      double step = 1e-6;
      for (int i = 0; i < x.length; i++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += step;
        down[i] -= step;
        double[] above = new double[5];
        double[] below = new double[5];
        double rise =
            new Wasserstein(power).between(up, null, y, null, above, null)
                - new Wasserstein(power).between(down, null, y, null, below, null);
        // Central differences: their own error is the third derivative by step².
        double scale = 1 + Math.abs(gradient[i]) + Math.abs(curvature[i]);
        assertThat(gradient[i]).isCloseTo(rise / (2 * step), within(1e-7 * scale));
        assertThat(curvature[i])
            .isCloseTo((above[i] - below[i]) / (2 * step), within(1e-6 * scale));
      }
    }
  }

  @Test
  void kinksTakeTheDerivativeNearestToZero() {
    double[] gradient = new double[2];
    double[] curvature = new double[2];
    new Wasserstein(1)
        .between(new double[] {1, 1}, null, new double[] {2, 1}, null, gradient, curvature);
    assertThat(gradient).containsExactly(0, -0.5);
    assertThat(curvature).containsExactly(0, 0);
    new Wasserstein(1.5).between(new double[] {1}, null, new double[] {1}, null, null, curvature);
    assertThat(curvature[0]).isEqualTo(Double.POSITIVE_INFINITY);
    new Wasserstein(2).between(new double[] {1}, null, new double[] {1}, null, gradient, curvature);
    assertThat(gradient[0]).isEqualTo(0);
    assertThat(curvature[0]).isEqualTo(2);
  }

  @Test
  void nothingOverflowsOrVanishesOnTheWay() {
    double[] x = new double[10];
    double[] y = new double[10];
    y[3] = 2e154;
    assertThat(distance(2, x, y)).isCloseTo(4e307, near(4e307));
    y[3] = 1e200;
    assertThat(distance(2, x, y)).isEqualTo(Double.POSITIVE_INFINITY);
    y[3] = 8e307;
    x[0] = -8e307;
    assertThat(distance(1, x, y)).isCloseTo(1.6e307, near(1.6e307));
    assertThat(distance(2, new double[] {1e-150}, new double[] {0}))
        .isCloseTo(1e-300, near(1e-300));
  }

  @Test
  void equalWeightsMatchExactlyHoweverMany() {
    Random random = new Random(5);
    double[] x = sample(random, 3000);
    double[] gradient = new double[3000];
    double value = new Wasserstein(1).between(x, null, repeated(x, 3), null, gradient, null);
    assertThat(value).isEqualTo(0);
    assertThat(gradient).containsOnly(0);
  }

  @Test
  void histogramsCompareCumulativeMasses() {
    double[] support = {-1, 0, 0.5, 2};
    double[] a = {1, 2, 1, 4};
    double[] b = {3, 0, 1, 0};
    // F = 1/8, 3/8, 4/8; G = 6/8, 6/8, 1.
    double expected = 5.0 / 8 + 3.0 / 8 * 0.5 + 4.0 / 8 * 1.5;
    double[] gradient = new double[4];
    double value = new Wasserstein(1).histograms(support, a, b, gradient);
    assertThat(value).isCloseTo(expected, near(expected));
    assertThat(gradient).containsExactly(-3, -2, -1.5, 0);
    // F = G between the bins of equal masses: 0 is in the interval of the step.
    new Wasserstein(1).histograms(support, a, a, gradient);
    assertThat(gradient).containsExactly(0, 0, 0, 0);
  }

  @Test
  void potentialsOfHistogramsAreTheirGradient() {
    Random random = new Random(6);
    double[] support = {-1, 0, 0.5, 2, 2.25};
    for (double power : POWERS) {
      double[] a = random.doubles(5, 0.1, 1).toArray();
      double[] b = random.doubles(5, 0.1, 1).toArray();
      double mass = Arrays.stream(a).sum();
      double[] gradient = new double[5];
      Wasserstein loss = new Wasserstein(power);
      loss.histograms(support, a, b, gradient);
      for (int i = 0; i + 1 < 5; i++) {
        double step = 1e-7 * mass;
        double[] up = a.clone();
        double[] down = a.clone();
        up[i] += step;
        up[i + 1] -= step;
        down[i] -= step;
        down[i + 1] += step;
        double rise =
            loss.histograms(support, up, b, null) - loss.histograms(support, down, b, null);
        double expected = rise / 2e-7;
        assertThat(gradient[i] - gradient[i + 1])
            .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
      }
    }
  }

  @Test
  void refusesWhatHasNoDistance() {
    double[] one = {1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Wasserstein(0.5))
        .withMessage("power = 0.5 is not a finite number ≥ 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Wasserstein(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> distance(1, new double[0], one))
        .withMessage("a sample without points has no distance to another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> distance(1, one, new double[] {0, Double.NaN}))
        .withMessage("y[1] = NaN is not finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Wasserstein(1).between(one, new double[] {-1}, one, null, null, null))
        .withMessage("a[0] = -1.0 is not a finite weight ≥ 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Wasserstein(1).between(one, new double[1], one, null, null, null))
        .withMessage("all weights a are 0; give a positive one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Wasserstein(1).histograms(new double[] {1, 1}, one, one, null))
        .withMessageContaining("support[1] = 1.0 is not above 1.0");
  }
}

package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.surprisal.kernel.Sinkhorn.Cloud;
import org.surprisal.kernel.Sinkhorn.Result;

/** Entropic transport, against closed forms, its own dual, and every assignment of few points. */
final class SinkhornTest {
  private static final double TOLERANCE = 1e-9;

  private static Sinkhorn loss(double epsilon, double power, boolean debiased) {
    return new Sinkhorn(epsilon, power, debiased, TOLERANCE, 10_000);
  }

  private static Cloud cloud(Random random, int points, int dimensions) {
    return new Cloud(random.doubles((long) points * dimensions, -2, 2).toArray(), null, dimensions);
  }

  private static Cloud line(double... points) {
    return new Cloud(points, null, 1);
  }

  private static Offset<Double> near(double value) {
    return within(1e-12 * Math.abs(value));
  }

  @Test
  void onePointCostsItsDistance() {
    Cloud x = new Cloud(new double[] {1, 2}, null, 2);
    Cloud y = new Cloud(new double[] {4, 6}, null, 2);
    assertThat(loss(0.1, 2, false).between(x, y).value()).isEqualTo(25);
    Result result = loss(0.1, 1, false).between(x, y);
    assertThat(result.value()).isEqualTo(5);
    assertThat(result.gradient()).containsExactly(-0.6, -0.8);
    assertThat(loss(0.1, 3, false).between(x, y).value()).isCloseTo(125, near(125));
  }

  /** For x = y = {0, 1}, by symmetry f + g = ε ln(2/(1 + e^(−1/ε))) and Π is known. */
  @Test
  void twoPointsHaveAClosedForm() {
    for (double epsilon : new double[] {5, 1, 0.1, 0.01}) {
      double k = Math.exp(-1 / epsilon);
      double expected = epsilon * (Math.log(2) - Math.log1p(k));
      Result result = loss(epsilon, 2, false).between(line(0, 1), line(0, 1));
      assertThat(result.converged()).isTrue();
      assertThat(result.value()).isCloseTo(expected, near(expected));
      // Π from 0 to 1 is ½ k/(1 + k), with the slope 2(0 − 1).
      assertThat(result.gradient()[0]).isCloseTo(-k / (1 + k), near(1));
    }
  }

  @Test
  void potentialsCloseTheGapToTheCostOfTheirPlan() {
    Random random = new Random(1);
    for (double epsilon : new double[] {3, 0.3, 0.03}) {
      Cloud x = cloud(random, 7, 3);
      Cloud y = cloud(random, 11, 3);
      Result result = loss(epsilon, 2, false).between(x, y);
      double primal = 0;
      for (int i = 0; i < 7; i++) {
        double row = 0;
        for (int j = 0; j < 11; j++) {
          double cost = new GroundCost(2, 3).between(x.coordinates(), i, y.coordinates(), j);
          double log = (result.first()[i] + result.second()[j] - cost) / epsilon;
          double mass = Math.exp(log) / 77;
          row += mass;
          primal += mass * (cost + epsilon * log);
        }
        assertThat(row).isCloseTo(1.0 / 7, within(1e-12));
      }
      assertThat(result.value()).isCloseTo(primal, near(10));
      assertThat(result.converged()).isTrue();
      assertThat(result.marginalError()).isLessThan(1e-12);
    }
  }

  /** The entropy costs between 0 and ε ln n: the best assignment is a plan with KL = ln n. */
  @Test
  void approachesTheBestAssignmentAsEpsilonFalls() {
    Random random = new Random(2);
    for (double power : new double[] {1, 1.5, 2}) {
      for (int count = 2; count <= 6; count++) {
        Cloud x = cloud(random, count, 2);
        Cloud y = cloud(random, count, 2);
        double best = best(new GroundCost(power, 2), x, y, 0, 0) / count;
        double epsilon = 1e-4;
        Result result = loss(epsilon, power, false).between(x, y);
        assertThat(result.converged()).isTrue();
        assertThat(result.value()).isBetween(best, best + epsilon * Math.log(count) + 1e-12);
      }
    }
  }

  private static double best(GroundCost cost, Cloud x, Cloud y, int from, int used) {
    int count = x.points();
    double least = from == count ? 0 : Double.POSITIVE_INFINITY;
    for (int j = 0; from < count && j < count; j++) {
      if ((used >> j & 1) == 0) {
        double own = cost.between(x.coordinates(), from, y.coordinates(), j);
        least = Math.min(least, own + best(cost, x, y, from + 1, used | 1 << j));
      }
    }
    return least;
  }

  @Test
  void approachesTheMeanCostAsEpsilonGrows() {
    Result result = loss(1e12, 2, false).between(line(0, 1), line(2, 5, 5));
    double mean = (4 + 25 + 25 + 1 + 16 + 16) / 6.0;
    assertThat(result.value()).isCloseTo(mean, within(1e-9));
  }

  @Test
  void isSymmetric() {
    Random random = new Random(3);
    for (boolean debiased : new boolean[] {false, true}) {
      Cloud x = cloud(random, 5, 2);
      Cloud y = cloud(random, 8, 2);
      Result forth = loss(0.1, 2, debiased).between(x, y);
      Result back = loss(0.1, 2, debiased).between(y, x);
      assertThat(forth.value()).isCloseTo(back.value(), near(5));
      Cloud z = cloud(random, 5, 2);
      double one = loss(0.1, 2, debiased).between(x, z).value();
      assertThat(loss(0.1, 2, debiased).between(z, x).value()).isCloseTo(one, near(5));
    }
  }

  @Test
  void debiasedIsZeroForEqualCloudsAndElsePositive() {
    Random random = new Random(4);
    Cloud x = cloud(random, 9, 2);
    Result same = loss(0.5, 2, true).between(x, x);
    assertThat(same.value()).isEqualTo(0);
    assertThat(same.gradient()).containsOnly(0);
    assertThat(same.converged()).isTrue();
    assertThat(loss(0.5, 2, true).between(x, cloud(random, 9, 2)).value()).isPositive();
    // The bias itself: the plan from x to x is not the identity.
    assertThat(loss(0.5, 2, false).between(x, x).value()).isPositive();
  }

  /** For squared distances a shift by t adds ‖t‖² to the debiased loss, whatever the cloud. */
  @Test
  void debiasedKeepsItsDigitsForNearlyEqualClouds() {
    Random random = new Random(9);
    for (int exponent : new int[] {0, 10, 20, 30}) {
      double shift = Math.scalb(1.0, -exponent);
      // Coordinates of few bits, so that the shift is exact.
      double[] x = random.ints(8, -64, 64).mapToDouble(v -> v / 32.0).toArray();
      double[] moved = Arrays.stream(x).map(v -> v + shift).toArray();
      Result result = loss(0.25, 2, true).between(new Cloud(x, null, 2), new Cloud(moved, null, 2));
      assertThat(result.value()).isCloseTo(2 * shift * shift, near(2 * shift * shift));
      assertThat(result.gradient()[3]).isCloseTo(-0.5 * shift, within(1e-15));
    }
  }

  @Test
  void gradientIsThatOfTheValue() {
    Random random = new Random(5);
    for (boolean debiased : new boolean[] {false, true}) {
      for (double power : new double[] {1, 2, 2.5}) {
        Sinkhorn loss = loss(0.2, power, debiased);
        Cloud x = cloud(random, 6, 2);
        Cloud y = cloud(random, 4, 2);
        double[] gradient = loss.between(x, y).gradient();
        double step = 1e-5;
        for (int i = 0; i < gradient.length; i++) {
          double[] up = x.coordinates().clone();
          double[] down = x.coordinates().clone();
          up[i] += step;
          down[i] -= step;
          double rise =
              loss.between(new Cloud(up, null, 2), y).value()
                  - loss.between(new Cloud(down, null, 2), y).value();
          assertThat(gradient[i]).isCloseTo(rise / (2 * step), within(1e-7));
        }
      }
    }
  }

  @Test
  void weightsAreAsRepeatedPoints() {
    Cloud repeated = line(0.5, 0.5, 0.5, -1, 2, 2);
    Cloud weighted = new Cloud(new double[] {0.5, -1, 2, 9}, new double[] {3, 1, 2, 0}, 1);
    Cloud y = line(0, 1, 3);
    Result expected = loss(0.3, 2, false).between(repeated, y);
    Result result = loss(0.3, 2, false).between(weighted, y);
    assertThat(result.value()).isCloseTo(expected.value(), near(5));
    assertThat(result.gradient()[0]).isCloseTo(3 * expected.gradient()[0], near(5));
    assertThat(result.gradient()[3]).isEqualTo(0);
  }

  @Test
  void neverSaysThatItConvergedWhenItDidNot() {
    Random random = new Random(6);
    Cloud x = cloud(random, 30, 2);
    Cloud y = cloud(random, 40, 2);
    for (int iterations : new int[] {1, 2, 5, 20, 100, 1000}) {
      Result result = new Sinkhorn(0.01, 2, false, TOLERANCE, iterations).between(x, y);
      assertThat(result.converged()).isEqualTo(result.marginalError() <= TOLERANCE);
      assertThat(result.iterations()).isLessThanOrEqualTo(iterations);
      assertThat(result.value()).isFinite();
    }
    Result stopped = new Sinkhorn(0.01, 2, true, TOLERANCE, 3).between(x, y);
    assertThat(stopped.converged()).isFalse();
    assertThat(loss(0.01, 2, true).between(x, y).converged()).isTrue();
    // No rounding reaches this tolerance.
    assertThat(new Sinkhorn(0.01, 2, false, 1e-30, 500).between(x, y).converged()).isFalse();
  }

  /** Where plain steps of Sinkhorn's would need thousands. */
  @Test
  void convergesWhereTheCostsAreManyTimesEpsilon() {
    Random random = new Random(7);
    for (int count : new int[] {5, 20, 60}) {
      double[] x = random.doubles(2L * count, -20, 20).toArray();
      double[] y = random.doubles(2L * count, -20, 20).toArray();
      Result result = loss(0.01, 2, false).between(new Cloud(x, null, 2), new Cloud(y, null, 2));
      assertThat(result.converged()).isTrue();
      assertThat(result.iterations()).isLessThan(1000);
    }
  }

  @Test
  void largerProblemsGoWithoutNewtonsSteps() {
    Random random = new Random(8);
    Cloud x = cloud(random, 1001, 1);
    Cloud y = cloud(random, 1002, 1);
    Result result = loss(2, 2, false).between(x, y);
    assertThat(result.converged()).isTrue();
    double[] sorted = result.gradient().clone();
    assertThat(Arrays.stream(sorted).sum())
        .as("a shift of all x changes <Π, C> by twice the distance of the means")
        .isCloseTo(
            2
                * (Arrays.stream(x.coordinates()).average().orElseThrow()
                    - Arrays.stream(y.coordinates()).average().orElseThrow()),
            within(1e-7));
  }

  @Test
  void extremeCoordinatesKeepTheirMeaning() {
    assertThat(loss(0.1, 1, false).between(line(3e300), line(-4e300)).value()).isEqualTo(7e300);
    Result beyond = loss(0.1, 2, false).between(line(1e200), line(0));
    assertThat(beyond.value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(beyond.converged()).isFalse();
    double tiny = loss(1e-300, 2, false).between(line(1e-150), line(0)).value();
    assertThat(tiny).isCloseTo(1e-300, near(1e-300));
  }

  @Test
  void refusesWhatHasNoPlan() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss(0, 2, false))
        .withMessage("epsilon = 0.0 is not a finite number > 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss(Double.NaN, 2, false))
        .withMessageContaining("epsilon = NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss(1, 0.5, false))
        .withMessageContaining("power = 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sinkhorn(1, 2, false, 0, 10))
        .withMessage("tolerance = 0.0 is not > 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sinkhorn(1, 2, false, 1, 0))
        .withMessage("maximumIterations = 0 is not at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cloud(new double[3], null, 2))
        .withMessageContaining("3 coordinates are no cloud of points of 2 coordinates");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss(1, 2, false).between(line(1), new Cloud(new double[2], null, 2)))
        .withMessageContaining("points of 1 and of 2 coordinates have no distance");
  }
}

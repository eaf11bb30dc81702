package org.surprisal.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Numbers;

final class PenaltyTest {
  private static final List<Penalty> ALL =
      List.of(
          Penalty.l1(0.7),
          Penalty.l2(0.7),
          Penalty.elasticNet(0.7, 0.3),
          Penalty.groupLasso(0.7, 2, 1, 2));

  private static Penalty penalty(String ratioOrSizes, double lambda) {
    if (ratioOrSizes.startsWith("sizes:")) {
      double[] sizes = Table.numbers(ratioOrSizes.substring("sizes:".length()));
      return Penalty.groupLasso(lambda, Arrays.stream(sizes).mapToInt(x -> (int) x).toArray());
    }
    double ratio = Table.number(ratioOrSizes);
    return ratio == 0
        ? Penalty.l2(lambda)
        : ratio == 1 ? Penalty.l1(lambda) : Penalty.elasticNet(lambda, ratio);
  }

  @Test
  void agreesWithTheTable() {
    for (String[] line : Table.read("penalties")) {
      Penalty penalty = penalty(line[0], Table.number(line[1]));
      double[] theta = Table.numbers(line[2]);
      String at = penalty + " at " + line[2] + " ";
      Table.check(at + "value", penalty.value(theta), Table.number(line[4]), 0);
      double[] into = new double[theta.length];
      penalty.gradient(theta, into);
      Table.check(at + "gradient", into, Table.numbers(line[5]));
      penalty.curvature(theta, into);
      Table.check(at + "curvature", into, Table.numbers(line[6]));
      penalty.proximal(theta, Table.number(line[3]), into);
      Table.check(at + "proximal", into, Table.numbers(line[7]), ulps(theta));
    }
  }

  /** Thresholding subtracts: near the threshold, a step of θ is all that can be promised. */
  private static double[] ulps(double[] theta) {
    return Arrays.stream(theta).map(Math::ulp).toArray();
  }

  @Test
  void closedForms() {
    double[] theta = {3, -4, 0};
    assertThat(Penalty.l1(0.5).value(theta)).isEqualTo(3.5);
    assertThat(Penalty.l2(0.5).value(theta)).isEqualTo(6.25);
    assertThat(Penalty.elasticNet(2, 0.25).value(theta)).isEqualTo(2 * (0.25 * 7 + 0.75 * 12.5));
    assertThat(Penalty.groupLasso(2, 2, 1).value(theta)).isEqualTo(2 * 5 * Math.sqrt(2));
  }

  /** The sum is exact: a naive one would lose every small coordinate. */
  @Test
  void manySmallCoordinatesCount() {
    double[] theta = new double[100_001];
    Arrays.fill(theta, 1e-17);
    theta[0] = 1;
    assertThat(Penalty.l1(1).value(theta)).isEqualTo(1 + 1e-12);
  }

  @Test
  void derivativesAreThoseOfTheValue() {
    double[] theta = {0.3, -1.2, 2.5, 0.01, -0.4};
    for (Penalty penalty : ALL) {
      double[] gradient = new double[5];
      penalty.gradient(theta, gradient);
      double[] expected = Table.differences(penalty::value, theta);
      assertThat(gradient).as("%s", penalty).containsExactly(expected, within(1e-9));
      double[] curvature = new double[5];
      penalty.curvature(theta, curvature);
      for (int i = 0; i < 5; i++) {
        int column = i;
        double bend =
            Table.differences(
                at -> {
                  double[] slopes = new double[5];
                  penalty.gradient(at, slopes);
                  return slopes[column];
                },
                theta)[i];
        assertThat(curvature[i]).as("%s at %d", penalty, i).isEqualTo(bend, within(1e-7));
      }
    }
  }

  @Test
  void derivativeAtZeroIsZero() {
    for (Penalty penalty : ALL) {
      double[] into = {9, 9, 9, 9, 9};
      penalty.gradient(new double[] {0, -0.0, 0, 0, 0}, into);
      assertThat(into).as("%s", penalty).containsOnly(0.0);
    }
  }

  @Test
  void lambdaZeroCostsNothing() {
    double[] into = new double[2];
    for (Penalty penalty : List.of(Penalty.l1(0), Penalty.l2(0), Penalty.groupLasso(0, 2))) {
      assertThat(penalty.value(8e307, -1)).isZero();
      penalty.gradient(new double[] {3, -1}, into);
      assertThat(Arrays.stream(into)).allMatch(x -> x == 0);
      penalty.proximal(new double[] {3, -1}, 1, into);
      assertThat(into).containsExactly(3, -1);
    }
  }

  @Test
  void nothingCostsNothing() {
    assertThat(Penalty.l2(1).value()).isZero();
    assertThat(Penalty.groupLasso(1).value()).isZero();
  }

  /** No other point near it does better than the proximal point. */
  @Test
  void proximalPointIsTheMinimum() {
    Random random = new Random(4);
    double[] theta = {0.3, -1.2, 2.5, 0.01, -0.4};
    for (Penalty penalty : ALL) {
      double[] best = new double[5];
      penalty.proximal(theta, 0.6, best);
      double least = proximalCost(penalty, theta, best);
      for (int trial = 0; trial < 2000; trial++) {
        double size = Math.pow(10, -4 * random.nextDouble());
        double[] other = Arrays.stream(best).map(x -> x + size * random.nextGaussian()).toArray();
        assertThat(proximalCost(penalty, theta, other)).isGreaterThanOrEqualTo(least - 1e-14);
      }
    }
  }

  private static double proximalCost(Penalty penalty, double[] theta, double[] x) {
    double distance = 0;
    for (int i = 0; i < x.length; i++) {
      distance += (x[i] - theta[i]) * (x[i] - theta[i]);
    }
    return 0.5 * distance + 0.6 * penalty.value(x);
  }

  @Test
  void interceptIsFree() {
    double[] theta = {100, -3, 4};
    double[] into = new double[3];
    Penalty free = Penalty.l2(1).except(0, 1);
    assertThat(free.value(theta)).isEqualTo(12.5);
    free.gradient(theta, into);
    assertThat(into).containsExactly(0, -3, 4);
    free.curvature(theta, into);
    assertThat(into).containsExactly(0, 1, 1);
    free.proximal(theta, 1, into);
    assertThat(into).containsExactly(100, -1.5, 2);

    BitSet last = BitSet.valueOf(new long[] {0b100});
    assertThat(free.except(last).value(theta)).isEqualTo(4.5);
    assertThat(free.value(theta)).isEqualTo(12.5);
    Penalty group = Penalty.groupLasso(1, 3).except(0, 1);
    assertThat(group.value(theta)).isEqualTo(Math.sqrt(2) * 5);
    group.proximal(theta, 1, into);
    assertThat(into[0]).isEqualTo(100);
    assertThat(into[1]).isEqualTo(-3 * (1 - Math.sqrt(2) / 5), within(1e-15));
  }

  @Test
  void gradientsAreAddedOrWritten() {
    double[] theta = {2, -1};
    double[] into = {10, 20};
    Penalty.l2(0.5).addGradient(theta, into);
    assertThat(into).containsExactly(11, 19.5);
    Penalty.l2(0.5).addCurvature(theta, into);
    assertThat(into).containsExactly(11.5, 20);
    Penalty.l1(0.5).gradient(theta, into);
    assertThat(into).containsExactly(0.5, -0.5);
  }

  @Test
  void anyStorageWill() {
    float[] theta = {2, -1, 3, 4, 0, 5};
    float[] into = new float[6];
    Numbers columns = Numbers.of(theta).byColumn(2);
    assertThat(Penalty.l1(2).value(columns)).isEqualTo(30);
    // Coordinates are counted row by row: (2, 4), (−1, 0), (3, 5).
    Penalty.l2(1).except(1, 2).gradient(columns, Numbers.of(into).byColumn(2));
    assertThat(into).containsExactly(2, -1, 3, 0, 0, 5);
    Penalty.groupLasso(1, 2, 2, 2).proximal(columns, 1, columns);
    assertThat(theta[1]).isZero();
  }

  @Test
  void outputMayBeTheParameters() {
    for (Penalty penalty : ALL) {
      double[] theta = {0.3, -1.2, 2.5, 0.01, -0.4};
      double[] apart = new double[5];
      penalty.proximal(theta, 0.1, apart);
      penalty.proximal(theta, 0.1, theta);
      assertThat(theta).as("%s", penalty).containsExactly(apart);
      penalty.curvature(theta, apart);
      penalty.curvature(theta, theta);
      assertThat(theta).as("%s", penalty).containsExactly(apart);
    }
  }

  @Test
  void wrongNumbersAreNamedAndNothingIsWritten() {
    double[] into = {7, 7};
    assertThatThrownBy(() -> Penalty.l2(1).gradient(new double[] {1, Double.NaN}, into))
        .hasMessageContaining("theta[1] = NaN is not finite");
    assertThatThrownBy(() -> Penalty.l1(1).value(Double.NEGATIVE_INFINITY))
        .hasMessageContaining("theta[0] = -inf is not finite");
    assertThatThrownBy(() -> Penalty.l1(1).value(Numbers.of(1, 2, 3, Double.NaN).by(2)))
        .hasMessageContaining("theta[row 1, column 1] = NaN");
    assertThatThrownBy(() -> Penalty.l2(1).gradient(new double[] {1, 2, 3}, into))
        .hasMessageContaining("gradient by theta has the shape 2×1 double, but 3×1 is needed");
    assertThatThrownBy(() -> Penalty.groupLasso(1, 2, 2).value(1, 2, 3))
        .hasMessageContaining("the groups have 4 coordinates together, but theta has 3");
    assertThatThrownBy(() -> Penalty.l2(1).except(0, 3).value(1, 2))
        .hasMessageContaining("coordinate 2 shall be unpenalised, but theta has 2 coordinates");
    assertThatThrownBy(() -> Penalty.l2(1).gradient(Numbers.of(1, 2), Numbers.of(new int[2])))
        .hasMessageContaining("cannot be stored as integers");
    assertThat(into).containsExactly(7, 7);
  }

  @Test
  void wrongParametersAreNamed() {
    for (double lambda : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Penalty.l2(lambda))
          .hasMessageContaining("lambda = ")
          .hasMessageContaining("is outside [0, ∞)");
    }
    assertThatThrownBy(() -> Penalty.elasticNet(1, 1.5))
        .hasMessageContaining("ratio = 1.5 is outside [0, 1]");
    assertThatThrownBy(() -> Penalty.elasticNet(1, Double.NaN)).hasMessageContaining("ratio = NaN");
    assertThatThrownBy(() -> Penalty.groupLasso(1, 2, 0))
        .hasMessageContaining("sizes[1] = 0 is outside [1, ∞)");
    assertThatThrownBy(() -> Penalty.l1(1).proximal(new double[1], -1, new double[1]))
        .hasMessageContaining("step = -1");
    assertThatThrownBy(() -> Penalty.l1(1e300).proximal(new double[1], 1e300, new double[1]))
        .hasMessageContaining("step * lambda = inf");
    for (int[] range : new int[][] {{3, 1}, {-1, 2}}) {
      assertThatThrownBy(() -> Penalty.l1(1).except(range[0], range[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unpenalised coordinates [" + range[0] + ", " + range[1] + ")");
    }
  }

  /** The very view of θ is overwritten in place; a view that is shifted against it is refused. */
  @Test
  void outputsAreThetaItselfOrApart() {
    for (Penalty penalty : List.of(Penalty.l2(0.5), Penalty.groupLasso(0.5, 1, 1))) {
      double[] theta = {3, -4, 1};
      Numbers all = Numbers.of(theta);
      assertThatThrownBy(() -> penalty.gradient(all.slice(0, 2), all.slice(1, 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("gradient by theta and theta share memory");
      assertThatThrownBy(() -> penalty.proximal(all.slice(1, 3), 1, all.slice(0, 2)))
          .hasMessageContaining("proximal point and theta share memory");
      assertThat(theta).containsExactly(3, -4, 1);
      double[] expected = new double[2];
      penalty.gradient(new double[] {3, -4}, expected);
      penalty.gradient(all.slice(0, 2), all.slice(0, 2));
      assertThat(theta).containsExactly(expected[0], expected[1], 1);
    }
  }

  @Test
  void printsAsASpec() {
    assertThat(Penalty.l1(0.1)).hasToString("l1(lambda=0.1)");
    assertThat(Penalty.l2(2)).hasToString("l2(lambda=2)");
    assertThat(Penalty.elasticNet(1e-20, 0.5)).hasToString("elastic_net(lambda=1e-20, ratio=0.5)");
    assertThat(Penalty.groupLasso(1, 2, 3)).hasToString("group_lasso(lambda=1, sizes=[2, 3])");
    assertThat(Penalty.l2(2).except(0, 2)).hasToString("l2(lambda=2, except={0, 1})");
    assertThat(Penalty.l2(2).except(0, 99)).hasToString("l2(lambda=2, except=99 coordinates)");
  }
}

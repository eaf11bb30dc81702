package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The functions that distributions need, against values that mpmath computed with 60 digits and
 * rounded to double.
 */
final class DistributionFunctionsTest {
  /** u and the x with Φ(x) = u. */
  private static final double[] NORMAL_QUANTILES = {
    4.9e-324, -38.467405617144344,
    1e-310, -37.663060331949524,
    2.2250738585072014e-308, -37.5193793471445,
    1e-300, -37.0470962993612,
    1e-100, -21.273453560965326,
    1e-20, -9.262340089798407,
    1e-10, -6.361340902404057,
    1e-05, -4.264890793922825,
    0.001, -3.0902323061678136,
    0.025, -1.9599639845400543,
    0.1, -1.2815515655446004,
    0.2399, -0.7066242739607657,
    0.24, -0.7063025628400875,
    0.25, -0.6744897501960817,
    0.3, -0.5244005127080408,
    0.45, -0.12566134685507402,
    0.4999999, -2.5066282747031063e-07,
    0.49999999999999994, -1.3914582123358836e-16,
    0.5000000000000001, 2.782916424671767e-16,
    0.5000001, 2.506628273311648e-07,
    0.6, 0.2533471031357997,
    0.75, 0.6744897501960817,
    0.76, 0.7063025628400875,
    0.77, 0.7388468491852137,
    0.9, 1.2815515655446006,
    0.975, 1.9599639845400538,
    0.999999, 4.753424308817087,
    0.9999999999, 6.361340889697422,
    0.9999999999999999, 8.209536151601387,
  };

  /** x and atan x. */
  private static final double[] ARC_TANGENTS = {
    1e-300, 1e-300,
    1e-09, 1e-09,
    0.05, 0.049958395721942765,
    0.0625, 0.06241880999595735,
    0.1, 0.09966865249116204,
    0.4, 0.3805063771123649,
    0.5, 0.4636476090008061,
    0.9, 0.7328151017865066,
    1.0, 0.7853981633974483,
    1.0000000000000002, 0.7853981633974484,
    1.5, 0.982793723247329,
    2.0, 1.1071487177940904,
    7.5, 1.4382447944982226,
    100.0, 1.5607966601082315,
    10000000000.0, 1.5707963266948965,
    1e300, 1.5707963267948966,
  };

  /** u and 1/tan(πu). */
  private static final double[] COTANGENTS = {
    1e-300, 3.1830988618379066e299,
    1e-09, 318309886.1837906,
    0.05, 6.313751514675043,
    0.125, 2.414213562373095,
    0.2, 1.3763819204711734,
    0.25, 1.0,
    0.3, 0.7265425280053609,
    0.45, 0.15838444032453625,
    0.4999999, 3.141592653680235e-07,
    0.6, -0.32491969623290623,
    0.75, -1.0,
    0.9, -3.077683537175254,
    0.999999, -318309.88617359026,
  };

  /** x and ln Γ(x + ½) − ln Γ(x) − ½ ln x. */
  private static final double[] STEPS = {
    1e-300, -344.81539900618213,
    1e-09, -9.7892679769348,
    0.05, -0.9909822081636093,
    0.5, -0.22579135264472744,
    1.0, -0.12078223763524522,
    2.0, -0.0618907198070535,
    3.5, -0.03559561736670322,
    11.9, -0.010501117486208402,
    12.0, -0.010413658831440293,
    50.0, -0.002499958338331816,
    1000000.0, -1.2499999999999478e-07,
    500000000000000.0, -2.5e-16,
    1e300, -1.25e-301,
  };

  private static void check(double[] table, DoubleUnaryOperator function, double tolerance) {
    for (int i = 0; i < table.length; i += 2) {
      double x = table[i];
      double error = Math.abs(function.applyAsDouble(x) - table[i + 1]);
      assertThat(error).as("at %s", x).isLessThanOrEqualTo(tolerance * Math.abs(table[i + 1]));
    }
  }

  @Test
  void normalQuantileHasItsDigitsInBothTails() {
    check(NORMAL_QUANTILES, NormalQuantile::of, 1e-15);
  }

  @Test
  void normalQuantileOfTheBorders() {
    assertThat(NormalQuantile.of(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(NormalQuantile.of(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(NormalQuantile.of(0.5)).isZero();
    for (double outside : new double[] {-1e-300, 1.0000000000000002, Double.NaN}) {
      assertThat(NormalQuantile.of(outside)).isNaN();
    }
  }

  @Test
  void normalQuantileInvertsTheDistributionFunction() {
    for (double x = -37; x < 7; x += 0.37) {
      double u = Normal.normalCdf(x);
      // near 1, u has lost what lies above it: an ulp of u is that much of x
      double density = Exponential.exp(-0.5 * x * x) / 2.5066282746310002;
      double lost = Math.ulp(u) / density;
      assertThat(NormalQuantile.of(u)).isCloseTo(x, Offset.offset(1e-14 * Math.abs(x) + 4 * lost));
    }
  }

  @Test
  void arcTangent() {
    check(ARC_TANGENTS, Angle::atan, 4e-16);
    check(ARC_TANGENTS, x -> -Angle.atan(-x), 4e-16);
    assertThat(Angle.atan(Double.POSITIVE_INFINITY)).isEqualTo(Math.PI / 2);
    assertThat(Angle.atan(Double.NEGATIVE_INFINITY)).isEqualTo(-Math.PI / 2);
    assertThat(Double.doubleToRawLongBits(Angle.atan(-0.0)))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(Angle.atan(Double.NaN)).isNaN();
  }

  @Test
  void cotangent() {
    check(COTANGENTS, Angle::cotPi, 6e-16);
    assertThat(Angle.cotPi(0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Angle.cotPi(0.5)).isZero();
    assertThat(Angle.cotPi(1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void halfStepOfLogGamma() {
    for (int i = 0; i < STEPS.length; i += 2) {
      double truth = STEPS[i + 1];
      double allowed = STEPS[i] < 12 ? Math.max(2e-15, 4e-16 * Math.abs(truth)) : -4e-16 * truth;
      assertThat(GammaStep.half(STEPS[i])).isCloseTo(truth, Offset.offset(allowed));
    }
    assertThat(GammaStep.half(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(GammaStep.half(Double.POSITIVE_INFINITY)).isZero();
    assertThat(GammaStep.half(-1)).isNaN();
    assertThat(GammaStep.half(Double.NaN)).isNaN();
  }
}

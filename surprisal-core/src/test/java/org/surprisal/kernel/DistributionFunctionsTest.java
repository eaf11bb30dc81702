package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The functions that distributions need, against values that mpmath computed with 60 digits. */
final class DistributionFunctionsTest {
  /** u and the x with Φ(x) = u. */
  private static final double[] NORMAL_QUANTILES = {
    5e-324, -38.467405617144346251,
    1e-310, -37.663060331949523732,
    2.2250738585072014e-308, -37.519379347144499821,
    1e-300, -37.047096299361199237,
    1e-100, -21.273453560965324294,
    1e-20, -9.2623400897984075796,
    1e-10, -6.3613409024040561991,
    1e-05, -4.2648907939228246102,
    0.001, -3.0902323061678135354,
    0.025, -1.9599639845400542118,
    0.1, -1.2815515655446004353,
    0.2399, -0.70662427396076566306,
    0.24, -0.70630256284008748445,
    0.25, -0.6744897501960817432,
    0.3, -0.52440051270804081597,
    0.45, -0.12566134685507400616,
    0.4999999, -2.5066282747031065135e-7,
    0.49999999999999994, -1.3914582123358834611e-16,
    0.5000000000000001, 2.7829164246717669222e-16,
    0.5000001, 2.5066282733116483012e-7,
    0.6, 0.25334710313579974132,
    0.75, 0.6744897501960817432,
    0.76, 0.70630256284008748445,
    0.77, 0.73884684918521368782,
    0.9, 1.2815515655446005935,
    0.975, 1.9599639845400538556,
    0.999999, 4.7534243088170877657,
    0.9999999999, 6.3613408896974218642,
    0.9999999999999999, 8.2095361516013868556,
  };

  /** x and atan x. */
  private static final double[] ARC_TANGENTS = {
    1e-300, 1.0000000000000000251e-300,
    1e-09, 1.0000000000000000619e-9,
    0.05, 0.049958395721942764179,
    0.0625, 0.062418809995957348474,
    0.1, 0.099668652491162032875,
    0.4, 0.38050637711236490545,
    0.5, 0.46364760900080611621,
    0.9, 0.73281510178650660391,
    1.0, 0.78539816339744830962,
    1.0000000000000002, 0.78539816339744842064,
    1.5, 0.98279372324732906799,
    2.0, 1.107148717794090503,
    7.5, 1.438244794498222598,
    100.0, 1.560796660108231381,
    10000000000.0, 1.5707963266948966192,
    1e300, 1.5707963267948966192,
  };

  /** u and 1/tan(πu). */
  private static final double[] COTANGENTS = {
    1e-300, 3.1830988618379066356e299,
    1e-09, 318309886.18379065067,
    0.05, 6.3137515146750427427,
    0.125, 2.4142135623730950488,
    0.2, 1.3763819204711734373,
    0.25, 1.0,
    0.3, 0.72654252800536093919,
    0.45, 0.15838444032453625809,
    0.4999999, 3.1415926536802351771e-7,
    0.6, -0.32491969623290624903,
    0.75, -1.0,
    0.9, -3.0776835371752541331,
    0.999999, -318309.88617359026169,
  };

  /** x and ln Γ(x + ½) − ln Γ(x) − ½ ln x. */
  private static final double[] STEPS = {
    1e-300, -344.8153990061821525,
    1e-09, -9.7892679769347998193,
    0.05, -0.99098220816360930426,
    0.5, -0.22579135264472743236,
    1.0, -0.12078223763524522235,
    2.0, -0.061890719807053495076,
    3.5, -0.035595617366703221848,
    11.9, -0.010501117486208403039,
    12.0, -0.010413658831440292768,
    50.0, -0.0024999583383318163365,
    1000000.0, -1.2499999999999479167e-7,
    500000000000000.0, -2.5e-16,
    1e300, -1.2499999999999999344e-301,
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

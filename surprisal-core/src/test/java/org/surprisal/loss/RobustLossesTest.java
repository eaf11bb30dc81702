package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.surprisal.loss.Traps.INFINITY;
import static org.surprisal.loss.Traps.curvature;
import static org.surprisal.loss.Traps.gradient;
import static org.surprisal.loss.Traps.value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps and special cases of the robust and the relative losses; the numbers are of the list. */
final class RobustLossesTest {
  @Test
  void t35SmoothL1IsNotHuber() {
    assertThat(value("smooth_l1(beta=0.5)", 0, 3)).isEqualTo(2.75);
    assertThat(value("huber(delta=0.5)", 0, 3)).isEqualTo(1.375);
    assertThat(value("smooth_l1(beta=2)", 0, 3)).isEqualTo(2);
    assertThat(value("smooth_l1(beta=inf)", 0, 3)).isZero();
    assertThat(value("smooth_l1(beta=0)", 0, 3)).isEqualTo(3);
    assertThat(gradient("smooth_l1(beta=0)", 3, 3)).isZero();
    assertThat(curvature("smooth_l1(beta=0)", 3, 3)).isZero();
    for (double z : new double[] {-7, -2, -0.1, 0.25, 2, 1e300}) {
      double huber = value("huber(delta=2)", 0, z) / 2;
      assertThat(value("smooth_l1(beta=2)", 0, z)).isEqualTo(huber, within(1e-15 * huber));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epsilon_insensitive(epsilon=0)",
        "absolute_percentage_error",
        "symmetric_absolute_percentage_error",
        "smooth_l1(beta=0)"
      })
  void t37NoSlopeAtThePerfectPrediction(String spec) {
    for (double y : new double[] {-8e307, -1, 0, 1e-300, 7}) {
      assertThat(value(spec, y, y)).isZero();
      assertThat(gradient(spec, y, y)).isZero();
      assertThat(curvature(spec, y, y)).isZero();
    }
  }

  @Test
  void t45LogarithmsOfWhatIsNotAboveMinusOneAreRefused() {
    assertThatThrownBy(() -> value("msle", 1, -2))
        .hasMessageContaining("prediction[0] = -2 is outside (-1, ∞) of squared_log_error");
    assertThatThrownBy(() -> value("msle", -1, 0))
        .hasMessageContaining("target[0] = -1 is outside (-1, ∞) of squared_log_error");
    assertThat(value("msle", -0.5, -0.75)).isEqualTo(0.4804530139182014, within(1e-15));
  }

  @Test
  void t46APercentageOfNothingIsInfinite() {
    assertThat(value("mape", 0, 0.1)).isEqualTo(INFINITY);
    assertThat(gradient("mape", 0, 0.1)).isEqualTo(INFINITY);
    assertThat(gradient("mape", 0, -0.1)).isEqualTo(-INFINITY);
    assertThat(value("mape", 0, 0)).isZero();
    assertThat(value("mape", -4, -3)).isEqualTo(0.25);
  }

  @Test
  void symmetricPercentagesAreFlatAcrossTheSigns() {
    assertThat(value("smape", 0, 0)).isZero();
    assertThat(value("smape", 0, 5)).isEqualTo(2);
    assertThat(value("smape", 5, 0)).isEqualTo(2);
    assertThat(value("smape", -1, 3)).isEqualTo(2);
    assertThat(gradient("smape", -1, 3)).isZero();
    assertThat(gradient("smape", 1, 3)).isEqualTo(0.25);
    assertThat(curvature("smape", 1, 3)).isEqualTo(-0.125);
    assertThat(value("smape", 8e307, -8e307)).isEqualTo(2);
  }

  /** Curvature at a break is that of the closed side. */
  @ParameterizedTest
  @CsvSource({
    "smooth_l1(beta=0.5),                      0.5, 1,  2",
    "smooth_l1(beta=0.5),                     -0.5, -1, 2",
    "expectile(tau=0.25),                      0,   0,  0.5",
    "epsilon_insensitive(epsilon=0.5),         0.5, 0,  0",
    "epsilon_insensitive(epsilon=0.5),        -0.5, 0,  0",
    "squared_epsilon_insensitive(epsilon=0.5), 0.5, 0,  0",
    "tukey(c=2),                               2,   0,  0"
  })
  void atABreak(String spec, double z, double slope, double bend) {
    assertThat(gradient(spec, 0, z)).isEqualTo(slope);
    assertThat(curvature(spec, 0, z)).isEqualTo(bend);
  }

  @Test
  void factoriesGiveTheirSpecs() {
    assertThat(RobustLosses.smoothL1(INFINITY).toString()).isEqualTo("smooth_l1(beta=inf)");
    assertThat(RobustLosses.pseudoHuber(2).toString()).isEqualTo("pseudo_huber(delta=2)");
    assertThat(RobustLosses.expectile(0.9).toString()).isEqualTo("expectile(tau=0.9)");
    assertThat(RobustLosses.epsilonInsensitive(0).toString())
        .isEqualTo("epsilon_insensitive(epsilon=0)");
    assertThat(RobustLosses.squaredEpsilonInsensitive(1).toString())
        .isEqualTo("squared_epsilon_insensitive(epsilon=1)");
    assertThat(RobustLosses.fair(2).toString()).isEqualTo("fair(c=2)");
    assertThat(RobustLosses.cauchy(2).toString()).isEqualTo("cauchy(c=2)");
    assertThat(RobustLosses.welsch(2).toString()).isEqualTo("welsch(c=2)");
    assertThat(RobustLosses.gemanMcClure(2).toString()).isEqualTo("geman_mcclure(c=2)");
    assertThat(RobustLosses.tukey(4.685).toString()).isEqualTo("tukey");
    assertThat(RobustLosses.barron(-INFINITY, 2).toString()).isEqualTo("barron(alpha=-inf, c=2)");
    assertThat(RelativeLosses.squaredLogError().toString()).isEqualTo("squared_log_error");
    assertThat(RelativeLosses.absolutePercentageError().toString())
        .isEqualTo("absolute_percentage_error");
    assertThat(RelativeLosses.symmetricAbsolutePercentageError().toString())
        .isEqualTo("symmetric_absolute_percentage_error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smooth_l1(beta=-1)",
        "smooth_l1(beta=nan)",
        "pseudo_huber(delta=0)",
        "expectile(tau=1)",
        "epsilon_insensitive(epsilon=-0.1)",
        "epsilon_insensitive(epsilon=inf)",
        "tukey(c=0)",
        "barron(alpha=inf)",
        "barron(alpha=nan)",
        "barron(c=-1)"
      })
  void parametersOutsideTheirDomainAreRefused(String spec) {
    assertThatThrownBy(() -> Loss.parse(spec))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is not allowed; use");
  }
}

package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logarithm of the rising factorial against mpmath, and against the product that it is. */
final class LogRisingTest {
  @ParameterizedTest
  @CsvSource({
    "1e-10, 1.0, -5.772156648192861783e-11",
    "5.0, 1e-15, 9.9999999999999857771e-15",
    "3.5, 0.1, 0.39920085068407165644",
    "1e15, 1e-08, 15118097362767881.846",
    "1e15, 100000.0, 45051701859880885.817",
    "0.5, 1e300, -344.81539900618215254",
    "7.0, 1e-300, 2.1e-299",
    "1e-300, 2.0, -1.2703628454614782019e-300",
    "20.0, 0.125, 14.443546432344198194",
    "20.0, 0.13, 14.823729128141251393",
  })
  void isAsMpmathHasIt(double y, double phi, double truth) {
    assertThat(LogRising.logRising(y, phi)).isEqualTo(truth, within(1e-13 * Math.abs(truth)));
  }

  @Test
  void isTheSumOfLogarithms() {
    for (double phi : new double[] {1e-5, 0.01, 0.124, 0.126, 0.5, 1, 7, 1e5, 1e200}) {
      double sum = 0;
      for (int y = 0; y < 60; y++) {
        double got = LogRising.logRising(y, phi);
        assertThat(got).as("%s of %s", y, phi).isEqualTo(sum, within(1e-13 * (y + sum)));
        sum += Logarithm.log1p(y * phi);
      }
    }
  }

  @Test
  void hasItsLimits() {
    assertThat(LogRising.logRising(0, 3)).isEqualTo(0.0);
    assertThat(LogRising.logRising(5, 0)).isEqualTo(0.0);
    assertThat(LogRising.logRising(1, 3)).isEqualTo(0.0, within(1e-14));
    assertThat(LogRising.logRising(-1, 3)).isNaN();
    assertThat(LogRising.logRising(1, -3)).isNaN();
    assertThat(LogRising.logRising(Double.NaN, 3)).isNaN();
    assertThat(LogRising.logRising(8e307, 8e307)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}

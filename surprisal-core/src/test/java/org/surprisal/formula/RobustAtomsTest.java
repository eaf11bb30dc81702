package org.surprisal.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities and limits of the robust and relative atoms, at sizes where naive forms end. */
final class RobustAtomsTest {
  private static final double[] SCALES = {1e-60, 1e-9, 0.5, 1, 3, 1e9, 1e60};
  private static final double[] RATIOS = {0, 1e-20, 1e-9, 1e-3, 0.3, 0.99, 1, 1.01, 7, 1e3, 1e9};

  /** Each pair is the same function; both sides are a few roundings away from it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pseudo_huber(z, y)  | y^2 * barron(z, y, 1)
          cauchy(z, y)        | y * (y * barron(z, y / sqrt(2), 0)) / 2
          welsch(z, y)        | y * (y * barron(z, y / sqrt(2), -inf)) / 2
          geman_mcclure(z, y) | y * (y * barron(z, y / 2, -2)) / 4
          half_square(z / y)  | barron(z, y, 2)
          half_square(z / y)  | barron(z, y, 2.0000000000000004)
          half_square(z / y)  | barron(z, y, 1.9999999999999998)
          barron(z, y, 0)     | barron(z, y, 1e-300)
          barron(z, y, 0)     | barron(z, y, -1e-300)
          barron(z, y, -inf)  | barron(z, y, -1e300)
          """)
  void specialCasesCoincide(String one, String other) {
    for (double c : SCALES) {
      for (double ratio : RATIOS) {
        double[] left = Formulas.evaluate(one, ratio * c, c);
        double[] right = Formulas.evaluate(other, ratio * c, c);
        for (int i = 0; i < 3; i++) {
          assertThat(right[i])
              .as("%s and %s, x/c = %s, c = %s, derivative %d", one, other, ratio, c, i)
              .isEqualTo(left[i], within(4e-13 * Math.abs(left[i]) + 4e-14 * unit(left, i, c)));
        }
      }
    }
  }

  /** Where a curvature changes its sign, its neighbourhood decides what a rounding may be. */
  private static double unit(double[] all, int derivative, double c) {
    return derivative < 2 ? 0 : Math.abs(all[1] / c);
  }

  /** Beside its target every one of them is half a square, whatever the sizes. */
  @ParameterizedTest
  @ValueSource(strings = {"pseudo_huber", "fair", "cauchy", "welsch", "geman_mcclure", "tukey"})
  void smallResidualsAreHalfASquare(String name) {
    for (double[] pair :
        new double[][] {
          {1e-19, 1}, {1e-150, 1e-130}, {1e-153, 1e150}, {1e130, 1e150}, {-3, 1e290}
        }) {
      double x = pair[0];
      double[] all = Formulas.evaluate(name + "(z, y)", x, pair[1]);
      assertThat(all[0]).as(name + " of %s", x).isEqualTo(x * x / 2, within(x * x * 1e-15));
      assertThat(all[1]).isEqualTo(x, within(Math.abs(x) * 1e-15));
      assertThat(all[2]).isEqualTo(1, within(1e-15));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'pseudo_huber(z, y)',  1e300, 1e-300, 1,     1e-300",
    "'pseudo_huber(z, y)',  8e307, 8e307,  inf,   5.656854249492381e307",
    "'fair(z, y)',          1e300, 1e-300, 1,     1e-300",
    "'cauchy(z, y)',        1e300, 1,      690.7755278982137, 1e-300",
    "'cauchy(z, y)',        1e300, 1e-200, 0,     0",
    "'welsch(z, y)',        1e300, 2,      2,     0",
    "'geman_mcclure(z, y)', 1e300, 2,      2,     0",
    "'geman_mcclure(z, y)', 1e200, 1e150,  5e299, 1",
    "'tukey(z, y)',         1e300, 3,      1.5,   0",
    "'barron(z, y, 1)',     8e307, 1,      8e307, 1",
    "'barron(z, y, 2)',     1e200, 1e100,  5e199, 1",
    "'squared_log_error(z, y)', 8e307, 8e307, 0,  0",
    "'relative_difference(z, y)', 8e307, -8e307, 2, 0",
    "'relative_difference(z, y)', 1e300, 5e299, 0.6666666666666666, 8.888888888888889e-301"
  })
  void hugeNumbersKeepTheirDigits(String formula, double z, double y, String value, double slope) {
    double[] all = Formulas.evaluate(formula, z, y);
    double wanted = value.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
    assertThat(all[0]).isEqualTo(wanted, within(4e-14 * Math.min(wanted, Double.MAX_VALUE)));
    assertThat(all[1]).isEqualTo(slope, within(4e-14 * slope));
  }

  @Test
  void curvatureIsExactlyNoughtWhereItChangesItsSign() {
    for (double c : SCALES) {
      assertThat(Formulas.evaluate("cauchy(z, y)", c, c)[2]).isZero();
      assertThat(Formulas.evaluate("tukey(z, y)", c, c)[2]).isZero();
      assertThat(Formulas.evaluate("barron(z, y, -inf)", -c, c)[2]).isZero();
      double next = Math.nextUp(c); // 1 − (x/c)² = −2·(next − c)/c, without its square
      double bend = Formulas.evaluate("cauchy(z, y)", next, c)[2];
      assertThat(bend).isEqualTo(-(next - c) / c / 2, within(1e-15 * Math.abs(bend)));
    }
  }

  /** e is not a double: ln(1 + z) − 1 at its nearest is what remains of e, to all its digits. */
  @Test
  void squaredLogErrorBendsAtTheRatioE() {
    double z = Math.E - 1;
    double bend = Formulas.evaluate("squared_log_error(z, y)", z, 0)[2];
    double remainder = 1.4456468917292502e-16; // e − Math.E; z + 1 is Math.E exactly
    assertThat(1 + z).isEqualTo(Math.E);
    double wanted = 2 * (remainder / Math.E) / (Math.E * Math.E);
    assertThat(bend).isEqualTo(wanted, within(1e-14 * wanted));
  }

  @Test
  void neighboursAreToldApart() {
    double[] all = Formulas.evaluate("squared_log_error(z, y)", Math.nextUp(1e300), 1e300);
    double ratio = Math.ulp(1e300) / 1e300;
    assertThat(all[0]).isEqualTo(ratio * ratio, within(1e-15 * ratio * ratio));
    assertThat(Formulas.value("relative_difference(z, y)", Math.nextUp(1e300), 1e300))
        .isEqualTo(ratio, within(1e-15 * ratio));
    assertThat(Formulas.value("relative_difference(z, y)", 0, 0)).isZero();
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertThatThrownBy(() -> Formulas.evaluate("barron(1, y, z)", 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none by its shape");
  }

  /** Derivatives by the scale follow from those by the residual. */
  @ParameterizedTest
  @ValueSource(strings = {"pseudo_huber", "fair", "cauchy", "welsch", "geman_mcclure", "tukey"})
  void scalesHaveADerivativeToo(String name) {
    for (double x : new double[] {0.3, -0.8, 1.9}) {
      double got = Formulas.evaluate(name + "(y, z)", 1.1, x)[1];
      double up = Formulas.value(name + "(y, z)", 1.1 + 1e-5, x);
      double down = Formulas.value(name + "(y, z)", 1.1 - 1e-5, x);
      assertThat(got).isEqualTo((up - down) / 2e-5, within(1e-9));
    }
  }
}

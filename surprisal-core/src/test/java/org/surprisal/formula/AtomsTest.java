package org.surprisal.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unstable spellings become the atom that they mean; exact rewrites are exact at every corner. */
final class AtomsTest {
  private static final double[] CORNERS = {
    Double.NaN,
    0,
    -0.0,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1,
    -1,
    0.5,
    3,
    -7.25,
    1e-300,
    -1e-300,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    1e300,
    -1e300,
    Double.MAX_VALUE,
    1e-160,
    745,
    -745
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          log(1 + exp(z))                           | softplus(z)
          log(exp(z) + 1)                           | softplus(z)
          log1p(exp(z))                             | softplus(z)
          log(1 + exp(-z))                          | softplus(-z)
          max(z, 0) + log(1 + exp(-abs(z)))         | softplus(z)
          max(0, z) + log1p(exp(-abs(z)))           | softplus(z)
          log(1 + exp(z)) - z                       | softplus(-z)
          max(z,0) - z*y + log(1 + exp(-abs(z)))    | softplus(z) - y * z
          -y*log(sigmoid(z)) - (1-y)*log(1-sigmoid(z)) | y * softplus(-z) + (1 - y) * softplus(z)
          log(cosh(z - y))                          | log_cosh(z - y)
          log((exp(z) + exp(-z)) / 2)               | log_cosh(z)
          log(0.5 * (exp(z) + exp(-z)))             | log_cosh(z)
          sqrt((z - y)^2)                           | abs(z - y)
          1 / (1 + exp(-z))                         | sigmoid(z)
          exp(z) / (1 + exp(z))                     | sigmoid(z)
          1 - sigmoid(z)                            | sigmoid(-z)
          log(sigmoid(z))                           | log_sigmoid(z)
          log(1 - sigmoid(z))                       | -softplus(z)
          exp(z) - 1                                | expm1(z)
          1 - exp(z)                                | -expm1(z)
          log(1 + z)                                | log1p(z)
          log(1 - z)                                | log1p(-z)
          exp(z) - z - 1                            | expm1_minus(z)
          expm1(z) - z                              | expm1_minus(z)
          log(1 + z) - z                            | log1p_minus(z)
          1 - tanh(z)^2                             | sech_squared(z)
          lgamma(y + 1)                             | lgamma1p(y)
          log(exp(z))                               | z
          (z - y)^2 / 2                             | half_square(z - y)
          0.5 * (z - y)^2                           | half_square(z - y)
          z * z                                     | square(z)
          """)
  void isRecognised(String spelling, String atom) {
    // Both may be written in another order, but they compute the same numbers.
    for (double z :
        new double[] {0, 1e-9, -1e-9, 0.3, -2, 40, -40, 745, -745, 1e3, -1e3, 1e308, -1e308}) {
      for (double y : new double[] {0, 1, 0.25}) {
        double[] typed = Formulas.evaluate(spelling, z, y);
        double[] wanted = Formulas.evaluate(atom, z, y);
        for (int order = 0; order < 3; order++) {
          assertThat(typed[order] + 0.0)
              .as("derivative %s of %s at z=%s y=%s", order, spelling, z, y)
              .isEqualTo(Double.valueOf(wanted[order] + 0.0));
        }
      }
    }
  }

  @Test
  void spellingsStayAccurate() {
    assertThat(Formulas.value("log(1 + exp(z))", 1e308, 0)).isEqualTo(1e308);
    assertThat(Formulas.value("log(1 + exp(z))", -745, 0)).isEqualTo(Double.MIN_VALUE);
    assertThat(Formulas.value("log(1 + exp(z))", 1e3, 0)).isEqualTo(1e3);
    assertThat(Formulas.value("log(cosh(z))", 1e308, 0)).isEqualTo(1e308);
    assertThat(Formulas.value("log(cosh(z))", 1e-9, 0)).isEqualTo(5e-19);
    assertThat(Formulas.value("sqrt((z - y)^2)", 1e300, -1e300)).isEqualTo(2e300);
    assertThat(Formulas.value("log(1 + exp(z)) - y*z", 1e3, 1)).isZero();
    assertThat(Formulas.value("1 - sigmoid(z)", 700, 0)).isBetween(9e-305, 1e-304);
    assertThat(Formulas.value("exp(z) - z - 1", 1e-9, 0)).isBetween(4.99e-19, 5.01e-19);
  }

  private record Rewrite(String text, DoubleBinaryOperator plain) {}

  private static double over(double a, double b) {
    return a / b;
  }

  private static double less(double a, double b) {
    return a - b;
  }

  /** Each exact rewrite of Graph against the arithmetic that was typed. */
  @Test
  void exactRewritesAreExactAtEveryCorner() {
    Rewrite[] rewrites = {
      new Rewrite("z + -y", (z, y) -> z + -y),
      new Rewrite("-z + y", (z, y) -> -z + y),
      new Rewrite("z - -y", (z, y) -> z - -y),
      new Rewrite("z - 0", (z, y) -> z - 0.0),
      new Rewrite("z + 0", (z, y) -> z + 0.0),
      new Rewrite("0 + z", (z, y) -> 0.0 + z),
      new Rewrite("0 - z", (z, y) -> 0.0 - z),
      new Rewrite("z * 1", (z, y) -> z * 1.0),
      new Rewrite("1 * z", (z, y) -> 1.0 * z),
      new Rewrite("z * -1", (z, y) -> z * -1.0),
      new Rewrite("-1 * z", (z, y) -> -1.0 * z),
      new Rewrite("z * 0", (z, y) -> z * 0.0),
      new Rewrite("z * z", (z, y) -> z * z),
      new Rewrite("z / z", (z, y) -> over(z, z)),
      new Rewrite("z - z", (z, y) -> less(z, z)),
      new Rewrite("-z * y", (z, y) -> -z * y),
      new Rewrite("z * -y", (z, y) -> z * -y),
      new Rewrite("-z * -y", (z, y) -> -z * -y),
      new Rewrite("z / 1", (z, y) -> z / 1.0),
      new Rewrite("-z / y", (z, y) -> -z / y),
      new Rewrite("z / -y", (z, y) -> z / -y),
      new Rewrite("z / 2", (z, y) -> z / 2.0),
      new Rewrite("z / 3", (z, y) -> z / 3.0),
      new Rewrite("z / 1e308", (z, y) -> z / 1e308),
      new Rewrite("z / 1e-308", (z, y) -> z / 1e-308),
      new Rewrite("--z", (z, y) -> z),
      new Rewrite("-(-(-z))", (z, y) -> -z),
      new Rewrite("abs(-z)", (z, y) -> Math.abs(-z)),
      new Rewrite("abs(abs(z))", (z, y) -> Math.abs(z)),
      new Rewrite("(-z)^2", (z, y) -> z * z),
      new Rewrite("abs(z)^2", (z, y) -> z * z),
      new Rewrite("z^0", (z, y) -> 1.0),
      new Rewrite("z^1", (z, y) -> z),
      new Rewrite("z^-1", (z, y) -> 1.0 / z),
      new Rewrite("z < y", (z, y) -> z < y ? 1 : z >= y ? 0 : Double.NaN),
      new Rewrite("z >= y", (z, y) -> z >= y ? 1 : z < y ? 0 : Double.NaN),
      new Rewrite("min(z, y)", Math::min),
      new Rewrite("max(z, y)", Math::max),
      new Rewrite("sqrt(z)", (z, y) -> Math.sqrt(z)),
      new Rewrite("z * y + 1", (z, y) -> Math.fma(z, y, 1)),
      // An overflow on the way to a finite result is repaired by running the row without limits.
      new Rewrite(
          "z * y - z * y",
          (z, y) -> Double.isFinite(z) && Double.isFinite(y) ? 0 : less(z * y, z * y)),
    };
    for (Rewrite rewrite : rewrites) {
      for (double z : CORNERS) {
        for (double y : CORNERS) {
          // Boxed, so that −0 is not 0, and NaN is NaN.
          assertThat(Formulas.value(rewrite.text(), z, y))
              .as("%s at z=%s y=%s", rewrite.text(), z, y)
              .isEqualTo(Double.valueOf(rewrite.plain().applyAsDouble(z, y)));
        }
      }
    }
  }

  /** 0·ln 0 = 0 in values and derivatives, and the branch not taken leaks nothing. */
  @Test
  void nothingTimesALogarithmIsNothing() {
    assertThat(Formulas.value("y * log(z)", 0, 0)).isZero();
    assertThat(Formulas.value("log(z) * y", 0, 0)).isZero();
    assertThat(Formulas.evaluate("y * log(z)", 0, 0)[1]).isZero();
    assertThat(Formulas.evaluate("y * log(z)", 0, 0)[2]).isZero();
    assertThat(Formulas.value("y * log(z)", 0, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Formulas.value("xlogy(y, z)", 0, 0)).isZero();
    assertThat(Formulas.value("z * log(z)", 0, 0)).isZero();
    assertThat(Formulas.value("y * softplus(z)", Double.POSITIVE_INFINITY, 0)).isZero();
    assertThat(Formulas.evaluate("if(z > 0, z * log(z), 0)", 0, 0)[0]).isZero();
    assertThat(Formulas.evaluate("if(y > 0, log(z), 0)", -1, 0)).containsExactly(0, 0, 0);
    assertThat(Formulas.evaluate("if(y > 0, sqrt(z), z)", -1, 0)).containsExactly(-1, 1, 0);
    assertThat(Formulas.value("y * log(z)", 0, Double.NaN)).isNaN();
    assertThat(Formulas.value("y * log(z)", Double.NaN, 0)).isNaN();
    assertThat(Formulas.value("if(z > 0, 1, 2)", Double.NaN, 0)).isNaN();
  }
}

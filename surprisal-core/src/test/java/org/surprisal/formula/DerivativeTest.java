package org.surprisal.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives against differences at moderate points, and their elements at ties. */
final class DerivativeTest {
  private static final double STEP = 1e-3;

  /** Five points leave h⁴·f⁽⁵⁾/30 and 1e-16/h of rounding. */
  private static final double TOLERANCE = 1e-8;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "z + y",
        "y - z",
        "z * y * z",
        "z / y",
        "y / z",
        "-z",
        "z^3",
        "z^y",
        "y^z",
        "z^z",
        "z^-1",
        "z^0.5",
        "abs(z - 9)",
        "min(z, 9)",
        "max(z, 9 - z)",
        "sqrt(z)",
        "exp(-z)",
        "log(z)",
        "log1p(z * z)",
        "expm1(z / 2)",
        "pow(z, 1.5)",
        "sigmoid(z)",
        "softplus(z)",
        "softplus(-z)",
        "log_sigmoid(z * y)",
        "tanh(z / 3)",
        "log_cosh(z - y)",
        "xlogy(z, z)",
        "xlogy(y, z)",
        "xlogy(z, y)",
        "lgamma(z)",
        "lgamma(z + 1)",
        "erf(z / 2)",
        "normal_cdf(z - 1)",
        "square(z)",
        "clamp(z, 0, 9)",
        "sign(z) * z",
        "if(z < y, z^2, exp(z))",
        "if(y > 0, z^2, log(-z))",
        "log(1 + exp(z))",
        "1 / (1 + exp(-z))",
        "exp(z) / (1 + exp(z))",
        "1 - tanh(z)^2",
        "exp(z) - z - 1",
        "log(1 + z) - z",
        "log(cosh(z))",
        "sqrt((z - y)^2)",
        "stirling(z)",
        "log1p((z - y)^2 / 4)",
        "z * log(z) - z",
        "-y * log(z / 9) - (1 - y) * log(1 - z / 9)",
        "y * z * exp(-z) * log(z + 3)",
        "exp(-exp(-z))",
        "(z - y)^2 / (1 + (z - y)^2)",
        "1 - exp(-(z - y)^2 / 2)",
        "sqrt(1 + (z - y)^2) - 1",
        "pseudo_huber(z - y, 2)",
        "pseudo_huber(z * y, 2)",
        "fair(z + y, 2)",
        "cauchy(z - y, 2)",
        "welsch(z - y, 2)",
        "geman_mcclure(z - y, 2)",
        "tukey(z - y, 7)",
        "tukey(z, 9 * y)",
        "barron(z - y, 2, 0.5)",
        "barron(z - y, 2, -inf)",
        "barron(z - y, 2, 2)",
        "barron(z - y, 2, 4)",
        "squared_log_error(z, y)",
        "squared_log_error(z, z * y)",
        "relative_difference(z, y)",
        "relative_difference(y, z)"
      })
  void isTheLimitOfDifferences(String text) {
    for (double z : new double[] {0.37, 1.7, 4.1}) {
      for (double y : new double[] {0.3, 2.6}) {
        double[] all = Formulas.evaluate(text, z, y);
        check(text, z, y, all[1], difference(x -> Formulas.evaluate(text, x, y)[0], z));
        check(text, z, y, all[2], difference(x -> Formulas.evaluate(text, x, y)[1], z));
      }
    }
  }

  private static double difference(DoubleUnaryOperator f, double x) {
    double inner = f.applyAsDouble(x + STEP) - f.applyAsDouble(x - STEP);
    double outer = f.applyAsDouble(x + 2 * STEP) - f.applyAsDouble(x - 2 * STEP);
    return (8 * inner - outer) / (12 * STEP);
  }

  private static void check(String text, double z, double y, double got, double wanted) {
    assertThat(got)
        .as("%s at z=%s y=%s", text, z, y)
        .isEqualTo(wanted, within(TOLERANCE * (1 + Math.abs(wanted))));
  }

  /** The element nearest to 0 between both sides; the curvature is that of the closed side. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          abs(z)                               | 0 | 0   | 0
          max(0, 1 - z)                        | 1 | 0   | 0
          max(z, 2*z)                          | 0 | 1   | 0
          min(z, -z)                           | 0 | 0   | 0
          if(z <= 0, -0.3*z, 0.7*z)            | 0 | 0   | 0
          if(abs(z) <= 1, z^2/2, abs(z) - 0.5) | 1 | 1   | 1
          if(z > 0, z^2, 0)                    | 0 | 0   | 0
          if(z <= 0, 3*z, 5*z)                 | 0 | 3   | 0
          if(z <= 0, -3*z, -5*z)               | 0 | -3  | 0
          max(0, z)^2                          | 0 | 0   | 0
          clamp(z, 0, 1)                       | 0 | 0   | 0
          sqrt(z^2)                            | 0 | 0   | 0
          """)
  void atATie(String text, double z, double slope, double bend) {
    double[] all = Formulas.evaluate(text, z, 0);
    assertThat(all[1]).isEqualTo(slope, within(0.0));
    assertThat(all[2]).isEqualTo(bend, within(0.0));
  }
}

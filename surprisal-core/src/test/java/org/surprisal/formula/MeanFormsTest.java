package org.surprisal.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Atoms of positive means and of the normal tail: derivatives by differences, spellings, LaTeX. */
final class MeanFormsTest {
  private static final double STEP = 1e-3;

  /** Five points leave h⁴·f⁽⁵⁾/30 and 1e-16/h of rounding. */
  private static final double TOLERANCE = 1e-8;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gamma_cost(y, z)",
        "gamma_cost(z, y)",
        "gamma_excess(y, z)",
        "gamma_excess(z, y)",
        "gamma_slope(z, y)",
        "tweedie_cost(y, z, 1.3)",
        "tweedie_cost(z, y, 1.3)",
        "tweedie_excess(y, z, 1.3)",
        "tweedie_excess(z, y, 1.3)",
        "tweedie_slope(z, y, 1.3)",
        "log_tweedie_cost(y, z, 1.7)",
        "log_tweedie_cost(z, y, 1.7)",
        "log_tweedie_excess(y, z, 1.7)",
        "log_tweedie_excess(z, y, 1.7)",
        "log_tweedie_slope(z, y, 1.7)",
        "negative_binomial_cost(y, z, 0.4)",
        "negative_binomial_cost(z, y, 0.4)",
        "negative_binomial_excess(y, z, 0.4)",
        "negative_binomial_excess(z, y, 0.4)",
        "negative_binomial_slope(z, y, 0.4)",
        "log_negative_binomial_cost(y, z, 0.4)",
        "log_negative_binomial_cost(z, y, 0.4)",
        "log_negative_binomial_excess(y, z, 0.4)",
        "log_negative_binomial_excess(z, y, 0.4)",
        "log_negative_binomial_slope(z, y, 0.4)",
        "negative_binomial_cost(y, 2 * z, 0)",
        "log_rising(z, y)",
        "log_rising(y, z)",
        "log_normal_cdf(z - 2)",
        "mills(z - 2)",
        "log(normal_cdf(2 - z))"
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          log(normal_cdf(z))        | log_normal_cdf(z)
          log(1 - normal_cdf(z))    | log_normal_cdf(-z)
          log1p(-normal_cdf(z - y)) | log_normal_cdf(-(z - y))
          1 - normal_cdf(z)         | normal_cdf(-z)
          -log(normal_cdf(y * z))   | -log_normal_cdf(y * z)
          """)
  void spellingsAreRecognised(String typed, String read) {
    assertThat(Formulas.printed(typed)).isEqualTo(read);
    assertThat(Formulas.printed(read)).isEqualTo(read);
  }

  @Test
  void typedProbitKeepsItsDigitsInTheTail() {
    // ln Φ(−40), whose Φ is below all doubles, and the derivatives 40.02… and −0.9993…
    double[] all = Formulas.evaluate("log(normal_cdf(z))", -40, 0);
    assertThat(all[0]).isEqualTo(-804.6084420137538, within(1e-12));
    assertThat(all[1]).isEqualTo(40.02496884720726, within(1e-13));
    assertThat(all[2]).isEqualTo(-0.9993773316214086, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tweedie_cost(y, 2, z)            | tweedie_cost by its last argument is not known
          negative_binomial_cost(y, 2, z)  | negative_binomial_cost by its last argument is not known
          negative_binomial_bend(y, z, 1)  | its cost has two derivatives
          """)
  void unknownDerivativesAreRefused(String text, String words) {
    assertThatThrownBy(() -> Formulas.evaluate(text, 1.5, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void latexSaysWhatIsMeant() {
    assertThat(Latex.latex(Formulas.read("gamma_excess(y, z)")))
        .isEqualTo("\\frac{y}{z} - 1 - \\ln\\frac{y}{z}");
    assertThat(Latex.latex(Formulas.read("log_negative_binomial_slope(y, z, 2)")))
        .isEqualTo("\\frac{e^{z} - y}{1 + 2 e^{z}}");
    assertThat(Latex.latex(Formulas.read("log_normal_cdf(z)")))
        .isEqualTo("\\ln\\Phi\\left(z\\right)");
  }
}

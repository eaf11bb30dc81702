package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Typed formulas where naive arithmetic fails; true values by mpmath with 50 digits. */
final class TypedFormulaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log1p((z-y)^2/4)          | 1e300 | 0 | 1380.1647614353078 | 2e-300        | -2e-600
          (z-y)^2/(1+(z-y)^2)       | 1e300 | 0 | 1                  | 0             | 0
          y*log(y/z)                | 0     | 0 | 0                  | 0             | 0
          y*log(y/z)                | 0.5   | 0 | 0                  | 0             | 0
          sigmoid(z)                | 1e-9  | 0 | 0.50000000025      | 0.25          | -1.25e-10
          1/(1+exp(-z))             | 1e-9  | 0 | 0.50000000025      | 0.25          | -1.25e-10
          cosh(z)                   | 1e-9  | 0 | 1                  | 1e-9          | 1
          log(2*cosh(z))            | 40    | 0 | 40                 | 1             | 7.2194055513816606e-35
          log(exp(z)+exp(-z))       | 1e-9  | 0 | 0.6931471805599453 | 1e-9          | 1
          log(cosh(z-y))            | 1e-9  | 0 | 5e-19              | 1e-9          | 1
          log(1+exp(z))             | 1000  | 0 | 1000               | 1             | 0
          sqrt((z-y)^2)             | 1e300 | 0 | 1e300              | 1             | 0
          """)
  void keepsItsDigits(String text, double z, double y, double value, double slope, double bend) {
    Loss<Target, Prediction> loss = Loss.parse(text);
    double[] gradient = new double[1];
    double[] curvature = new double[1];
    Outputs outputs =
        Outputs.gradient(Reduction.SUM, Numbers.of(gradient))
            .curvature(Curvature.EXACT, Numbers.of(curvature));
    double got = loss.total(loss.batch(Numbers.of(y), Numbers.of(z)), outputs).sum();
    assertThat(got).isCloseTo(value, within(1e-12 * Math.abs(value)));
    assertThat(gradient[0]).isCloseTo(slope, within(1e-12 * Math.abs(slope)));
    assertThat(curvature[0]).isCloseTo(bend, within(1e-12 * Math.abs(bend)));
  }

  @Test
  void undefinedIsSaidWithItsRow() {
    var loss = Loss.formula("log(z)", Map.of());
    var batch = Batch.of(Target.values(0, 0), Prediction.values(1, -1));
    assertThatThrownBy(() -> loss.total(batch))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prediction[1] = -1")
        .hasMessageContaining("undefined");
  }

  /** The derivative of a kink prints as what it is, and reads back as the same. */
  @Test
  void kinksPrintAndReadBack() {
    String slope = Loss.parse("max(0, 1-y*z)").formula().derivative().text();
    assertThat(slope).startsWith("kink(");
    Loss<Target, Prediction> read = Loss.parse(slope);
    assertThat(read.mean(read.batch(Numbers.of(1.0), Numbers.of(1.0)))).isZero();
    assertThat(read.mean(read.batch(Numbers.of(1.0), Numbers.of(0.5)))).isEqualTo(-1);
  }

  @Test
  void kinksAreNamed() {
    assertThat(Loss.parse("abs(z-y)").facts().kinks()).contains("z - y = 0", "nearest to 0");
    assertThat(Loss.parse("max(0, 1-y*z)").facts().kinks()).contains("0 = 1 - y * z");
    assertThat(Loss.parse("if(y > 0, z, 2*z)").facts().kinks()).isEqualTo("none");
    assertThat(Loss.parse("(z-y)^2").facts().kinks()).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          formula("(z-y)^2", y=100)     | 'y' is taken
          formula("z*nu", nu=2, mu=3)   | parameter 'mu' is not in the formula
          formula("z*q")                | unknown name 'q'
          log(1+                        | at the ^ in log(1+^
          clip(log_loss)                | clip takes a loss and epsilon
          kink(1, z, y)                 | kink needs a comparison
          """)
  void wrongTextsAreExplained(String text, String words) {
    assertThatThrownBy(() -> Loss.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(words);
  }
}

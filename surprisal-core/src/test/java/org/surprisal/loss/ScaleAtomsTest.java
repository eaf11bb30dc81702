package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.surprisal.kernel.Compiler;
import org.surprisal.kernel.Interpreter;

/**
 * The atoms of a residual in units of a scale: identities, limits, derivatives by each argument.
 */
final class ScaleAtomsTest {
  private static final List<String> INPUTS = List.of("r", "s", "nu");

  private static Formula formula(String text) {
    return Formula.parse(text, INPUTS, Map.of());
  }

  private static double at(Formula formula, double... inputs) {
    var program = Compiler.compile(List.of(formula.expression()), INPUTS, List.of());
    Interpreter interpreter = new Interpreter(program, new double[0], 1);
    double[][] columns = new double[INPUTS.size()][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new double[] {inputs[i]};
    }
    interpreter.run(1, columns);
    return interpreter.output(0)[0];
  }

  private static double at(String text, double... inputs) {
    return at(formula(text), inputs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "scaled(r, s); r * exp(-s)",
        "gaussian_cost(r, s); s + r^2 * exp(-2*s) / 2",
        "gaussian_rest(r, s); 1 - r^2 * exp(-2*s)",
        "laplace_cost(r, s); s + abs(r) * exp(-s)",
        "laplace_rest(r, s); 1 - abs(r) * exp(-s)",
        "student_cost(r, s, nu); s + (nu + 1)/2 * log(1 + r^2 / (nu * exp(2*s)))",
        "student_slope(r, s, nu); (nu + 1) * r / (nu * exp(2*s) + r^2)",
        "student_balance(r, s, nu); nu * (exp(2*s) - r^2) / (nu * exp(2*s) + r^2)",
        "student_bend(r, s, nu); (nu+1) * (nu * exp(2*s) - r^2) / (nu * exp(2*s) + r^2)^2",
        "student_spread(r, s, nu); 2*nu*(nu+1) * r^2 * exp(2*s) / (nu * exp(2*s) + r^2)^2",
        // a scale that is told itself is used as it is
        "scaled(r, log(nu)); r / nu",
        "scaled(r, log(nu) / 2); r / sqrt(nu)",
        "gaussian_cost(r, log(nu)); log(nu) + (r/nu)^2 / 2",
        "gaussian_cost(r, log(nu) / 2); log(nu) / 2 + r^2 / nu / 2",
        "gaussian_rest(r, log(nu)); 1 - (r/nu)^2",
        "gaussian_rest(r, log(nu) / 2); 1 - r^2 / nu",
        "laplace_cost(r, log(nu)); log(nu) + abs(r) / nu",
        "laplace_rest(r, log(nu)); 1 - abs(r) / nu",
        "laplace_rest(r, log(nu) / 2); 1 - abs(r) / sqrt(nu)",
        "student_cost(r, log(nu), 3); log(nu) + 2 * log(1 + r^2 / (3 * nu^2))",
      })
  void isWhatItSays(String atom, String definition) {
    for (double r : new double[] {-3, -0.4, 0, 1e-9, 0.7, 25}) {
      for (double s : new double[] {-1.5, 0, 2}) {
        for (double nu : new double[] {0.3, 1, 4, 60}) {
          double expected = at(definition, r, s, nu);
          assertThat(at(atom, r, s, nu))
              .as("%s at %s, %s, %s", atom, r, s, nu)
              .isCloseTo(expected, within(1e-13 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "scaled(r, s); r, s",
        "scaled(r * s, s); r, s",
        "gaussian_cost(r, s); r, s",
        "gaussian_rest(r, s); r, s",
        "gaussian_cost(r, log(nu)); r, nu",
        "gaussian_cost(r, log(nu) / 2); r, nu",
        "gaussian_rest(r, log(nu) / 2); r, nu",
        "laplace_cost(r, s); r, s",
        "laplace_rest(r, s); r, s",
        "laplace_cost(r, log(nu)); r, nu",
        "student_cost(r, s, 3); r, s",
        "student_slope(r, s, 3); r, s",
        "student_balance(r, s, 3); r, s",
        "student_cost(r, log(nu), 3); r, nu",
      })
  void isDifferentiated(String atom, String by) {
    double h = 1e-6;
    for (String name : Loss.splitSpecs(by)) {
      int which = INPUTS.indexOf(name);
      Formula slope = formula(atom).derivative(name);
      for (double r : new double[] {-3, 0.7}) {
        double[] below = {r, 0.4, 1.7};
        double[] above = below.clone();
        below[which] -= h;
        above[which] += h;
        double numeric = (at(atom, above) - at(atom, below)) / (2 * h);
        assertThat(at(slope, r, 0.4, 1.7))
            .as("%s by %s", atom, name)
            .isCloseTo(numeric, within(1e-7));
      }
    }
  }

  /** Where e^−s overflows or a square would. */
  @Test
  void limits() {
    assertThat(at("scaled(r, s)", 0, -1e300, 1)).isZero();
    assertThat(at("gaussian_rest(r, s)", 0, -1e300, 1)).isEqualTo(1);
    assertThat(at("laplace_rest(r, s)", 0, -1e300, 1)).isEqualTo(1);
    assertThat(at("student_balance(r, s, nu)", 0, -1e300, 4)).isEqualTo(1);
    assertThat(at("student_slope(r, s, nu)", 0, -1e300, 4)).isZero();
    assertThat(at("student_balance(r, s, nu)", 1e300, -800, 4)).isEqualTo(-4);
    assertThat(at("student_cost(r, s, nu)", 1, -1e10, 4))
        .isCloseTo(4e10 - 2.5 * Math.log(4), within(1e-5));
    assertThat(at("student_slope(r, s, nu)", 1e200, 0, 4)).isCloseTo(5e-200, within(1e-214));
  }

  @Test
  void aPointHasNoDerivative() {
    Formula point = formula("point_mass(r)");
    assertThat(at(point, 0, 0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(at(point, -2, 0, 0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(at(point.derivative("r"), 1, 0, 0)).isNaN();
    assertThat(at(point.derivative("r").derivative("r"), 1, 0, 0)).isNaN();
    assertThat(at(point.derivative("s"), 1, 0, 0)).isZero();
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertThatThrownBy(() -> formula("student_cost(r, s, nu)").derivative("nu"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the derivative of student_cost by argument 3 is not known");
    assertThatThrownBy(() -> formula("student_bend(r, s, nu)").derivative("r"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the derivative of student_bend by argument 1 is not known");
  }

  /** What is printed is read again as the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gaussian_cost(r, s)",
        "laplace_cost(r, s)",
        "student_cost(r, s, nu)",
        "half_gamma_step(nu / 2)",
        "point_mass(r)"
      })
  void isPrinted(String text) {
    assertThat(formula(text).text()).isEqualTo(text);
    assertThat(formula(text).latex()).isNotEmpty().doesNotContain("_");
    Formula slope = formula(text).derivative(text.contains("gamma") ? "nu" : "r");
    if (!text.startsWith("point")) {
      assertThat(formula(slope.text()).text()).isEqualTo(slope.text());
    }
  }
}

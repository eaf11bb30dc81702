package org.surprisal.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text means, and what is said of a text that means nothing. */
final class GrammarTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 + 2 * 3            | 7
          (1 + 2) * 3          | 9
          10 - 4 - 3           | 3
          24 / 4 / 3           | 2
          2 ^ 3 ^ 2            | 512
          -z^2                 | -9
          (-z)^2               | 9
          2^-z                 | 0.125
          -2^-2                | -0.25
          --z                  | 3
          - - -z               | -3
          +z                   | 3
          2 * -z               | -6
          z - -y               | 5
          1 + 2 < 4            | 1
          1 < 1                | 0
          1 <= 1               | 1
          2 > 1                | 1
          2 >= 3               | 0
          1 == 1               | 1
          1 != 1               | 0
          if(z > y, z, y)      | 3
          if(z < y, z, y)      | 2
          if(0, 1, 2)          | 2
          if(-0.5, 1, 2)       | 1
          (z > y) + (z > 1)    | 2
          .5 + 1.              | 1.5
          1e3 + 1E-3           | 1000.001
          2e+2                 | 200
          pi                   | 3.141592653589793
          e                    | 2.718281828459045
          z*c + d; c=2; d=-1   | 5
          z*c; c = 2           | 6
          z*c; c=1e-1;         | 0.3
          min(z, y)            | 2
          max(z, y)            | 3
          abs(-z)              | 3
          sqrt(4)              | 2
          exp(0)               | 1
          log(e)               | 1
          log1p(0)             | 0
          expm1(0)             | 0
          pow(z, y)            | 9
          sigmoid(0)           | 0.5
          softplus(0)          | 0.6931471805599453
          log_sigmoid(0)       | -0.6931471805599453
          tanh(0)              | 0
          log_cosh(0)          | 0
          xlogy(0, 0)          | 0
          lgamma(z)            | 0.6931471805599453
          erf(0)               | 0
          normal_cdf(0)        | 0.5
          square(z)            | 9
          clamp(z, 0, 1)       | 1
          clamp(z, 5, 7)       | 5
          sign(-z)             | -1
          """)
  void means(String text, double value) {
    assertThat(Formulas.value(text, 3, 2)).isEqualTo(value, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          z +                  | 4  | found the end of the formula where a number, a name or '(' was
          z + * y              | 5  | found '*'
          (z - y               | 7  | where ')' was expected
          z - y)               | 6  | where an operator or the end was expected
          z y                  | 3  | found 'y'
          2z                   | 2  | found 'z'
          2e                   | 2  | found 'e'
          zz + 1               | 1  | unknown name 'zz'
          z + nu               | 5  | unknown name 'nu'
          z + foo(y)           | 5  | unknown function 'foo'
          log()                | 1  | log takes 1 argument, not 0
          1 + max(z)           | 5  | max takes 2 arguments, not 1
          if(z, y)             | 1  | if takes 3 arguments, not 2
          z**2                 | 2  | a power is written with ^
          z = 1                | 3  | found '='
          z $ y                | 3  | found '$'
          1e999                | 1  | beyond the largest number
          z; nu                | 6  | where '=' was expected
          z; nu=               | 7  | a number as the value of nu
          z; z=1               | 4  | is an input
          z*c; c=1; c=2        | 11 | given twice
          log + z              | 1  | log is a function: write log(
          1 < z < 2            | 7  | found '<'
          exp(z                | 6  | where ')' was expected
          """)
  void theCaretStandsUnderTheProblem(String text, int column, String words) {
    assertThatThrownBy(() -> Formulas.read(text))
        .isInstanceOf(FormulaException.class)
        .hasMessageContaining("column " + column + ":")
        .hasMessageContaining(words)
        .satisfies(e -> {
          String[] lines = e.getMessage().split("\n", -1);
          assertThat(lines).hasSize(3);
          assertThat(lines[1].strip()).isEqualTo(text);
          assertThat(lines[2].indexOf('^') - 2).isEqualTo(column - 1);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 1_000_000})
  void whatIsTooLongIsRefusedAtOnce(int length) {
    refused("(".repeat(length) + "z" + ")".repeat(length), "characters long; at most");
    refused("z+".repeat(length) + "z", "characters long");
    refused("-".repeat(length) + "z", "characters long");
    refused("9".repeat(length), "characters long");
  }

  @Test
  void whatIsTooDeepIsRefusedAtOnce() {
    int deep = Parser.MAXIMUM_LENGTH / 2 - 10;
    refused("(".repeat(deep) + "z" + ")".repeat(deep), "nested deeper than");
    refused("-".repeat(deep) + "z", "nested deeper than");
    refused("z^".repeat(deep) + "z", "nested deeper than");
    refused("exp(".repeat(500) + "z" + ")".repeat(500), "nested deeper than");
    refused("(".repeat(deep), "nested deeper than");
  }

  @Test
  void whatHasTooManyTermsIsRefused() {
    refused("z+".repeat(1_500) + "z", "terms");
  }

  private static void refused(String text, String words) {
    Assertions.setMaxStackTraceElementsDisplayed(3);
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> Formulas.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(500)));
  }

  /** The deepest and longest texts that are read must not overflow the stack later either. */
  @Test
  void whatIsAllowedIsCompiled() {
    int depth = Parser.MAXIMUM_DEPTH / 2 - 2;
    assertThat(Formulas.value("(".repeat(depth) + "z" + ")".repeat(depth), 3, 0)).isEqualTo(3);
    assertThat(Formulas.value("z+".repeat(450) + "z", 2, 0)).isEqualTo(902);
    assertThat(Formulas.evaluate("z*".repeat(300) + "z", 1, 0)).containsExactly(1, 301, 90_300);
  }
}

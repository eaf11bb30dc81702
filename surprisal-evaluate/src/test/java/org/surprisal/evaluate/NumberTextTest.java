package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  private static double parse(String text) {
    return NumberText.parse(("<" + text + ">").toCharArray(), 1, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1.5e-3, -1.5e-3",
    "+2., 2",
    ".25, .25",
    "' 0.1\t', .1",
    "4.9e-324, 4.9e-324",
    "1e400, Infinity",
    "inf, Infinity",
    "-Infinity, -Infinity",
    "+INF, Infinity",
    "0.1234567890123456789, 0.12345678901234568"
  })
  void readsNumbers(String text, double expected) {
    assertThat(parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"})
  void takesTheseForMissing(String text) {
    assertThat(parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc", "1.5f", "2d", "1 2", "1e", "--1", "-", ".", "1_000", "0,5", "true", "0x1p-1", "0x10",
        "1d", "e5", "1e5e", "1-2", "+-1", ".5\0", "\0.5", "0x.8p0"
      })
  void refusesOtherText(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void namesTheCure() {
    assertThat(NumberText.problem("true"))
        .isEqualTo("'true' is not a number; write labels as 0 and 1");
    assertThat(NumberText.problem("0,5"))
        .isEqualTo("'0,5' is not a number; write it with a point: 0.5");
    assertThat(NumberText.problem("abc"))
        .startsWith("'abc' is not a number; expected one such as 0.25, 1e-3 or inf");
    assertThat(NumberText.problem("a\nb" + "c".repeat(100)))
        .startsWith("'a b" + "c".repeat(37) + "…' is not a number");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "-0.5, -0.5", "Infinity, inf", "1e300, 1.0E300"})
  void writesNumbers(double value, String expected) {
    assertThat(NumberText.of(value)).isEqualTo(expected);
  }
}

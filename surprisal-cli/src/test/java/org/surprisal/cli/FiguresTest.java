package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "100, 100",
    "0.1, 0.1",
    "0.10000000000000009, 0.1",
    "-1234567.8, -1234570",
    "1e-5, 0.00001",
    "1.5e-7, 1.5e-7",
    "-3e300, -3e300",
    "4.9e-324, 4.94066e-324",
    "NaN, nan",
    "-Infinity, -inf"
  })
  void roundsToSixDigits(double value, String text) {
    assertThat(Figures.rounded(value, 6)).isEqualTo(text);
  }

  @Test
  void quotesOnlyTheStartOfLongTextAndNoControlCharacters() {
    assertThat(Figures.quoted("a\nb")).isEqualTo("\"a\ufffdb\"");
    assertThat(Figures.quoted("x".repeat(50))).isEqualTo("\"" + "x".repeat(40) + "…\"");
  }
}

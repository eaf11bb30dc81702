package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AtTest {
  @Test
  void showsEachRowAndTheMean() {
    Ran ran = Ran.of("at", "huber(delta=1)", "--target", "2,1,0", "--prediction", "2.1,.5,-.3");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains(
            """
             row  target  prediction      value   gradient  curvature
            ────  ──────  ──────────  ─────────  ─────────  ─────────
               0       2         2.1      0.005        0.1          1
               1       1         0.5      0.125       -0.5          1
               2       0        -0.3      0.045       -0.3          1
            ────  ──────  ──────────  ─────────  ─────────  ─────────
            mean                      0.0583333  -0.233333          1
            """);
  }

  @Test
  void negativeNumbersAreValuesAndNoOptions() {
    Ran apart = Ran.of("at", "mse", "--target", "-1,-.5", "--prediction", "-1,2");
    Ran joined = Ran.of("at", "mse", "--target=-1,-.5", "--prediction=-1,2");
    assertThat(apart.err()).isEmpty();
    assertThat(apart).isEqualTo(joined);
    assertThat(apart.out()).contains("6.25");
  }

  @Test
  void weightsMultiplyAndAreSaid() {
    Ran ran = Ran.of("at", "mse", "--target", "0,0", "--prediction", "1,2", "--weight", "1,3");
    assertThat(ran.out()).contains("w·value  w·gradient  w·curvature").contains("3.25");
    assertThat(Ran.of("at", "mse", "--target", "0", "--prediction", "1", "--weight", "0").out())
        .contains("empty");
  }

  @Test
  void severalColumnsHaveALineEach() {
    Ran ran =
        Ran.of("at", "cross_entropy", "--columns", "2", "--target", "1", "--prediction", "0,0");
    assertThat(ran.out())
        .contains("  0       0       1           0  0.693147       0.5       0.25\n")
        .contains("          1                   0                -0.5       0.25\n");
  }

  @Test
  void speaksJson() {
    assertThat(
            Ran.of(
                    "at",
                    "mse",
                    "--target",
                    "0,0",
                    "--prediction",
                    "1,2",
                    "--weight",
                    "3,0",
                    "--format",
                    "json")
                .out())
        .containsIgnoringWhitespaces(
            """
            {"target":0.0,"prediction":1.0,"weight":3.0,"value":3.0,"gradient":6.0,"curvature":6.0}
            """)
        .containsIgnoringWhitespaces(
            """
            "mean":{"value":1.0,"gradient":2.0,"curvature":2.0},"weight":3.0
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,x  | 1,2 | 1 | --target: value 2 is "x", not a number
          1,   | 1,2 | 1 | --target: value 2 is "", not a number
          1d   | 1   | 1 | --target: value 1 is "1d", not a number
          1e999| 1   | 1 | --target: value 1 = 1e999 is beyond double
          1,2  | 1   | 1 | --target has 2 numbers and --prediction 1
          1    | 1   | 2 | --prediction has 1 numbers: no whole rows of 2
          1    | 1   | 0 | --prediction has 1 numbers: no whole rows of 0
          """)
  void badNumbersAreBadUsage(String target, String prediction, String columns, String message) {
    Ran ran =
        Ran.of("at", "mse", "--target", target, "--prediction", prediction, "--columns", columns);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("surprisal: " + message).hasLineCount(1);
  }

  @Test
  void aShapeThatTheLossDoesNotTakeIsBadUsage() {
    Ran ran = Ran.of("at", "cross_entropy", "--target", "1", "--prediction", "1");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("surprisal: ").hasLineCount(1);
  }
}

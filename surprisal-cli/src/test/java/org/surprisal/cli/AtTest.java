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
          1,2  | 1,2,3,4,5,6 | 2 | --target has 2 numbers and --prediction 6 in rows of 2
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
  void everyLayoutHasItsRows() {
    Ran triplet = Ran.of("at", "triplet", "--columns", "6", "--prediction", "0,0,1,0,0,.5");
    assertThat(triplet.err()).isEmpty();
    assertThat(triplet.out())
        .contains(" row  column  prediction  value  gradient  curvature\n")
        .contains("   5         0.5               -1         -2\n");
    Ran elbo = Ran.of("at", "elbo", "--columns", "4", "--target", "1,2", "--prediction", "1,3,0,0");
    assertThat(elbo.out())
        .contains("   0       0       1           1    0.5")
        .contains("           1       2           3 ")
        .contains("           2                   0 ");
    Ran transport = Ran.of("at", "wasserstein_1d", "--target", "1,2,3", "--prediction", "2,1");
    assertThat(transport.out()).containsPattern("row +prediction +value +gradient +curvature\n");
    assertThat(Ran.of("at", "sinkhorn", "--target", "0", "--prediction", "1").out())
        .contains(" row  prediction  value  gradient\n")
        .contains("\nno curvature: the gradient holds the plan fixed");
    assertThat(
            Ran.of("at", "zero_one", "--columns", "2", "--target", "1", "--prediction", "1,0")
                .out())
        .contains(" row  column  target  prediction  value\n")
        .contains("\nno gradient: it is flat")
        .doesNotContain("no curvature");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mse      | 1   | --target is missing: squared_error takes real
          triplet  | 2   | 2 columns of predictions are not three vectors a row
          gaussian_kl | 1 | gaussian_kl takes as many columns
          nt_xent  | 2   | --target is missing: nt_xent takes group
          """)
  void aTargetThatIsNeededIsAskedFor(String loss, String columns, String message) {
    Ran ran = Ran.of("at", loss, "--columns", columns, "--prediction", "1,2");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("surprisal: " + message).hasLineCount(1);
  }

  @Test
  void aTargetThatIsNotTakenIsRefused() {
    Ran ran = Ran.of("at", "gaussian_kl", "--columns", "2", "--target", "1", "--prediction", "1,2");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("surprisal: --target is given, but gaussian_kl takes none");
  }

  @Test
  void aShapeThatTheLossDoesNotTakeIsBadUsage() {
    Ran ran = Ran.of("at", "cross_entropy", "--target", "1", "--prediction", "1");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("surprisal: ").hasLineCount(1);
  }
}

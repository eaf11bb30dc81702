package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.surprisal.loss.Catalogue;

final class ExplainTest {
  private static Iterable<String> names() {
    return Catalogue.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyLossHasItsFactsAndAPlotWithinEightyColumns(String name) {
    Ran ran = Ran.of("explain", name);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith(name);
    assertThat(ran.out()).contains("\nvalue  ", "\ngradient  ", "\ncurvature  ", "\ntarget  ");
    assertThat(ran.out()).contains("\nsources  ", "┬").containsPattern("[\u2801-\u28ff]{3}");
    assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyLossSpeaksJsonAndLatex(String name) {
    assertThat(Ran.of("explain", name, "--format", "json").out())
        .startsWith("{\n")
        .endsWith("}\n")
        .contains("\"name\" : \"" + name + "\"", "\"gradient\" : ", "\"latex\" : {");
    assertThat(Ran.of("explain", name, "--latex").code()).isZero();
  }

  @Test
  void aTypedFormulaIsExplainedToo() {
    Ran ran = Ran.of("explain", "log1p((z-y)^2/nu); nu=4");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("log1p").contains("nu").contains("r = z - y");
  }

  @Test
  void twoTargetsAreTwoCurves() {
    assertThat(Ran.of("explain", "bce").out()).contains("── y = 1     ╌╌ y = 0");
    assertThat(Ran.of("explain", "hinge").out()).contains("── y = 1     ╌╌ y = -1");
    assertThat(Ran.of("explain", "mse").out()).doesNotContain("╌╌").contains("       9 ┤");
  }
}

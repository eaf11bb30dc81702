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
  void aSoftmaxLossIsCarriedToItsLogits() {
    assertThat(Ran.of("explain", "ce").out())
        .contains("\nvalue       Σ over classes k of -(t * log_p)\ngradient    by log_p: -t\n")
        .contains("gradient by z_j: f'_j·(1−p_j) − p_j·Σ_{k≠j} f'_k = p_j − t_j")
        .contains("curvature by z_j: f''_j·(1−p_j)²", "= p_j·(1−p_j)");
    assertThat(Ran.of("explain", "ce", "--format", "json").out())
        .contains("\"derivatives_by\" : \"log_p\"", "Σ_{k≠j} f'_k = p_j − t_j\"");
    assertThat(Ran.of("explain", "ce(label_smoothing=0.1)").out())
        .contains("gradient by z_j: ")
        .doesNotContain("= p_j");
    for (String other : new String[] {"ce(from=probabilities)", "ce(from=log_probabilities)"}) {
      assertThat(Ran.of("explain", other).out()).doesNotContain("Σ over", "by z_j");
    }
  }

  @Test
  void twoTargetsAreTwoCurves() {
    assertThat(Ran.of("explain", "bce").out()).contains("── y = 1     ╌╌ y = 0");
    assertThat(Ran.of("explain", "hinge").out()).contains("── y = 1     ╌╌ y = -1");
    assertThat(Ran.of("explain", "mse").out()).doesNotContain("╌╌").contains("       9 ┤");
  }
}

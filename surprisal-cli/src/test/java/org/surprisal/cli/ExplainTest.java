package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.surprisal.loss.Catalogue;
import org.surprisal.loss.Loss;

final class ExplainTest {
  /** Rows that are each other's negatives say nothing one by one. */
  private static final Set<String> WITHOUT_PLOT = Set.of("info_nce", "nt_xent", "clip");

  private static Iterable<String> names() {
    return Catalogue.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyLossHasItsFactsWithinEightyColumns(String name) {
    Ran ran = Ran.of("explain", name);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith(name);
    assertThat(ran.out()).contains("\nvalue  ", "\ngradient  ", "\ncurvature  ", "\ntarget  ");
    assertThat(ran.out()).contains("\nrows  ", "\nassumes  ", "\nchecked  ", "\nsources  ");
    assertThat(ran.out()).contains("\nuse when  ", "\navoid when  ");
    if (!WITHOUT_PLOT.contains(name)) {
      assertThat(ran.out()).contains("┬").containsPattern("[\u2801-\u28ff]{3}");
    }
    assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyLossSpeaksJsonAndLatex(String name) {
    assertThat(Ran.of("explain", name, "--format", "json").out())
        .startsWith("{\n")
        .endsWith("}\n")
        .contains("\"name\" : \"" + name + "\"", "\"rows\" : ", "\"checked\" : {")
        .contains("\"use\" : ", "\"avoid\" : ", "\"elsewhere\" : ")
        .contains(Loss.parse(name).hasFormula() ? "\"latex\" : {" : "\"no_formula\" : ");
    assertThat(Ran.of("explain", name, "--latex").code()).isZero();
  }

  @Test
  void aTypedFormulaIsExplainedToo() {
    Ran ran = Ran.of("explain", "log1p((z-y)^2/nu); nu=4");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("log1p").contains("nu").contains("r = z - y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          max(0, ap - an + 1)          | by an: | three vectors anchor‖positive‖negative
          y*d^2 + (1-y)*max(0, 1-d)^2  | d is the distance of a and b | two vectors a‖b
          max(0, 1 - m)                | Σ over classes j ≠ y of | m = z_y − z_j for each class
          formula('max(0, 1 - m)', on=margin_max) | m = z_y − max z_j | K columns
          -log_p * (1 - exp(log_p))^2  | gradient by z_j: | K columns for K classes
          formula('(y - mu)^2 / s + log(s)', on=parameters(mu, s)) | by s: | columns mu, s; one target
          formula('max(0, ap - an)', on=triplet(cosine)) | by ap: | three vectors
          formula('-log_p', on=similarity(0.1)) | no formula | two vectors a‖b
          gaussian(variance=2)         | value | column mu; one target a row
          gaussian(scale=sigma)        | by sigma: | columns mu, sigma; one target a row
          flow(base=gaussian)          | no formula | columns z_1 … z_d, then log_det
          triplet(mining=hard)         | no formula | one embedding: columns = dimensions
          cumulative_link(thresholds=[0, 1]) | value | one column, the score z
          wasserstein_1d               | no formula | another sample, of as many points or not
          wasserstein_1d(support=[0, 1]) | no formula | the masses at the points of support = [0, 1]
          multi_quantile(taus=[0.2, 0.8]) | kink( | one column for each of taus = [0.2, 0.8]
          gradient_penalty             | norm | one prediction a row, no target
          zero_one                     | none: it is flat | K columns for K classes
          sinkhorn                     | none: the gradient holds the plan fixed | a row of numbers is a point
          cosine_embedding             | c = cos(a, b) | by c:
          info_nce(similarity=given)   | )/T = (p_j − t_j)/T, where p = softmax(z/T) | (p_j·(1−p_j))/T²
          distillation                 | )/T², where p = softmax(z/T) | K columns
          symmetric_cross_entropy      | by p: -( | the whole derivatives of each class's term by log_p
          hinge                        | no likelihood | Lipschitz
          mse                          | gaussian | strongly convex
          """)
  void everyGeometryIsExplained(String spec, String first, String second) {
    Ran ran = Ran.of("explain", spec);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().replaceAll("\\s+", " ")).contains(first, second);
    assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    assertThat(Ran.of("explain", spec, "--format", "json").code()).isZero();
    assertThat(Ran.of("explain", spec, "--latex").code()).isZero();
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
    for (String other : new String[] {"poly_cross_entropy", "sce", "focal_cross_entropy"}) {
      assertThat(Ran.of("explain", other).out()).contains("by z_j: ").doesNotContain("= p_j − t_j");
    }
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

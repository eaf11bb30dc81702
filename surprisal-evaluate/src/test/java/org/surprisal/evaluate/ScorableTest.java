package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.surprisal.loss.Catalogue;
import org.surprisal.loss.Loss;

/** Every loss of the catalogue either scores a column or says which layout it needs. */
class ScorableTest {
  private static final Set<String> REFUSED =
      Set.of(
          "multi_quantile",
          "cross_entropy",
          "focal_cross_entropy",
          "poly_cross_entropy",
          "generalized_cross_entropy",
          "symmetric_cross_entropy",
          "autoregressive_nll",
          "crammer_singer",
          "weston_watkins",
          "sparsemax",
          "entmax",
          "zero_one",
          "cumulative_link",
          "ranked_probability_score",
          "gaussian",
          "laplace",
          "student_t",
          "logistic_distribution",
          "log_normal",
          "kl_divergence",
          "js_divergence",
          "distillation",
          "gaussian_kl",
          "wasserstein_1d",
          "sinkhorn",
          "contrastive",
          "triplet",
          "info_nce",
          "nt_xent",
          "clip",
          "cosine_embedding",
          "margin_ranking",
          "elbo",
          "gan",
          "gradient_penalty",
          "flow");

  @TempDir Path folder;

  private static List<String> names() {
    return Catalogue.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void scoresAColumnOrSaysWhatItNeeds(String name) {
    if (REFUSED.contains(name)) {
      CsvFile file = CsvFile.of(folder, "y,p\n1,0.5\n0,0.25\n");
      assertThatThrownBy(() -> file.score(name))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(name + " cannot be scored")
          .message()
          .hasLineCount(1);
      return;
    }
    boolean signs = Loss.parse(name).facts().target().contains("{-1, 1}");
    boolean labels = Loss.parse(name).facts().target().startsWith("label in");
    String rows =
        signs ? "1,0.5\n-1,0.2\n1,0.9\n" : labels ? "1,0.5\n0,0.2\n1,0.9\n" : "1,0.5\n2,3\n5,4\n";
    Score score = CsvFile.of(folder, "y,p\n" + rows).score(name);
    assertThat(score.mean()).isFinite();
    assertThat(score.rows()).isEqualTo(3);
    assertThat(score.constantLoss()).as("best constant of %s", name).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          triplet(mining=hard)   | a row is one embedding
          gan(side=generator)    | rows of both labels count together
          multi_quantile(taus=[0.1, 0.9]) | one column for each of taus = [0.1, 0.9]
          gaussian(scale=sigma)  | columns mu, sigma
          max(0, 1 - m)          | K columns for K classes
          max(0, ap - an + 1)    | three vectors
          wasserstein_1d(support=[0, 1]) | the masses at the points of support
          """)
  void theLayoutThatIsNeededIsSaid(String spec, String words) {
    CsvFile file = CsvFile.of(folder, "y,p\n1,0.5\n0,0.25\n");
    assertThatThrownBy(() -> file.score(spec)).hasMessageContaining(words);
  }

  @Test
  void aParameterMayMakeItOneColumn() {
    CsvFile file = CsvFile.of(folder, "y,p\n1,0.5\n0,0.25\n");
    assertThat(file.score("gaussian(variance=1, full=false)").mean()).isEqualTo(0.078125);
    assertThat(file.score("multi_quantile(taus=[0.5])").mean()).isEqualTo(0.1875);
    assertThat(file.score("cumulative_link(thresholds=[0])").mean()).isFinite();
  }

  @Test
  void anInfiniteLossIsSaid() {
    Score score = CsvFile.of(folder, "y,p\n0,0.5\n2,1\n0,0\n").score("mape");
    assertThat(score.mean()).isInfinite();
    assertThat(score.warnings()).containsExactly("1 row has an infinite loss");
    assertThat(score.constantLoss()).hasValue(1.0 / 3);
    assertThat(score.skill()).isEmpty();
    assertThat(score.noSkillBecause()).isEqualTo("the mean is not finite");
  }
}

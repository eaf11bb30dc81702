package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The catalogue is complete, its names are unique, and every spec is read back as it is written.
 */
final class CatalogueGateTest {
  private static final Path TABLES = Path.of("src", "test", "resources", "reference", "losses");

  /** What texts and manuals name, group by group: none of them may go missing. */
  private static final List<String> DUE =
      Stream.of(
              "squared_error half_squared_error absolute_error huber smooth_l1 pseudo_huber log_cosh"
                  + " quantile multi_quantile expectile epsilon_insensitive"
                  + " squared_epsilon_insensitive fair cauchy welsch geman_mcclure tukey barron"
                  + " squared_log_error absolute_percentage_error"
                  + " symmetric_absolute_percentage_error poisson gamma tweedie negative_binomial"
                  + " poisson_deviance gamma_deviance tweedie_deviance log_loss",
              "binary_cross_entropy focal hinge squared_hinge modified_huber exponential perceptron"
                  + " logistic_margin brier multilabel_cross_entropy",
              "cross_entropy focal_cross_entropy poly_cross_entropy generalized_cross_entropy"
                  + " symmetric_cross_entropy crammer_singer weston_watkins sparsemax entmax"
                  + " cumulative_link ranked_probability_score zero_one",
              "gaussian laplace student_t logistic_distribution log_normal",
              "kl_divergence gaussian_kl js_divergence wasserstein_1d sinkhorn",
              "contrastive triplet info_nce nt_xent clip cosine_embedding margin_ranking",
              "elbo gan gradient_penalty flow denoising_score_matching autoregressive_nll",
              "distillation")
          .flatMap(group -> Stream.of(group.split(" ")))
          .toList();

  private static final List<String> ALIASES =
      List.of(
          "mse",
          "l2",
          "squared",
          "half_mse",
          "mae",
          "l1",
          "pinball",
          "msle",
          "mape",
          "smape",
          "bce",
          "logistic",
          "soft_margin",
          "ce",
          "softmax_cross_entropy",
          "multi_margin");

  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  @Test
  void everyLossHasATableAndEveryTableALoss() throws IOException {
    try (Stream<Path> files = Files.list(TABLES)) {
      List<String> tables =
          files.map(file -> file.getFileName().toString().replace(".tsv", "")).sorted().toList();
      assertThat(tables).isEqualTo(Catalogue.names().stream().sorted().toList());
    }
  }

  @Test
  void nothingThatTheTextsNameIsMissing() {
    assertThat(Catalogue.names()).containsExactlyInAnyOrderElementsOf(DUE);
    assertThat(ALIASES).allSatisfy(alias -> assertThat(Loss.parse(alias).name()).isIn(DUE));
  }

  @Test
  void namesAndAliasesAreUnique() {
    List<String> all = new ArrayList<>();
    for (Facts facts : Catalogue.all()) {
      all.add(facts.name());
      all.addAll(facts.aliases());
    }
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all).allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFactIsSaid(String name) {
    Facts facts = Loss.parse(name).facts();
    assertThat(
            List.of(
                facts.name(),
                facts.title(),
                facts.target(),
                facts.prediction(),
                facts.link(),
                facts.assumes(),
                facts.estimates(),
                facts.kinks(),
                facts.constant()))
        .noneMatch(String::isBlank);
    assertThat(facts.sources()).isNotEmpty().noneMatch(String::isBlank);
    for (Parameter parameter : facts.parameters()) {
      assertThat(
              List.of(
                  parameter.name(),
                  parameter.defaultText(),
                  parameter.domain(),
                  parameter.meaning()))
          .noneMatch(String::isBlank);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySpecIsReadBack(String name) {
    for (Loss<Target, Prediction> loss : Scenario.losses(name)) {
      Loss<Target, Prediction> again = Loss.parse(loss.toString());
      assertThat(again.toString()).isEqualTo(loss.toString());
      if (loss.hasFormula()) {
        assertThat(again.formula().text()).isEqualTo(loss.formula().text());
        assertThat(again.formula().latex()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aliasesMeanTheLoss(String name) {
    for (String alias : Loss.parse(name).facts().aliases()) {
      assertThat(Loss.parse(alias).toString()).isEqualTo(name);
    }
  }

  @Test
  void aDefaultThatIsGivenIsNotShown() {
    assertThat(Loss.parse("huber(delta=1)").toString()).isEqualTo("huber");
    assertThat(Loss.parse(" huber ( delta = 2 ) ").toString()).isEqualTo("huber(delta=2)");
    assertThat(Loss.parse("huber(delta=inf)").toString()).isEqualTo("huber(delta=inf)");
    assertThat(Loss.parse("focal(alpha=0.25)").toString()).isEqualTo("focal(alpha=0.25)");
    assertThat(Loss.parse("focal(alpha=none)").toString()).isEqualTo("focal");
    assertThat(Loss.parse("clip(log_loss, epsilon=1e-15)").toString())
        .isEqualTo("clip(log_loss, epsilon=1e-15)");
    assertThat(Loss.parse("formula('(z - y)^2 / nu', nu=4)").toString())
        .isEqualTo("formula('(z - y)^2 / nu', nu=4)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          hubber                     | id you mean huber?
          squared_eror               | id you mean squared_error?
          cross_entrpy(from=logits)  | id you mean cross_entropy
          huber(delt=1)              | id you mean delta?
          huber(detla=1)             | has no parameter 'detla'; it has delta
          log_cosh(c=1)              | has no parameter 'c'; it has none
          huber(delta=0)             | delta = 0 of huber is not allowed; use (0, ∞]
          huber(delta=-1)            | delta = -1 of huber is not allowed; use (0, ∞]
          huber(delta=nan)           | delta = 'nan' of huber is not allowed; use (0, ∞]
          huber(delta=1e999)         | beyond the largest number
          huber(delta=true)          | delta = true of huber is not allowed
          huber(delta=x)             | delta = 'x' of huber is not allowed
          huber(1)                   | parameters of huber are named, as in huber(delta=1)
          huber(delta=1, delta=2)    | delta is given twice
          huber(delta=1              | ',' or ')' is missing
          huber(delta=)              | is not a number
          quantile(tau=1)            | tau = 1 of quantile is not allowed; use (0, 1)
          quantile(tau=0)            | tau = 0 of quantile is not allowed; use (0, 1)
          focal(gamma=-1)            | gamma = -1 of focal is not allowed; use [0, ∞)
          focal(alpha=2)             | alpha = 2 of focal is not allowed; use [0, 1] or none
          hinge(margin=-1)           | margin = -1 of hinge is not allowed
          poisson(full=1)            | full = 1 of poisson is not allowed; use true, false
          poisson(link=sqrt)         | link = sqrt of poisson is not allowed; use log, mean
          bce(positive_weight=0)     | positive_weight = 0 of binary_cross_entropy is not allowed
          ce(label_smoothing=1)      | label_smoothing = 1 of cross_entropy is not allowed; use [0, 1)
          ce(smooth_over=some)       | use all, others
          clip(log_loss)             | epsilon
          clip(log_loss, epsilon=1)  | epsilon = 1 of clip is not allowed; use (0, 0.5)
          clip(huber, epsilon=1e-9)  | clip needs a loss of probabilities
          formula(nu=4)              | formula needs its text
          """)
  void whatIsWrongIsSaid(String spec, String words) {
    assertThatThrownBy(() -> Loss.parse(spec))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "()", "huber)", "huber(delta=1))", "clip(", "'", "huber(,)"})
  void nonsenseIsRefusedCleanly(String spec) {
    assertThatThrownBy(() -> Loss.parse(spec))
        .isInstanceOf(SpecException.class)
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
  }

  @Test
  void parametersGivenInJavaAreCheckedToo() {
    assertThatThrownBy(() -> RegressionLosses.huber(Double.NaN))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("delta = NaN of huber is not allowed; use (0, ∞]");
    assertThatThrownBy(() -> RegressionLosses.quantile(1)).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> BinaryLosses.focal(-1)).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> RegressionLosses.huber(1).with("beta", 2))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("huber has no parameter 'beta'; it has delta");
  }
}

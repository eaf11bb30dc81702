package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a minimiser is said to estimate costs no more than anything else that is predicted. */
final class EstimatesTest {
  /** What is said of the rest names no number that could be worked out from targets. */
  private static final Set<String> PROSE =
      Set.of(
          "a mean that limits the pull of outliers",
          "between mean and median",
          "a centre of the target that outliers pull little",
          "a mean of what lies outside its band",
          "a centre of the bulk of the target, one of several where it has several",
          "no functional that has a name",
          "a centre and a scale that outliers hardly move",
          "a centre between mean and median, and a scale",
          "distances: small for similar pairs, beyond the margin for others",
          "an order of distances",
          "directions: equal for similar pairs, apart for others",
          "an order of scores",
          "up to a constant, the log ratio of the joint to the product of marginals",
          "of the critic: minimax the log ratio of real to generated density",
          "the density of the data",
          "what the reconstruction does, and a posterior of the latents");

  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theMinimiserIsWhatIsSaid(String name) {
    Set<String> failures = new LinkedHashSet<>();
    boolean asked = false;
    for (Scenario scenario : Scenario.of(name)) {
      EstimateChecks checks = new EstimateChecks(scenario, scenario.loss().facts().estimates());
      failures.addAll(checks.failures());
      asked |= checks.isAsked();
    }
    assertThat(failures).isEmpty();
    String text = Loss.parse(name).facts().estimates();
    assertThat(asked).as("%s: \"%s\" is checked", name, text).isEqualTo(!PROSE.contains(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "absolute_error; mean",
        "squared_error; median",
        "huber; mean",
        "huber; median",
        "quantile(tau=0.9); median",
        "expectile(tau=0.9); quantile tau",
        "squared_log_error; mean",
        "absolute_percentage_error; median",
        "smooth_l1; median",
        "gaussian; median and mean absolute deviation",
        "laplace; mean and variance",
        "squared_hinge; log-odds of y = 1",
        "exponential; log-odds of y = 1",
        "focal; probabilities",
        "focal_cross_entropy; class probabilities",
        "js_divergence; class probabilities",
        "symmetric_cross_entropy; class probabilities",
        "generalized_cross_entropy; class probabilities",
        "crammer_singer; class probabilities",
        "wasserstein_1d; mean"
      })
  void falseTextsAreNoticed(String spec, String text) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    assertThat(
            Scenario.of(loss).stream()
                .flatMap(scenario -> new EstimateChecks(scenario, text).failures().stream()))
        .isNotEmpty();
  }
}

package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A loss answers which belief it assumes, or that it has none. */
final class BeliefsTest {
  /** Losses that answer with a belief, in their default form. */
  private static final Set<String> WITH_BELIEF =
      Set.of(
          "squared_error",
          "half_squared_error",
          "absolute_error",
          "huber",
          "log_cosh",
          "quantile",
          "smooth_l1",
          "expectile",
          "squared_log_error",
          "poisson",
          "gamma",
          "negative_binomial",
          "poisson_deviance",
          "gamma_deviance",
          "binary_cross_entropy",
          "log_loss",
          "logistic_margin",
          "multilabel_cross_entropy",
          "cross_entropy",
          "autoregressive_nll",
          "kl_divergence",
          "gaussian",
          "laplace",
          "student_t",
          "logistic_distribution",
          "log_normal");

  @Test
  void whatIsAnsweredIsSaidInWordsToo() {
    for (Entry entry : Catalogue.entries()) {
      Arguments defaults = Arguments.defaults(entry.name(), entry.parameters());
      Optional<?> belief = Beliefs.of(entry.name(), defaults);
      assertThat(belief.isPresent())
          .as("%s assumes %s", entry.name(), entry.facts().assumes())
          .isEqualTo(WITH_BELIEF.contains(entry.name()));
      if (belief.isPresent()) {
        assertThat(entry.facts().assumes()).isNotEqualTo("no likelihood");
      }
    }
    assertThat(Catalogue.names()).containsAll(WITH_BELIEF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hinge",
        "focal",
        "brier",
        "tukey",
        "triplet",
        "binary_cross_entropy(positive_weight=2)",
        "multilabel_cross_entropy(positive_weight=[1, 2])",
        "cross_entropy(label_smoothing=0.1)",
        "smooth_l1(beta=inf)",
        "cauchy",
        "barron",
        "clip(log_loss, epsilon=1e-9)",
        "formula('(z - y)^2')"
      })
  void noBelief(String spec) {
    assertThat(Loss.parse(spec).likelihood()).isEmpty();
  }

  /** −ln density is the loss times a factor plus what no prediction changes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "squared_error; 1; gaussian(variance=0.5)",
        "half_squared_error; 1; gaussian(variance=1)",
        "absolute_error; 1; laplace of scale 1",
        "huber; 1; the typed density",
        "huber(delta=0.3); 1; the typed density",
        "huber(delta=inf); 1; gaussian(variance=1)",
        "smooth_l1(beta=2); 1; the typed density",
        "smooth_l1(beta=0); 1; laplace of scale 1",
        "log_cosh; 1; the typed density",
        "quantile(tau=0.9); 1; the typed density",
        "expectile(tau=0.2); 1; the typed density",
        "squared_log_error; 1; the typed density",
        "cauchy(c=2); 1; student_t(nu=3) of scale 1.1547005383792517",
        "barron(alpha=2, c=3); 1; gaussian(variance=9)",
        "barron(alpha=0); 1; student_t(nu=1) of scale 1.4142135623730951",
        "poisson; 1; poisson",
        "gamma; 1; gamma",
        "negative_binomial(dispersion=0.3); 1; negative_binomial(dispersion=0.3)",
        "poisson_deviance(link=log); 0.5; poisson",
        "gamma_deviance(link=log); 0.5; gamma",
        "binary_cross_entropy; 1; bernoulli",
        "gaussian(variance=4); 1; gaussian(variance=4)",
      })
  void itsNegativeLogDensityIsTheLoss(String spec, double factor, String belief) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    Likelihood<?, ?> likelihood = loss.likelihood().orElseThrow();
    assertThat(likelihood).hasToString(belief);
    double y = 1;
    double[] predictions = {0.25, 0.75, 1.75, 3.5};
    double[] difference = new double[predictions.length];
    for (int i = 0; i < predictions.length; i++) {
      double z = predictions[i];
      double cost = loss.total(loss.batch(Numbers.of(y), Numbers.of(z))).sum();
      difference[i] = -likelihood.logDensity(y, z) - factor * cost;
      assertThat(difference[i]).as("at %s", z).isCloseTo(difference[0], within(1e-13));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "absolute_error",
        "huber",
        "huber(delta=0.3)",
        "smooth_l1",
        "smooth_l1(beta=4)",
        "log_cosh",
        "quantile(tau=0.9)",
        "expectile(tau=0.2)",
        "cauchy(c=2)",
        "barron(alpha=0, c=0.5)",
        "barron(alpha=2)",
      })
  void itsDensityIntegratesToOne(String spec) {
    Likelihood<?, ?> belief = Loss.parse(spec).likelihood().orElseThrow();
    // What is not smooth at a border of its own converges slowly.
    assertThat(Expectation.of(belief, new double[] {0.5}, 0.5, true).total())
        .isCloseTo(1, within(1e-4));
  }

  /** Every form of the scale is the belief of its own loss. */
  @Test
  void distributionLossesKnowTheirOwnBelief() {
    for (String spec :
        List.of(
            "gaussian",
            "gaussian(scale=variance)",
            "gaussian(scale=sigma)",
            "gaussian(scale=log_sigma)",
            "laplace",
            "laplace(scale=scale)",
            "student_t",
            "student_t(nu=2)",
            "student_t(nu=2, scale=scale)",
            "student_t(nu=inf)",
            "logistic_distribution(scale=scale)",
            "log_normal",
            "log_normal(scale=sigma)")) {
      Likelihood<?, ?> belief = Loss.parse(spec).likelihood().orElseThrow();
      assertThat(belief).hasToString(spec);
      assertThat(belief.loss()).isEqualTo(Loss.parse(spec));
      double[] raw = belief.link().raw(1.5, 0.5);
      assertThat(belief.information(raw)).isPresent();
      double[] start = belief.start(1, 2, 4);
      assertThat(belief.logDensity(2, start)).isFinite();
    }
  }
}

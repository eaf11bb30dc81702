package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No fact of a loss stands by hand alone: each is tried, and false ones are noticed. */
final class FactsTest {
  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void claimsHold(String name) {
    List<String> violations = new ArrayList<>();
    losses(name).forEach(loss -> violations.addAll(ClaimChecks.violations(loss)));
    assertThat(violations).isEmpty();
  }

  static List<Loss<Target, Prediction>> losses(String name) {
    return Scenario.losses(name);
  }

  /** False claims: which word of the check must notice them. */
  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "tukey, convex, 1, chord",
    "welsch, convex, 1, chord",
    "contrastive, convex, 1, chord",
    "focal, convex, 1, chord",
    "focal_cross_entropy, convex, 1, chord",
    "huber, convex, 0, chord",
    "cross_entropy, convex, 0, chord",
    "huber(delta=2), lipschitz, 1, lipschitz",
    "huber(delta=2), lipschitz, 2.1, lipschitz",
    "absolute_error, lipschitz, Infinity, lipschitz",
    "squared_error, lipschitz, 10, lipschitz",
    "squared_error, smoothness, 1, smoothness",
    "squared_error, smoothness, Infinity, smoothness",
    "absolute_error, smoothness, 0, smoothness",
    "hinge, smoothness, 0, smoothness",
    "log_cosh, strongConvexity, 1, strong",
    "log_cosh, strongConvexity, 0.01, strong",
    "squared_error, strongConvexity, 0, strong",
    "hinge, proper, 1, proper",
    "focal, proper, 1, proper",
    "squared_error, proper, 1, proper",
    "js_divergence, proper, 1, proper",
    "brier, proper, 0, proper",
    "cross_entropy, proper, 0, proper"
  })
  void falseClaimsAreRejected(String spec, String claim, double value, String word) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    List<Scenario> scenarios =
        Scenario.of(loss).stream()
            .filter(s -> s.scale() == loss.scale() && s.kind() == loss.entry().kinds().getFirst())
            .toList();
    Scenario first = scenarios.getFirst();
    Properties right = loss.properties(first.scale(), first.categorical());
    assertThat(ClaimChecks.violations(scenarios, right)).isEmpty();
    assertThat(ClaimChecks.violations(scenarios, changed(right, claim, value)))
        .anyMatch(text -> text.contains(word));
  }

  private static Properties changed(Properties p, String claim, double value) {
    return new Properties(
        claim.equals("convex") ? value != 0 : p.convex(),
        claim.equals("strongConvexity") ? value : p.strongConvexity(),
        claim.equals("lipschitz") ? value : p.lipschitz(),
        claim.equals("smoothness") ? value : p.smoothness(),
        claim.equals("proper") ? value != 0 : p.proper(),
        p.estimates(),
        p.lipschitzFormula(),
        p.smoothnessFormula());
  }

  @Test
  void logCoshIsConvexButNotStrongly() {
    Properties facts = Loss.parse("log_cosh").properties().orElseThrow();
    assertThat(facts.convex()).isTrue();
    assertThat(facts.strongConvexity()).isZero();
    assertThat(facts.lipschitz()).isEqualTo(1);
    assertThat(facts.smoothness()).isEqualTo(1);
    assertThat(facts.boundedInfluence()).isTrue();
  }

  @Test
  void nothingIsClaimedOfWhatAUserTyped() {
    assertThat(Loss.parse("(z - y)^4").properties()).isEmpty();
    assertThat(Loss.parse("clip(log_loss, epsilon=1e-9)").properties()).isEmpty();
  }
}

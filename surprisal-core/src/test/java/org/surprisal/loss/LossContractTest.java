package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss of the catalogue keeps the contract, at every scale and several parameters. */
final class LossContractTest {
  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void keepsTheContract(String name) {
    assertThat(LossContract.violations(name)).as("what %s breaks", name).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isTriedInSeveralScenarios(String name) {
    assertThat(Scenario.of(name)).hasSizeGreaterThanOrEqualTo(2);
  }
}

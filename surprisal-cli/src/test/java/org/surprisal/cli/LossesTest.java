package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.surprisal.loss.Catalogue;

final class LossesTest {
  @Test
  void listsTheWholeCatalogueInItsOrder() {
    Ran ran = Ran.of("losses");
    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines().filter(line -> line.matches("[a-z].*")))
        .extracting(line -> line.replaceAll("\\(.*", ""))
        .containsExactlyElementsOf(Catalogue.names());
    assertThat(ran.out()).contains("huber(delta=1)\n").contains("also mse, l2, squared\n");
    assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void speaksJson() {
    assertThat(Ran.of("losses", "--format", "json").out())
        .startsWith("[ {\n")
        .endsWith("} ]\n")
        .contains("\"aliases\" : [ \"mse\", \"l2\", \"squared\" ]")
        .contains("\"name\" : \"delta\"", "\"default\" : \"1\"");
  }
}

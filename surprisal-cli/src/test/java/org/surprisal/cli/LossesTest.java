package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
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
  void groupsThemByFamily() {
    assertThat(LossFamily.values())
        .extracting(LossFamily::first)
        .isSubsetOf(Catalogue.names())
        .isSortedAccordingTo(Comparator.comparingInt(Catalogue.names()::indexOf));
    assertThat(Ran.of("losses").out().lines().filter(line -> line.startsWith("── ")))
        .hasSameSizeAs(LossFamily.values())
        .allSatisfy(line -> assertThat(line).hasSize(80));
    assertThat(LossFamily.of("mape")).isEqualTo(LossFamily.REGRESSION);
    assertThat(LossFamily.of("multilabel_cross_entropy")).isEqualTo(LossFamily.BINARY);
    assertThat(LossFamily.of("zero_one")).isEqualTo(LossFamily.CLASSES);
    assertThat(LossFamily.of("log_normal")).isEqualTo(LossFamily.DISTRIBUTIONS);
    assertThat(LossFamily.of("sinkhorn")).isEqualTo(LossFamily.DIVERGENCES);
    assertThat(LossFamily.of("margin_ranking")).isEqualTo(LossFamily.EMBEDDINGS);
    assertThat(LossFamily.of("gan")).isEqualTo(LossFamily.GENERATIVE);
  }

  @Test
  void speaksJson() {
    assertThat(Ran.of("losses", "--format", "json").out())
        .startsWith("[ {\n")
        .endsWith("} ]\n")
        .contains("\"aliases\" : [ \"mse\", \"l2\", \"squared\" ]")
        .contains("\"name\" : \"delta\"", "\"default\" : \"1\"")
        .contains("\"family\" : \"Divergences and transport\"");
  }
}

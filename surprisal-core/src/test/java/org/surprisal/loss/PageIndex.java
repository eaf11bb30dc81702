package org.surprisal.loss;

import java.util.LinkedHashMap;
import java.util.Map;

/** The page that lists all losses, by group. */
final class PageIndex {
  private PageIndex() {}

  /** The loss with which a group begins, in the order of the catalogue. */
  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put(RegressionLosses.ALL.getFirst().name(), "A. Regression");
    groups.put(BinaryLosses.ALL.getFirst().name(), "B. Yes or no");
    groups.put(CategoricalLosses.ALL.getFirst().name(), "C. One of K classes");
    groups.put(DistributionLosses.ALL.getFirst().name(), "D. The parameters of a distribution");
    groups.put(DivergenceLosses.ALL.getFirst().name(), "E. Divergences and transport");
    groups.put(EmbeddingLosses.ALL.getFirst().name(), "F. Embeddings");
    groups.put(GenerativeLosses.ALL.getFirst().name(), "G. Generative models");
    return groups;
  }

  static String markdown() {
    Map<String, String> groups = groups();
    StringBuilder page =
        new StringBuilder(
            """
            <!-- Written by PagesTest from the catalogue; edit the entries instead. -->
            # The losses

            One page each: formula, derivatives, a picture, what it assumes and estimates, when to use it and
            when not. All of it comes from the same catalogue that computes the numbers, and `mvn verify`
            fails if a page and the code differ. Which loss belongs to which target and output is told in
            [Pairings and choosing](../pairings-and-choosing.md).
            """);
    for (Facts facts : Catalogue.all()) {
      String group = groups.get(facts.name());
      if (group != null) {
        page.append("\n## ").append(group).append("\n\n");
      }
      page.append("- [").append(facts.name()).append("](").append(facts.name()).append(".md): ");
      page.append(LossPage.plain(facts.title())).append('\n');
    }
    return page.toString();
  }
}

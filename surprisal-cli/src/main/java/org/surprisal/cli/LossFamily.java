package org.surprisal.cli;

import java.util.List;
import org.surprisal.loss.Catalogue;

/** What losses are about. The catalogue keeps each family together and in this order. */
enum LossFamily {
  REGRESSION("Regression", "squared_error"),
  BINARY("Two classes, or several labels", "binary_cross_entropy"),
  CLASSES("One of several classes", "cross_entropy"),
  DISTRIBUTIONS("A whole distribution a row", "gaussian"),
  DIVERGENCES("Divergences and transport", "kl_divergence"),
  EMBEDDINGS("Embeddings and ranking", "contrastive"),
  GENERATIVE("Generative models", "elbo");

  private final String title;
  private final String first;

  LossFamily(String title, String first) {
    this.title = title;
    this.first = first;
  }

  /** Its name, for people. */
  String title() {
    return title;
  }

  /** Its name as a line of its own. */
  String heading() {
    return "── " + title + " " + "─".repeat(76 - title.length());
  }

  /** The loss in the catalogue with which it begins. */
  String first() {
    return first;
  }

  /** The family of a loss of the catalogue: the last one that begins with it or before it. */
  static LossFamily of(String name) {
    List<String> names = Catalogue.names();
    LossFamily found = REGRESSION;
    for (LossFamily family : values()) {
      if (names.indexOf(family.first) <= names.indexOf(name)) {
        found = family;
      }
    }
    return found;
  }
}

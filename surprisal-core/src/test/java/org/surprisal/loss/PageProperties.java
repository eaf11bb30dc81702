package org.surprisal.loss;

import java.util.List;

/** What is known of a loss as a function of its prediction, and was not refuted by its tests. */
final class PageProperties {
  private PageProperties() {}

  static List<String> of(Loss<Target, Prediction> loss) {
    return List.of();
  }
}

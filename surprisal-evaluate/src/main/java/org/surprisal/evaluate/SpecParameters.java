package org.surprisal.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.surprisal.loss.Loss;

/** The parameters of a loss as a score shows them. */
final class SpecParameters {
  /** These say how the prediction is given, which a score names as its scale. */
  private static final Set<String> SCALES = Set.of("from", "link");

  private SpecParameters() {}

  static Map<String, String> of(Loss<?, ?> loss) {
    Map<String, String> parameters = new LinkedHashMap<>(loss.parameters());
    parameters.keySet().removeAll(SCALES);
    return parameters;
  }
}

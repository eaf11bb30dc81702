package org.surprisal.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.surprisal.loss.Loss;

/**
 * The parameters of a loss as names and texts: what its spec says, and the defaults of the rest.
 */
final class SpecParameters {
  /** These say how the prediction is given, which a score names as its scale. */
  private static final Set<String> SCALES = Set.of("from", "link");

  private SpecParameters() {}

  static Map<String, String> of(Loss<?, ?> loss) {
    Map<String, String> parameters = new LinkedHashMap<>();
    collect(loss.toString(), parameters);
    for (var parameter : loss.facts().parameters()) {
      parameters.putIfAbsent(parameter.name(), parameter.defaultText());
    }
    parameters.keySet().removeAll(SCALES);
    return parameters;
  }

  /** Reads {@code name(nested(a=1), b=2)}: nested specs first, then the outer parameters. */
  private static void collect(String spec, Map<String, String> into) {
    int open = spec.indexOf('(');
    if (open < 0 || !spec.endsWith(")")) {
      return;
    }
    for (String argument : Loss.splitSpecs(spec.substring(open + 1, spec.length() - 1))) {
      int equals = argument.indexOf('=');
      if (argument.matches("[A-Za-z_][A-Za-z_0-9]*\\s*=.*")) {
        into.put(argument.substring(0, equals).strip(), argument.substring(equals + 1).strip());
      } else if (!argument.startsWith("'")) {
        collect(argument, into);
      }
    }
  }
}

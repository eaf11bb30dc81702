package org.surprisal.loss;

import java.util.List;
import java.util.Map;
import org.surprisal.kernel.Interpreter;

/** A formula in y alone, computed for one number. */
final class Scalar {
  private Scalar() {}

  static double of(String formula, Map<String, Double> parameters, double y) {
    Compiled compiled = Compiled.of(formula, List.of("y"), parameters);
    Interpreter interpreter =
        new Interpreter(compiled.program(0), compiled.arguments(parameters), 1);
    interpreter.run(1, new double[] {y});
    return interpreter.output(0)[0];
  }
}

package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.surprisal.formula.Expr;
import org.surprisal.kernel.Compiler;
import org.surprisal.kernel.Program;

/**
 * The programs of one formula: value alone, with its derivative, with two. Parameters are arguments
 * of a program, so a new value of one costs no compilation.
 */
final class Compiled {
  private static final int CACHE_SIZE = 256;

  private record Key(String formula, List<String> inputs, List<String> parameters) {}

  private static final Map<Key, Compiled> CACHE =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
              return size() > CACHE_SIZE;
            }
          });

  private final Formula formula;
  private final List<String> inputs;
  private final List<String> parameters;
  private final Program[] programs = new Program[3];

  private Compiled(Formula formula, List<String> inputs, List<String> parameters) {
    this.formula = formula;
    this.inputs = inputs;
    this.parameters = parameters;
  }

  /**
   * @param inputs the prediction first
   * @param parameters names and values; only the names matter
   */
  static Compiled of(String text, List<String> inputs, Map<String, Double> parameters) {
    List<String> names = List.copyOf(new TreeMap<>(parameters).keySet());
    Key key = new Key(text, inputs, names);
    Compiled known = CACHE.get(key);
    if (known == null) {
      known = new Compiled(Formula.parse(text, inputs, parameters), inputs, names);
      CACHE.put(key, known);
    }
    return known;
  }

  Formula formula() {
    return formula;
  }

  /** The values of the program's parameters, in its order. */
  double[] arguments(Map<String, Double> values) {
    return parameters.stream().mapToDouble(values::get).toArray();
  }

  /** The program for the value and its first {@code order} derivatives. */
  synchronized Program program(int order) {
    if (programs[order] == null) {
      List<Expr> outputs = new ArrayList<>();
      Formula output = formula;
      for (int i = 0; i <= order; i++) {
        outputs.add(output.expression());
        output = i < order ? output.derivative() : output;
      }
      programs[order] = Compiler.compile(outputs, inputs, parameters);
    }
    return programs[order];
  }
}

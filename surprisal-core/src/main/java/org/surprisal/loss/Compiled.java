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

  private record Key(
      String formula, int variables, boolean mixed, List<String> inputs, List<String> parameters) {}

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
  private final Key key;
  private final Program[] programs = new Program[3];

  private Compiled(Formula formula, Key key) {
    this.formula = formula;
    this.key = key;
  }

  /**
   * @param definition what is computed; its formula's inputs made of the prediction come first
   * @param parameters names and values; only the names matter
   */
  static Compiled of(Definition definition, Map<String, Double> parameters) {
    return of(
        new Key(
            definition.formula(),
            definition.inputs().size(),
            definition.geometry().isMixed(),
            definition.allInputs(),
            names(parameters)),
        parameters);
  }

  /** A formula in inputs of which the first is the variable. */
  static Compiled of(String formula, List<String> inputs, Map<String, Double> parameters) {
    return of(new Key(formula, 1, false, inputs, names(parameters)), parameters);
  }

  private static List<String> names(Map<String, Double> parameters) {
    return List.copyOf(new TreeMap<>(parameters).keySet());
  }

  private static Compiled of(Key key, Map<String, Double> parameters) {
    Compiled known = CACHE.get(key);
    if (known == null) {
      known = new Compiled(Formula.parse(key.formula, key.inputs, parameters), key);
      CACHE.put(key, known);
    }
    return known;
  }

  Formula formula() {
    return formula;
  }

  /** The values of the program's parameters, in its order. */
  double[] arguments(Map<String, Double> values) {
    return key.parameters.stream().mapToDouble(values::get).toArray();
  }

  /**
   * The program for the value and its first {@code order} derivatives: the value, the slopes by
   * each input made of the prediction, and the bends that {@link org.surprisal.kernel.RowShape}
   * asks for.
   */
  synchronized Program program(int order) {
    if (programs[order] == null) {
      List<Formula> outputs = new ArrayList<>(List.of(formula));
      List<String> variables = key.inputs.subList(0, key.variables);
      if (order > 0) {
        variables.forEach(variable -> outputs.add(formula.derivative(variable)));
      }
      for (int i = 0; order > 1 && i < variables.size(); i++) {
        int last = key.mixed ? variables.size() : i + 1;
        for (int j = i; j < last; j++) {
          outputs.add(outputs.get(1 + i).derivative(variables.get(j)));
        }
      }
      List<Expr> expressions = outputs.stream().map(Formula::expression).toList();
      programs[order] = Compiler.compile(expressions, key.inputs, key.parameters);
    }
    return programs[order];
  }
}

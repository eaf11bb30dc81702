package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.surprisal.text.NearestNames;

/** The functions that a formula may call: atoms by their own name, and spellings built of atoms. */
final class Functions {
  private static final Map<String, Op> ATOMS = atoms();

  /** Spellings that are no atoms, with the number of their arguments. */
  private static final Map<String, Integer> SPELLINGS =
      Map.of("log_sigmoid", 1, "xlogy", 2, "clamp", 3, "log_normal_interval", 3);

  private Functions() {}

  private static Map<String, Op> atoms() {
    Map<String, Op> atoms = new TreeMap<>();
    for (Op op : Op.values()) {
      String text = op.text();
      if (text != null) {
        atoms.put(text, op);
      }
    }
    return atoms;
  }

  static boolean isFunction(String name) {
    return ATOMS.containsKey(name) || SPELLINGS.containsKey(name);
  }

  static int arity(String name) {
    Op op = ATOMS.get(name);
    return op != null ? op.arity() : SPELLINGS.getOrDefault(name, 0);
  }

  /** What may have been meant by a name that is no function. */
  static String suggest(String name) {
    TreeSet<String> all = new TreeSet<>(SPELLINGS.keySet());
    all.addAll(ATOMS.keySet());
    String question = NearestNames.question("", name, all);
    return question.isEmpty() ? "functions are " + String.join(", ", all) : question;
  }

  static Expr apply(Graph graph, String name, Expr[] arguments) {
    Expr x = arguments[0];
    return switch (name) {
      case "log_sigmoid" -> graph.apply(LOG, graph.apply(SIGMOID, x));
      case "xlogy" -> graph.apply(MUL0, x, graph.apply(LOG, arguments[1]));
      case "clamp" -> graph.apply(MIN, graph.apply(MAX, x, arguments[1]), arguments[2]);
      case "log_normal_interval" -> IntervalForms.logNormal(graph, x, arguments[1], arguments[2]);
      default -> graph.apply(ATOMS.get(name), arguments);
    };
  }
}

package org.surprisal.loss;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Parser;
import org.surprisal.kernel.Distance;
import org.surprisal.text.NearestNames;

/** Losses that a user typed as formulas. */
final class TypedFormulas {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
  private static final Set<String> CONSTANTS = Set.of("pi", "e", "inf");

  /** What a parameter of a formula cannot be called; K is known to those that have classes. */
  private static final Set<String> RESERVED = Set.of("on", CategoricalLosses.CLASSES);

  /** Geometries that the names in a formula tell, tried in this order. */
  private static final List<Geometry<?, ?>> NAMED =
      List.of(
          Geometry.POINT, Geometry.SOFTMAX, Geometry.MARGIN_SUM, Geometry.PAIR, Geometry.TRIPLET);

  private TypedFormulas() {}

  /**
   * The loss of a formula.
   *
   * @param on its geometry; if null the names that the formula uses tell: {@code z} and {@code y},
   *     {@code log_p} and {@code t}, {@code m}, {@code d} and {@code y}, {@code ap} and {@code an}
   */
  static <T extends Target, P extends Prediction> Loss<T, P> loss(
      @Nullable Geometry<?, ?> on, String text, Map<String, Double> given) {
    Geometry<?, ?> geometry = on == null ? geometryOf(text, given) : on;
    boolean classes = hasClasses(geometry);
    Formula formula = parse(geometry, text, given);
    Map<String, Double> parameters = new TreeMap<>(formula.parameters());
    if (classes) {
      parameters.remove(CategoricalLosses.CLASSES);
    }
    parameters.forEach((name, value) -> checkParameter(formula, name, value));
    int end = text.indexOf(';');
    String expression = (end == -1 ? text : text.substring(0, end)).strip();
    Entry entry = entry(geometry, formula, expression, parameters);
    Arguments arguments = Arguments.defaults("formula", entry.parameters());
    return new Loss<>(entry, arguments, new Typed(expression, geometry), null);
  }

  private static Geometry<?, ?> geometryOf(String text, Map<String, Double> given) {
    Map<Geometry<?, ?>, SpecException> problems = new LinkedHashMap<>();
    for (Geometry<?, ?> geometry : NAMED) {
      try {
        parse(geometry, text, given);
        return geometry;
      } catch (SpecException e) {
        problems.put(geometry, e);
      }
    }
    throw problems.get(meant(text));
  }

  /** The geometry of which the text names most inputs, so that its complaint is the useful one. */
  private static Geometry<?, ?> meant(String text) {
    Geometry<?, ?> best = Geometry.POINT;
    long most = 0;
    for (Geometry<?, ?> geometry : NAMED) {
      long named =
          geometry.inputs().stream()
              .filter(input -> Pattern.compile("\\b" + input + "\\b").matcher(text).find())
              .count();
      if (named > most) {
        best = geometry;
        most = named;
      }
    }
    return best;
  }

  private static boolean hasClasses(Geometry<?, ?> geometry) {
    return geometry.kind() == Entry.Kind.CATEGORICAL || geometry.temperature().isPresent();
  }

  private static Formula parse(Geometry<?, ?> geometry, String text, Map<String, Double> given) {
    List<String> inputs = new ArrayList<>(geometry.inputs());
    if (geometry.target() != null) {
      inputs.add(geometry.target());
    }
    Map<String, Double> known = new TreeMap<>(given);
    if (hasClasses(geometry)) {
      known.put(CategoricalLosses.CLASSES, 2.0);
    }
    return Formula.parse(text, inputs, known);
  }

  private static Entry entry(
      Geometry<?, ?> geometry, Formula formula, String text, Map<String, Double> parameters) {
    Entry.Builder builder =
        Entry.named("formula")
            .title("A formula typed by a user")
            .targets(geometry.kind())
            .kinks(formula.kinks());
    parameters.forEach((name, value) ->
        builder.parameter(
            Parameter.Definition.number(
                name, value, Domain.EXTENDED, "a parameter of the formula")));
    if (geometry == Geometry.POINT) {
      return builder.definedBy((_, _, _) -> Definition.of(text).floor(null));
    }
    if (geometry == Geometry.SOFTMAX) {
      String mixed = formula.names().contains("t") ? text : "t * (" + text + ")";
      return builder
          .only(Scale.RAW, Scale.RESPONSE, Scale.LOG_PROBABILITIES)
          .link("softmax")
          .definedBy((_, scale, _) -> CategoricalLosses.onClasses(mixed, scale).floor(null));
    }
    if (geometry.temperature().isPresent()) {
      String mixed = formula.names().contains("t") ? text : "t * (" + text + ")";
      Definition rows = Definition.softmax(mixed);
      double temperature = geometry.temperature().getAsDouble();
      return builder
          .only(Scale.RAW)
          .definedBy((arguments, _, _) ->
              Definition.algorithm(
                      Geometry.pair(Entry.Kind.NONE, Distance.COSINE),
                      (columns, _) ->
                          new InBatchFormula(rows, arguments.numbers(), temperature, columns))
                  .noTarget());
    }
    return builder.only(Scale.RAW).definedBy((_, _, _) -> Definition.on(geometry, text));
  }

  private static void checkParameter(Formula formula, String name, double value) {
    if (!NAME.matcher(name).matches()) {
      throw new SpecException(
          "'" + name + "' is no name of a parameter; use letters, digits and _");
    }
    if (formula.inputs().contains(name) || RESERVED.contains(name)) {
      throw new SpecException("'" + name + "' is taken and cannot name a parameter of a formula");
    }
    if (Double.isNaN(value)) {
      throw new SpecException(name + " = NaN of the formula is not allowed; use a number");
    }
    if (!formula.names().contains(name)) {
      throw new SpecException(
          "parameter '"
              + name
              + "' is not in the formula "
              + formula.text()
              + NearestNames.question("; ", name, formula.names()));
    }
  }

  /**
   * The geometry that a word or a nested spec means: {@code softmax}, {@code parameters(mu, s)}.
   */
  static Geometry<?, ?> geometry(Spec spec) {
    if (spec.name().equals("similarity")) {
      return similarity(spec.arguments());
    }
    List<String> words = new ArrayList<>();
    for (Spec.Argument argument : spec.arguments()) {
      if (argument.key() != null || !(argument.value() instanceof String word)) {
        throw new SpecException(
            "on=" + spec.name() + "(…) takes names, as in on=parameters(mu, s)");
      }
      words.add(word);
    }
    return switch (spec.name()) {
      case "parameters" -> Geometry.parameters(words.toArray(String[]::new));
      case "pair" -> Geometry.pair(Entry.Kind.REAL, distance(words, Distance.EUCLIDEAN));
      case "triplet" -> Geometry.triplet(distance(words, Distance.SQUARED_EUCLIDEAN));
      case "point" -> plain(words, Geometry.POINT);
      case "softmax" -> plain(words, Geometry.SOFTMAX);
      case "margin_max" -> plain(words, Geometry.MARGIN_MAX);
      case "margin_sum" -> plain(words, Geometry.MARGIN_SUM);
      default ->
          throw new SpecException(
              "geometry '"
                  + spec.name()
                  + "' is not known; use point, softmax, margin_max, margin_sum, pair, triplet,"
                  + " similarity(0.1) or parameters(mu, s)");
    };
  }

  private static Geometry<?, ?> similarity(List<Spec.Argument> arguments) {
    if (arguments.size() != 1 || !(arguments.getFirst().value() instanceof Double temperature)) {
      throw new SpecException("on=similarity takes its temperature, as in on=similarity(0.1)");
    }
    return Geometry.similarity(temperature);
  }

  private static Geometry<?, ?> plain(List<String> words, Geometry<?, ?> geometry) {
    if (!words.isEmpty()) {
      throw new SpecException("on=" + geometry + " takes nothing in parentheses");
    }
    return geometry;
  }

  private static Distance distance(List<String> words, Distance usual) {
    if (words.isEmpty()) {
      return usual;
    }
    for (Distance distance : Distance.values()) {
      if (words.equals(List.of(distance.toString()))) {
        return distance;
      }
    }
    throw new SpecException(
        "distance "
            + String.join(", ", words)
            + " is not known; use squared_euclidean, euclidean or cosine");
  }

  /**
   * @throws SpecException if the names of parameters cannot be inputs of a formula
   */
  static void checkInputs(List<String> names) {
    if (names.isEmpty()) {
      throw new SpecException("parameters need names, as in parameters(mu, s)");
    }
    Set<String> seen = new HashSet<>(Set.of("y", "true", "false", "none", "Infinity"));
    for (String name : names) {
      boolean taken = Parser.isFunction(name) || CONSTANTS.contains(name) || !seen.add(name);
      if (taken || !NAME.matcher(name).matches()) {
        throw new SpecException(
            "'"
                + name
                + "' cannot name a parameter of the prediction; use letters, digits and _,"
                + " each name once, and not y, pi, e or a function's name");
      }
    }
  }
}

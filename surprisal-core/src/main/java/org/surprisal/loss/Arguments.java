package org.surprisal.loss;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.surprisal.text.NearestNames;

/** The checked values of all parameters of one loss, defaults included. */
final class Arguments {
  private final String loss;
  private final List<Parameter.Definition> definitions;
  private final Map<String, Object> values;

  private Arguments(
      String loss, List<Parameter.Definition> definitions, Map<String, Object> values) {
    this.loss = loss;
    this.definitions = definitions;
    this.values = values;
  }

  static Arguments defaults(String loss, List<Parameter.Definition> definitions) {
    Map<String, Object> values = new LinkedHashMap<>();
    definitions.forEach(definition -> values.put(definition.name(), definition.initial()));
    return new Arguments(loss, definitions, values);
  }

  /** These arguments with one of them changed and checked. */
  Arguments with(String name, Object value) {
    for (Parameter.Definition definition : definitions) {
      if (definition.name().equals(name)) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(name, definition.check(value, loss));
        return new Arguments(loss, definitions, changed);
      }
    }
    List<String> names = definitions.stream().map(Parameter.Definition::name).toList();
    throw new SpecException(
        loss
            + " has no parameter '"
            + name
            + "'; "
            + (names.isEmpty() ? "it has none" : "it has " + String.join(", ", names))
            + NearestNames.question("; ", name, names));
  }

  double number(String name) {
    return (Double) values.get(name);
  }

  /** A number that the loss may not know, or that may not be given. */
  OptionalDouble optional(String name) {
    return values.get(name) instanceof Double number
        ? OptionalDouble.of(number)
        : OptionalDouble.empty();
  }

  boolean isNone(String name) {
    return values.get(name).equals(Parameter.NONE);
  }

  String choice(String name) {
    return (String) values.get(name);
  }

  boolean flag(String name) {
    return (Boolean) values.get(name);
  }

  /** The numbers of a list; a single number stands for {@code count} of them. */
  double[] list(String name, int count) {
    Object value = values.get(name);
    double[] numbers = new double[count];
    if (value instanceof Double one) {
      Arrays.fill(numbers, one);
      return numbers;
    }
    return list(name);
  }

  /** The numbers of a list. */
  double[] list(String name) {
    return ((List<?>) values.get(name)).stream().mapToDouble(x -> (Double) x).toArray();
  }

  boolean isList(String name) {
    return values.get(name) instanceof List<?>;
  }

  /** Another loss. */
  Loss<Target, Prediction> loss(String name) {
    return Loss.parse((String) values.get(name));
  }

  /** Every parameter that is a number, by name: what a formula may use. */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (value instanceof Double number) {
        numbers.put(name, number);
      }
    });
    return numbers;
  }

  /** Every parameter with its value as written in a spec. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, Parameter.Definition.text(value)));
    return texts;
  }

  /** {@code (a=1, b=2)} of what differs from its default, or nothing. */
  String text() {
    String inner =
        definitions.stream()
            .filter(definition -> !definition.initial().equals(values.get(definition.name())))
            .map(d -> d.name() + "=" + Parameter.Definition.text(values.get(d.name())))
            .collect(Collectors.joining(", "));
    return inner.isEmpty() ? "" : "(" + inner + ")";
  }
}

package org.surprisal.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Parser;

/** Turns texts into losses. */
final class Specs {
  /** A name alone, or a name with parentheses; group 2 is what stands within them. */
  private static final Pattern SPEC =
      Pattern.compile("\\s*([A-Za-z_][A-Za-z_0-9]*)\\s*(?:\\((.*)\\))?\\s*", Pattern.DOTALL);

  /** A name with an opening parenthesis. */
  private static final Pattern START = Pattern.compile("\\s*([A-Za-z_][A-Za-z_0-9]*)\\s*\\(");

  /** What tells the arguments of a spec from those of a function: {@code key=}, but not {@code ==}. */
  private static final Pattern KEY = Pattern.compile("\\s*[A-Za-z_][A-Za-z_0-9]*\\s*=(?!=).*", Pattern.DOTALL);

  private Specs() {}

  static Loss<Target, Prediction> parse(String text) {
    if (text.isBlank()) {
      throw new SpecException("the loss is empty; give a name such as huber(delta=1), or a formula");
    }
    return isSpec(text) ? build(Spec.parse(text)) : bare(text);
  }

  private static boolean isSpec(String text) {
    Matcher matcher = SPEC.matcher(text);
    if (!matcher.matches()) {
      Matcher start = START.matcher(text);
      return start.lookingAt() && isNameOnly(start.group(1));
    }
    String name = matcher.group(1);
    String inner = matcher.group(2);
    if (name.equals("formula") || name.equals("clip")) {
      return true;
    }
    if (inner == null) {
      return !name.equals("z") && !name.equals("y");
    }
    boolean defaults = inner.isBlank() && Catalogue.find(name) != null;
    return defaults || KEY.matcher(inner).matches() || !isFunction(name);
  }

  /** Whether a name can only begin a spec, so that what follows is read as one and its errors named. */
  private static boolean isNameOnly(String name) {
    return Catalogue.find(name) != null && !isFunction(name);
  }

  private static boolean isFunction(String name) {
    return Parser.isFunction(name);
  }

  private static Loss<Target, Prediction> bare(String text) {
    Formula formula = Formula.parse(text);
    int end = text.indexOf(';');
    return typed(Geometry.POINT, end < 0 ? text : text.substring(0, end), formula.parameters());
  }

  /** Kinds are checked when the loss is used, so a parsed one may be seen at any type. */
  static <T extends Target, P extends Prediction> Loss<T, P> typed(
      Geometry<?, ?> on, String text, Map<String, Double> given) {
    boolean softmax = on.kind() == Entry.Kind.CATEGORICAL;
    List<String> inputs = softmax ? List.of("log_p", "t") : List.of("z", "y");
    Map<String, Double> known = new LinkedHashMap<>(given);
    if (softmax) {
      known.put(CategoricalLosses.CLASSES, 2.0);
    }
    Map<String, Double> parameters =
        new TreeMap<>(Formula.parse(text, inputs, known).parameters());
    parameters.remove(CategoricalLosses.CLASSES);
    int end = text.indexOf(';');
    String expression = (end < 0 ? text : text.substring(0, end)).strip();
    Entry.Builder builder =
        Entry.named("formula").title("A formula typed by a user").targets(on.kind());
    parameters.forEach(
        (name, value) ->
            builder.parameter(
                Parameter.Definition.number(
                    name, value, Domain.EXTENDED, "a parameter of the formula")));
    if (softmax) {
      builder.only(Scale.RAW).link("softmax");
    }
    Entry entry =
        builder.definedBy(
            (_, _, _) ->
                softmax
                    ? Definition.softmax(expression).floor(null)
                    : Definition.of(expression).floor(null));
    Arguments arguments = Arguments.defaults("formula", entry.parameters());
    String shown = softmax ? expression + "', on='softmax" : expression;
    return new Loss<>(entry, arguments, shown, null);
  }

  private static Loss<Target, Prediction> build(Spec spec) {
    return switch (spec.name()) {
      case "formula" -> formula(spec);
      case "clip" -> clip(spec);
      default -> named(spec);
    };
  }

  private static Loss<Target, Prediction> named(Spec spec) {
    Loss<Target, Prediction> loss = Loss.of(Catalogue.get(spec.name()));
    LinkedHashMap<String, Object> seen = new LinkedHashMap<>();
    for (Spec.Argument argument : spec.arguments()) {
      String key = argument.key();
      if (key == null) {
        throw new SpecException(
            "parameters of " + loss.name() + " are named, as in " + example(loss));
      }
      if (seen.put(key, argument.value()) != null) {
        throw new SpecException(key + " is given twice in " + spec.name());
      }
      loss = loss.withValue(key, argument.value());
    }
    return loss;
  }

  private static String example(Loss<?, ?> loss) {
    List<Parameter> parameters = loss.facts().parameters();
    return parameters.isEmpty()
        ? loss.name() + ", which has none"
        : loss.name() + "(" + parameters.getFirst().name() + "="
            + parameters.getFirst().defaultText() + ")";
  }

  private static Loss<Target, Prediction> formula(Spec spec) {
    String text = null;
    Geometry<?, ?> on = Geometry.POINT;
    Map<String, Double> parameters = new LinkedHashMap<>();
    for (Spec.Argument argument : spec.arguments()) {
      String key = argument.key();
      switch (argument.value()) {
        case String quoted when key == null -> text = once(text, quoted);
        case String name when "on".equals(key) -> on = Geometry.parse(name);
        case Double value when key != null -> {
          if (parameters.put(key, value) != null) {
            throw new SpecException(key + " is given twice in formula");
          }
        }
        default ->
            throw new SpecException(
                "formula takes a quoted text and numbers, as in formula('(z - y)^2 / nu', nu=4)");
      }
    }
    if (text == null) {
      throw new SpecException("formula needs its text, as in formula('(z - y)^2 / nu', nu=4)");
    }
    return typed(on, text, parameters);
  }

  private static Loss<Target, Prediction> clip(Spec spec) {
    Loss<Target, Prediction> inner = null;
    double epsilon = Double.NaN;
    for (Spec.Argument argument : spec.arguments()) {
      switch (argument.value()) {
        case Spec nested when argument.key() == null -> inner = once(inner, build(nested));
        case String name when argument.key() == null ->
            inner = once(inner, build(new Spec(name, List.of())));
        case Double value when "epsilon".equals(argument.key()) -> epsilon = value;
        default -> throw clipUsage();
      }
    }
    if (inner == null || inner.clip() != null) {
      throw clipUsage();
    }
    if (!(epsilon > 0 && epsilon < 0.5)) {
      throw new SpecException(
          "epsilon = " + Text.number(epsilon) + " of clip is not allowed; use (0, 0.5)");
    }
    if (inner.scale() != Scale.RESPONSE || !inner.takesProbabilities()) {
      throw new SpecException(
          "clip needs a loss of probabilities; " + inner + " takes none. Use log_loss, brier or"
              + " from=probabilities");
    }
    return inner.clippedAt(epsilon);
  }

  private static <V> V once(@Nullable V known, V given) {
    if (known != null) {
      throw new SpecException("only one of " + known + " and " + given + " can be meant");
    }
    return given;
  }

  private static SpecException clipUsage() {
    return new SpecException("clip takes a loss and epsilon, as in clip(log_loss, epsilon=1e-15)");
  }
}

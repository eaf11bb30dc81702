package org.surprisal.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Parser;

/** Turns texts into losses. */
final class Specs {
  /** A name, and what stands behind it. */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z_][A-Za-z_0-9]*)(.*)", Pattern.DOTALL);

  /**
   * What tells the arguments of a spec from those of a function: {@code key=}, but not {@code ==}.
   */
  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*\\s*+=(?!=)");

  private static final Set<String> WRAPPERS = Set.of("formula", "clip");

  private Specs() {}

  static Loss<Target, Prediction> parse(String text) {
    if (text.isBlank()) {
      throw new SpecException(
          "the loss is empty; give a name such as huber(delta=1), or a formula");
    }
    if (text.length() > Spec.MAXIMUM_LENGTH) {
      throw new SpecException(
          "the text of the loss is "
              + text.length()
              + " characters long; at most "
              + Spec.MAXIMUM_LENGTH);
    }
    String stripped = text.strip();
    return isSpec(stripped) ? build(Spec.parse(stripped)) : bare(stripped);
  }

  private static boolean isSpec(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    String name = matcher.group(1);
    String rest = matcher.group(2).strip();
    if (WRAPPERS.contains(name)) {
      return true;
    }
    if (rest.isEmpty()) {
      return !name.equals("z") && !name.equals("y");
    }
    if (!rest.startsWith("(")) {
      return false;
    }
    String inner = rest.substring(1).strip();
    boolean defaults = inner.equals(")") && Catalogue.find(name) != null;
    boolean closes = rest.endsWith(")");
    return isNameOnly(name)
        || (closes && (defaults || KEY.matcher(inner).lookingAt() || !isFunction(name)));
  }

  /**
   * Whether a name can only begin a spec, so that what follows is read as one and its errors named.
   */
  private static boolean isNameOnly(String name) {
    return Catalogue.find(name) != null && !isFunction(name);
  }

  private static boolean isFunction(String name) {
    return Parser.isFunction(name);
  }

  private static Loss<Target, Prediction> bare(String text) {
    return TypedFormulas.loss(null, text, Map.of());
  }

  /** The loss that a value within a spec means. */
  static Loss<Target, Prediction> nested(Object value) {
    return value instanceof Spec spec ? build(spec) : parse((String) value);
  }

  private static Loss<Target, Prediction> build(Spec spec) {
    return switch (spec.name()) {
      case "formula" -> formula(spec);
      // clip(log_loss, epsilon=…) wraps a loss; clip and clip(temperature=…) are one of embeddings.
      case "clip" -> isWrapper(spec) ? clip(spec) : named(spec);
      default -> named(spec);
    };
  }

  private static boolean isWrapper(Spec spec) {
    return spec.arguments().stream()
        .anyMatch(argument -> argument.key() == null || argument.key().equals("epsilon"));
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
    loss.hasFormula(); // defines it: arguments that do not fit each other are refused here
    return loss;
  }

  private static String example(Loss<?, ?> loss) {
    List<Parameter> parameters = loss.facts().parameters();
    return parameters.isEmpty()
        ? loss.name() + ", which has none"
        : loss.name()
            + "("
            + parameters.getFirst().name()
            + "="
            + parameters.getFirst().defaultText()
            + ")";
  }

  private static Loss<Target, Prediction> formula(Spec spec) {
    String text = null;
    Geometry<?, ?> on = null;
    Map<String, Double> parameters = new LinkedHashMap<>();
    for (Spec.Argument argument : spec.arguments()) {
      String key = argument.key();
      switch (argument.value()) {
        case String quoted when key == null -> text = once(text, quoted);
        case String name when "on".equals(key) ->
            on = once(on, TypedFormulas.geometry(new Spec(name, List.of())));
        case Spec spread when "on".equals(key) -> on = once(on, TypedFormulas.geometry(spread));
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
    return TypedFormulas.loss(on, text, parameters);
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
    if (inner == null || inner.clipEpsilon().isPresent() || Double.isNaN(epsilon)) {
      throw clipUsage();
    }
    if (!(epsilon > 0 && epsilon < 0.5)) {
      throw new SpecException(
          "epsilon = " + Text.number(epsilon) + " of clip is not allowed; use (0, 0.5)");
    }
    if (inner.scale() != Scale.RESPONSE || !inner.takesProbabilities()) {
      throw new SpecException(
          "clip needs a loss of probabilities; "
              + inner
              + " takes none. Use log_loss, brier or"
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

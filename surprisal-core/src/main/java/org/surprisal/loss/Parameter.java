package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A parameter of a loss.
 *
 * @param name as written in a spec
 * @param defaultText its default as written in a spec
 * @param domain what is allowed, in words
 * @param meaning one line
 */
public record Parameter(String name, String defaultText, String domain, String meaning) {

  /**
   * What a parameter may hold; its value is a Double, a String (a choice), a Boolean, a List of
   * Doubles, a Spec or NONE.
   */
  sealed interface Kind {
    record Numeric(Domain domain, boolean optional) implements Kind {}

    record Choice(List<String> choices) implements Kind {}

    record Flag() implements Kind {}

    /**
     * Several numbers, {@code [a, b, …]}.
     *
     * @param increasing whether each must be larger than the one before
     * @param single whether one number may stand for as many as are needed
     * @param optional whether there may be none
     */
    record Series(Domain domain, boolean increasing, boolean single, boolean optional)
        implements Kind {}

    /** Another loss, by its spec. */
    record Nested() implements Kind {}
  }

  /** The value of an optional number that is not given. */
  static final String NONE = "none";

  /** A parameter with what it may hold. */
  record Definition(String name, Kind kind, Object initial, String meaning) {
    static Definition number(String name, double initial, Domain domain, String meaning) {
      return new Definition(name, new Kind.Numeric(domain, false), initial, meaning);
    }

    static Definition optional(String name, Domain domain, String meaning) {
      return new Definition(name, new Kind.Numeric(domain, true), NONE, meaning);
    }

    static Definition choice(String name, String meaning, String initial, String... others) {
      List<String> choices = Stream.concat(Stream.of(initial), Arrays.stream(others)).toList();
      return new Definition(name, new Kind.Choice(choices), initial, meaning);
    }

    static Definition flag(String name, String meaning) {
      return new Definition(name, new Kind.Flag(), false, meaning);
    }

    static Definition numbers(String name, Object initial, Kind.Series allowed, String meaning) {
      return new Definition(name, allowed, initial, meaning);
    }

    /** Another loss; the default is its spec. */
    static Definition loss(String name, String initial, String meaning) {
      return new Definition(name, new Kind.Nested(), initial, meaning);
    }

    Parameter describe() {
      return new Parameter(name, text(initial), allowed(), meaning);
    }

    private String allowed() {
      return switch (kind) {
        case Kind.Numeric(Domain domain, boolean optional) ->
            optional ? domain.text() + " or none" : domain.text();
        case Kind.Choice(List<String> choices) -> String.join(", ", choices);
        case Kind.Flag() -> "true, false";
        case Kind.Series(Domain domain, boolean increasing, boolean single, boolean optional) ->
            "a list of "
                + (increasing ? "increasing " : "")
                + "numbers in "
                + domain.text()
                + (single ? ", or one for all" : "")
                + (optional ? ", or none" : "");
        case Kind.Nested() -> "a loss";
      };
    }

    /** Checks a value read from a spec of the loss {@code loss}. */
    Object check(Object value, String loss) {
      boolean good =
          switch (kind) {
            case Kind.Numeric(Domain domain, boolean optional) ->
                (value instanceof Double number && domain.contains(number))
                    || (optional && value.equals(NONE));
            case Kind.Choice(List<String> choices) -> choices.contains(value);
            case Kind.Flag() -> value instanceof Boolean;
            case Kind.Series numbers -> allows(numbers, value);
            case Kind.Nested() -> value instanceof Spec || value instanceof String;
          };
      if (!good) {
        throw new SpecException(
            name + " = " + shown(value) + " of " + loss + " is not allowed; use " + allowed());
      }
      return kind instanceof Kind.Nested ? Specs.nested(value).toString() : value;
    }

    private static boolean allows(Kind.Series allowed, Object value) {
      if (value instanceof Double number) {
        return allowed.single() && allowed.domain().contains(number);
      }
      if (!(value instanceof List<?> list)) {
        return allowed.optional() && value.equals(NONE);
      }
      double last = Double.NaN;
      for (Object element : list) {
        double number = (Double) element;
        boolean ordered = !allowed.increasing() || !(number <= last);
        if (!allowed.domain().contains(number) || !ordered) {
          return false;
        }
        last = number;
      }
      return !list.isEmpty();
    }

    /** A word where a number belongs is quoted, so that it does not look like one. */
    private String shown(Object value) {
      boolean word = value instanceof String && kind instanceof Kind.Numeric;
      return word ? "'" + value + "'" : text(value);
    }

    static String text(Object value) {
      return switch (value) {
        case Double number -> Text.number(number);
        case List<?> list ->
            list.stream().map(Definition::text).collect(Collectors.joining(", ", "[", "]"));
        default -> value.toString();
      };
    }
  }
}

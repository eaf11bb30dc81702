package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
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

  /** What a parameter may hold; its value is a Double, a String (a choice), a Boolean or NONE. */
  sealed interface Kind {
    record Numeric(Domain domain, boolean optional) implements Kind {}

    record Choice(List<String> choices) implements Kind {}

    record Flag() implements Kind {}
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

    Parameter describe() {
      return new Parameter(name, text(initial), allowed(), meaning);
    }

    private String allowed() {
      return switch (kind) {
        case Kind.Numeric(Domain domain, boolean optional) ->
            optional ? domain.text() + " or none" : domain.text();
        case Kind.Choice(List<String> choices) -> String.join(", ", choices);
        case Kind.Flag() -> "true, false";
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
          };
      if (!good) {
        throw new SpecException(
            name + " = " + shown(value) + " of " + loss + " is not allowed; use " + allowed());
      }
      return value;
    }

    /** A word where a number belongs is quoted, so that it does not look like one. */
    private String shown(Object value) {
      boolean word = value instanceof String && kind instanceof Kind.Numeric;
      return word ? "'" + value + "'" : text(value);
    }

    static String text(Object value) {
      return value instanceof Double number ? Text.number(number) : value.toString();
    }
  }
}

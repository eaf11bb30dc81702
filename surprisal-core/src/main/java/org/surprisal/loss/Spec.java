package org.surprisal.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of a spec: {@code name(key=value, …)}, where a value is a number, a word, a quoted
 * text, a list of numbers in brackets or another spec.
 */
record Spec(String name, List<Argument> arguments) {
  /**
   * {@code key=value}, or a value alone (key null). The value is Double, Boolean, String, Spec or a
   * List of Doubles.
   */
  record Argument(@Nullable String key, Object value) {}

  /** Longest spec and deepest nesting that are read. */
  static final int MAXIMUM_LENGTH = 50_000;

  private static final int MAXIMUM_DEPTH = 10;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  static Spec parse(String text) {
    if (text.length() > MAXIMUM_LENGTH) {
      throw new SpecException(
          "the spec is " + text.length() + " characters long; at most " + MAXIMUM_LENGTH);
    }
    Reader reader = new Reader(text);
    Spec spec = reader.spec(0);
    reader.end();
    return spec;
  }

  /** The spec of a loss, which must be short enough to be read back. */
  static String notTooLong(String spec) {
    if (spec.length() > MAXIMUM_LENGTH) {
      throw new SpecException(
          "the spec of the loss would be "
              + spec.length()
              + " characters long; at most "
              + MAXIMUM_LENGTH);
    }
    return spec;
  }

  /** Splits {@code a, b(c, d), 'e, f'} at its outer commas. */
  static List<String> split(String list) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    char quote = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(list.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(list.substring(start).strip());
    return parts;
  }

  /** A position in a spec's text. */
  private static final class Reader {
    private final String text;
    private int next;

    Reader(String text) {
      this.text = text;
    }

    Spec spec(int depth) {
      if (depth > MAXIMUM_DEPTH) {
        throw error("specs are nested deeper than " + MAXIMUM_DEPTH);
      }
      String name = word("a loss's name");
      List<Argument> arguments = new ArrayList<>();
      if (take('(') && !take(')')) {
        do {
          arguments.add(argument(depth));
        } while (take(','));
        if (!take(')')) {
          throw error("',' or ')' is missing");
        }
      }
      return new Spec(name, arguments);
    }

    private Argument argument(int depth) {
      skip();
      int start = next;
      if (next < text.length() && isLetter(text.charAt(next))) {
        String key = word("a parameter's name");
        if (take('=')) {
          return new Argument(key, value(depth));
        }
        next = start;
      }
      return new Argument(null, value(depth));
    }

    private Object value(int depth) {
      skip();
      if (next == text.length()) {
        throw error("a value is missing");
      }
      char c = text.charAt(next);
      if (c == '\'' || c == '"') {
        return quoted(c);
      }
      if (take('[')) {
        return list();
      }
      if (isLetter(c)) {
        int start = next;
        String word = word("a value");
        skip();
        if (next < text.length() && text.charAt(next) == '(') {
          next = start;
          return spec(depth + 1);
        }
        return switch (word) {
          case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
          case "true" -> true;
          case "false" -> false;
          default -> word;
        };
      }
      return number();
    }

    private List<Double> list() {
      List<Double> numbers = new ArrayList<>();
      if (take(']')) {
        return numbers;
      }
      do {
        skip();
        numbers.add(text.startsWith("inf", next) ? infinity() : number());
      } while (take(','));
      if (!take(']')) {
        throw error("',' or ']' is missing");
      }
      return List.copyOf(numbers);
    }

    private Double infinity() {
      next += "inf".length();
      return Double.POSITIVE_INFINITY;
    }

    private String quoted(char quote) {
      int end = text.indexOf(quote, next + 1);
      if (end == -1) {
        throw error("the quote is not closed");
      }
      String inner = text.substring(next + 1, end);
      next = end + 1;
      return inner;
    }

    private Double number() {
      int start = next;
      while (next < text.length() && ",()[]= ".indexOf(text.charAt(next)) < 0) {
        next++;
      }
      String token = text.substring(start, next);
      double value;
      try {
        if (token.equals("-inf") || token.equals("-Infinity")) {
          return Double.NEGATIVE_INFINITY;
        }
        if (!DECIMAL.matcher(token).matches()) {
          throw new NumberFormatException(token);
        }
        value = Double.parseDouble(token);
      } catch (NumberFormatException e) {
        next = start;
        throw error("'" + token + "' is not a number, a name or a quoted text");
      }
      if (Double.isInfinite(value)) {
        next = start;
        throw error(token + " is beyond the largest number, 1.798e308; write inf for infinity");
      }
      return value;
    }

    private String word(String wanted) {
      skip();
      int start = next;
      while (next < text.length()
          && (isLetter(text.charAt(next)) || (next > start && isDigit(text.charAt(next))))) {
        next++;
      }
      if (next == start) {
        throw error(wanted + " is missing");
      }
      return text.substring(start, next);
    }

    private boolean take(char symbol) {
      skip();
      if (next < text.length() && text.charAt(next) == symbol) {
        next++;
        return true;
      }
      return false;
    }

    void end() {
      skip();
      if (next < text.length()) {
        throw error("nothing may follow the spec");
      }
    }

    private void skip() {
      while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
        next++;
      }
    }

    private static boolean isLetter(char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private SpecException error(String problem) {
      return new SpecException(
          "cannot read '" + text + "' at column " + (next + 1) + ": " + problem);
    }
  }
}

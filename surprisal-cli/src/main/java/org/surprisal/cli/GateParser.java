package org.surprisal.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.surprisal.cli.Gate.Comparison;
import org.surprisal.cli.Gate.Quantity;

/** Reads the conditions of {@code --fail-if}: {@code skill(brier)[forest] < 0.1}. */
final class GateParser {
  private static final String SHAPE = "write NAME > NUMBER, with >, >=, < or <=";

  /** The last comparison: a formula may hold others before it. */
  private static final Pattern COMPARISON =
      Pattern.compile("^(.*?)(>=|<=|=>|=<|==|!=|[<>=≥≤])([^<>=≥≤]*)$", Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private final String text;

  private GateParser(String text) {
    this.text = text;
  }

  /**
   * The condition that {@code text} says.
   *
   * @throws Refusal if it says none, with a caret under the fault
   */
  static Gate parse(String text) {
    return new GateParser(text).gate();
  }

  private Gate gate() {
    Matcher matcher = COMPARISON.matcher(text);
    if (!matcher.matches()) {
      throw fault("there is no comparison; " + SHAPE, text.length());
    }
    Comparison comparison = comparison(matcher.group(2), matcher.start(2));
    double bound = bound(matcher.group(3).strip(), start(matcher, 3));
    String left = matcher.group(1).strip();
    int at = start(matcher, 1);
    if (left.isEmpty()) {
      throw fault("there is no name before " + matcher.group(2) + "; " + SHAPE, at);
    }
    String prediction = prediction(left, at);
    String rest = prediction == null ? left : withoutPrediction(left);
    Quantity quantity = quantity(rest);
    if (quantity != Quantity.VALUE) {
      rest = rest.substring(rest.indexOf('(') + 1, rest.length() - 1).strip();
      if (prediction == null && rest.endsWith("]")) {
        prediction = prediction(rest, at + left.indexOf(rest));
        rest = prediction == null ? rest : withoutPrediction(rest);
      }
    }
    if (rest.isEmpty()) {
      throw fault("the name of a loss or metric is missing; " + SHAPE, at);
    }
    return new Gate(text.strip(), quantity, rest, prediction, comparison, bound);
  }

  private static int start(Matcher matcher, int group) {
    String part = matcher.group(group);
    return matcher.start(group) + part.length() - part.stripLeading().length();
  }

  private Comparison comparison(String sign, int at) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.sign().equals(sign)) {
        return comparison;
      }
    }
    throw fault("'" + sign + "' is no comparison; use >, >=, < or <=", at);
  }

  private double bound(String number, int at) {
    if (!NUMBER.matcher(number).matches()) {
      String said = number.isEmpty() ? "the number is missing" : "'" + number + "' is no number";
      throw fault(said + "; " + SHAPE, at);
    }
    return Double.parseDouble(number);
  }

  /** What stands in brackets at the end, or null: brackets in a formula stand elsewhere. */
  private @Nullable String prediction(String left, int at) {
    if (!left.endsWith("]")) {
      return null;
    }
    int open = opening(left);
    if (open < 0) {
      throw fault("a ] without a [; write NAME[PREDICTION]", at + left.length() - 1);
    }
    String name = left.substring(open + 1, left.length() - 1).strip();
    if (name.isEmpty()) {
      throw fault("the prediction between [ and ] is missing", at + open + 1);
    }
    return name;
  }

  private static String withoutPrediction(String left) {
    return left.substring(0, opening(left)).strip();
  }

  /**
   * Where the bracket opens that the last character closes, or the first one, if a name between
   * them has a ] of its own; -1 if nowhere.
   */
  private static int opening(String left) {
    int depth = 0;
    for (int i = left.length() - 1; i >= 0; i--) {
      depth += left.charAt(i) == ']' ? 1 : left.charAt(i) == '[' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return left.indexOf('[');
  }

  private static Quantity quantity(String left) {
    for (Quantity quantity : Quantity.values()) {
      String function = quantity.function();
      boolean isFunction =
          !function.isEmpty()
              && left.startsWith(function)
              && left.substring(function.length()).strip().startsWith("(");
      if (isFunction && left.endsWith(")")) {
        return quantity;
      }
    }
    return Quantity.VALUE;
  }

  private Refusal fault(String problem, int at) {
    int place = Math.min(at, text.length());
    String marked = Names.plain(text.substring(0, place) + "^" + text.substring(place));
    return new Refusal(
        "--fail-if, column " + (place + 1) + ": " + problem + ", at the ^ in " + marked);
  }
}

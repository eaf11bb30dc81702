package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code formula; name=number; …}. Precedence from weakest: comparison, + −, * /, sign, ^
 * (right-associative, so −z^2 is −(z^2)).
 */
public final class Parser {
  /** Longest text that is read. */
  public static final int MAXIMUM_LENGTH = 4_096;

  /** Deepest nesting that is read. */
  public static final int MAXIMUM_DEPTH = 100;

  /** Most operations, names and numbers in one formula. */
  public static final int MAXIMUM_TERMS = 1_000;

  /** What a text says: the expression, its parameters, and every name that it uses. */
  public record Parsed(Expr expression, Map<String, Double> parameters, Set<String> names) {}

  private final Graph graph;
  private final Tokens tokens;
  private final Set<String> inputs;
  private final Map<String, Double> parameters;
  private final Set<String> used = new HashSet<>();
  private int depth;
  private int terms;

  private Parser(Graph graph, String text, Set<String> inputs, Map<String, Double> parameters) {
    this.graph = graph;
    this.tokens = new Tokens(text);
    this.inputs = inputs;
    this.parameters = parameters;
  }

  /**
   * Reads {@code text} into {@code graph}.
   *
   * @param inputs names of targets and predictions
   * @param given parameters known from elsewhere; those in the text are added to them
   * @throws FormulaException with the place and a caret
   */
  public static Parsed parse(
      Graph graph, String text, Set<String> inputs, Map<String, Double> given) {
    if (text.length() > MAXIMUM_LENGTH) {
      throw new FormulaException(
          text,
          MAXIMUM_LENGTH,
          "the text is " + text.length() + " characters long; at most " + MAXIMUM_LENGTH);
    }
    // Parameters stand behind the formula but are needed to read its names, so they come first.
    Map<String, Double> parameters = new LinkedHashMap<>(given);
    int end = text.indexOf(';');
    if (end >= 0) {
      new Parser(graph, text, inputs, parameters).readParameters(end);
    }
    String formula = end < 0 ? text : text.substring(0, end);
    Parser parser = new Parser(graph, formula, inputs, parameters);
    Expr expression = parser.comparison();
    if (parser.tokens.kind() != Tokens.Kind.END) {
      throw parser.unexpected("an operator or the end");
    }
    return new Parsed(expression, parameters, parser.used);
  }

  /** Whether a formula may call {@code name(…)}. */
  public static boolean isFunction(String name) {
    return Functions.isFunction(name);
  }

  private void readParameters(int end) {
    while (tokens.position() < end) {
      tokens.advance();
    }
    while (tokens.kind() != Tokens.Kind.END) {
      expect(";");
      if (tokens.kind() == Tokens.Kind.END) {
        return;
      }
      int place = tokens.position();
      String name = tokens.token();
      if (tokens.kind() != Tokens.Kind.NAME) {
        throw unexpected("a parameter's name");
      }
      if (inputs.contains(name)) {
        throw tokens.error("'" + name + "' is an input and cannot be a parameter too");
      }
      tokens.advance();
      expect("=");
      double sign = tokens.isSymbol("-") ? -1 : 1;
      if (tokens.isSymbol("-") || tokens.isSymbol("+")) {
        tokens.advance();
      }
      double value = sign * readNumber("the value of " + name);
      if (parameters.put(name, value) != null) {
        throw tokens.errorAt(place, "parameter '" + name + "' is given twice");
      }
    }
  }

  private double readNumber(String what) {
    if (tokens.kind() == Tokens.Kind.NAME && tokens.token().equals("inf")) {
      tokens.advance();
      return Double.POSITIVE_INFINITY;
    }
    if (tokens.kind() != Tokens.Kind.NUMBER) {
      throw unexpected("a number as " + what);
    }
    double value = Double.parseDouble(tokens.token());
    if (Double.isInfinite(value)) {
      throw tokens.error(tokens.token() + " is beyond the largest number, 1.798e308");
    }
    tokens.advance();
    return value;
  }

  private Expr comparison() {
    enter();
    Expr left = sum();
    if (tokens.kind() == Tokens.Kind.SYMBOL) {
      String symbol = tokens.token();
      Op op =
          switch (symbol) {
            case "<", ">" -> LESS;
            case "<=", ">=" -> LESS_OR_EQUAL;
            case "==" -> EQUAL;
            case "!=" -> NOT_EQUAL;
            default -> null;
          };
      if (op != null) {
        tokens.advance();
        Expr right = sum();
        left = symbol.startsWith(">") ? graph.apply(op, right, left) : graph.apply(op, left, right);
      }
    }
    depth--;
    return left;
  }

  private Expr sum() {
    Expr left = product();
    while (tokens.isSymbol("+") || tokens.isSymbol("-")) {
      Op op = tokens.isSymbol("+") ? ADD : SUB;
      tokens.advance();
      left = graph.apply(op, left, product());
      countTerm();
    }
    return left;
  }

  private Expr product() {
    Expr left = signed();
    while (tokens.isSymbol("*") || tokens.isSymbol("/")) {
      Op op = tokens.isSymbol("*") ? MUL : DIV;
      tokens.advance();
      left = graph.apply(op, left, signed());
      countTerm();
    }
    return left;
  }

  private Expr signed() {
    if (tokens.isSymbol("-")) {
      tokens.advance();
      enter();
      Expr operand = graph.apply(NEG, signed());
      depth--;
      return operand;
    }
    if (tokens.isSymbol("+")) {
      tokens.advance();
      enter();
      Expr operand = signed();
      depth--;
      return operand;
    }
    return power();
  }

  private Expr power() {
    Expr base = primary();
    if (tokens.isSymbol("**")) {
      throw tokens.error("a power is written with ^, as in z^2");
    }
    if (!tokens.isSymbol("^")) {
      return base;
    }
    tokens.advance();
    enter();
    Expr exponent = signed();
    depth--;
    return graph.apply(POW, base, exponent);
  }

  private Expr primary() {
    countTerm();
    return switch (tokens.kind()) {
      case NUMBER -> graph.constant(readNumber("a term"));
      case NAME -> name();
      case SYMBOL -> {
        if (!tokens.isSymbol("(")) {
          throw unexpected("a number, a name or '('");
        }
        tokens.advance();
        Expr inner = comparison();
        expect(")");
        yield inner;
      }
      case END -> throw unexpected("a number, a name or '('");
    };
  }

  private Expr name() {
    String name = tokens.token();
    int place = tokens.position();
    tokens.advance();
    if (tokens.isSymbol("(")) {
      return new Call(name, place).read();
    }
    Double parameter = parameters.get(name);
    if (inputs.contains(name) || parameter != null) {
      used.add(name);
      return graph.variable(name);
    }
    return switch (name) {
      case "pi" -> graph.constant(Math.PI);
      case "e" -> graph.constant(Math.E);
      case "inf" -> graph.constant(Double.POSITIVE_INFINITY);
      default ->
          throw tokens.errorAt(
              place,
              "unknown name '"
                  + name
                  + "'; inputs are "
                  + String.join(", ", new TreeSet<>(inputs))
                  + (Functions.isFunction(name)
                      ? "; " + name + " is a function: write " + name + "(…)"
                      : "; a parameter is given behind the formula, as in '; " + name + "=1'"));
    };
  }

  /** A call name(a, b, …) whose name has been read. */
  private final class Call {
    private final String name;
    private final int place;

    Call(String name, int place) {
      this.name = name;
      this.place = place;
    }

    Expr read() {
      if (!Functions.isFunction(name)) {
        throw tokens.errorAt(place, "unknown function '" + name + "'; " + Functions.suggest(name));
      }
      Expr[] arguments = arguments();
      int wanted = Functions.arity(name);
      if (arguments.length != wanted) {
        throw tokens.errorAt(
            place,
            name
                + " takes "
                + wanted
                + " argument"
                + (wanted == 1 ? "" : "s")
                + ", not "
                + arguments.length);
      }
      if (name.equals(KINK.text())
          && !Graph.is(arguments[0], LESS)
          && !Graph.is(arguments[0], LESS_OR_EQUAL)) {
        throw tokens.errorAt(place, "kink needs a comparison with < or <= as its first argument");
      }
      return Functions.apply(graph, name, arguments);
    }

    private Expr[] arguments() {
      List<Expr> arguments = new ArrayList<>();
      tokens.advance();
      if (!tokens.isSymbol(")")) {
        arguments.add(comparison());
        while (tokens.isSymbol(",")) {
          tokens.advance();
          arguments.add(comparison());
        }
      }
      expect(")");
      return arguments.toArray(Expr[]::new);
    }
  }

  private void expect(String symbol) {
    if (!tokens.isSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
    tokens.advance();
  }

  private void enter() {
    if (++depth > MAXIMUM_DEPTH) {
      throw tokens.error("nested deeper than " + MAXIMUM_DEPTH + " levels; simplify the formula");
    }
  }

  private void countTerm() {
    if (++terms > MAXIMUM_TERMS) {
      throw tokens.error("more than " + MAXIMUM_TERMS + " terms; simplify the formula");
    }
  }

  private FormulaException unexpected(String wanted) {
    String found =
        tokens.kind() == Tokens.Kind.END ? "the end of the formula" : "'" + tokens.token() + "'";
    return tokens.error("found " + found + " where " + wanted + " was expected");
  }
}

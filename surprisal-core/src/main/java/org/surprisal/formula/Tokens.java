package org.surprisal.formula;

/** Splits the text of a formula into tokens, one at a time. */
final class Tokens {
  enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  private final String text;
  private int next;
  private Kind kind = Kind.END;
  private int start;

  Tokens(String text) {
    this.text = text;
    advance();
  }

  Kind kind() {
    return kind;
  }

  /** The text of the current token; empty at the end. */
  String token() {
    return text.substring(start, next);
  }

  int position() {
    return start;
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && token().equals(symbol);
  }

  void advance() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    start = next;
    if (next == text.length()) {
      kind = Kind.END;
      return;
    }
    char c = text.charAt(next);
    if (isDigit(c) || (c == '.' && next + 1 < text.length() && isDigit(text.charAt(next + 1)))) {
      kind = Kind.NUMBER;
      number();
    } else if (isLetter(c)) {
      kind = Kind.NAME;
      while (next < text.length() && (isLetter(text.charAt(next)) || isDigit(text.charAt(next)))) {
        next++;
      }
    } else {
      kind = Kind.SYMBOL;
      symbol(c);
    }
  }

  private void number() {
    digits();
    if (next < text.length() && text.charAt(next) == '.') {
      next++;
      digits();
    }
    if (next < text.length() && (text.charAt(next) == 'e' || text.charAt(next) == 'E')) {
      int mark = next;
      next++;
      if (next < text.length() && (text.charAt(next) == '+' || text.charAt(next) == '-')) {
        next++;
      }
      if (next < text.length() && isDigit(text.charAt(next))) {
        digits();
      } else {
        next = mark; // "2e" is 2 and the name e: the parser will say what is wrong
      }
    }
  }

  private void digits() {
    while (next < text.length() && isDigit(text.charAt(next))) {
      next++;
    }
  }

  private void symbol(char c) {
    next++;
    boolean mayEndWithEquals = c == '<' || c == '>' || c == '=' || c == '!';
    if (mayEndWithEquals && next < text.length() && text.charAt(next) == '=') {
      next++;
    }
    if (c == '*' && next < text.length() && text.charAt(next) == '*') {
      next++; // the power sign of other languages; the parser names the cure
    }
    if (Character.isHighSurrogate(c) && next < text.length()) {
      next++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  FormulaException error(String problem) {
    return new FormulaException(text, start, problem);
  }

  FormulaException errorAt(int position, String problem) {
    return new FormulaException(text, position, problem);
  }
}

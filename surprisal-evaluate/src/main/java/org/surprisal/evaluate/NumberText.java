package org.surprisal.evaluate;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One field of a text file as a number, and a number as text. */
final class NumberText {
  private static final int LONGEST_QUOTE = 40;

  private NumberText() {}

  /**
   * What the text of a field, in UTF-8, means in its column.
   *
   * @throws IllegalArgumentException if it means nothing there; it says why, and the cure
   */
  static double parse(Field field, byte[] text, int offset, int length) {
    TextValues texts = field.texts();
    if (texts != null) {
      return texts.of(text, offset, length);
    }
    try {
      return number(text, offset, length, field.truth());
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(problem(field, text(text, offset, length)));
    }
  }

  /**
   * The number written in a field, blanks around it allowed; NaN where the value is missing (an
   * empty field, NA, N/A, NaN, null, none).
   *
   * @throws NumberFormatException if the field holds any other text
   */
  static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return number(bytes, 0, bytes.length, false);
  }

  /** The same for some characters. */
  static double parse(char[] text, int offset, int length) {
    return parse(new String(text, offset, length));
  }

  private static double number(byte[] text, int offset, int length, boolean truth) {
    int from = offset;
    int to = offset + length;
    while (from < to && isBlank(text[from])) {
      from++;
    }
    while (from < to && isBlank(text[to - 1])) {
      to--;
    }
    double usual = Decimal.parse(text, from, to);
    if (!Double.isNaN(usual)) {
      return usual;
    }
    if (from < to && isPlainDecimal(text, from, to)) {
      return JavaDoubleParser.parseDouble(text, from, to - from);
    }
    return word(text(text, from, to - from), truth);
  }

  /** White space of a text file; other control characters are no accident to be looked over. */
  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /**
   * Whether these are the characters of a decimal number. Java also reads 1.5f, 2d and 0x1p-1,
   * which no table means as numbers; it refuses what has the characters in a wrong order.
   */
  private static boolean isPlainDecimal(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = text[i];
      boolean isDigit = c >= '0' && c <= '9';
      boolean isOther = c == '.' || c == '-' || c == '+' || (i > from && (c == 'e' || c == 'E'));
      if (!isDigit && !isOther) {
        return false;
      }
    }
    return true;
  }

  private static double word(String text, boolean truth) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "na", "n/a", "nan", "null", "none" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case String word -> {
        if (truth && word.equals("true")) {
          yield 1;
        }
        if (truth && word.equals("false")) {
          yield 0;
        }
        throw new NumberFormatException(text);
      }
    };
  }

  /** Some bytes of UTF-8; what is none is shown by a replacement character. */
  static String text(byte[] text, int offset, int length) {
    return new String(text, offset, length, StandardCharsets.UTF_8);
  }

  /** Whether a text stands for a missing value. */
  static boolean isMissing(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "na", "n/a", "nan", "null", "none" -> true;
      default -> false;
    };
  }

  /** What is wrong with a text that is no number, and the cure. */
  private static String problem(Field field, String text) {
    String said = quote(text) + " is not a number; ";
    if (text.indexOf('\0') >= 0) {
      return said + "it has NUL bytes, so the file is damaged or no text; copy or export it again";
    }
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    return switch (trimmed) {
      case "true", "false", "yes", "no", "t", "f", "y", "n" ->
          said
              + (field.truth()
                  ? "say which label counts as 1 with --positive " + text.strip()
                  : "write labels as 0 and 1");
      default ->
          trimmed.matches("[-+]?[0-9]+,[0-9]+")
              ? said + "write it with a point: " + trimmed.replace(',', '.')
              : said
                  + "expected one such as 0.25, 1e-3 or inf, or an empty field or NA"
                  + " (--missing skip leaves such rows out)"
                  + (field.truth() && trimmed.matches("\\p{L}.*")
                      ? "; if it is a label, say which one counts as 1 with --positive LABEL, or"
                          + " with a column a class --prediction 'p_*'"
                      : "");
    };
  }

  /** What is wrong with a field that holds no value, and the cure. */
  static String missing(String text) {
    String said = text.isBlank() ? "the value is missing" : quote(text) + " is a missing value";
    return said + "; fill it in, or leave such rows out with --missing skip";
  }

  /** A text from a file in quotes, on one line and not too long. */
  static String quote(String text) {
    return "'" + shown(text) + "'";
  }

  /** A text from a file, on one line and not too long. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? ' ' : c);
    }
    return shown.append(text.length() > LONGEST_QUOTE ? "…" : "").toString();
  }

  /** The shortest text that reads back as {@code value}: {@code 1}, {@code 0.5}, {@code inf}. */
  static String of(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}

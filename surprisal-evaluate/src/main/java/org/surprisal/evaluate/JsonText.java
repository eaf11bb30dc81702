package org.surprisal.evaluate;

/** A value of well-formed JSON as the text that would stand for it in a CSV file. */
final class JsonText {
  private static final int HEX = 16;
  private static final int HEX_DIGITS = 4;

  private JsonText() {}

  /**
   * The text: without the quotes of a string, and empty for null.
   *
   * @param isLabel a label is the same text for 1.0 as for 1
   * @throws IllegalArgumentException for a list or an object
   */
  static String of(String json, boolean isLabel) {
    if (json.isEmpty()) {
      return json;
    }
    return switch (json.charAt(0)) {
      case '"' -> unquoted(json);
      case '[', '{' ->
          throw new IllegalArgumentException(
              NumberText.quote(json)
                  + " is a list or an object; expected a number, a text, true or false");
      case 'n' -> json.equals("null") ? "" : json;
      default -> isLabel ? label(json) : json;
    };
  }

  private static String label(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        try {
          return NumberText.of(NumberText.parse(number));
        } catch (NumberFormatException _) {
          return number;
        }
      }
    }
    return number;
  }

  private static String unquoted(String json) {
    if (json.indexOf('\\') < 0) {
      return json.substring(1, json.length() - 1);
    }
    StringBuilder text = new StringBuilder();
    int at = 1;
    while (at < json.length() - 1) {
      char c = json.charAt(at++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = json.charAt(at++);
      if (escaped == 'u') {
        text.append((char) Integer.parseInt(json.substring(at, at + HEX_DIGITS), HEX));
        at += HEX_DIGITS;
      } else {
        text.append(control(escaped));
      }
    }
    return text.toString();
  }

  private static char control(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> escaped;
    };
  }
}

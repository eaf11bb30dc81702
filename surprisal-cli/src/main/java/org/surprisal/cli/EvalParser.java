package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Reduction;
import org.surprisal.text.NearestNames;

/**
 * Reads one line of the protocol. After a wrong value it reads on, so that an id that comes later
 * still gets into the answer; after a fault of the JSON itself it cannot.
 */
final class EvalParser {
  private static final List<String> KEYS =
      List.of(
          "id",
          "loss",
          "target",
          "prediction",
          "columns",
          "weight",
          "class_weight",
          "mask",
          "missing",
          "group",
          "dtype",
          "curvature",
          "reduction",
          "want");

  private final byte[] bytes;
  private final int start;
  private final int length;
  private final JsonParser json;
  private final EvalRequest request;

  private EvalParser(byte[] bytes, int start, int length, JsonParser json, EvalRequest request) {
    this.bytes = bytes;
    this.start = start;
    this.length = length;
    this.json = json;
    this.request = request;
  }

  /** Reads the line into {@code request}; what is wrong with it becomes the request's error. */
  static void parse(byte[] bytes, int start, int length, EvalRequest request) throws IOException {
    int mark = byteOrderMark(bytes, start, length);
    try (JsonParser json = Json.parser(bytes, start + mark, length - mark)) {
      EvalParser parser = new EvalParser(bytes, start + mark, length - mark, json, request);
      try {
        parser.line();
      } catch (JsonProcessingException e) {
        request.refuseAll(parser.syntaxError(e));
      }
    }
  }

  /** How many bytes a byte order mark takes: some systems put one before the first line. */
  private static int byteOrderMark(byte[] bytes, int start, int length) {
    boolean isMarked =
        length >= 3
            && bytes[start] == (byte) 0xef
            && bytes[start + 1] == (byte) 0xbb
            && bytes[start + 2] == (byte) 0xbf;
    return isMarked ? 3 : 0;
  }

  private void line() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new JsonFault("a request is a JSON object {…}, not " + shown(), json);
    }
    Set<String> seen = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      try {
        if (!seen.add(key)) {
          throw new Refusal("key " + Figures.quoted(key) + " is given twice");
        }
        if (key.equals("id")) {
          request.id = text();
        } else if (!json.hasToken(JsonToken.VALUE_NULL)) {
          value(key);
        }
      } catch (Refusal e) {
        request.refuse(Figures.oneLine(e));
      }
      skipRest();
    }
    if (json.nextToken() != null) {
      throw new JsonFault("there is more than one JSON value on the line", json);
    }
  }

  /** Leaves the value of the current key, wherever reading it has stopped. */
  private void skipRest() throws IOException {
    while (json.getParsingContext().getNestingDepth() > 1) {
      json.nextToken();
    }
  }

  private void value(String key) throws IOException {
    switch (key) {
      case "loss" -> request.loss = string(key);
      case "target" -> request.target = numbers(key);
      case "prediction" -> request.prediction = numbers(key);
      case "columns" -> request.columns = columns();
      case "weight" -> request.weight = numbers(key);
      case "class_weight" -> request.classWeight = numbers(key);
      case "mask" -> request.mask = mask();
      case "missing" ->
          request.missing =
              choice(key, "error", "skip").equals("skip") ? Missing.SKIP : Missing.ERROR;
      case "group" -> request.group = numbers(key);
      case "dtype" -> request.asFloat = choice(key, "double", "float").equals("float");
      case "curvature" -> choice(key, "exact");
      case "reduction" ->
          request.reduction = Reduction.parse(choice(key, "mean", "mean_rows", "sum", "none"));
      case "want" -> want();
      default ->
          throw new Refusal(
              "key "
                  + Figures.quoted(key)
                  + " is not known"
                  + NearestNames.question("; ", key, KEYS));
    }
  }

  /** The text of the current value, exactly as it stands on the line. */
  private String text() throws IOException {
    int from = (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    json.finishToken();
    int to = (int) json.currentLocation().getByteOffset();
    return new String(bytes, start + from, to - from, StandardCharsets.UTF_8);
  }

  private String string(String key) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      throw new Refusal(key + " is " + shown() + ", not a string");
    }
    return json.getText();
  }

  private String choice(String key, String... allowed) throws IOException {
    List<String> known = List.of(allowed);
    String typed = json.hasToken(JsonToken.VALUE_STRING) ? json.getText() : "";
    if (!known.contains(typed)) {
      String choices = '"' + String.join("\", \"", known) + '"';
      throw new Refusal(
          known.size() == 1
              ? key + " is " + shown() + "; only " + choices + " can be had"
              : key + " is " + shown() + ", not one of " + choices);
    }
    return typed;
  }

  private void want() throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      throw new Refusal(
          "want is " + shown() + ", not an array of \"value\", \"gradient\", \"curvature\"");
    }
    request.wantsValue = false;
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      switch (choice("want[" + i + "]", "value", "gradient", "curvature")) {
        case "value" -> request.wantsValue = true;
        case "gradient" -> request.wantsGradient = true;
        default -> request.wantsCurvature = true;
      }
    }
  }

  private int columns() throws IOException {
    if (json.currentToken().isNumeric()) {
      double columns = json.getDoubleValue();
      if (columns >= 1 && columns == (int) columns) {
        return (int) columns;
      }
    }
    throw new Refusal("columns is " + shown() + ", not a whole number of at least 1");
  }

  private NumberList mask() throws IOException {
    NumberList mask = numbers("mask");
    for (int i = 0; i < mask.size(); i++) {
      if (mask.get(i) != 0 && mask.get(i) != 1) {
        throw new Refusal("mask[" + i + "] = " + Figures.exact(mask.get(i)) + " is not 0 or 1");
      }
    }
    return mask;
  }

  private NumberList numbers(String key) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      throw new Refusal(key + " is " + shown() + ", not an array of numbers");
    }
    NumberList numbers = new NumberList();
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      numbers.add(number(t, key, numbers.size()));
    }
    return numbers;
  }

  private double number(JsonToken token, String key, int index) throws IOException {
    if (token.isNumeric()) {
      double value = json.getDoubleValue();
      if (Double.isInfinite(value)) {
        String sign = value > 0 ? "" : "-";
        throw new Refusal(
            key
                + "["
                + index
                + "] = "
                + shown()
                + " is beyond the range of double"
                + "; infinity is written \""
                + sign
                + "Infinity\"");
      }
      // As an integer, -0 has lost its sign.
      return value == 0 && json.getTextCharacters()[json.getTextOffset()] == '-' ? -0.0 : value;
    }
    String typed = token == JsonToken.VALUE_STRING ? json.getText() : "";
    return switch (typed) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new Refusal(key + "[" + index + "] is " + shown() + ", not a number" + cure(token));
    };
  }

  private static String cure(JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> "; a missing one is written \"NaN\"";
      case START_ARRAY -> "; rows stand one after the other in one flat array, see columns";
      default -> "";
    };
  }

  /** The current value, as a message shows it. */
  private String shown() throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> Figures.quoted(json.getText());
      case VALUE_NULL, VALUE_TRUE, VALUE_FALSE -> json.getText();
      case null -> "nothing";
      default -> {
        String digits = json.getText();
        yield digits.length() > 40 ? digits.substring(0, 40) + "…" : digits;
      }
    };
  }

  private String syntaxError(JsonProcessingException e) {
    if (e instanceof JsonFault) {
      return e.getOriginalMessage();
    }
    int offset = Math.clamp(e.getLocation().getByteOffset(), 0, length);
    String before = new String(bytes, start, offset, StandardCharsets.UTF_8);
    int column = 1 + before.codePointCount(0, before.length());
    String message = e.getOriginalMessage();
    if (message.startsWith("Non-standard token '")) {
      String token = message.substring(20, message.indexOf('\'', 20));
      column = Math.max(1, column - token.length());
      message = token + " is no JSON number; write it as a string, \"" + token + "\"";
    }
    return "not valid JSON at column " + column + ": " + plain(message);
  }

  /** The parser's message without what only its own users can make sense of. */
  private static String plain(String message) {
    return message.replaceAll(
        "(?s) \\(start marker.*| \\(for \\w+ starting at.*|: enable `.*|\\R.*", "");
  }

  /** A line that is JSON, but no request. */
  private static final class JsonFault extends JsonProcessingException {
    private static final long serialVersionUID = 1;

    JsonFault(String message, JsonParser at) {
      super(message, at.currentLocation());
    }
  }
}

package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Collection;
import java.util.OptionalDouble;
import org.surprisal.evaluate.Interval;

/**
 * JSON as this program reads and writes it: strict and in UTF-8; numbers in their shortest
 * round-trip form, and as the strings "NaN", "Infinity" and "-Infinity" where they are not finite.
 */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(1 << 20)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Json() {}

  /** A parser of the UTF-8 bytes from {@code start} on. */
  static JsonParser parser(byte[] bytes, int start, int length) throws IOException {
    return FACTORY.createParser(bytes, start, length);
  }

  /** A compact writer; closing it leaves {@code out} open. */
  static JsonGenerator compact(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  /** A writer with line breaks and indentation; closing it leaves {@code out} open. */
  static JsonGenerator pretty(Writer out) throws IOException {
    return FACTORY.createGenerator(out).useDefaultPrettyPrinter();
  }

  /** Writes {@code value}, as a string where it is not finite. */
  static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  /** Writes {@code value} in the shortest form of a float, as a string where it is not finite. */
  static void number(JsonGenerator json, float value) throws IOException {
    if (Float.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Float.toString(value));
    }
  }

  /** Writes a field, NaN as null: what is not defined. */
  static void number(JsonGenerator json, String field, double value) throws IOException {
    number(json, field, Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value));
  }

  /** Writes a field, null where there is no value. */
  static void number(JsonGenerator json, String field, OptionalDouble value) throws IOException {
    json.writeFieldName(field);
    if (value.isPresent()) {
      number(json, value.getAsDouble());
    } else {
      json.writeNull();
    }
  }

  /** Writes the field {@code interval}: both ends, or null. */
  static void interval(JsonGenerator json, Interval interval) throws IOException {
    json.writeFieldName("interval");
    if (!interval.isPresent()) {
      json.writeNull();
      return;
    }
    json.writeStartArray();
    number(json, interval.low());
    number(json, interval.high());
    json.writeEndArray();
  }

  /** Writes a field that is an array of strings. */
  static void strings(JsonGenerator json, String field, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}

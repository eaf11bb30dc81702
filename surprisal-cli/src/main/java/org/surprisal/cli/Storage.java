package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Numbers;

/** An array of doubles or of floats: what a request is computed on and answered from. */
final class Storage {
  private final double @Nullable [] doubles;
  private final float @Nullable [] floats;

  private Storage(double @Nullable [] doubles, float @Nullable [] floats) {
    this.doubles = doubles;
    this.floats = floats;
  }

  /** Zeros, to be written to. */
  static Storage zeros(int size, boolean asFloat) {
    return asFloat ? new Storage(null, new float[size]) : new Storage(new double[size], null);
  }

  /**
   * The numbers of a request, called {@code key} in messages.
   *
   * @throws Refusal if one is finite but rounds to an infinite float
   */
  static Storage of(String key, NumberList numbers, boolean asFloat) {
    if (!asFloat) {
      return new Storage(numbers.toArray(), null);
    }
    float[] floats = numbers.toFloats();
    for (int i = 0; i < floats.length; i++) {
      if (Float.isInfinite(floats[i]) && !Double.isInfinite(numbers.get(i))) {
        throw new Refusal(
            key + "[" + i + "] = " + numbers.get(i) + " is beyond the range of float");
      }
    }
    return new Storage(null, floats);
  }

  /** A view of them, in rows of {@code columns}. */
  Numbers by(int columns) {
    return (doubles != null ? Numbers.of(doubles) : Numbers.of(floats())).by(columns);
  }

  /** Writes them as an array, each in the shortest form of its type. */
  void write(JsonGenerator json, String field) throws IOException {
    json.writeArrayFieldStart(field);
    if (doubles != null) {
      for (double value : doubles) {
        Json.number(json, value);
      }
    } else {
      for (float value : floats()) {
        Json.number(json, value);
      }
    }
    json.writeEndArray();
  }

  private float[] floats() {
    return Objects.requireNonNull(floats);
  }
}

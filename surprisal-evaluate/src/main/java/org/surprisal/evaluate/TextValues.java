package org.surprisal.evaluate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the texts of a column mean as numbers: labels as the index of their class, groups as a
 * number each. Texts repeat, so each is looked up once and found again without making a string.
 * Blanks around a text are no part of it.
 */
final class TextValues {
  /** Texts remembered; a column with more distinct ones is looked up row by row. */
  private static final int REMEMBERED = 1 << 15;

  private static final int FIRST_CAPACITY = 64;

  private final ToDoubleFunction<String> meaning;
  private final boolean remembers;
  private @Nullable String[] texts = new String[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int count;

  private TextValues(ToDoubleFunction<String> meaning, boolean remembers) {
    this.meaning = meaning;
    this.remembers = remembers;
  }

  /**
   * @param meaning the number for a text, NaN if it means that the value is missing; it throws an
   *     {@link IllegalArgumentException} that says what is wrong with the text and what is allowed,
   *     without the place
   */
  static TextValues of(ToDoubleFunction<String> meaning) {
    return new TextValues(meaning, true);
  }

  /** The same, but {@code meaning} is asked for every row. */
  static TextValues eachRow(ToDoubleFunction<String> meaning) {
    return new TextValues(meaning, false);
  }

  /** The number that a text means. */
  double of(String text) {
    char[] characters = text.toCharArray();
    return of(characters, 0, characters.length);
  }

  /** The number that some characters mean. */
  double of(char[] buffer, int offset, int length) {
    int from = offset;
    int to = offset + length;
    while (from < to && isBlank(buffer[from])) {
      from++;
    }
    while (from < to && isBlank(buffer[to - 1])) {
      to--;
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + buffer[i];
    }
    int place = mixed(hash) & (texts.length - 1);
    for (String known = texts[place]; known != null; known = texts[place]) {
      if (equal(known, buffer, from, to)) {
        return values[place];
      }
      place = (place + 1) & (texts.length - 1);
    }
    return first(new String(buffer, from, to - from));
  }

  /**
   * The number that some bytes of UTF-8 mean.
   *
   * @throws IllegalArgumentException also if they are none
   */
  double of(byte[] buffer, int offset, int length) {
    int from = offset;
    int to = offset + length;
    while (from < to && isBlank((char) buffer[from])) {
      from++;
    }
    while (from < to && isBlank((char) buffer[to - 1])) {
      to--;
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      if (buffer[i] < 0) {
        return of(decoded(buffer, from, to - from));
      }
      hash = 31 * hash + buffer[i];
    }
    int place = mixed(hash) & (texts.length - 1);
    for (String known = texts[place]; known != null; known = texts[place]) {
      if (equal(known, buffer, from, to)) {
        return values[place];
      }
      place = (place + 1) & (texts.length - 1);
    }
    return first(new String(buffer, from, to - from, StandardCharsets.US_ASCII));
  }

  private static String decoded(byte[] buffer, int from, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(buffer, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          NumberText.quote(new String(buffer, from, length, StandardCharsets.UTF_8))
              + " is not UTF-8; convert the file, for example with iconv -t UTF-8",
          e);
    }
  }

  private double first(String text) {
    double value = meaning.applyAsDouble(text);
    if (remembers && count < REMEMBERED) {
      if (2 * (count + 1) > texts.length) {
        grow();
      }
      put(text, value);
      count++;
    }
    return value;
  }

  private void grow() {
    @Nullable String[] oldTexts = texts;
    double[] oldValues = values;
    texts = new String[2 * oldTexts.length];
    values = new double[2 * oldValues.length];
    for (int i = 0; i < oldTexts.length; i++) {
      String text = oldTexts[i];
      if (text != null) {
        put(text, oldValues[i]);
      }
    }
  }

  private void put(String text, double value) {
    int place = mixed(text.hashCode()) & (texts.length - 1);
    while (texts[place] != null) {
      place = (place + 1) & (texts.length - 1);
    }
    texts[place] = text;
    values[place] = value;
  }

  /** Texts such as 001, 002 … differ in few bits. */
  private static int mixed(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }

  private static boolean equal(String text, char[] buffer, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i - from) != buffer[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(String text, byte[] buffer, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i - from) != buffer[i]) {
        return false;
      }
    }
    return true;
  }

  /** White space of a text file. */
  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}

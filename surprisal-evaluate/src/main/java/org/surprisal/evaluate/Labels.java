package org.surprisal.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.surprisal.text.NearestNames;

/** The texts of a target as numbers: the index of a class, or 1 for the positive label. */
final class Labels {
  private static final int SHOWN = 20;

  private Labels() {}

  /** The index of each label; an unknown one is an error. */
  static TextValues indices(List<String> labels, String pattern) {
    return TextValues.of(text -> {
      OptionalInt index = index(labels, text);
      if (index.isPresent()) {
        return index.getAsInt();
      }
      if (NumberText.isMissing(text)) {
        return Double.NaN;
      }
      List<String> near = NearestNames.of(text, labels);
      throw new IllegalArgumentException(
          NumberText.quote(text)
              + " is none of the labels that "
              + pattern
              + " has: "
              + shown(labels)
              + (near.isEmpty() ? "" : "; nearest: " + String.join(", ", near))
              + (isNumber(text)
                  ? "; if these columns are no classes, say what they are by --loss"
                  : ""));
    });
  }

  private static String shown(List<String> labels) {
    String first =
        labels.stream().limit(SHOWN).map(NumberText::shown).collect(Collectors.joining(", "));
    return labels.size() > SHOWN ? first + ", … (" + labels.size() + " in all)" : first;
  }

  private static OptionalInt index(List<String> labels, String text) {
    int index = labels.indexOf(text);
    return index >= 0
        ? OptionalInt.of(index)
        : IntStream.range(0, labels.size()).filter(k -> same(labels.get(k), text)).findFirst();
  }

  /** Whether two texts are one label: the same number (1 and 1.0), or truth (True and true). */
  static boolean same(String label, String text) {
    if (label.equals(text)) {
      return true;
    }
    if (label.equalsIgnoreCase(text)) {
      return label.equalsIgnoreCase("true") || label.equalsIgnoreCase("false");
    }
    return isNumber(label) && isNumber(text) && parsed(label) == parsed(text);
  }

  /** The finite number that a text is, or none. */
  static OptionalDouble number(String text) {
    return isNumber(text) ? OptionalDouble.of(parsed(text)) : OptionalDouble.empty();
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)
        && Double.isFinite(parsed(text));
  }

  private static double parsed(String text) {
    char[] characters = text.toCharArray();
    try {
      return NumberText.parse(characters, 0, characters.length);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}

package org.surprisal.loss;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How numbers and near names are written in messages and specs. */
final class Text {
  private Text() {}

  /** The shortest text that reads back as {@code value}: {@code 1}, {@code 0.5}, {@code inf}. */
  static String number(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "inf";
    }
    if (value == Double.NEGATIVE_INFINITY) {
      return "-inf";
    }
    if (value == (long) value && Math.abs(value) < 1e15 && (value != 0 || 1 / value > 0)) {
      return Long.toString((long) value);
    }
    return Double.toString(value).replace(".0E", "e").replace("E", "e");
  }

  /** The names nearest to {@code typed} by edit distance, for "did you mean". */
  static List<String> nearest(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(typed, name) <= Math.max(2, typed.length() / 3))
        .sorted(Comparator.comparingInt((String name) -> distance(typed, name)))
        .limit(3)
        .toList();
  }

  /** ". Did you mean …?", or nothing where no name is near. */
  static String didYouMean(String typed, Collection<String> names) {
    List<String> near = nearest(typed, names);
    return near.isEmpty() ? "" : ". Did you mean " + String.join(" or ", near) + "?";
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}

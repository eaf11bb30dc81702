package org.surprisal.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which of the names that exist a person may have meant. */
final class Names {
  private static final int SHOWN = 20;

  private Names() {}

  /**
   * {@code "; nearest: forest. Columns: id, malignant, forest"}, without the first part if none.
   */
  static String nearest(String typed, List<String> names) {
    List<String> near =
        names.stream()
            .filter(name -> isNear(typed, name))
            .sorted(Comparator.comparingInt((String name) -> distance(typed, name)))
            .limit(3)
            .map(NumberText::shown)
            .toList();
    String all =
        names.stream().limit(SHOWN).map(NumberText::shown).collect(Collectors.joining(", "));
    String more = names.size() > SHOWN ? ", … (" + names.size() + " in all)" : "";
    String first = near.isEmpty() ? "" : "; nearest: " + String.join(", ", near);
    return first + ". Columns: " + all + more;
  }

  private static boolean isNear(String typed, String name) {
    int distance = distance(typed, name);
    return distance <= Math.max(2, typed.length() / 3) && distance < typed.length();
  }

  /** The number of letters to insert, drop or change, upper and lower case being the same. */
  private static int distance(String typed, String name) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

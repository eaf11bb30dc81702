package org.surprisal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which of the names that exist a person may have meant. */
public final class NearestNames {
  private static final int SHOWN = 3;

  /** So many letters of a beginning are enough to recognise a name. */
  private static final int BEGINNING = 3;

  private NearestNames() {}

  /** Up to three names near to {@code typed}, the nearest first; upper and lower case are equal. */
  public static List<String> of(String typed, Collection<String> names) {
    int letters = typed.length();
    int limit = letters < 4 ? letters / 2 : Math.max(2, letters / 3);
    int nearest = names.stream().mapToInt(name -> distance(typed, name)).min().orElse(0);
    return names.stream()
        .filter(name -> distance(typed, name) <= Math.min(limit, nearest + 1))
        .sorted(Comparator.comparingInt((String name) -> distance(typed, name)))
        .limit(SHOWN)
        .toList();
  }

  /** {@code "did you mean a or b?"} after {@code before}, or nothing where no name is near. */
  public static String question(String before, String typed, Collection<String> names) {
    List<String> near = of(typed, names);
    return near.isEmpty() ? "" : before + "did you mean " + String.join(" or ", near) + "?";
  }

  /** The number of letters to insert, drop or change; 0 for a name that begins so. */
  private static int distance(String typed, String name) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    if (a.length() >= BEGINNING && b.startsWith(a)) {
      return 0;
    }
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

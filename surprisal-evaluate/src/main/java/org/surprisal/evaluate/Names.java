package org.surprisal.evaluate;

import java.util.List;
import java.util.stream.Collectors;
import org.surprisal.text.NearestNames;

/** Which of the names that exist a person may have meant. */
final class Names {
  private static final int SHOWN = 20;

  private Names() {}

  /**
   * {@code "; nearest: forest. Columns: id, malignant, forest"}, without the first part if none.
   */
  static String nearest(String typed, List<String> names) {
    List<String> near = NearestNames.of(typed, names).stream().map(NumberText::shown).toList();
    String all =
        names.stream().limit(SHOWN).map(NumberText::shown).collect(Collectors.joining(", "));
    String more = names.size() > SHOWN ? ", … (" + names.size() + " in all)" : "";
    String first = near.isEmpty() ? "" : "; nearest: " + String.join(", ", near);
    return first + ". Columns: " + all + more;
  }
}

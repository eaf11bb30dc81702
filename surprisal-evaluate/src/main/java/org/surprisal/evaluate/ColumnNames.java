package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which columns of a table the names and patterns of a request mean. */
final class ColumnNames {
  private static final char ANY = '*';
  private static final int FEWEST = 2;

  private final Table table;

  ColumnNames(Table table) {
    this.table = table;
  }

  /** A named set of columns, each with what {@code *} stands for; no labels for a plain column. */
  record Named(String name, List<Integer> columns, List<String> labels) {}

  /**
   * A plain column; of a joined table that of each file that has it, that of the first file first.
   *
   * @throws IllegalArgumentException if it is a pattern: which of its columns would be meant?
   */
  List<Integer> plain(String name) {
    if (isPattern(name) && !table.header().contains(name)) {
      throw new IllegalArgumentException(
          NumberText.quote(name) + " is a pattern; name one column for groups or weights");
    }
    return all(name, Set.of()).stream().map(named -> named.columns().getFirst()).toList();
  }

  /**
   * What a name means: one set of columns, or in a joined table one for each file that has it.
   *
   * @param taken columns that no pattern matches because they play another part
   * @throws DataException if there are none
   */
  List<Named> all(String name, Set<Integer> taken) {
    List<Named> found = new ArrayList<>();
    if (meansColumns(name, taken, found)) {
      return found;
    }
    for (String qualifier : table.qualifiers()) {
      meansColumns(qualifier + name, taken, found);
    }
    if (found.isEmpty()) {
      throw isPattern(name) ? noneMatches(name) : missing(name);
    }
    return found;
  }

  private boolean meansColumns(String name, Set<Integer> taken, List<Named> found) {
    if (table.header().contains(name)) {
      return found.add(new Named(name, List.of(table.column(name)), List.of()));
    }
    if (!isPattern(name)) {
      return false;
    }
    Named matched = matching(name, taken);
    if (matched.columns().isEmpty()) {
      return false;
    }
    if (matched.columns().size() < FEWEST) {
      throw new DataException(
          table.name()
              + " has one column only that "
              + NumberText.quote(name)
              + " matches, "
              + NumberText.shown(table.header().get(matched.columns().getFirst()))
              + "; a pattern is for two and more");
    }
    return found.add(matched);
  }

  private static boolean isPattern(String name) {
    return name.indexOf(ANY) >= 0;
  }

  private Named matching(String pattern, Set<Integer> taken) {
    int star = pattern.indexOf(ANY);
    if (pattern.indexOf(ANY, star + 1) >= 0) {
      throw new IllegalArgumentException(
          "pattern " + NumberText.quote(pattern) + " has more than one *; use one");
    }
    String before = pattern.substring(0, star);
    String after = pattern.substring(star + 1);
    List<Integer> columns = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int c = 0; c < table.header().size(); c++) {
      String name = table.header().get(c);
      boolean matches =
          name.length() > pattern.length() - 1 && name.startsWith(before) && name.endsWith(after);
      if (matches && !taken.contains(c)) {
        columns.add(table.column(name));
        labels.add(name.substring(before.length(), name.length() - after.length()));
      }
    }
    return new Named(pattern, List.copyOf(columns), List.copyOf(labels));
  }

  private DataException noneMatches(String pattern) {
    return new DataException(
        table.name()
            + " has no column that "
            + NumberText.quote(pattern)
            + " matches"
            + Names.nearest(pattern.replace("*", ""), table.header()));
  }

  private DataException missing(String name) {
    table.column(name); // says what is there instead
    return new DataException(table.name() + " has no column " + NumberText.quote(name));
  }
}

package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns of two joined tables. A column that is in one of them keeps its name. One in both is
 * called {@code stem.column} in each, after the file's name without folder and endings: {@code a.p}
 * and {@code b.p} of a.csv and b.parquet. Files of the same name go by their folders, and {@code
 * 1.p} and {@code 2.p} are those of files that these do not tell apart either.
 */
final class JoinNames {
  private static final Pattern FILE =
      Pattern.compile("(?:(?:.*[/\\\\])?([^/\\\\]+)[/\\\\])?([^/\\\\]+)");
  private static final Pattern ENDINGS =
      Pattern.compile("(?i)(\\.(csv|tsv|txt|parquet|parq|pq|jsonl|ndjson|json))?(\\.gz)?$");

  private final List<Column> columns = new ArrayList<>();
  private final List<String> stems;

  /**
   * A column of the join.
   *
   * @param name what it is called
   * @param plain what it is called in its file
   * @param side 0: the main file, 1: the other, −1: the id
   * @param position where it stands in its file
   */
  record Column(String name, String plain, int side, int position) {}

  JoinNames(Table main, Table other, String id) {
    columns.add(new Column(id, id, -1, 0));
    stems = stems(main.name(), other.name());
    add(main, other, id, 0, stems.get(0));
    add(other, main, id, 1, stems.get(1));
  }

  private void add(Table table, Table beside, String id, int side, String stem) {
    for (int i = 0; i < table.header().size(); i++) {
      String name = table.header().get(i);
      if (!name.equals(id)) {
        boolean isInBoth = beside.header().contains(name);
        columns.add(new Column(isInBoth ? stem + "." + name : name, name, side, i));
      }
    }
  }

  /** What columns of two files are called by. */
  static List<String> stems(String main, String other) {
    Matcher a = FILE.matcher(main);
    Matcher b = FILE.matcher(other);
    if (!a.matches() || !b.matches()) {
      return List.of("1", "2");
    }
    String left = ENDINGS.matcher(a.group(2)).replaceFirst("");
    String right = ENDINGS.matcher(b.group(2)).replaceFirst("");
    if (!left.equals(right) && !left.isEmpty() && !right.isEmpty()) {
      return List.of(left, right);
    }
    boolean tell = a.group(1) != null && b.group(1) != null && !a.group(1).equals(b.group(1));
    return tell ? List.of(a.group(1), b.group(1)) : List.of("1", "2");
  }

  List<Column> columns() {
    return columns;
  }

  /** What stands before the name of a column that is in both files. */
  List<String> qualifiers() {
    return stems.stream().map(stem -> stem + ".").toList();
  }
}

package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups that the values of some columns make. A group gets the next number when its first row
 * is met, and is named by its values.
 */
final class Groups {
  /** Beyond it a column is an id and no group. */
  static final int MOST = 10_000;

  private static final String MISSING = "(missing)";

  private final List<String> columns;
  private final List<List<String>> texts = new ArrayList<>();

  /** For each column after the first: the pair (group so far, value) to the next group. */
  private final List<Map<Long, Integer>> pairs = new ArrayList<>();

  private final List<List<String>> names = new ArrayList<>();

  /**
   * @param columns the names of the columns
   */
  Groups(List<String> columns) {
    this.columns = columns;
    for (int i = 0; i < columns.size(); i++) {
      texts.add(new ArrayList<>());
      pairs.add(new HashMap<>());
      names.add(new ArrayList<>());
    }
  }

  /** What the texts of a column mean: the number of each distinct one. */
  TextValues values(int column) {
    List<String> known = texts.get(column);
    return TextValues.of(
        text -> {
          if (known.size() == MOST) {
            throw new IllegalArgumentException(tooMany());
          }
          known.add(text.isEmpty() ? MISSING : text);
          return known.size() - 1;
        });
  }

  private String tooMany() {
    return "more than "
        + MOST
        + " groups by "
        + String.join(",", columns)
        + "; group by a column with fewer values";
  }

  /** The group of each row of a block, from the numbers of its values. */
  void of(double[][] values, int rows, int[] group) {
    for (int i = 0; i < rows; i++) {
      int number = (int) values[0][i];
      for (int c = 1; c < values.length; c++) {
        number = pair(c, number, (int) values[c][i]);
      }
      group[i] = number;
    }
  }

  private int pair(int column, int group, int value) {
    long key = (long) group << Integer.SIZE | value;
    Integer known = pairs.get(column).get(key);
    if (known != null) {
      return known;
    }
    List<String> named = names.get(column);
    if (named.size() == MOST) {
      throw new DataException(tooMany());
    }
    String before =
        column == 1 ? quoted(texts.getFirst().get(group)) : names.get(column - 1).get(group);
    named.add(before + "," + quoted(texts.get(column).get(value)));
    pairs.get(column).put(key, named.size() - 1);
    return named.size() - 1;
  }

  /** How many there are so far. */
  int count() {
    return columns.size() == 1 ? texts.getFirst().size() : names.getLast().size();
  }

  /** The values of a group, with commas between them; a value that has a comma is quoted. */
  String name(int group) {
    return columns.size() == 1 ? texts.getFirst().get(group) : names.getLast().get(group);
  }

  private static String quoted(String value) {
    boolean plain = value.indexOf(',') < 0 && value.indexOf('"') < 0;
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}

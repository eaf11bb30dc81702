package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The groups that the values of some columns make. A group gets the next number when its first row
 * is met, and is named by its values.
 */
final class Groups {
  /** Beyond it a column is an id and no group. */
  static final int MOST = 10_000;

  private static final String MISSING = "(missing)";

  /** The text itself is no missing value. */
  private static final String TEXT_MISSING = "\"(missing)\"";

  private final List<String> columns;
  private final List<List<String>> texts = new ArrayList<>();

  /** For each column after the first: the pair (group so far, value) to the next group. */
  private final List<Map<Long, Integer>> pairs = new ArrayList<>();

  private final List<List<String>> names = new ArrayList<>();

  /** Of what each of the names is made: the group so far, and the value. */
  private final List<List<int[]>> parts = new ArrayList<>();

  /**
   * @param columns the names of the columns
   */
  Groups(List<String> columns) {
    this.columns = columns;
    for (int i = 0; i < columns.size(); i++) {
      texts.add(new ArrayList<>());
      pairs.add(new HashMap<>());
      names.add(new ArrayList<>());
      parts.add(new ArrayList<>());
    }
  }

  /** What the texts of a column mean: the number of each distinct one. */
  TextValues values(int column) {
    List<String> known = texts.get(column);
    return TextValues.of(text -> {
      if (known.size() == MOST) {
        throw new IllegalArgumentException(tooMany());
      }
      known.add(text.isEmpty() ? MISSING : text.equals(MISSING) ? TEXT_MISSING : text);
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
    parts.get(column).add(new int[] {group, value});
    pairs.get(column).put(key, named.size() - 1);
    return named.size() - 1;
  }

  /** A value of one of the columns. */
  String text(int column, int value) {
    return texts.get(column).get(value);
  }

  /** How many there are so far. */
  int count() {
    return columns.size() == 1 ? texts.getFirst().size() : names.getLast().size();
  }

  /** The values of a group, with commas between them; a value that has a comma is quoted. */
  String name(int group) {
    return columns.size() == 1 ? texts.getFirst().get(group) : names.getLast().get(group);
  }

  /**
   * Groups by their values, column by column: what is missing, then numbers by size, then texts.
   */
  Comparator<Integer> order() {
    List<List<Rank>> ranks = texts.stream().map(t -> t.stream().map(Rank::of).toList()).toList();
    return (a, b) -> compare(ranks, ranks.size() - 1, a, b);
  }

  private int compare(List<List<Rank>> ranks, int column, int a, int b) {
    if (column == 0) {
      return ranks.getFirst().get(a).compareTo(ranks.getFirst().get(b));
    }
    int[] partsOfA = parts.get(column).get(a);
    int[] partsOfB = parts.get(column).get(b);
    int before = compare(ranks, column - 1, partsOfA[0], partsOfB[0]);
    List<Rank> values = ranks.get(column);
    return before != 0 ? before : values.get(partsOfA[1]).compareTo(values.get(partsOfB[1]));
  }

  /** Where a value stands among others. */
  private record Rank(int kind, double number, String text) implements Comparable<Rank> {
    private static final Comparator<Rank> ORDER =
        Comparator.comparingInt(Rank::kind)
            .thenComparingDouble(Rank::number)
            .thenComparing(Rank::text);

    static Rank of(String value) {
      OptionalDouble number = Labels.number(value);
      int kind = value.equals(MISSING) ? 0 : number.isPresent() ? 1 : 2;
      return new Rank(kind, number.orElse(0), value);
    }

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }
  }

  private static String quoted(String value) {
    boolean isText = value.equals(TEXT_MISSING);
    boolean plain = value.indexOf(',') < 0 && value.indexOf('"') < 0;
    return plain || isText ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}

package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which columns of a file play which part. A column that plays several parts is read once: {@link
 * #fields} holds each column once, and parts are slots in it.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Columns(int[] fields, int target, int[] predictions, int weight, List<String> names) {
  private static final int NO_WEIGHT = -1;

  static Columns of(Table table, ScoreRequest request) {
    List<String> names = new ArrayList<>();
    for (String entry : request.predictions()) {
      // A name may itself hold a comma.
      boolean isName = table.header().contains(entry.strip());
      names.addAll(isName ? List.of(entry) : List.of(entry.split(",", -1)));
    }
    names.replaceAll(String::strip);
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw new IllegalArgumentException(
            "prediction " + NumberText.quote(names.get(i)) + " is given twice; name it once");
      }
    }
    List<Integer> fields = new ArrayList<>();
    int target = slot(fields, table.column(request.target().strip()));
    int[] predictions = names.stream().mapToInt(name -> slot(fields, table.column(name))).toArray();
    int weight =
        request.weight() == null ? NO_WEIGHT : slot(fields, table.column(request.weight().strip()));
    return new Columns(
        fields.stream().mapToInt(Integer::intValue).toArray(),
        target,
        predictions,
        weight,
        List.copyOf(names));
  }

  private static int slot(List<Integer> fields, int field) {
    if (!fields.contains(field)) {
      fields.add(field);
    }
    return fields.indexOf(field);
  }

  List<Field> wanted() {
    return java.util.Arrays.stream(fields).mapToObj(Field::truth).toList();
  }

  boolean hasWeight() {
    return weight != NO_WEIGHT;
  }

  /** The header name of the column in a slot. */
  String name(Table table, int slot) {
    return table.header().get(fields[slot]);
  }

  /** All prediction columns, by index. */
  IntStream eachPrediction() {
    return IntStream.range(0, predictions.length);
  }
}

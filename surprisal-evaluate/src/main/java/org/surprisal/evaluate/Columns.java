package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table play which part. A column that plays several parts in the same reading
 * is read once; parts are slots of a block.
 */
final class Columns {
  private static final int NONE = -1;

  private final Table table;
  private final @Nullable Groups by;
  private final List<Field> fields = new ArrayList<>();
  private final List<Predicted> predictions = new ArrayList<>();
  private final List<Integer> targets = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final String target;
  private List<String> classes = List.of();
  private @Nullable Positive positive;
  private int weight = NONE;
  private final List<Twin> twins = new ArrayList<>();

  /**
   * A column that both files of a join have, and that must say the same in both.
   *
   * @param slot that of the first file
   * @param other that of the other
   * @param option by which it was named
   */
  record Twin(int slot, int other, String option) {}

  private Columns(Table table, String target, @Nullable Groups by) {
    this.table = table;
    this.by = by;
    this.target = target;
  }

  /**
   * @param classLabels whether predictions of several columns are those of classes, whose labels
   *     the target holds
   * @param by the groups, which get the texts of their columns; null if there are none
   */
  static Columns of(Table table, ScoreRequest request, boolean classLabels, @Nullable Groups by) {
    String target = request.target().strip();
    Columns columns = new Columns(table, target, by);
    ColumnNames names = new ColumnNames(table);
    if (by != null) {
      columns.addGroups(request, names, by);
    }
    String weight = request.weight();
    if (weight != null) {
      columns.weight = columns.slots(names.plain(weight.strip()), Field::number, "--weight");
    }
    Set<Integer> taken = columns.fieldColumns();
    List<ColumnNames.Named> observed = names.all(target, taken);
    taken.addAll(observed.getFirst().columns());
    columns.addPredictions(request, names, taken);
    columns.requireOneKind();
    columns.addTarget(request, observed, classLabels);
    return columns;
  }

  private void addGroups(ScoreRequest request, ColumnNames names, Groups by) {
    for (int i = 0; i < request.by().size(); i++) {
      String name = request.by().get(i).strip();
      List<Integer> named = names.plain(name);
      if (fieldColumns().contains(named.getFirst())) {
        throw new IllegalArgumentException(
            "group column " + NumberText.quote(name) + " is given twice; name it once");
      }
      TextValues values = by.values(i);
      groups.add(slots(named, column -> Field.text(column, values), "--by"));
    }
  }

  private Set<Integer> fieldColumns() {
    Set<Integer> columns = new HashSet<>();
    fields.forEach(field -> columns.add(field.column()));
    return columns;
  }

  private void addPredictions(ScoreRequest request, ColumnNames names, Set<Integer> taken) {
    for (String entry : request.predictions()) {
      // A name may itself hold a comma.
      boolean isName = table.header().contains(entry.strip());
      List<String> parts = isName ? List.of(entry) : List.of(entry.split(",", -1));
      for (String part : parts) {
        for (ColumnNames.Named named : names.all(part.strip(), taken)) {
          add(named);
        }
      }
    }
  }

  private void add(ColumnNames.Named named) {
    if (predictions.stream().anyMatch(known -> known.name().equals(named.name()))) {
      throw new IllegalArgumentException(
          "prediction " + NumberText.quote(named.name()) + " is given twice; name it once");
    }
    Predicted added =
        new Predicted(
            named.name(),
            named.columns().stream().map(c -> slot(Field.number(c))).toList(),
            named.labels());
    if (predictions.isEmpty() || added.isOneColumn()) {
      predictions.add(added);
      return;
    }
    Predicted first = predictions.getFirst();
    predictions.add(
        first.isOneColumn()
            ? added
            : added.ordered(order(first.name(), first.labels(), added.name(), added.labels())));
  }

  /** One column of two classes would be read as the probability of whichever stands second. */
  private void requireOneKind() {
    Predicted first = predictions.getFirst();
    for (Predicted other : predictions) {
      if (other.isOneColumn() != first.isOneColumn()) {
        throw new IllegalArgumentException(
            "prediction "
                + (first.isOneColumn() ? first : other).name()
                + " is one column and "
                + (first.isOneColumn() ? other : first).name()
                + " several; compare predictions of the same kind, as with --positive yes the"
                + " column of that label alone");
      }
    }
  }

  /** Where the labels of the first prediction stand in another: all mean the same classes. */
  private List<Integer> order(
      String name, List<String> labels, String otherName, List<String> otherLabels) {
    List<Integer> order = new ArrayList<>();
    for (String label : labels) {
      int found =
          IntStream.range(0, otherLabels.size())
              .filter(k -> Labels.same(label, otherLabels.get(k)))
              .findFirst()
              .orElse(NONE);
      if (found == NONE || labels.size() != otherLabels.size()) {
        throw new DataException(
            table.name()
                + ": "
                + name
                + " is about "
                + String.join(", ", labels)
                + ", and "
                + otherName
                + " about "
                + String.join(", ", otherLabels)
                + "; both need the same labels");
      }
      order.add(found);
    }
    return order;
  }

  private void addTarget(
      ScoreRequest request, List<ColumnNames.Named> observed, boolean classLabels) {
    ColumnNames.Named named = observed.getFirst();
    Predicted several = predictions.stream().filter(p -> !p.isOneColumn()).findFirst().orElse(null);
    if (!named.labels().isEmpty()) {
      if (several == null) {
        throw new IllegalArgumentException(
            "target "
                + target
                + " is several columns; give predictions as a pattern such as p_*, a column for"
                + " each");
      }
      for (int label = 0; label < several.width(); label++) {
        List<Integer> both = new ArrayList<>();
        for (ColumnNames.Named each : observed) {
          int k = order(several.name(), several.labels(), each.name(), each.labels()).get(label);
          both.add(each.columns().get(k));
        }
        targets.add(slots(both, Field::truth, "--target"));
      }
      return;
    }
    Function<Integer, Field> reading = reading(request.positive(), several, classLabels);
    targets.add(
        slots(observed.stream().map(n -> n.columns().getFirst()).toList(), reading, "--target"));
  }

  /** The slot of a column; where both files of a join have it, the other must say the same. */
  private int slots(List<Integer> columns, Function<Integer, Field> reading, String option) {
    int first = slot(reading.apply(columns.getFirst()));
    for (int other : columns.subList(1, columns.size())) {
      twins.add(new Twin(first, slot(reading.apply(other)), option));
    }
    return first;
  }

  private Function<Integer, Field> reading(
      @Nullable String label, @Nullable Predicted several, boolean classLabels) {
    if (several == null || !classLabels) {
      if (label == null) {
        return Field::truth;
      }
      positive = new Positive(label);
      TextValues values = positive.values();
      return column -> Field.text(column, values);
    }
    if (label != null) {
      throw new IllegalArgumentException(
          "--positive is for predictions of one column; with "
              + several.name()
              + " the target holds the labels themselves");
    }
    classes = several.labels();
    TextValues values = Labels.indices(classes, several.name());
    return column -> Field.text(column, values);
  }

  private int slot(Field field) {
    for (int slot = 0; slot < fields.size(); slot++) {
      Field known = fields.get(slot);
      // A number that is also a target may be read as one: true and false are then refused later.
      if (known.column() == field.column() && known.texts() == field.texts()) {
        fields.set(slot, known.truth() ? known : field);
        return slot;
      }
    }
    fields.add(field);
    return fields.size() - 1;
  }

  List<Field> fields() {
    return fields;
  }

  List<Predicted> predictions() {
    return predictions;
  }

  /** The slots of the target: one, or one for each of several targets. */
  List<Integer> targets() {
    return targets;
  }

  /** What {@code *} stands for in the targets, where there are several; else empty. */
  List<String> targetLabels() {
    return targets.size() > 1 ? predictions.getFirst().labels() : List.of();
  }

  /** The labels of the classes that a target of labels is one of; else empty. */
  List<String> classes() {
    return classes;
  }

  /**
   * What the two labels of a target are called, the negative one first.
   *
   * @param signs whether they are -1 and 1 where they are numbers
   */
  List<String> twoLabels(boolean signs) {
    return positive == null
        ? List.of(signs ? "-1" : "0", "1")
        : List.of(positive.negative(), positive.label());
  }

  /** The reading of a target of two labels, or null. */
  @Nullable Positive positive() {
    return positive;
  }

  boolean hasWeight() {
    return weight != NONE;
  }

  /** The weights of a block, or null where every weight is 1. */
  double @Nullable [] weights(Block block) {
    return hasWeight() ? block.column(weight) : null;
  }

  int weight() {
    return weight;
  }

  /** The slots whose values make groups. */
  List<Integer> groups() {
    return groups;
  }

  /** The text that a number of a slot stands for. */
  String text(int slot, double value) {
    if (by != null && groups.contains(slot)) {
      return by.text(groups.indexOf(slot), (int) value);
    }
    if (targets.contains(slot) && !classes.isEmpty()) {
      return classes.get((int) value);
    }
    if (targets.contains(slot) && positive != null) {
      return value == 1 ? positive.label() : positive.negative();
    }
    return NumberText.of(value);
  }

  /** Columns of both files of a join that must say the same. */
  List<Twin> twins() {
    return twins;
  }

  /** The header name of the column in a slot. */
  String name(int slot) {
    return table.header().get(fields.get(slot).column());
  }

  /** What the request calls the target. */
  String target() {
    return target;
  }
}

package org.surprisal.objective;

import org.surprisal.loss.Numbers;
import org.surprisal.loss.Target;

/** Labels of one class a row, as indices counted from 0. */
final class Labels {
  private Labels() {}

  /** How many classes a kind of label has by itself; 0 where only the labels say it. */
  static int classes(Target labels) {
    return labels instanceof Target.Sign || labels instanceof Target.ZeroOne ? 2 : 0;
  }

  /** The label that a class index stands for: −1 and 1 for signs. */
  static String name(Target labels, int index) {
    return Integer.toString(labels instanceof Target.Sign ? 2 * index - 1 : index);
  }

  /** Refuses targets that have no single class a row. */
  static Numbers numbers(Target labels) {
    boolean single =
        labels instanceof Target.Classes
            || labels instanceof Target.Sign
            || labels instanceof Target.ZeroOne;
    if (!single) {
      throw new IllegalArgumentException(
          "labels are Target."
              + labels.getClass().getSimpleName()
              + ", which has no single class a row; give class indices (Target.classes), labels 0"
              + " and 1 (Target.zeroOne), or -1 and 1 (Target.signs)");
    }
    Numbers numbers = labels.numbers();
    if (numbers.columns() != 1) {
      throw new IllegalArgumentException(
          "labels have " + numbers.columns() + " columns; a row has one class, so give one column");
    }
    return numbers;
  }

  /** The class index of a row, below {@code classes}. */
  static int index(Target labels, Numbers numbers, long row, int classes) {
    double label = numbers.get(row, 0);
    double index = labels instanceof Target.Sign ? (label + 1) / 2 : label;
    if (!(index >= 0 && index < classes && index == Math.rint(index))) {
      throw new IllegalArgumentException(
          "label[" + row + "] = " + Checks.text(label) + " is " + problem(labels, label, classes));
    }
    return (int) index;
  }

  private static String problem(Target labels, double label, int classes) {
    if (Double.isNaN(label)) {
      return "missing; leave the row out";
    }
    return switch (labels) {
      case Target.Sign _ -> "not a label; -1 and 1 are allowed";
      case Target.ZeroOne _ -> "not a class; 0 and 1 are allowed, soft labels have no single class";
      default ->
          classes == Integer.MAX_VALUE
              ? "not a class index; whole numbers from 0 on are allowed"
              : "not a class index; 0 … " + (classes - 1) + " are allowed";
    };
  }
}

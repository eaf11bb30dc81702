package org.surprisal.objective;

import java.util.List;
import org.surprisal.loss.Numbers;

/** What is said about wrong input, in the words of the losses. */
final class Checks {
  private Checks() {}

  /** How numbers are written in messages and specs: {@code 1}, {@code 0.5}, {@code inf}. */
  static String text(double value) {
    if (value == (long) value && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value).replace("Infinity", "inf").replace(".0E", "e").replace("E", "e");
  }

  static IllegalArgumentException outside(String name, double value, String allowed) {
    return new IllegalArgumentException(name + " = " + text(value) + " is outside " + allowed);
  }

  /** A number in [0, ∞). */
  static double nonNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw outside(name, value, "[0, ∞)");
    }
    return value;
  }

  static void count(String what, int given, int wanted, String each) {
    if (given != wanted) {
      throw new IllegalArgumentException(
          what + ": " + given + " given, but " + wanted + " needed, one a " + each);
    }
  }

  /** An output has the shape of what it is the derivative of, and can hold fractions. */
  static void output(String name, Numbers into, Numbers of) {
    if (into.rows() != of.rows() || into.columns() != of.columns()) {
      throw new IllegalArgumentException(
          name
              + " has the shape "
              + into
              + ", but "
              + of.rows()
              + "×"
              + of.columns()
              + " is needed");
    }
    if (into.element() == Numbers.Element.INT) {
      throw new IllegalArgumentException(
          name + " cannot be stored as integers; use double or float");
    }
  }

  /** After a failure every output is NaN; an output that cannot be written keeps what it has. */
  static void fillWithNan(List<Numbers> outputs, RuntimeException failure) {
    for (Numbers numbers : outputs) {
      try {
        for (long row = 0; row < numbers.rows(); row++) {
          for (int column = 0; column < numbers.columns(); column++) {
            numbers.set(row, column, Double.NaN);
          }
        }
      } catch (RuntimeException unwritable) {
        failure.addSuppressed(unwritable);
      }
    }
  }
}

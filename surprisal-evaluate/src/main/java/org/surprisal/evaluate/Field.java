package org.surprisal.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * A column that is to be read, and what its texts mean as numbers. NaN stands for a missing value.
 *
 * @param column where it stands in the header, counted from 0
 * @param truth whether {@code true} and {@code false} are read as 1 and 0, as targets have them
 * @param texts what each text means; null: texts are numbers
 */
record Field(int column, boolean truth, @Nullable TextValues texts) {

  /** A column of numbers. */
  static Field number(int column) {
    return new Field(column, false, null);
  }

  /** A column of numbers or of {@code true} and {@code false}. */
  static Field truth(int column) {
    return new Field(column, true, null);
  }

  /** A column of texts such as labels. */
  static Field text(int column, TextValues texts) {
    return new Field(column, false, texts);
  }
}

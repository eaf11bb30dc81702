package org.surprisal.evaluate;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of named columns, which can be read more than once: a file, several files one after the
 * other, or what a filter or a join leaves of them.
 */
interface Table {
  /** What messages call it: the file, as it was named. */
  String name();

  /** The names of the columns, in the order of the file. */
  List<String> header();

  /**
   * What joined tables put before the name of a column that both have, {@code a.} and {@code b.};
   * empty for others.
   */
  default List<String> qualifiers() {
    return List.of();
  }

  /** How the files of a joined table matched; null for others. */
  default @Nullable Join join() {
    return null;
  }

  /**
   * Reads the wanted columns once, block after block. The block is used again for the next rows.
   *
   * @param wanted which columns, one for each meaning it has; slot i of a block holds column {@code
   *     wanted.get(i)}
   * @param skipMissing leaves out rows in which a wanted value is missing, instead of refusing them
   * @param blockRows rows of a block at most; a block holds rows of one file only
   * @throws DataException if a file is at fault, in one line that names the place and the cure
   */
  Pass read(List<Field> wanted, boolean skipMissing, int blockRows, Consumer<Block> each);

  /**
   * What a pass has met.
   *
   * @param rows all rows, left-out ones included
   * @param skipped rows left out because a wanted value was missing
   * @param filtered rows that a filter left out
   */
  record Pass(long rows, long skipped, long filtered) {
    Pass plus(Pass other) {
      return new Pass(rows + other.rows, skipped + other.skipped, filtered + other.filtered);
    }
  }

  /**
   * Where the column called {@code name} stands, counted from 0.
   *
   * @throws DataException if there is none, or more than one
   */
  default int column(String name) {
    int first = header().indexOf(name);
    if (first < 0) {
      throw new DataException(
          name() + " has no column " + NumberText.quote(name) + Names.nearest(name, header()));
    }
    int last = header().lastIndexOf(name);
    if (last != first) {
      throw new DataException(
          name()
              + " has more than one column "
              + NumberText.quote(name)
              + " (columns "
              + (first + 1)
              + " and "
              + (last + 1)
              + "); rename one of them");
    }
    return first;
  }
}

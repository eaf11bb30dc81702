package org.surprisal.evaluate;

import java.util.List;

/**
 * How the rows of two files met. Ids are compared as texts without the blanks around them; 1 in a
 * column of numbers is the text 1. An id that occurs more than once in a file tells nothing about
 * which row is meant, so its rows are left out of both files.
 *
 * @param id the name of the column
 * @param matched rows of either file whose id stands once in both
 * @param main the file that was named first
 * @param other the file that was joined to it
 */
public record Join(String id, long matched, Side main, Side other) {
  /** Ids listed of each kind. */
  static final int LISTED = 5;

  /**
   * What happened to the rows of one file: {@code rows = matched + withoutId + duplicateRows +
   * unmatched + unclear}. Lists hold the first five ids in the order of the ids.
   *
   * @param file the file, as it was named
   * @param rows its rows
   * @param withoutId rows whose id is missing
   * @param duplicateIds ids that occur more than once in this file
   * @param duplicateRows rows with these ids
   * @param firstDuplicates some of these ids
   * @param unmatched rows whose id is not in the other file
   * @param firstUnmatched some of their ids
   * @param unclear rows whose id occurs more than once in the other file
   */
  public record Side(
      String file,
      long rows,
      long withoutId,
      long duplicateIds,
      long duplicateRows,
      List<String> firstDuplicates,
      long unmatched,
      List<String> firstUnmatched,
      long unclear) {

    public Side {
      firstDuplicates = List.copyOf(firstDuplicates);
      firstUnmatched = List.copyOf(firstUnmatched);
    }
  }
}

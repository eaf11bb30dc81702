package org.surprisal.evaluate;

import java.util.List;

/**
 * How the rows of two files matched. Rows without a partner, without an id, or with an id that
 * stands more than once in a file are left out of the scores and counted here.
 *
 * @param id the column that was compared
 * @param matched rows that both files have
 * @param left the first file
 * @param right the joined file
 */
public record Join(String id, long matched, Side left, Side right) {
  /**
   * What one file has left over.
   *
   * @param file the file, as it was named
   * @param unmatched ids that the other file lacks
   * @param firstUnmatched the first few of them in the order of ids
   * @param duplicateIds ids that stand more than once
   * @param duplicateRows the rows that they stand in
   * @param firstDuplicates the first few of these ids
   * @param withoutId rows whose id is missing
   */
  public record Side(
      String file,
      long unmatched,
      List<String> firstUnmatched,
      long duplicateIds,
      long duplicateRows,
      List<String> firstDuplicates,
      long withoutId) {}
}

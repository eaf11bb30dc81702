package org.surprisal.evaluate;

/**
 * Where a row stands.
 *
 * @param file the file, as messages name it
 * @param line the line on which it starts; -1 in a file that has no lines
 * @param row its number in the file, counted from 1
 */
public record RowPlace(String file, long line, long row) {}

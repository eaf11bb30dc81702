package org.surprisal.evaluate;

/**
 * A group that is not shown because it has too few rows to tell anything.
 *
 * @param group the group
 * @param rows its rows
 */
public record Withheld(String group, long rows) {}

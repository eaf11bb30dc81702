package org.surprisal.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * The confusion table of one prediction.
 *
 * @param prediction the prediction
 * @param group the group; null: all rows
 * @param table the table
 */
public record ConfusionScore(String prediction, @Nullable String group, Confusion table) {}

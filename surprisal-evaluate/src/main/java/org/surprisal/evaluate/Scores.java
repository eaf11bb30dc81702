package org.surprisal.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a file.
 *
 * @param file the file or files, as they were named
 * @param target the target column
 * @param weights the column of weights, or null
 * @param positive the text of the target that counts as 1, or null
 * @param threshold the probability from which on a prediction counts as a yes
 * @param by the columns that make groups; a group is named by its values, with commas between them
 * @param rows all rows of the file, left-out ones included
 * @param filtered rows that the condition left out
 * @param inferred how the losses were chosen, where they were not asked for; else empty
 * @param resampling how intervals were made; null: none were asked for
 * @param join how the files matched, or null
 * @param results every loss with every prediction: all rows first, then group by group
 * @param differences every pair of predictions by every loss
 * @param metrics every metric of every prediction
 * @param metricDifferences every pair of predictions by every metric
 * @param confusions confusion tables, where asked for
 * @param worst the rows that cost most, where asked for
 * @param withheld groups of too few rows
 */
public record Scores(
    String file,
    String target,
    @Nullable String weights,
    @Nullable String positive,
    double threshold,
    List<String> by,
    long rows,
    long filtered,
    String inferred,
    @Nullable Resampling resampling,
    @Nullable Join join,
    List<Score> results,
    List<Difference> differences,
    List<MetricScore> metrics,
    List<MetricDifference> metricDifferences,
    List<ConfusionScore> confusions,
    List<Worst> worst,
    List<Withheld> withheld) {}

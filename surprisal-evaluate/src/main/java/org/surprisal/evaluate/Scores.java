package org.surprisal.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a file: every loss with every prediction, losses outside, in the order asked for.
 *
 * @param file the file, as it was named
 * @param target the target column
 * @param weights the column of weights, or null
 * @param rows all rows of the file, left-out ones included
 * @param inferred how the losses were chosen, where they were not asked for; else empty
 */
public record Scores(
    String file,
    String target,
    @Nullable String weights,
    long rows,
    String inferred,
    List<Score> results) {}

package org.surprisal.evaluate;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one prediction.
 *
 * @param metric the metric
 * @param prediction the prediction
 * @param group the group; null: all rows
 * @param value empty where it is not defined; may be infinite
 * @param undefinedBecause why it is not defined, else empty
 * @param interval of the value
 * @param intervalKind how it was made; empty where there is none
 * @param rows rows used
 */
public record MetricScore(
    Metric metric,
    String prediction,
    @Nullable String group,
    OptionalDouble value,
    String undefinedBecause,
    Interval interval,
    String intervalKind,
    long rows) {}

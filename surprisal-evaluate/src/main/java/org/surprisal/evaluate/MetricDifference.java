package org.surprisal.evaluate;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Two predictions compared by one metric on the same rows.
 *
 * @param metric the metric
 * @param a one prediction
 * @param b the other
 * @param group the group; null: all rows
 * @param value that of {@code a} minus that of {@code b}; empty where one is not defined
 * @param interval of the value, from the same resamples
 */
public record MetricDifference(
    Metric metric,
    String a,
    String b,
    @Nullable String group,
    OptionalDouble value,
    Interval interval) {}

package org.surprisal.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * Two predictions compared by one loss on the same rows.
 *
 * @param loss the spec of the loss
 * @param a one prediction
 * @param b the other
 * @param group the group; null: all rows
 * @param mean Σ w·(ℓ_a − ℓ_b) / Σ w: below 0, {@code a} is better; NaN where both are infinite
 * @param interval of the mean, from the same resamples as those of {@code a} and {@code b}
 * @param winsOfA rows on which {@code a} costs less
 * @param winsOfB rows on which {@code b} costs less
 * @param ties rows on which both cost the same
 */
public record Difference(
    String loss,
    String a,
    String b,
    @Nullable String group,
    double mean,
    Interval interval,
    long winsOfA,
    long winsOfB,
    long ties) {}

/**
 * Scoring of prediction files: reading columns, losses over rows and slices, intervals, paired
 * comparisons and the report. The mathematics comes from {@code org.surprisal.loss}; what stands
 * here is what a person needs around it.
 */
@NullMarked
package org.surprisal.evaluate;

import org.jspecify.annotations.NullMarked;

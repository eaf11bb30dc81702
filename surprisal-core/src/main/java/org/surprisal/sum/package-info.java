/**
 * Sums that do not depend on their order: the correctly rounded exact sum of the terms, so that
 * every split over batches, threads, files or machines gives the same bits.
 */
@NullMarked
package org.surprisal.sum;

import org.jspecify.annotations.NullMarked;

/**
 * The public face of the library: losses and the catalogue of them, typed targets and predictions,
 * and the totals that a loss adds up to. The formulas, kernels and sums behind it stay internal.
 */
@NullMarked
package org.surprisal.loss;

import org.jspecify.annotations.NullMarked;

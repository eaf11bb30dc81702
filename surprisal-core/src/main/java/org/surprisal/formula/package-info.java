/**
 * Loss formulas as mathematics: text is read into an expression, differentiated by one table of
 * rules and simplified into stable atoms. Nothing here computes a number over rows; that is the
 * next stage of the pipeline, {@code org.surprisal.kernel}.
 */
@NullMarked
package org.surprisal.formula;

import org.jspecify.annotations.NullMarked;

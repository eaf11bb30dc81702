/**
 * From a formula to numbers over blocks of rows, with elementary functions of our own that give the
 * same bits on every machine. Fed by {@code org.surprisal.formula}; the values it produces are
 * added up by {@code org.surprisal.sum}.
 */
@NullMarked
package org.surprisal.kernel;

import org.jspecify.annotations.NullMarked;

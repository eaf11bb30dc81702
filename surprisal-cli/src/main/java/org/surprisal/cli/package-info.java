/**
 * The command line: options in, text or JSON out. It holds no mathematics; every number comes from
 * {@code org.surprisal.evaluate} or {@code org.surprisal.loss}.
 */
@NullMarked
package org.surprisal.cli;

import org.jspecify.annotations.NullMarked;

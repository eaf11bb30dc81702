/** What pages of the documentation are made of: numbers as text, charts, checked programs. */
@NullMarked
package org.surprisal.docs;

import org.jspecify.annotations.NullMarked;

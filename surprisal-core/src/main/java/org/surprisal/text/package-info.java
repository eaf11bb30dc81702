/** Words for messages, shared by the modules of this project and by nobody else. */
@NullMarked
package org.surprisal.text;

import org.jspecify.annotations.NullMarked;

package org.surprisal.kernel;

import java.util.List;
import org.surprisal.formula.Op;

/** target ← op(arguments), all of them registers of one {@link Program}. */
record Instruction(Op op, int target, List<Integer> arguments) {
  int argument(int i) {
    return arguments.get(i);
  }
}

package org.surprisal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.surprisal.formula.Op;

/**
 * Which arguments of the exponentials of a program leave the range that one of its outputs can
 * take. It looks at the instructions that lead to this output alone, so that a value is the same
 * whether or not its derivatives are computed beside it.
 */
final class OutputRange {
  /**
   * Three factors of e^±200, and others of up to 1e47 together, are still normal doubles. The
   * second derivatives of the catalogue have no products of more exponentials than that.
   */
  static final double BORDER = 200;

  /** e^−2200 times the square of the largest double is below the smallest subnormal. */
  private static final double END = 2_200;

  private final int register;
  private final boolean[] within;
  private final double[] lowest;
  private final double end;

  /** The range of the output that ends in {@code register}. */
  OutputRange(Program program, int register) {
    List<Instruction> body = program.body();
    this.register = register;
    this.within = within(body, program.registers(), register);
    this.lowest = new double[body.size()];
    List<Instruction> slice = new ArrayList<>();
    boolean roots = false;
    for (int i = 0; i < body.size(); i++) {
      if (within[i]) {
        slice.add(body.get(i));
        Op op = body.get(i).op();
        roots |= op == Op.SQRT || op == Op.POW || op == Op.LOG;
      }
    }
    boolean[] exposed = Exposure.of(slice, program.registers());
    int next = 0;
    for (int i = 0; i < body.size(); i++) {
      // An unexposed e^x may be as small as it likes, but still overflow.
      lowest[i] = within[i] && exposed[next++] ? -BORDER : Double.NEGATIVE_INFINITY;
    }
    // Roots and logarithms bring back what is below all doubles.
    this.end = roots ? Double.MAX_VALUE : END;
  }

  /** Backwards from the output: what writes a register that is still read. */
  private static boolean[] within(List<Instruction> body, int registers, int output) {
    boolean[] within = new boolean[body.size()];
    boolean[] read = new boolean[registers];
    read[output] = true;
    for (int i = body.size() - 1; i >= 0; i--) {
      Instruction instruction = body.get(i);
      if (read[instruction.target()]) {
        within[i] = true;
        read[instruction.target()] = false;
        instruction.arguments().forEach(argument -> read[argument] = true);
      }
    }
    return within;
  }

  int register() {
    return register;
  }

  /** Whether an instruction of the body leads to the output. */
  boolean has(int index) {
    return within[index];
  }

  /** The argument of an exponential below which its result may be too small for the output. */
  double lowest(int index) {
    return lowest[index];
  }

  boolean isLeftBy(int index, double x) {
    return (x < lowest[index] && x >= -end) || (x > BORDER && x <= end);
  }
}

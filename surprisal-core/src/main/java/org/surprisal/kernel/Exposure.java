package org.surprisal.kernel;

import java.util.List;
import org.surprisal.formula.Op;

/**
 * Which exponentials of a program need all their digits where they are subnormal.
 *
 * <p>Not those that only meet sums with other numbers, selects and log1p on their way to the
 * outputs, such as the e^−2|x| of log cosh: there half a subnormal unit stays half a unit. Without
 * this exception regression losses, whose residuals are often hundreds, would run many rows twice.
 */
final class Exposure {
  /** As many exponentials as a mask has bits; programs with more have all of them exposed. */
  private static final int MOST = Long.SIZE;

  private final List<Instruction> body;
  private final long[] reaching;
  private final boolean[] summed;
  private long exposed;

  private Exposure(List<Instruction> body, int registers) {
    this.body = body;
    this.reaching = new long[registers];
    this.summed = new boolean[registers];
  }

  /** One element for every instruction of the body; only those of EXP say something. */
  static boolean[] of(List<Instruction> body, int registers) {
    Exposure exposure = new Exposure(body, registers);
    boolean[] result = new boolean[exposure.body.size()];
    int exponentials = 0;
    for (Instruction instruction : exposure.body) {
      exposure.step(instruction, exponentials);
      exponentials += isExp(instruction) ? 1 : 0;
    }
    int number = 0;
    for (int i = 0; i < result.length; i++) {
      if (isExp(exposure.body.get(i))) {
        result[i] = exponentials > MOST || (exposure.exposed >>> number & 1) == 1;
        number++;
      }
    }
    return result;
  }

  private static boolean isExp(Instruction instruction) {
    return instruction.op() == Op.EXP;
  }

  private void step(Instruction instruction, int number) {
    long all = 0;
    long several = 0;
    boolean sum = false;
    for (int argument : instruction.arguments()) {
      boolean both = all != 0 && reaching[argument] != 0;
      all |= reaching[argument];
      several |= both ? all : 0;
      sum |= summed[argument];
    }
    long factors = all(instruction, 2);
    long condition = all(instruction, 1);
    int to = instruction.target();
    reaching[to] = all;
    summed[to] = sum;
    switch (instruction.op()) {
      case ADD, SUB, FMA -> {
        exposed |= instruction.op() == Op.FMA ? factors : several;
        summed[to] = all != 0;
      }
      case NEG -> {}
      case SELECT -> exposed |= condition;
      // Of a sum, which may be near −1, a logarithm is no longer harmless.
      case LOG1P -> exposed |= sum ? all : 0;
      default -> {
        exposed |= all;
        reaching[to] = isExp(instruction) ? 1L << (number & (MOST - 1)) : 0;
        summed[to] = false;
      }
    }
  }

  /** What reaches the first {@code count} arguments. */
  private long all(Instruction instruction, int count) {
    return instruction.arguments().stream()
        .limit(count)
        .mapToLong(argument -> reaching[argument])
        .reduce(0, (a, b) -> a | b);
  }
}

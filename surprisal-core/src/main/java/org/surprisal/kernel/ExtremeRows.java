package org.surprisal.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Op;

/**
 * Finds the rows of a block in which an exponential or a power is so small or so large that what is
 * made of it may leave the normal doubles, or whose outputs have left them, and computes their
 * outputs again by {@link WideRow}.
 *
 * <p>Whether an output of a row is one of them depends on that row and on what leads to that output
 * alone, so its bits do not depend on the rows beside it, nor on what else is computed.
 */
final class ExtremeRows {
  /** The largest power whose products are still normal, as e^±200 for exponentials. */
  private static final double LARGE = 0x1p288;

  private static final double SMALL = 1 / LARGE;

  /** Outputs below it may be, or be made of, rounded subnormals. */
  private static final double TINY = 0x1p-960;

  private final Program program;
  private final double[] parameters;

  /** Of the outputs that the body computes: neither inputs nor uniform. */
  private final List<OutputRange> outputs;

  /** For each instruction, the highest of the lowest arguments that its outputs allow. */
  private final double[] lowest;

  /** For each row one bit for each output that is to be computed again. */
  private final int[] extreme;

  private boolean any;
  private @Nullable WideRow row;

  ExtremeRows(Program program, double[] parameters, int capacity) {
    this.program = program;
    this.parameters = parameters.clone();
    this.extreme = new int[capacity];
    List<Integer> targets = program.body().stream().map(Instruction::target).toList();
    this.outputs =
        program.outputs().stream()
            .filter(targets::contains)
            .distinct()
            .map(register -> new OutputRange(program, register))
            .toList();
    this.lowest = new double[targets.size()];
    for (int i = 0; i < lowest.length; i++) {
      int index = i;
      lowest[i] =
          outputs.stream()
              .mapToDouble(output -> output.lowest(index))
              .max()
              .orElse(Double.NEGATIVE_INFINITY);
    }
  }

  /** Looks at what an instruction of the body has read and written. */
  void watch(int index, double[][] registers, int n) {
    Instruction instruction = program.body().get(index);
    if (instruction.op() == Op.EXP) {
      double[] a = registers[instruction.argument(0)];
      if (leaves(a, lowest[index], n)) {
        markExponentials(a, index, n);
      }
    } else if (instruction.op() == Op.POW) {
      double[] x = registers[instruction.argument(0)];
      double[] y = registers[instruction.argument(1)];
      markPowers(x, y, registers[instruction.target()], index, n);
    }
  }

  /** False for nearly all blocks, and then a hundredth of what the exponentials themselves cost. */
  private static boolean leaves(double[] a, double lowest, int n) {
    for (int i = 0; i < n; i++) {
      if (!(a[i] >= lowest && a[i] <= OutputRange.BORDER)) {
        return true;
      }
    }
    return false;
  }

  private void markExponentials(double[] a, int index, int n) {
    for (int o = 0; o < outputs.size(); o++) {
      OutputRange output = outputs.get(o);
      for (int i = 0; output.has(index) && i < n; i++) {
        if (output.isLeftBy(index, a[i])) {
          mark(i, o);
        }
      }
    }
  }

  private void markPowers(double[] x, double[] y, double[] power, int index, int n) {
    for (int i = 0; i < n; i++) {
      double size = Math.abs(power[i]);
      if ((size < SMALL || size > LARGE) && isNumber(x[i]) && Math.abs(y[i]) <= Double.MAX_VALUE) {
        for (int o = 0; o < outputs.size(); o++) {
          if (outputs.get(o).has(index)) {
            mark(i, o);
          }
        }
      }
    }
  }

  private void mark(int i, int output) {
    extreme[i] |= 1 << output;
    any = true;
  }

  private static boolean isNumber(double x) {
    return x != 0 && Math.abs(x) <= Double.MAX_VALUE;
  }

  /** Marks outputs that have overflowed, or may have lost digits as subnormals. */
  private void markOutputs(double[][] registers, int n) {
    for (int o = 0; o < outputs.size(); o++) {
      double[] values = registers[outputs.get(o).register()];
      for (int i = 0; i < n; i++) {
        double size = Math.abs(values[i]);
        boolean leaves = !(size >= TINY && size <= Double.MAX_VALUE) && size != 0;
        if (leaves && !hasNaN(registers, i)) {
          mark(i, o);
        }
      }
    }
  }

  private boolean hasNaN(double[][] registers, int row) {
    for (int input = 0; input < program.inputs().size(); input++) {
      if (Double.isNaN(registers[input][row])) {
        return true;
      }
    }
    return false;
  }

  /** Writes the marked outputs; forgets the marks. */
  void repeat(double[][] registers, int n) {
    markOutputs(registers, n);
    if (!any) {
      return;
    }
    any = false;
    if (row == null) {
      row = new WideRow(program, parameters);
    }
    for (int i = 0; i < n; i++) {
      if (extreme[i] != 0) {
        row.run(registers, i);
        for (int o = 0; o < outputs.size(); o++) {
          if ((extreme[i] >> o & 1) == 1) {
            int register = outputs.get(o).register();
            registers[register][i] = row.register(register);
          }
        }
        extreme[i] = 0;
      }
    }
  }
}

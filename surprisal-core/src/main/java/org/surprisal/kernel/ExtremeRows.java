package org.surprisal.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Op;

/**
 * Finds the rows of a block in which an exponential or a power is so small or so large that what is
 * made of it may leave the normal doubles, or whose outputs have left them, and computes their
 * outputs again by {@link WideRow}.
 *
 * <p>Whether a row is one of them depends on that row alone, so its bits do not depend on the rows
 * beside it.
 */
final class ExtremeRows {
  /**
   * Three factors of e^±200, and others of up to 1e47 together, are still normal doubles. The
   * second derivatives of the catalogue have no products of more exponentials than that.
   */
  private static final double BORDER = 200;

  /** e^−2200 times the square of the largest double is below the smallest subnormal. */
  private static final double END = 2_200;

  /** The same border for powers. */
  private static final double LARGE = 0x1p288;

  private static final double SMALL = 1 / LARGE;

  /** Outputs below it may be, or be made of, rounded subnormals. */
  private static final double TINY = 0x1p-960;

  private final Program program;
  private final double[] parameters;
  private final double[] lowest;
  private final double end;

  /** The outputs that the body computes: neither inputs nor uniform. */
  private final int[] written;

  private final boolean[] extreme;
  private boolean any;
  private @Nullable WideRow row;

  ExtremeRows(Program program, double[] parameters, int capacity) {
    this.program = program;
    this.parameters = parameters.clone();
    this.extreme = new boolean[capacity];
    List<Integer> targets = program.body().stream().map(Instruction::target).toList();
    this.written =
        program.outputs().stream().filter(targets::contains).mapToInt(i -> i).distinct().toArray();
    boolean[] exposed = Exposure.of(program);
    this.lowest = new double[exposed.length];
    boolean roots = false;
    for (int i = 0; i < exposed.length; i++) {
      // An unexposed e^x may be as small as it likes, but still overflow.
      lowest[i] = exposed[i] ? -BORDER : Double.NEGATIVE_INFINITY;
      Op op = program.body().get(i).op();
      roots |= op == Op.SQRT || op == Op.POW || op == Op.LOG;
    }
    // Roots and logarithms bring back what is below all doubles.
    this.end = roots ? Double.MAX_VALUE : END;
  }

  /** Looks at what an instruction of the body has read and written. */
  void watch(int index, double[][] registers, int n) {
    Instruction instruction = program.body().get(index);
    if (instruction.op() == Op.EXP) {
      double[] a = registers[instruction.argument(0)];
      if (leaves(a, lowest[index], n)) {
        markExponentials(a, lowest[index], n);
      }
    } else if (instruction.op() == Op.POW) {
      double[] x = registers[instruction.argument(0)];
      double[] y = registers[instruction.argument(1)];
      markPowers(x, y, registers[instruction.target()], n);
    }
  }

  /** False for nearly all blocks, and then a hundredth of what the exponentials themselves cost. */
  private static boolean leaves(double[] a, double lowest, int n) {
    for (int i = 0; i < n; i++) {
      if (!(a[i] >= lowest && a[i] <= BORDER)) {
        return true;
      }
    }
    return false;
  }

  private void markExponentials(double[] a, double lowest, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      if ((x < lowest && x >= -end) || (x > BORDER && x <= end)) {
        extreme[i] = true;
        any = true;
      }
    }
  }

  private void markPowers(double[] x, double[] y, double[] power, int n) {
    for (int i = 0; i < n; i++) {
      double size = Math.abs(power[i]);
      if ((size < SMALL || size > LARGE) && isNumber(x[i]) && Math.abs(y[i]) <= Double.MAX_VALUE) {
        extreme[i] = true;
        any = true;
      }
    }
  }

  private static boolean isNumber(double x) {
    return x != 0 && Math.abs(x) <= Double.MAX_VALUE;
  }

  /** Marks rows whose outputs have overflowed, or may have lost digits as subnormals. */
  private void markOutputs(double[][] registers, int n) {
    for (int output : written) {
      double[] values = registers[output];
      for (int i = 0; i < n; i++) {
        double size = Math.abs(values[i]);
        if (!(size >= TINY && size <= Double.MAX_VALUE) && size != 0) {
          boolean given = hasNaN(registers, i);
          extreme[i] |= !given;
          any |= !given;
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

  /** Writes the outputs of the marked rows; forgets the marks. */
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
      if (extreme[i]) {
        extreme[i] = false;
        row.run(registers, i);
        for (int output : written) {
          registers[output][i] = row.register(output);
        }
      }
    }
  }
}

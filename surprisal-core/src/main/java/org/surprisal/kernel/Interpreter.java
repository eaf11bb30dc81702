package org.surprisal.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * Runs a {@link Program} over blocks of rows: one short array loop per operation. This is the
 * definition of what a program means; faster executors must agree with it bit for bit. Rows that
 * leave the normal range on the way are run again by {@link ExtremeRows}.
 *
 * <p>An interpreter belongs to one thread and one call: it holds the call's parameters and the
 * registers.
 */
public final class Interpreter {
  /** Rows of a block: few enough that the registers stay in the innermost caches. */
  public static final int BLOCK = 1_024;

  private final Program program;
  private final double[][] registers;
  private final ExtremeRows extremes;

  /**
   * @param parameters one value per parameter of the program
   * @param capacity the largest number of rows in a block
   */
  public Interpreter(Program program, double[] parameters, int capacity) {
    this.program = program;
    this.registers = new double[program.registers()][];
    int register = program.inputs().size();
    for (double parameter : parameters) {
      registers[register++] = filled(parameter, capacity);
    }
    for (double constant : program.constants()) {
      registers[register++] = filled(constant, capacity);
    }
    for (Instruction instruction : program.prologue()) {
      double[] result = new double[capacity];
      registers[instruction.target()] = result;
      execute(instruction, 1);
      Arrays.fill(result, result[0]);
    }
    for (; register < registers.length; register++) {
      if (registers[register] == null) {
        registers[register] = new double[capacity];
      }
    }
    this.extremes = new ExtremeRows(program, parameters, capacity);
  }

  private static double[] filled(double value, int capacity) {
    double[] array = new double[capacity];
    Arrays.fill(array, value);
    return array;
  }

  /** Computes the outputs of the first {@code count} rows of {@code inputs}, one array an input. */
  public void run(int count, double[]... inputs) {
    System.arraycopy(inputs, 0, registers, 0, program.inputs().size());
    List<Instruction> body = program.body();
    for (int i = 0; i < body.size(); i++) {
      execute(body.get(i), count);
      extremes.watch(i, registers, count);
    }
    extremes.repeat(registers, count);
  }

  /** The array that holds an output after {@link #run}; valid until the next run. */
  public double[] output(int which) {
    return registers[program.outputs().get(which)];
  }

  private void execute(Instruction instruction, int n) {
    double[] to = registers[instruction.target()];
    double[] a = registers[instruction.argument(0)];
    switch (instruction.op().arity()) {
      case 1 -> unary(instruction, a, to, n);
      case 2 -> binary(instruction, a, registers[instruction.argument(1)], to, n);
      default -> {
        double[] b = registers[instruction.argument(1)];
        double[] c = registers[instruction.argument(2)];
        switch (instruction.op()) {
          case FMA -> Loops.fma(a, b, c, to, n);
          case SELECT -> Loops.select(a, b, c, to, n);
          default -> throw unknown(instruction);
        }
      }
    }
  }

  static void unary(Instruction instruction, double[] a, double[] to, int n) {
    switch (instruction.op()) {
      case NEG -> Loops.neg(a, to, n);
      case ABS -> Loops.abs(a, to, n);
      case SIGN -> Loops.sign(a, to, n);
      case SQRT -> Loops.sqrt(a, to, n);
      case EXP -> FunctionLoops.exp(a, to, n);
      case LOG -> FunctionLoops.log(a, to, n);
      case EXPM1 -> FunctionLoops.expm1(a, to, n);
      case LOG1P -> FunctionLoops.log1p(a, to, n);
      case EXPM1_MINUS -> FunctionLoops.expm1Minus(a, to, n);
      case LOG1P_MINUS -> FunctionLoops.log1pMinus(a, to, n);
      case TANH -> FunctionLoops.tanh(a, to, n);
      case LGAMMA -> FunctionLoops.lgamma(a, to, n);
      case LGAMMA1P -> FunctionLoops.lgamma1p(a, to, n);
      case STIRLING -> FunctionLoops.stirling(a, to, n);
      case HALF_GAMMA_STEP -> FunctionLoops.halfGammaStep(a, to, n);
      case DIGAMMA -> FunctionLoops.digamma(a, to, n);
      case TRIGAMMA -> FunctionLoops.trigamma(a, to, n);
      case ERF -> FunctionLoops.erf(a, to, n);
      case NORMAL_CDF -> FunctionLoops.normalCdf(a, to, n);
      case LOG_NORMAL_CDF -> FunctionLoops.logNormalCdf(a, to, n);
      case MILLS -> FunctionLoops.mills(a, to, n);
      case MILLS_SLOPE -> FunctionLoops.millsSlope(a, to, n);
      default -> throw unknown(instruction);
    }
  }

  private static void binary(Instruction instruction, double[] a, double[] b, double[] to, int n) {
    switch (instruction.op()) {
      case ADD -> Loops.add(a, b, to, n);
      case SUB -> Loops.sub(a, b, to, n);
      case MUL -> Loops.mul(a, b, to, n);
      case MUL0 -> Loops.mul0(a, b, to, n);
      case DIV -> Loops.div(a, b, to, n);
      case DIV0 -> Loops.div0(a, b, to, n);
      case ORDINARY_RATIO -> Loops.ordinaryRatio(a, b, to, n);
      case MIN -> Loops.min(a, b, to, n);
      case MAX -> Loops.max(a, b, to, n);
      case POW -> FunctionLoops.pow(a, b, to, n);
      case LOG_RISING -> FunctionLoops.logRising(a, b, to, n);
      case LESS -> Loops.less(a, b, to, n);
      case LESS_OR_EQUAL -> Loops.lessOrEqual(a, b, to, n);
      case EQUAL -> Loops.equal(a, b, to, n);
      case NOT_EQUAL -> Loops.notEqual(a, b, to, n);
      case NEAREST -> Loops.nearest(a, b, to, n);
      default -> throw unknown(instruction);
    }
  }

  static IllegalStateException unknown(Instruction instruction) {
    return new IllegalStateException(instruction.op() + " is lowered before it runs");
  }
}

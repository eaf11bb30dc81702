package org.surprisal.kernel;

import java.util.List;

/**
 * Runs a {@link Program} for one row at a time on numbers without limits of size, and rounds its
 * outputs to double once, at the end.
 *
 * <p>In doubles, e^−745 has one bit left; twice that, or that times ln x, is then off by half. Here
 * it keeps 53. Where all values are normal doubles the outputs are the {@link Interpreter}'s, bit
 * for bit. Special functions (of the gamma and normal families) go through doubles.
 */
final class WideRow {
  private final Program program;
  private final WideNumbers numbers;
  private final double[] argument = new double[1];
  private final double[] result = new double[1];

  WideRow(Program program, double[] parameters) {
    this.program = program;
    this.numbers = new WideNumbers(program.registers());
    int register = program.inputs().size();
    for (double parameter : parameters) {
      numbers.put(register++, parameter);
    }
    for (double constant : program.constants()) {
      numbers.put(register++, constant);
    }
    run(program.prologue());
  }

  /** Computes the outputs of one row of {@code inputs}, one array an input. */
  void run(double[][] inputs, int row) {
    for (int i = 0; i < program.inputs().size(); i++) {
      numbers.put(i, inputs[i][row]);
    }
    run(program.body());
  }

  /** The value of a register after {@link #run}, as a double. */
  double register(int register) {
    return numbers.get(register);
  }

  private void run(List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      int to = instruction.target();
      int a = instruction.argument(0);
      switch (instruction.op().arity()) {
        case 1 -> unary(instruction, to, a);
        case 2 -> binary(instruction, to, a, instruction.argument(1));
        default -> ternary(instruction, to, a, instruction.argument(1), instruction.argument(2));
      }
    }
  }

  private void unary(Instruction instruction, int to, int a) {
    switch (instruction.op()) {
      case NEG -> numbers.neg(to, a);
      case ABS -> numbers.abs(to, a);
      case SQRT -> numbers.sqrt(to, a);
      case EXP -> WideFunctions.exp(numbers, to, a);
      case LOG -> WideFunctions.log(numbers, to, a);
      case EXPM1 -> WideFunctions.expm1(numbers, to, a);
      case LOG1P -> WideFunctions.log1p(numbers, to, a);
      case EXPM1_MINUS -> WideFunctions.expm1Minus(numbers, to, a);
      case LOG1P_MINUS -> WideFunctions.log1pMinus(numbers, to, a);
      case TANH -> WideFunctions.tanh(numbers, to, a);
      case SIGN -> {
        double x = numbers.significand(a);
        numbers.put(to, x > 0 ? 1.0 : x < 0 ? -1.0 : x == 0 ? 0.0 : x);
      }
      default -> {
        argument[0] = numbers.get(a);
        Interpreter.unary(instruction, argument, result, 1);
        numbers.put(to, result[0]);
      }
    }
  }

  private void binary(Instruction instruction, int to, int a, int b) {
    switch (instruction.op()) {
      case ADD -> numbers.add(to, a, b);
      case SUB -> numbers.sub(to, a, b);
      case MUL -> numbers.mul(to, a, b);
      case MUL0 -> mul0(to, a, b);
      case DIV, ORDINARY_RATIO -> numbers.div(to, a, b); // no exponent is too large here
      case DIV0 -> div0(to, a, b);
      case MIN -> numbers.min(to, a, b);
      case MAX -> numbers.max(to, a, b);
      case NEAREST -> numbers.nearest(to, a, b);
      case POW -> WideFunctions.pow(numbers, to, a, b);
      case LOG_RISING -> numbers.put(to, LogRising.logRising(numbers.get(a), numbers.get(b)));
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL -> compare(instruction, to, a, b);
      default -> throw Interpreter.unknown(instruction);
    }
  }

  private void mul0(int to, int a, int b) {
    boolean given = numbers.isNaN(a) || numbers.isNaN(b);
    numbers.mul(to, a, b);
    if (numbers.isNaN(to) && !given) {
      numbers.put(to, 0.0);
    }
  }

  private void div0(int to, int a, int b) {
    if (numbers.significand(a) == 0 && numbers.significand(b) == 0) {
      numbers.put(to, 0.0);
    } else {
      numbers.div(to, a, b);
    }
  }

  private void compare(Instruction instruction, int to, int a, int b) {
    if (numbers.isNaN(a) || numbers.isNaN(b)) {
      numbers.put(to, Double.NaN);
      return;
    }
    int order = numbers.compare(a, b);
    boolean holds =
        switch (instruction.op()) {
          case LESS -> order < 0;
          case LESS_OR_EQUAL -> order <= 0;
          case EQUAL -> order == 0;
          default -> order != 0;
        };
    numbers.put(to, holds ? 1.0 : 0.0);
  }

  private void ternary(Instruction instruction, int to, int a, int b, int c) {
    switch (instruction.op()) {
      case FMA -> numbers.fma(to, a, b, c);
      case SELECT -> {
        if (numbers.isNaN(a)) {
          numbers.put(to, Double.NaN);
        } else {
          numbers.copy(to, numbers.significand(a) != 0 ? b : c);
        }
      }
      default -> throw Interpreter.unknown(instruction);
    }
  }
}

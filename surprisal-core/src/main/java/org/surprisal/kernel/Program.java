package org.surprisal.kernel;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A formula and its derivatives as straight-line code: each instruction writes a register, common
 * subexpressions are computed once.
 *
 * <p>Registers are numbered: first the inputs, then the parameters, then the constants, then
 * results. The {@link #prologue} depends on parameters and constants only and runs once a call, the
 * {@link #body} runs for every block of rows. Registers of the body are reused when their value is
 * no longer needed, so that a block stays in the innermost cache.
 */
public final class Program {
  private final List<String> inputs;
  private final List<String> parameters;
  private final List<Double> constants;
  private final List<Instruction> prologue;
  private final List<Instruction> body;
  private final List<Integer> outputs;
  private final int registers;

  Program(
      List<String> inputs,
      List<String> parameters,
      List<Double> constants,
      List<Instruction> prologue,
      List<Instruction> body,
      List<Integer> outputs,
      int registers) {
    this.inputs = List.copyOf(inputs);
    this.parameters = List.copyOf(parameters);
    this.constants = List.copyOf(constants);
    this.prologue = List.copyOf(prologue);
    this.body = List.copyOf(body);
    this.outputs = List.copyOf(outputs);
    this.registers = registers;
  }

  /** Names of the inputs, in the order in which a block gives them. */
  public List<String> inputs() {
    return inputs;
  }

  /** Names of the parameters, in the order in which a call gives them. */
  public List<String> parameters() {
    return parameters;
  }

  List<Double> constants() {
    return constants;
  }

  List<Instruction> prologue() {
    return prologue;
  }

  List<Instruction> body() {
    return body;
  }

  List<Integer> outputs() {
    return outputs;
  }

  int registers() {
    return registers;
  }

  /** The program as text, one instruction a line, so that a change shows in review. */
  public String listing() {
    StringBuilder text = new StringBuilder();
    int register = 0;
    for (String input : inputs) {
      line(text, register++, "input " + input);
    }
    for (String parameter : parameters) {
      line(text, register++, "parameter " + parameter);
    }
    for (double constant : constants) {
      line(text, register++, "constant " + constant);
    }
    prologue.forEach(instruction -> line(text, instruction));
    text.append("each block:\n");
    body.forEach(instruction -> line(text, instruction));
    text.append("outputs: ")
        .append(outputs.stream().map(r -> "r" + r).collect(Collectors.joining(" ")));
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, Instruction instruction) {
    String arguments =
        instruction.arguments().stream().map(r -> " r" + r).collect(Collectors.joining());
    line(text, instruction.target(), instruction.op().name().toLowerCase(Locale.ROOT) + arguments);
  }

  private static void line(StringBuilder text, int register, String what) {
    text.append('r').append(register).append(" = ").append(what).append('\n');
  }
}

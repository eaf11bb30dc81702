package org.surprisal.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.surprisal.formula.Expr;
import org.surprisal.formula.Op;

/** Turns expressions into a {@link Program}: lowers them, then gives values their registers. */
public final class Compiler {
  private final Values values;
  private final List<Integer> outputs;
  private final int[] register;
  private int registers;

  private Compiler(Values values, List<Integer> outputs) {
    this.values = values;
    this.outputs = outputs;
    this.register = new int[values.size()];
  }

  /**
   * Compiles {@code outputs} of one graph into a program.
   *
   * @param inputs names that differ from row to row
   * @param parameters names that are the same for all rows of a call
   */
  public static Program compile(List<Expr> outputs, List<String> inputs, List<String> parameters) {
    Values values = new Values(inputs, parameters);
    Lowering lowering = new Lowering(values);
    List<Integer> results = new ArrayList<>();
    for (Expr output : outputs) {
      results.add(lowering.lower(output));
    }
    return new Compiler(values, results).assign(inputs, parameters);
  }

  private Program assign(List<String> inputs, List<String> parameters) {
    boolean[] needed = needed();
    List<Double> constants = new ArrayList<>();
    List<Instruction> prologue = new ArrayList<>();
    List<Integer> body = new ArrayList<>();
    registers = inputs.size() + parameters.size();
    for (int value = 0; value < values.size(); value++) {
      if (value < inputs.size() + parameters.size()) {
        register[value] = value;
      } else if (needed[value] && values.isConstant(value)) {
        constants.add(values.constant(value));
        register[value] = registers++;
      }
    }
    for (int value = 0; value < values.size(); value++) {
      if (needed[value] && values.isOperation(value)) {
        if (values.isUniform(value)) {
          register[value] = registers++;
          prologue.add(instruction(value));
        } else {
          body.add(value);
        }
      }
    }
    List<Instruction> instructions = allocate(body);
    List<Integer> results = outputs.stream().map(value -> register[value]).toList();
    return new Program(inputs, parameters, constants, prologue, instructions, results, registers);
  }

  private boolean[] needed() {
    boolean[] needed = new boolean[values.size()];
    outputs.forEach(output -> needed[output] = true);
    for (int value = values.size() - 1; value >= 0; value--) {
      if (needed[value] && values.isOperation(value)) {
        for (int argument : values.arguments(value)) {
          needed[argument] = true;
        }
      }
    }
    return needed;
  }

  /** A register is free again after the last instruction that reads it; outputs are kept. */
  private List<Instruction> allocate(List<Integer> body) {
    int[] lastUse = new int[values.size()];
    Arrays.fill(lastUse, -1);
    for (int i = 0; i < body.size(); i++) {
      for (int argument : values.arguments(body.get(i))) {
        lastUse[argument] = i;
      }
    }
    outputs.forEach(output -> lastUse[output] = Integer.MAX_VALUE);
    Map<Integer, List<Integer>> endingAt = new HashMap<>();
    List<Integer> free = new ArrayList<>();
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      int value = body.get(i);
      // The target is never a register that the same instruction reads.
      register[value] = free.isEmpty() ? registers++ : free.removeLast();
      instructions.add(instruction(value));
      endingAt.computeIfAbsent(lastUse[value], _ -> new ArrayList<>()).add(register[value]);
      free.addAll(endingAt.getOrDefault(i, List.of()));
    }
    return instructions;
  }

  private Instruction instruction(int value) {
    List<Integer> arguments =
        Arrays.stream(values.arguments(value)).map(a -> register[a]).boxed().toList();
    Op op = values.op(value);
    return new Instruction(op, register[value], arguments);
  }
}

package org.surprisal.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.surprisal.formula.Op;

/** The values of a program in single-assignment form; asking for a known one gives it again. */
final class Values {
  private sealed interface Value {
    record Input(String name) implements Value {}

    record Parameter(String name) implements Value {}

    record Constant(long bits) implements Value {}

    record Operation(Op op, List<Integer> arguments) implements Value {}
  }

  private final List<Value> values = new ArrayList<>();
  private final List<Boolean> uniform = new ArrayList<>();
  private final Map<Value, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  Values(List<String> inputs, List<String> parameters) {
    inputs.forEach(name -> names.put(name, number(new Value.Input(name))));
    parameters.forEach(name -> names.put(name, number(new Value.Parameter(name))));
  }

  private int number(Value value) {
    Integer known = numbers.putIfAbsent(value, values.size());
    if (known != null) {
      return known;
    }
    values.add(value);
    uniform.add(
        switch (value) {
          case Value.Input _ -> false;
          case Value.Parameter _, Value.Constant _ -> true;
          case Value.Operation(Op _, List<Integer> arguments) ->
              arguments.stream().allMatch(this::isUniform);
        });
    return values.size() - 1;
  }

  int variable(String name) {
    Integer number = names.get(name);
    if (number == null) {
      throw new IllegalArgumentException("'" + name + "' is neither an input nor a parameter");
    }
    return number;
  }

  int constant(double value) {
    return number(new Value.Constant(Double.doubleToLongBits(value)));
  }

  int operation(Op op, int... arguments) {
    return number(new Value.Operation(op, Arrays.stream(arguments).boxed().toList()));
  }

  int size() {
    return values.size();
  }

  boolean isConstant(int value) {
    return values.get(value) instanceof Value.Constant;
  }

  boolean isOperation(int value) {
    return values.get(value) instanceof Value.Operation;
  }

  /** Whether the value is the same for all rows of a call. */
  boolean isUniform(int value) {
    return uniform.get(value);
  }

  double constant(int value) {
    return Double.longBitsToDouble(((Value.Constant) values.get(value)).bits());
  }

  Op op(int value) {
    return ((Value.Operation) values.get(value)).op();
  }

  int[] arguments(int value) {
    return ((Value.Operation) values.get(value))
        .arguments().stream().mapToInt(Integer::intValue).toArray();
  }
}

package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.surprisal.formula.Op;

/** Rows of unlimited exponents: the interpreter's bits in range, the truth out of it. */
final class WideRowTest {
  private static final int INPUTS = 3;
  private static final int ROWS = 64;

  private static final List<Op> OPERATIONS =
      Arrays.stream(Op.values()).filter(WideRowTest::runs).toList();

  /** Those whose result is 0 or ∞ only as it is without limits of size. */
  private static final Set<Op> EXACT =
      EnumSet.of(
          Op.ADD,
          Op.SUB,
          Op.NEG,
          Op.ABS,
          Op.SIGN,
          Op.MIN,
          Op.MAX,
          Op.SELECT,
          Op.NEAREST,
          Op.LESS,
          Op.LESS_OR_EQUAL,
          Op.EQUAL,
          Op.NOT_EQUAL,
          Op.LOG,
          Op.LOG1P);

  private static final double[] SPECIAL = {
    0.0, -0.0, 1, -1, 2, 0.5, -3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
  };

  private static double number(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
      case 1 -> random.nextInt(-5, 6);
      case 2 -> random.nextGaussian() * Math.pow(2, random.nextInt(-1000, 1000));
      default -> random.nextGaussian() * Math.pow(2, random.nextInt(-60, 8));
    };
  }

  /** Whether programs have it; the others are lowered to it. */
  private static boolean runs(Op op) {
    if (op == Op.ORDINARY_RATIO) {
      return false; // NaN in the interpreter is what asks for these rows
    }
    List<Integer> arguments = Collections.nCopies(op.arity(), 0);
    try {
      new Interpreter(program(List.of(new Instruction(op, INPUTS, arguments))), new double[0], 1)
          .run(1, new double[1], new double[1], new double[1]);
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }

  /** Straight-line code in which every value has its own register and is an output. */
  private static Program program(Random random, int length) {
    List<Instruction> body = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Op op = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
      List<Integer> arguments = new ArrayList<>();
      for (int k = 0; k < op.arity(); k++) {
        arguments.add(random.nextInt(INPUTS + i));
      }
      body.add(new Instruction(op, INPUTS + i, arguments));
    }
    return program(body);
  }

  private static Program program(List<Instruction> body) {
    List<Integer> outputs = body.stream().map(Instruction::target).toList();
    List<String> names = List.of("a", "b", "c");
    return new Program(names, List.of(), List.of(), List.of(), body, outputs, INPUTS + body.size());
  }

  @Test
  void givesTheBitsOfTheInterpreterWhereAllIsNormal() {
    Random random = new Random(1);
    int compared = 0;
    for (int round = 0; round < 4_000; round++) {
      Program program = program(random, 1 + random.nextInt(12));
      double[][] inputs = new double[INPUTS][ROWS];
      for (double[] input : inputs) {
        for (int i = 0; i < ROWS; i++) {
          input[i] = number(random);
        }
      }
      Interpreter interpreter = new Interpreter(program, new double[0], ROWS);
      interpreter.run(ROWS, inputs);
      WideRow wide = new WideRow(program, new double[0]);
      for (int row = 0; row < ROWS; row++) {
        wide.run(inputs, row);
        compared += compare(program, interpreter, wide, inputs, row);
      }
    }
    assertThat(compared).isGreaterThan(300_000);
  }

  /** Compares the values up to the first that left the normal range; how many those are. */
  private static int compare(
      Program program, Interpreter interpreter, WideRow wide, double[][] inputs, int row) {
    double[] values = new double[program.registers()];
    for (int i = 0; i < INPUTS; i++) {
      values[i] = inputs[i][row];
    }
    for (int i = 0; i < program.body().size(); i++) {
      Instruction instruction = program.body().get(i);
      double expected = interpreter.output(i)[row];
      values[INPUTS + i] = expected;
      if (!staysInRange(instruction, values)) {
        return i;
      }
      assertThat(Double.doubleToLongBits(wide.register(INPUTS + i)))
          .as("%s of %s in row %s", instruction, values, row)
          .isEqualTo(Double.doubleToLongBits(expected));
    }
    return program.body().size();
  }

  private static boolean staysInRange(Instruction instruction, double[] values) {
    double result = values[instruction.target()];
    if (isNormal(result) || EXACT.contains(instruction.op())) {
      return isNormal(result) || result == 0 || !(Math.abs(result) <= Double.MAX_VALUE);
    }
    // 0 or ∞ that does not come from a 0 or ∞ may be an underflow or overflow.
    boolean special = result == 0 || !(Math.abs(result) <= Double.MAX_VALUE);
    boolean given = instruction.arguments().stream().anyMatch(a -> !isNormal(values[a]));
    return special && given && instruction.op() != Op.FMA;
  }

  private static boolean isNormal(double x) {
    return Math.abs(x) >= Double.MIN_NORMAL && Math.abs(x) <= Double.MAX_VALUE;
  }

  @Test
  void keepsTheDigitsOfWhatIsNoDouble() {
    assertThat(run("exp(z) * exp(y)", -1000, 990)).isCloseTo(Math.exp(-10), within(1e-19));
    assertThat(run("exp(z) / exp(y)", 5000.25, 5000)).isCloseTo(Math.exp(0.25), within(1e-15));
    assertThat(run("log(exp(z) * y)", -12_345, 1e300)).isCloseTo(-12_345 + 690.7755, within(1e-4));
    assertThat(run("sqrt(exp(z)) * exp(y)", -3000, 1500)).isCloseTo(1, within(1e-15));
    assertThat(run("pow(exp(z), y)", -3000, 0.001)).isCloseTo(Math.exp(-3), within(1e-16));
    assertThat(run("pow(-exp(z), 3) * exp(y)", -400, 1200)).isCloseTo(-1, within(1e-15));
    for (int z = -1_000_000_100; z < -1_000_000_000; z++) {
      assertThat(run("pow(exp(z), y) / exp(z)", z, 1)).isEqualTo(1);
    }
    assertThat(run("pow(exp(z), y) * exp(953.67431640625)", -1e9, 0x1p-20))
        .isCloseTo(1, within(2e-15));
    assertThat(run("log1p(exp(z)) * exp(y)", -900, 900)).isCloseTo(1, within(1e-15));
    assertThat(run("log1p(exp(z)) + y", 900, 0)).isEqualTo(900);
    assertThat(run("expm1(exp(z)) * exp(y)", -900, 900)).isCloseTo(1, within(1e-15));
    assertThat(run("expm1(z) * exp(y)", 900, -900)).isCloseTo(1, within(1e-15));
    assertThat(run("expm1_minus(exp(z)) * exp(y)", -450, 900)).isCloseTo(0.5, within(1e-15));
    assertThat(run("log1p_minus(exp(z)) * exp(y)", -450, 900)).isCloseTo(-0.5, within(1e-15));
    assertThat(run("tanh(exp(z)) * exp(y)", -900, 900)).isCloseTo(1, within(1e-15));
    assertThat(run("min(exp(z), exp(y)) * exp(1000)", -1000, -999)).isCloseTo(1, within(1e-15));
    assertThat(run("max(-exp(z), -exp(y)) * exp(1000)", -1000, -999)).isCloseTo(-1, within(1e-15));
    assertThat(run("if(exp(z) < exp(y), 1, 2)", -2001, -2000)).isEqualTo(1);
  }

  @Test
  void roundsOutputsOnce() {
    assertThat(run("3 * exp(z)", -745, 0)).isEqualTo(2 * Double.MIN_VALUE);
    assertThat(run("-exp(z)", -746, 0)).isEqualTo(-0.0);
    assertThat(run("-exp(z)", 1000, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(run("exp(z)", -1e308, 0)).isZero();
    assertThat(run("exp(z)", 1e308, 0)).isInfinite();
  }

  private static double run(String formula, double z, double y) {
    Program program = Programs.of(formula, 0);
    WideRow row = new WideRow(program, new double[0]);
    row.run(new double[][] {{z}, {y}}, 0);
    return row.register(program.outputs().getFirst());
  }

  @Test
  void sumsAndProductsAreRoundedAsTheTruthIs() {
    Random random = new Random(2);
    WideNumbers numbers = new WideNumbers(4);
    for (int i = 0; i < 20_000; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian() * Math.scalb(1.0, random.nextInt(-120, 120));
      double c = random.nextGaussian() * Math.scalb(1.0, random.nextInt(-120, 120));
      long shift = 5_000L * random.nextInt(-3, 4);
      numbers.put(0, a, shift);
      numbers.put(1, b, 0);
      numbers.put(2, c, shift);
      numbers.fma(3, 0, 1, 2);
      BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(b)).add(new BigDecimal(c));
      numbers.put(0, numbers.significand(3), numbers.exponent(3) - shift);
      assertThat(numbers.get(0)).isEqualTo(exact.round(MathContext.UNLIMITED).doubleValue());
      numbers.put(0, a, shift);
      numbers.add(3, 0, 2);
      numbers.put(0, numbers.significand(3), numbers.exponent(3) - shift);
      assertThat(numbers.get(0)).isEqualTo(a + c);
    }
  }
}

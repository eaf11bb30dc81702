package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.surprisal.formula.Op;

/** Which rows are run again, and that a row's bits do not depend on the rows beside it. */
final class ExtremeRowsTest {
  private static final double[] PREDICTIONS = {
    0,
    -0.0,
    199,
    -201,
    250,
    370,
    -370,
    700,
    709,
    -709,
    740,
    -740,
    745,
    -745,
    750,
    -750,
    800,
    1100,
    -2300,
    1e5,
    8e307,
    -8e307,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private static double[] predictions(Random random) {
    double[] z = new double[Interpreter.BLOCK];
    for (int i = 0; i < z.length; i++) {
      boolean listed = random.nextInt(4) == 0;
      z[i] = listed ? PREDICTIONS[i % PREDICTIONS.length] : 200 * random.nextGaussian();
    }
    return z;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y*softplus(-z) + (1-y)*softplus(z)",
        "y*exp(-2*softplus(z))*softplus(-z) + (1-y)*exp(-2*softplus(-z))*softplus(z)",
        "log_cosh(z - y)",
        "exp(z) - y*z",
        "z + y*exp(-z)",
        "pow(sigmoid(z), 5) * y"
      })
  void rowsHaveTheSameBitsAloneAndInBlocks(String formula) {
    Random random = new Random(3);
    Program program = Programs.of(formula, 2);
    double[] z = predictions(random);
    double[] y = random.doubles(z.length).toArray();
    Interpreter block = new Interpreter(program, new double[0], z.length);
    block.run(z.length, z, y);
    Interpreter single = new Interpreter(program, new double[0], 1);
    for (int i = 0; i < z.length; i++) {
      single.run(1, new double[] {z[i]}, new double[] {y[i]});
      for (int output = 0; output < 3; output++) {
        assertThat(Double.doubleToLongBits(block.output(output)[i]))
            .as("output %s at z = %s, y = %s", output, z[i], y[i])
            .isEqualTo(Double.doubleToLongBits(single.output(output)[0]));
      }
    }
  }

  @Test
  void weighsBeforeItRounds() {
    // 3 · e^−745 is 1.7 units of the smallest subnormal, e^−745 rounded is one.
    assertThat(run("3 * exp(z)", -745)).isEqualTo(2 * Double.MIN_VALUE);
    // e^720 is no double, its product with the target is.
    assertThat(run("y * 1e-300 * exp(z)", 720)).isBetween(4.92e12, 4.93e12);
    // The square of e^−370 is subnormal.
    assertThat(run("exp(z) * exp(z) * exp(300)", -370)).isBetween(8.0e-192, 8.2e-192);
    assertThat(run("pow(sigmoid(z), 5) * exp(150)", -145)).isBetween(1.9e-250, 2.0e-250);
  }

  private static double run(String formula, double z) {
    Interpreter interpreter = new Interpreter(Programs.of(formula, 0), new double[0], 1);
    interpreter.run(1, new double[] {z}, new double[] {1});
    return interpreter.output(0)[0];
  }

  @Test
  void leavesInputsAndUniformOutputsAlone() {
    List<Instruction> body =
        List.of(new Instruction(Op.EXP, 2, List.of(0)), new Instruction(Op.MUL, 3, List.of(2, 2)));
    List<Integer> outputs = List.of(0, 1, 3, 3);
    Program program =
        new Program(List.of("z"), List.of("c"), List.of(), List.of(), body, outputs, 4);
    double[] z = {-370, 1};
    Interpreter interpreter = new Interpreter(program, new double[] {7}, 2);
    interpreter.run(2, z);
    assertThat(z).containsExactly(-370, 1);
    assertThat(interpreter.output(0)).isSameAs(z);
    assertThat(interpreter.output(1)).containsExactly(7, 7);
    assertThat(interpreter.output(2)[0]).isEqualTo(Exponential.exp(-740));
  }

  @Test
  void exponentialsThatOnlyMeetSumsAreNotExposed() {
    assertThat(exposed("log_cosh(z)", 0)).isFalse();
    assertThat(exposed("log_cosh(z)", 1)).isFalse();
    assertThat(exposed("softplus(z) - y", 0)).isFalse();
    assertThat(exposed("exp(z) + y", 0)).isFalse();
    assertThat(exposed("exp(z) - y*z", 2)).isFalse();
  }

  @Test
  void exponentialsThatAreScaledAreExposed() {
    assertThat(exposed("log_cosh(z)", 2)).isTrue();
    assertThat(exposed("softplus(z)", 1)).isTrue();
    assertThat(exposed("y * exp(z)", 0)).isTrue();
    assertThat(exposed("y * exp(z) + z", 0)).isTrue();
    assertThat(exposed("exp(z) + exp(y)", 0)).isTrue();
    assertThat(exposed("log1p(exp(z) + y)", 0)).isTrue();
    assertThat(exposed("if(exp(z) < y, 1, 2)", 0)).isTrue();
    assertThat(exposed("log(exp(z) + y)", 0)).isTrue();
    assertThat(exposed("if(exp(z), y, 2)", 0)).isTrue();
  }

  private static boolean exposed(String formula, int order) {
    Program program = Programs.of(formula, order);
    boolean[] exposed = Exposure.of(program.body(), program.registers());
    boolean any = false;
    boolean exponential = false;
    for (int i = 0; i < exposed.length; i++) {
      any |= exposed[i];
      exponential |= program.body().get(i).op() == Op.EXP;
    }
    assertThat(exponential).isTrue();
    return any;
  }
}

package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The loops over arrays give the bits of the functions of one number, at every length. */
final class ElementaryLoopsTest {
  private interface Loop {
    void run(double[] a, double[] to, int n);
  }

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    709.782712893384,
    -745.1332191019411,
    0x1p-54,
    0x1p60,
  };

  private static double[] arguments(int length) {
    Random random = new Random(length);
    double[] a = new double[length];
    for (int i = 0; i < length; i++) {
      a[i] =
          switch (random.nextInt(4)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> 3 * random.nextGaussian();
            default -> 700 * random.nextGaussian();
          };
    }
    return a;
  }

  private static void check(Loop loop, DoubleUnaryOperator function, int length) {
    double[] a = arguments(length);
    double[] to = new double[length + 1];
    to[length] = 42;
    loop.run(a, to, length);
    for (int i = 0; i < length; i++) {
      assertThat(Double.doubleToLongBits(to[i]))
          .as("at %s, place %s of %s", a[i], i, length)
          .isEqualTo(Double.doubleToLongBits(function.applyAsDouble(a[i])));
    }
    assertThat(to[length]).isEqualTo(42);
  }

  @Test
  void loopsAgreeWithTheFunctionsAtEveryLength() {
    for (int length = 0; length <= 600; length++) {
      check(ElementaryLoops::exp, Exponential::exp, length);
      check(ElementaryLoops::log, Logarithm::log, length);
      check(ElementaryLoops::log1p, Logarithm::log1p, length);
    }
  }

  @Test
  void loopsAgreeWithTheFunctionsWhenCompiled() {
    for (int round = 0; round < 300; round++) {
      check(ElementaryLoops::exp, Exponential::exp, 1024 + round % 7);
      check(ElementaryLoops::log, Logarithm::log, 1024 + round % 7);
      check(ElementaryLoops::log1p, Logarithm::log1p, 1024 + round % 7);
    }
  }
}

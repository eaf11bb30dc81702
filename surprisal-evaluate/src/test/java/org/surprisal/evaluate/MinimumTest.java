package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MinimumTest {
  private static double minimum(DoubleUnaryOperator function, double low, double high) {
    return Minimum.between(function, low, high, 1e-11 * (high - low), 100);
  }

  @Test
  void findsSmoothMinima() {
    assertThat(minimum(x -> (x - 0.3) * (x - 0.3), -1, 2)).isCloseTo(0.3, within(1e-8));
    assertThat(minimum(x -> Math.exp(x) - 2 * x, -5, 5)).isCloseTo(Math.log(2), within(1e-7));
  }

  @Test
  void findsKinks() {
    assertThat(minimum(x -> Math.abs(x - 0.7), -1, 2)).isCloseTo(0.7, within(1e-9));
    assertThat(minimum(x -> Math.max(3 * (x - 1.1), 1.1 - x), 0, 5)).isCloseTo(1.1, within(1e-9));
  }

  @Test
  void findsEnds() {
    assertThat(minimum(x -> x, 2, 3)).isCloseTo(2, within(1e-9));
    assertThat(minimum(x -> -x, 2, 3)).isCloseTo(3, within(1e-9));
  }

  @Test
  void keepsAwayFromInfinities() {
    DoubleUnaryOperator inside =
        p ->
            p <= 0 || p >= 1
                ? Double.POSITIVE_INFINITY
                : -0.25 * Math.log(p) - 0.75 * Math.log1p(-p);
    assertThat(minimum(inside, -1, 2)).isCloseTo(0.25, within(1e-7));
  }
}

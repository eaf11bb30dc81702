package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardErrorTest {
  private static final MathContext DIGITS = new MathContext(60);

  /** By the definition, in 60 digits. */
  private static double byDefinition(double[] term, double[] weight) {
    BigDecimal terms = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    int rows = 0;
    for (int i = 0; i < term.length; i++) {
      terms = terms.add(new BigDecimal(term[i]));
      weights = weights.add(new BigDecimal(weight[i]));
      rows += weight[i] > 0 ? 1 : 0;
    }
    BigDecimal mean = terms.divide(weights, DIGITS);
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = 0; i < term.length; i++) {
      BigDecimal rest =
          new BigDecimal(term[i]).subtract(mean.multiply(new BigDecimal(weight[i]), DIGITS));
      squares = squares.add(rest.multiply(rest, DIGITS), DIGITS);
    }
    BigDecimal perRow = new BigDecimal(rows).divide(new BigDecimal(rows - 1), DIGITS);
    return squares.multiply(perRow, DIGITS).sqrt(DIGITS).divide(weights, DIGITS).doubleValue();
  }

  private static double mean(double[] term, double[] weight) {
    CompensatedSum terms = new CompensatedSum();
    CompensatedSum weights = new CompensatedSum();
    for (int i = 0; i < term.length; i++) {
      terms.add(term[i]);
      weights.add(weight[i]);
    }
    return terms.value() / weights.value();
  }

  private static void add(StandardError error, double[] term, double... weight) {
    for (int i = 0; i < term.length; i++) {
      error.add(term[i], weight.length == 0 ? 1 : weight[i]);
    }
  }

  private static double ours(double[] term, double[] weight) {
    StandardError error = new StandardError();
    add(error, term, weight);
    double sum = Arrays.stream(weight).sum();
    return error.value(mean(term, weight), sum).orElseThrow();
  }

  @Test
  void isSOverRootNWithoutWeights() {
    StandardError error = new StandardError();
    add(error, new double[] {1, 2, 3, 6});
    // Mean 3, squares 4 + 1 + 0 + 9 = 14, s² = 14/3.
    assertThat(error.value(3, 4).orElseThrow()).isCloseTo(Math.sqrt(14.0 / 3 / 4), within(1e-15));
  }

  /** Offsets make the squares cancel; sizes reach where squares overflow and underflow. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "1e6, 1, 1",
    "-1e8, 1, 1",
    "0, 1e200, 1",
    "0, 1e-200, 1",
    "0, 1e-300, 1",
    "1, 1, 1e-200",
    "1, 1, 1e150"
  })
  void agreesWithTheDefinition(double offset, double size, double weightSize) {
    Random random = new Random(7);
    double[] term = new double[1000];
    double[] weight = new double[1000];
    for (int i = 0; i < term.length; i++) {
      weight[i] = i % 10 == 0 ? 0 : weightSize * (0.1 + random.nextDouble());
      term[i] = weight[i] * (size * random.nextGaussian() + offset);
    }
    double expected = byDefinition(term, weight);
    // The mean that is handed over is rounded: 1e-16 · 1e8, relative to a deviation of 1.
    assertThat(ours(term, weight)).isCloseTo(expected, within(1e-10 * expected));
  }

  @Test
  void isEmptyWhereItIsNotDefined() {
    StandardError one = new StandardError();
    add(one, new double[] {1, 0}, 1, 0);
    assertThat(one.value(1, 1)).as("one row of positive weight").isEmpty();
    StandardError infinite = new StandardError();
    add(infinite, new double[] {1, Double.POSITIVE_INFINITY});
    assertThat(infinite.value(Double.POSITIVE_INFINITY, 2)).isEmpty();
    StandardError equal = new StandardError();
    add(equal, new double[] {0, 0, 0});
    assertThat(equal.value(0, 3)).hasValue(0);
  }
}

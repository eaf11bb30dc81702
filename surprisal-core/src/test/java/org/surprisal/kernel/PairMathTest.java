package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pairs of doubles against decimals of 60 digits. */
final class PairMathTest {
  private static final MathContext DIGITS = new MathContext(60);

  /** Ten times below the rounding of a pair by what a difference of losses wants of it. */
  private static final double ERROR = 1e-31;

  private static BigDecimal decimal(DoubleDouble p) {
    return new BigDecimal(p.high()).add(new BigDecimal(p.low()));
  }

  /** e^x by its series at x/2¹⁶. */
  private static BigDecimal exp(BigDecimal x) {
    BigDecimal part = x.divide(BigDecimal.valueOf(1 << 16), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 25; k++) {
      term = term.multiply(part, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int k = 0; k < 16; k++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  private static DoubleDouble pair(Random random, int trial) {
    double high = trial % 3 == 0 ? 200 * random.nextGaussian() : random.nextGaussian();
    double scaled = Math.scalb(high, trial % 3 == 1 ? -random.nextInt(60) : 0);
    double bounded = Math.clamp(scaled, -650, 650);
    return DoubleDouble.ordered(bounded, 0x1p-54 * bounded * random.nextDouble());
  }

  @Test
  void exponentialsAndLogarithmsHaveThirtyDigits() {
    Random random = new Random(1);
    for (int trial = 0; trial < 3000; trial++) {
      DoubleDouble p = pair(random, trial);
      BigDecimal truth = exp(decimal(p));
      DoubleDouble power = PairMath.exp(p);
      BigDecimal error = decimal(power).subtract(truth).divide(truth, DIGITS).abs();
      assertThat(error.doubleValue()).isLessThan(ERROR);
      double back = decimal(PairMath.log(power)).subtract(decimal(p)).abs().doubleValue();
      assertThat(back).isLessThan(ERROR * Math.max(1, Math.abs(p.high())));
    }
  }

  @Test
  void rootsHaveThirtyDigits() {
    Random random = new Random(2);
    for (int trial = 0; trial < 1000; trial++) {
      double high = Math.abs(pair(random, trial).high());
      DoubleDouble root = PairMath.sqrt(DoubleDouble.ordered(high, 0x1p-55 * high));
      BigDecimal truth = new BigDecimal(high).add(new BigDecimal(0x1p-55 * high));
      BigDecimal error = decimal(root).pow(2).subtract(truth).divide(truth, DIGITS).abs();
      assertThat(error.doubleValue()).isLessThan(ERROR);
    }
    assertThat(PairMath.sqrt(new DoubleDouble(0, 0)).high()).isEqualTo(0);
  }
}

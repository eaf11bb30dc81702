package org.surprisal.sum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExactSumTest {
  private static final double MAX = Double.MAX_VALUE;
  private static final double MIN = Double.MIN_VALUE;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** How the terms of a random sum are drawn. */
  enum Terms {
    SIX_HUNDRED_BINADES {
      @Override
      double draw(SplittableRandom random) {
        return signed(random, random.nextInt(1023 - 300, 1023 + 301));
      }
    },
    WHOLE_RANGE {
      @Override
      double draw(SplittableRandom random) {
        return signed(random, random.nextInt(0, 2047));
      }
    },
    SUBNORMAL {
      @Override
      double draw(SplittableRandom random) {
        return signed(random, random.nextInt(0, 3));
      }
    },
    NEAR_MAX {
      @Override
      double draw(SplittableRandom random) {
        return signed(random, random.nextInt(2030, 2047));
      }
    },
    LIKE_LOSSES {
      @Override
      double draw(SplittableRandom random) {
        return random.nextInt(5) == 0 ? 0 : -StrictMath.log(random.nextDouble());
      }
    },
    FEW_BITS {
      // Short significands make exact halves and exact cancellation common.
      @Override
      double draw(SplittableRandom random) {
        return random.nextInt(-8, 9) * Math.scalb(1.0, random.nextInt(-60, 60));
      }
    };

    abstract double draw(SplittableRandom random);

    private static double signed(SplittableRandom random, int exponent) {
      long bits = (random.nextLong() & ((1L << 52) - 1)) | (long) exponent << 52;
      return Double.longBitsToDouble(bits | (random.nextLong() & Long.MIN_VALUE));
    }
  }

  @ParameterizedTest
  @EnumSource(Terms.class)
  void anyOrderAndAnySplitGiveTheRoundedExactSum(Terms kind) {
    SplittableRandom random = new SplittableRandom(20_251 + kind.name().length());
    for (int round = 0; round < 60; round++) {
      double[] terms = new double[random.nextInt(1, round % 10 == 0 ? 5000 : 200)];
      Arrays.setAll(terms, i -> kind.draw(random));
      if (round % 3 == 0) {
        cancel(terms, random);
      }
      double expected = exact(terms);
      byte[] bytes = sum(terms).toBytes();
      assertSame(expected, sum(terms).value());
      for (int repeat = 0; repeat < 4; repeat++) {
        shuffle(terms, random);
        ExactSum merged = splitAndMerge(terms, random);
        assertSame(expected, merged.value());
        assertArrayEquals(bytes, merged.toBytes());
      }
    }
  }

  /** Makes the second half the negative of the first, in part disturbed in the last bit. */
  private static void cancel(double[] terms, SplittableRandom random) {
    int half = terms.length / 2;
    for (int i = 0; i < half; i++) {
      double negative = -terms[i];
      terms[half + i] = random.nextInt(50) == 0 ? Math.nextUp(negative) : negative;
    }
  }

  private static ExactSum splitAndMerge(double[] terms, SplittableRandom random) {
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < terms.length; ) {
      int to = Math.min(terms.length, from + random.nextInt(1, terms.length + 1));
      ExactSum part = new ExactSum();
      if (random.nextBoolean()) {
        part.add(terms, from, to);
      } else {
        for (int i = from; i < to; i++) {
          part.add(terms[i]);
        }
      }
      parts.add(part.toBytes());
      from = to;
    }
    ExactSum merged = new ExactSum();
    while (!parts.isEmpty()) {
      merged.add(ExactSum.fromBytes(parts.remove(random.nextInt(parts.size()))));
    }
    return merged;
  }

  @Test
  void roundsAtTheBorderOfMax() {
    double halfUlp = Math.ulp(MAX) / 2;
    assertSame(INFINITY, sum(MAX, halfUlp).value());
    assertSame(-INFINITY, sum(-MAX, -halfUlp).value());
    assertSame(MAX, sum(MAX, Math.nextDown(halfUlp)).value());
    assertSame(MAX, sum(MAX, halfUlp, -MIN).value());
    assertSame(-MAX, sum(-MAX, -halfUlp, MIN).value());
    assertSame(INFINITY, sum(MAX, MAX).value());
    assertSame(-INFINITY, sum(-MAX, -MAX, -MAX).value());
  }

  @Test
  void doesNotOverflowOnTheWay() {
    assertSame(MAX, sum(MAX, MAX, -MAX).value());
    assertSame(0.0, sum(MAX, MAX, MAX, -MAX, -MAX, -MAX).value());
    double[] terms = new double[200_000];
    Arrays.fill(terms, 0, 100_000, MAX);
    Arrays.fill(terms, 100_000, 200_000, -MAX);
    terms[150_000] = Math.nextUp(-MAX);
    assertSame(Math.ulp(MAX), sum(terms).value());
  }

  @Test
  void breaksTiesToEven() {
    double half = Math.ulp(1.0) / 2;
    assertSame(1.0, sum(1.0, half).value());
    assertSame(1.0 + 4 * half, sum(1.0 + 2 * half, half).value());
    assertSame(1.0 + 2 * half, sum(1.0, half, MIN).value());
    assertSame(1.0, sum(1.0, half, -MIN).value());
    assertSame(-1.0, sum(-1.0, -half).value());
    assertSame(-1.0 - 2 * half, sum(-1.0, -half, -MIN).value());
    assertSame(2.0, sum(2.0 - 2 * half, half).value());
  }

  @Test
  void subnormalSumsAreExact() {
    assertSame(3 * MIN, sum(MIN, MIN, MIN).value());
    assertSame(Double.MIN_NORMAL, sum(Double.MIN_NORMAL - MIN, MIN).value());
    assertSame(-MIN, sum(Double.MIN_NORMAL - MIN, -Double.MIN_NORMAL).value());
    assertSame(-MIN, sum(1e308, -MIN, -1e308).value());
  }

  @Test
  void zerosOfEitherSignAndNothingAreZero() {
    assertSame(0.0, new ExactSum().value());
    assertSame(0.0, sum(-0.0).value());
    assertSame(0.0, sum(-0.0, -0.0).value());
    assertSame(0.0, sum(-0.0, 0.0).value());
    assertSame(0.0, sum(-1.5, 1.5).value());
    assertArrayEquals(new ExactSum().toBytes(), sum(-0.0, 1e300, 2, -1e300, -2).toBytes());
  }

  @Test
  void infinitiesAndNaN() {
    assertSame(INFINITY, sum(1, INFINITY, -MAX, -MAX).value());
    assertSame(-INFINITY, sum(MAX, MAX, -INFINITY).value());
    assertSame(Double.NaN, sum(INFINITY, 1, -INFINITY).value());
    assertSame(Double.NaN, sum(1, Double.NaN, INFINITY).value());
    assertSame(Double.NaN, sum(Double.longBitsToDouble(0xFFF0_0000_0000_0001L)).value());
    assertArrayEquals(sum(Double.NaN).toBytes(), sum(-INFINITY, 3, INFINITY).toBytes());
    assertArrayEquals(sum(INFINITY).toBytes(), sum(3, INFINITY, INFINITY).toBytes());
    for (double x : new double[] {INFINITY, -INFINITY, Double.NaN}) {
      ExactSum read = ExactSum.fromBytes(sum(1, x).toBytes());
      assertSame(x, read.value());
      ExactSum merged = sum(7);
      merged.add(read);
      assertSame(x, merged.value());
    }
  }

  @Test
  void manyEqualTerms() {
    double[] terms = new double[100_000];
    Arrays.fill(terms, 0.1);
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 1000; i++) {
      sum.add(terms, 0, terms.length);
    }
    BigDecimal expected = new BigDecimal(terms[0]).multiply(new BigDecimal(100_000_000));
    assertSame(expected.doubleValue(), sum.value());
  }

  @Test
  void countsBeyondTwoToTheThirtyOneTermsByMergingWithItself() {
    ExactSum sum = sum(MAX, 0.1);
    for (int i = 0; i < 62; i++) {
      sum.add(sum);
    }
    assertSame(INFINITY, sum.value());
    ExactSum negative = sum(-MAX);
    for (int i = 0; i < 62; i++) {
      negative.add(negative);
    }
    assertSame(-INFINITY, negative.value());
    sum.add(negative);
    assertSame(Math.scalb(0.1, 62), sum.value());
  }

  @Test
  void addsOnlyTheRange() {
    double[] terms = {1, 2, 4, 8};
    ExactSum sum = new ExactSum();
    sum.add(terms, 1, 3);
    sum.add(terms, 2, 2);
    assertSame(6.0, sum.value());
    assertThrows(IndexOutOfBoundsException.class, () -> sum.add(terms, 2, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> sum.add(terms, -1, 2));
  }

  @Test
  void theOtherSumOfAMergeKeepsItsValue() {
    ExactSum other = sum(3, 1e-300);
    ExactSum sum = sum(4);
    sum.add(other);
    sum.add(1);
    assertSame(8.0, sum.value());
    assertArrayEquals(sum(1e-300, 3).toBytes(), other.toBytes());
  }

  @Test
  void bytesThatNoSumWroteAreRefused() {
    byte[][] wrong = {
      {},
      {0},
      {3},
      {6},
      {8},
      {-128},
      {0, 0},
      {0, 1, 0},
      {0, 0, 1},
      {0, 0, 1, 0, 0, 0, 0},
      {0, -1, 1, 0, 0, 0, 1},
      {0, 68, 1, 0, 0, 0, 1},
      {0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0},
      {1, 0, 0},
      {0, 0, 1, 0, 0, 0, 1, 0}
    };
    for (byte[] bytes : wrong) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> ExactSum.fromBytes(bytes));
      assertTrue(refusal.getMessage().contains("toBytes()"), refusal.getMessage());
    }
  }

  private static ExactSum sum(double... terms) {
    ExactSum sum = new ExactSum();
    sum.add(terms, 0, terms.length);
    return sum;
  }

  private static double exact(double[] terms) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double term : terms) {
      sum = sum.add(new BigDecimal(term));
    }
    return sum.doubleValue();
  }

  private static void shuffle(double[] terms, SplittableRandom random) {
    for (int i = terms.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double term = terms[i];
      terms[i] = terms[j];
      terms[j] = term;
    }
  }

  private static void assertSame(double expected, double actual) {
    assertEquals(
        Double.doubleToLongBits(expected),
        Double.doubleToLongBits(actual),
        () -> "expected " + expected + " but was " + actual);
  }
}

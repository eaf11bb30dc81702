package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  private static final UnitLimits FEW = new UnitLimits(1000, 256);

  /** Two terms and a weight, of which every tenth is 0. */
  private static double[][] rows(int n) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] rows = new double[3][n];
    for (int i = 0; i < n; i++) {
      rows[2][i] = i % 10 == 9 ? 0 : random.nextDouble();
      rows[0][i] = rows[2][i] * random.nextExponential();
      rows[1][i] = rows[2][i] * random.nextGaussian() * 1e6;
    }
    return rows;
  }

  /** The rows r of the file with from ≤ r below to and r mod parts = part. */
  private static Units part(double[][] rows, UnitLimits limits, int part, int parts) {
    Units units = new Units(2, true, limits);
    int n = rows[0].length;
    for (int from = 0; from < n; from += 777) {
      int size = Math.min(777, n - from);
      double[][] block = new double[3][];
      for (int k = 0; k < 3; k++) {
        block[k] = Arrays.copyOfRange(rows[k], from, from + size);
      }
      int[] indices = new int[size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        if ((from + i) % parts == part) {
          indices[count++] = i;
        }
      }
      units.add(from, block, indices, count);
    }
    return units;
  }

  private static Units whole(double[][] rows, UnitLimits limits) {
    Units units = new Units(2, true, limits);
    units.add(0, rows, rows[0].length);
    return units;
  }

  private static void assertSame(Units actual, Units expected) {
    assertThat(actual.isRows()).isEqualTo(expected.isRows());
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int k = 0; k < 2; k++) {
      assertThat(actual.term(k)).isEqualTo(expected.term(k));
    }
    assertThat(actual.weight()).isEqualTo(expected.weight());
  }

  @Test
  void aFewRowsStayRowsInTheirOrderWithoutThoseOfWeightZero() {
    Units units = whole(rows(1000), FEW);
    assertThat(units.isRows()).isTrue();
    assertThat(units.name()).isEqualTo("rows");
    assertThat(units.size()).isEqualTo(900);
    assertThat(units.rows()).isEqualTo(900);
    assertThat(units.weight()).doesNotContain(0);
    assertThat(units.term(0)[9]).isEqualTo(rows(1000)[0][10]);
  }

  @Test
  void withoutWeightsEachRowWeighsOne() {
    Units units = new Units(1, false, FEW);
    units.add(0, new double[][] {{1, 2, 3}}, 3);
    assertThat(units.term(0)).containsExactly(1, 2, 3);
    assertThat(units.weight()).containsExactly(1, 1, 1);
    units.fold();
    assertThat(units.name()).isEqualTo("blocks");
    assertThat(units.size()).isEqualTo(256);
    assertThat(Arrays.stream(units.weight()).sum()).isEqualTo(3);
    assertThat(Arrays.stream(units.term(0)).sum()).isEqualTo(6);
  }

  @Test
  void beyondTheLimitRowsBecomeBlocks() {
    assertThat(whole(rows(1112), FEW).isRows()).as("1,001 rows of positive weight").isFalse();
    assertThat(whole(rows(1111), FEW).isRows()).as("1,000 of them").isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 900})
  void partsOfAFewRowsMergeToTheSameBits(int n) {
    double[][] rows = rows(n);
    Units merged = part(rows, FEW, 2, 3);
    merged.merge(part(rows, FEW, 0, 3));
    merged.merge(part(rows, FEW, 1, 3));
    assertSame(merged, whole(rows, FEW));
  }

  /** Rows with rows, rows with blocks, blocks with rows and blocks with blocks. */
  @ParameterizedTest
  @ValueSource(ints = {1200, 2500, 20_000})
  void partsOfManyRowsMergeToTheSameTotals(int n) {
    double[][] rows = rows(n);
    Units merged = part(rows, FEW, 1, 3);
    merged.merge(part(rows, FEW, 2, 3));
    merged.merge(part(rows, FEW, 0, 3));
    assertSame(merged, whole(rows, FEW));
  }

  @Test
  void aPartIsLeftAsItWas() {
    double[][] rows = rows(5000);
    Units part = part(rows, FEW, 0, 2);
    Units other = part(rows, new UnitLimits(1000, 128), 1, 2);
    other.merge(part);
    assertSame(part, part(rows, FEW, 0, 2));
    assertThat(other.size()).isEqualTo(128);
  }

  @Test
  void whenRowsAreFoldedDoesNotShow() {
    double[][] rows = rows(900);
    Units late = whole(rows, FEW);
    late.fold();
    Units early = new Units(2, true, FEW);
    early.fold();
    early.add(0, rows, 900);
    assertSame(late, early);
  }

  /** Which rows are in a block does not change; their sums may round differently. */
  @Test
  void halvingMergesNeighbours() {
    double[][] rows = rows(20_000);
    Units units = whole(rows, new UnitLimits(1000, 2048));
    double[] all = units.term(0);
    units.limit(new UnitLimits(1000, 256));
    Units direct = whole(rows, FEW);
    assertThat(units.size()).isEqualTo(256);
    for (int b = 0; b < 256; b++) {
      double sum = Arrays.stream(all, 8 * b, 8 * b + 8).sum();
      assertThat(units.term(0)[b]).isEqualTo(direct.term(0)[b]).isCloseTo(sum, within(1e-12));
    }
    units.limit(new UnitLimits(100_000, 1024));
    assertThat(units.size()).as("limits never rise").isEqualTo(256);
  }

  @Test
  void totalsAreSumsRoundedOnce() {
    Units units = new Units(1, false, UnitLimits.MOST);
    units.fold();
    SplittableRandom random = new SplittableRandom(8);
    double[] terms = new double[200_000];
    Arrays.setAll(terms, i -> random.nextGaussian() * Math.scalb(1.0, random.nextInt(60)));
    BigDecimal[] exact = new BigDecimal[UnitLimits.MOST_BLOCKS];
    Arrays.fill(exact, BigDecimal.ZERO);
    UnitBlocks blocks = new UnitBlocks(1, UnitLimits.MOST_BLOCKS);
    for (int i = 0; i < terms.length; i++) {
      exact[blocks.block(i)] = exact[blocks.block(i)].add(new BigDecimal(terms[i]));
    }
    units.add(0, new double[][] {terms}, terms.length);
    double[] rounded = new double[exact.length];
    Arrays.setAll(rounded, b -> exact[b].doubleValue());
    assertThat(units.term(0)).isEqualTo(rounded);
  }

  /** Chi-squared with 2,047 degrees of freedom, whose standard deviation is 64. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1024, 2048, 1_000_003})
  void rowsSpreadEvenlyWhateverTheStepOfTheirNumbers(int step) {
    UnitBlocks blocks = new UnitBlocks(1, 2048);
    int[] counts = new int[2048];
    for (long i = 0; i < 204_800; i++) {
      counts[blocks.block(i * step)]++;
    }
    double chi = 0;
    for (int count : counts) {
      chi += (count - 100) * (count - 100) / 100.0;
    }
    assertThat(chi).isBetween(2047 - 6 * 64.0, 2047 + 6 * 64.0);
  }

  @Test
  void whatIsNotFiniteStaysInItsBlock() {
    Units units = new Units(1, false, UnitLimits.MOST);
    units.fold();
    double inf = Double.POSITIVE_INFINITY;
    units.add(0, new double[][] {{1, inf, 2}}, 3);
    units.add(3, new double[][] {{4, 5, 6}}, 3);
    double[] terms = units.term(0);
    assertThat(terms).contains(inf).doesNotContain(Double.NaN);
    assertThat(Arrays.stream(terms).filter(Double::isFinite).sum()).isEqualTo(18);
  }

  @Test
  void knowsItsMemory() {
    Units units = new Units(2, true, UnitLimits.MOST);
    assertThat(units.bytes()).isZero();
    units.add(0, rows(10), 10);
    assertThat(units.bytes()).isEqualTo(16 * 4 * 8);
    units.add(10, rows(200_000), 100_000);
    assertThat(units.bytes()).isBetween(90_000L * 32, 100_000L * 32);
    units.fold();
    assertThat(units.bytes()).isEqualTo(2048 * 3 * 16);
    assertThat(units.bytes()).isEqualTo(Units.bytesOfBlocks(2048, 2));
  }

  @Test
  void oneBudgetIsSharedByAllGroups() {
    long budget = 64L << 20;
    assertThat(UnitLimits.within(budget, 1, 2)).isEqualTo(UnitLimits.MOST);
    UnitLimits before = UnitLimits.MOST;
    for (long groups = 1; groups < 1_000_000; groups = groups * 3 / 2 + 1) {
      UnitLimits limits = UnitLimits.within(budget, groups, 2);
      assertThat(limits.rows()).isLessThanOrEqualTo(before.rows());
      assertThat(limits.blocks()).isLessThanOrEqualTo(before.blocks());
      long most = Math.max(limits.rows() * 32L, Units.bytesOfBlocks(limits.blocks(), 2));
      boolean isLeast = limits.blocks() == UnitLimits.LEAST_BLOCKS;
      assertThat(most * groups <= budget || isLeast).isTrue();
      before = limits;
    }
    assertThat(before).isEqualTo(new UnitLimits(192, 128));
  }

  /**
   * The same rows and number of groups, whether the groups were known first or found one by one.
   */
  @Test
  void whenLimitsFellDoesNotShow() {
    double[][] rows = rows(3000);
    Units slowly = new Units(2, true, UnitLimits.MOST);
    for (int groups = 1; groups <= 50; groups++) {
      slowly.limit(UnitLimits.within(1 << 20, groups, 2));
      int from = (groups - 1) * 60;
      double[][] block = new double[3][];
      for (int k = 0; k < 3; k++) {
        block[k] = Arrays.copyOfRange(rows[k], from, from + 60);
      }
      slowly.add(from, block, 60);
    }
    Units atOnce = whole(rows, UnitLimits.within(1 << 20, 50, 2));
    assertThat(slowly.isRows()).isEqualTo(atOnce.isRows()).isFalse();
    assertThat(slowly.size()).isEqualTo(atOnce.size());
    for (int b = 0; b < slowly.size(); b++) {
      assertThat(slowly.term(0)[b]).isCloseTo(atOnce.term(0)[b], within(1e-14));
    }
  }

  @Test
  void refusesWhatItCannotPutInOrder() {
    Units units = new Units(1, false, FEW);
    units.add(5, new double[][] {{1, 2}}, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> units.add(6, new double[][] {{1}}, 1))
        .withMessage("row numbers must ascend, but 6 comes after 6");
    Units same = new Units(1, false, FEW);
    same.add(6, new double[][] {{2}}, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> units.merge(same))
        .withMessage("row 6 is in both stores");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> units.merge(new Units(1, true, FEW)))
        .withMessage("units of 1 columns do not merge with units of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UnitLimits(10, 1000))
        .withMessage("blocks must be a power of two in [128,2048], but is 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UnitLimits(-1, 1024))
        .withMessage("rows must lie in [0,100000], but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Units(0, true, FEW))
        .withMessage("terms must lie in [1,4095], but is 0");
  }
}

package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailIndexTest {

  private static double[] pareto(int n, double index, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] losses = new double[n];
    Arrays.setAll(losses, i -> Math.exp(random.nextExponential() / index));
    return losses;
  }

  private static TailIndex of(double... losses) {
    TailIndex tail = new TailIndex(false);
    tail.add(losses, losses.length);
    return tail;
  }

  /** A true 1 % raises nine or more of 200 alarms once in 4,000 such counts. */
  @ParameterizedTest
  @ValueSource(ints = {50, 200, 500, 1000, 2000, 10_000})
  void finiteVariancesRaiseNoAlarm(int n) {
    TailSamples.finite()
        .forEach((name, loss) ->
            assertThat(TailSamples.alarms(name, loss, n, 200, 31)).as(name).isLessThan(0.02));
  }

  @Test
  void infiniteVariancesAreFoundFrom2000RowsOn() {
    TailSamples.infinite()
        .forEach((name, loss) -> {
          assertThat(TailSamples.alarms(name, loss, 2000, 200, 32)).as(name).isGreaterThan(0.75);
          assertThat(TailSamples.alarms(name, loss, 10_000, 100, 33)).as(name).isGreaterThan(0.85);
        });
  }

  /** Twenty events in 2,000 rows, far above the rest, but all of about one size. */
  @Test
  void aFewRareEventsAreNoTail() {
    String name = "log loss, events of 1 % (log-odds N(−5,1))";
    ToDoubleFunction<SplittableRandom> loss = TailSamples.hard().get(name);
    assertThat(TailSamples.alarms(name, loss, 2000, 200, 34)).isLessThan(0.02);
  }

  @Test
  void estimatesTheIndexOfAParetoTail() {
    for (double index : new double[] {0.5, 1.5, 4}) {
      TailIndex tail = of(pareto(50_000, index, 35));
      // The standard error is index/√500.
      assertThat(tail.index().orElseThrow()).isCloseTo(index, within(0.2 * index));
      assertThat(tail.varianceLooksInfinite()).isEqualTo(index < 2);
    }
  }

  @Test
  void fewRowsAndRowsThatAreNotFiniteLeaveItOpen() {
    double[] losses = pareto(1000, 0.5, 36);
    TailIndex ofEvents = new TailIndex(true);
    ofEvents.add(losses, 999);
    assertThat(ofEvents.varianceLooksInfinite()).isFalse();
    assertThat(ofEvents.index()).isEmpty();
    ofEvents.add(losses, new int[] {999}, 1);
    assertThat(ofEvents.varianceLooksInfinite()).isTrue();
    TailIndex few = new TailIndex(false);
    few.add(losses, 199);
    assertThat(few.varianceLooksInfinite()).isFalse();
    assertThat(few.index()).isEmpty();
    double[] more = pareto(2000, 0.5, 36);
    assertThat(of(more).varianceLooksInfinite()).isTrue();
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      more[5] = bad;
      assertThat(of(more).varianceLooksInfinite()).isFalse();
      assertThat(of(more).index()).isEmpty();
    }
  }

  @Test
  void equalLossesAndZerosAreNoTail() {
    double[] losses = new double[5000];
    assertThat(of(losses).varianceLooksInfinite()).isFalse();
    Arrays.fill(losses, 1.5);
    assertThat(of(losses).varianceLooksInfinite()).isFalse();
    Arrays.fill(losses, 0, 4950, 0);
    assertThat(of(losses).varianceLooksInfinite()).isFalse();
  }

  @Test
  void signsAndUnitsDoNotMatter() {
    double[] losses = pareto(5000, 1, 37);
    double expected = of(losses).index().orElseThrow();
    double[] scaled = new double[losses.length];
    for (int exponent : new int[] {-900, 900}) {
      Arrays.setAll(scaled, i -> Math.scalb(i % 2 == 0 ? -losses[i] : losses[i], exponent));
      assertThat(of(scaled).index()).hasValue(expected);
    }
  }

  @Test
  void partsInAnyOrderGiveTheSameBits() {
    double[] losses = pareto(30_000, 1.5, 38);
    TailIndex whole = of(losses);
    TailIndex merged = new TailIndex(false);
    for (int part = 6; part >= 0; part--) {
      int[] rows = new int[losses.length];
      int count = 0;
      for (int i = losses.length - 1; i >= 0; i--) {
        if (i % 7 == part) {
          rows[count++] = i;
        }
      }
      TailIndex tail = new TailIndex(false);
      tail.add(losses, rows, count);
      merged.merge(tail);
    }
    assertThat(merged.index()).isEqualTo(whole.index());
    assertThat(merged.varianceLooksInfinite()).isEqualTo(whole.varianceLooksInfinite());
    assertThat(merged.bytes()).isLessThanOrEqualTo(8200);
  }
}

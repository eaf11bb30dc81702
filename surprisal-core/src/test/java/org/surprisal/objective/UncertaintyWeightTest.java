package org.surprisal.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class UncertaintyWeightTest {
  @Test
  void agreesWithTheTable() {
    for (String[] line : Table.read("uncertainty")) {
      double s = Table.number(line[0]);
      double loss = Table.number(line[1]);
      double k = Table.number(line[2]);
      double[] got = {
        UncertaintyWeight.value(s, loss, k),
        UncertaintyWeight.gradient(s, loss, k),
        UncertaintyWeight.curvature(s, loss),
        UncertaintyWeight.best(loss, k)
      };
      String at = "s, L, k = " + s + ", " + loss + ", " + k;
      Table.check(at, got, Table.numbers(line[3]), Table.numbers(line[4]));
    }
  }

  @Test
  void bestIsWhereTheDerivativeIsZero() {
    for (double loss : new double[] {1e-9, 0.25, 1, 1e9}) {
      for (double k : new double[] {1, 3}) {
        double s = UncertaintyWeight.best(loss, k);
        assertThat(UncertaintyWeight.gradient(s, loss, k)).isEqualTo(0, within(1e-14));
        double least = UncertaintyWeight.value(s, loss, k);
        assertThat(UncertaintyWeight.value(s + 1e-3, loss, k)).isGreaterThan(least);
        assertThat(UncertaintyWeight.value(s - 1e-3, loss, k)).isGreaterThan(least);
        assertThat(UncertaintyWeight.curvature(s, loss)).isEqualTo(k / 2, within(1e-14 * k));
      }
    }
  }

  @Test
  void limits() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(UncertaintyWeight.best(0, 1)).isEqualTo(-infinity);
    assertThat(UncertaintyWeight.best(infinity, 1)).isEqualTo(infinity);
    assertThat(UncertaintyWeight.value(2000, infinity, 1)).isEqualTo(infinity);
    assertThat(UncertaintyWeight.gradient(0, infinity, 1)).isEqualTo(-infinity);
    assertThat(UncertaintyWeight.value(-2000, 0, 1)).isEqualTo(-1000);
    assertThat(UncertaintyWeight.of(0)).isEqualTo(1);
  }

  @Test
  void wrongNumbersAreNamed() {
    assertThatThrownBy(() -> UncertaintyWeight.value(Double.NaN, 1, 1))
        .hasMessageContaining("s = NaN is outside (-∞, ∞)");
    assertThatThrownBy(() -> UncertaintyWeight.best(-0.5, 1))
        .hasMessageContaining("loss = -0.5 is outside [0, ∞]")
        .hasMessageContaining("half_squared_error");
    assertThatThrownBy(() -> UncertaintyWeight.gradient(0, Double.NaN, 1))
        .hasMessageContaining("loss = NaN");
    assertThatThrownBy(() -> UncertaintyWeight.gradient(0, 1, 0))
        .hasMessageContaining("dimensions = 0 is outside (0, ∞)");
  }
}

package org.surprisal.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/** Runs the programs that the API was made for; numbers are worked out by hand. */
final class ClientProgramsTest {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final double[] Y = {2, 1, 0};
  private static final double[] Z = {2.5, 1, -3};

  @Test
  void valueAndGradient() {
    double[] gradient = new double[3];
    // ½·0.25, 0, and 3 − ½
    assertThat(ClientPrograms.valueAndGradient(Y, Z, gradient)).isEqualTo(2.625 / 3, ROUNDING);
    assertThat(gradient).containsExactly(0.5 / 3, 0, -1.0 / 3);
  }

  @Test
  void singlePrecision() {
    float[] gradient = new float[3];
    double mean =
        ClientPrograms.singlePrecision(new float[] {2, 1, 0}, new float[] {2.5f, 1, -3}, gradient);
    assertThat(mean).isEqualTo(2.625 / 3, ROUNDING);
    assertThat(gradient).containsExactly(0.5f / 3, 0, -1f / 3);
  }

  @Test
  void formula() {
    double[] gradient = new double[3];
    double expected = (Math.log1p(0.25 / 4) + 0 + Math.log1p(9.0 / 4)) / 3;
    assertThat(ClientPrograms.formula(Y, Z, gradient)).isEqualTo(expected, ROUNDING);
    assertThat(gradient[0]).isEqualTo(2 * 0.5 / (4 + 0.25) / 3, ROUNDING);
    assertThat(gradient[1]).isZero();
    assertThat(gradient[2]).isEqualTo(2 * -3.0 / (4 + 9) / 3, ROUNDING);
  }

  @Test
  void weighted() {
    double[] y = {1, 0};
    double[] p = {0.8, 0.4};
    double expected = (-Math.log(0.8) - 3 * Math.log(0.6)) / 4;
    assertThat(ClientPrograms.weighted(y, p, new double[] {1, 3})).isEqualTo(expected, ROUNDING);
    assertThat(ClientPrograms.weighted(y, p, new double[] {0, 0})).isZero();
  }

  @Test
  void classes() {
    double[] gradient = new double[9];
    double[] logits = {0, 0, 0, 1, 2, 3, 7, 7, 7};
    double mean = ClientPrograms.classes(new int[] {1, 2, -100}, logits, gradient);
    double sure = Math.log1p(Math.exp(-1) + Math.exp(-2));
    assertThat(mean).isEqualTo((2 * Math.log(3) + 5 * sure) / 7, ROUNDING);
    assertThat(gradient[1]).isEqualTo(2 * (1.0 / 3 - 1) / 7, ROUNDING);
    assertThat(gradient[6]).isZero();
  }

  @Test
  void margins() {
    double[] labels = {1, -1, 1};
    assertThat(ClientPrograms.margins(labels, new double[] {2, 0.5, -1})).isEqualTo(3.5 / 3);
  }

  /** A sentinel: with rows and classes mixed up, the numbers would stand elsewhere. */
  @Test
  void booster() {
    double[] scores = {1, 4, 2, 4, 3, 4}; // rows (1,2,3) and (4,4,4), class by class
    double[] gradient = new double[6];
    double[] curvature = new double[6];
    ClientPrograms.booster(new int[] {2, 0}, scores, gradient, curvature);
    assertThat(gradient[0]).isEqualTo(0.09003057317038046, ROUNDING);
    assertThat(gradient[1]).isEqualTo(1.0 / 3 - 1, ROUNDING);
    assertThat(gradient[4]).isEqualTo(0.6652409557748219 - 1, ROUNDING);
    assertThat(curvature[2]).isEqualTo(0.1848364, within(1e-7));
  }

  @Test
  void parallel() {
    double[] y = {1, 0, 1, 1};
    double[] z = {0.3, -2, 4, -0.1};
    var all = Batch.of(Target.zeroOne(y), Prediction.logits(z));
    var first =
        Batch.of(
            new Target.ZeroOne(Numbers.of(y).slice(0, 1)),
            new Prediction.Raw(Numbers.of(z).slice(0, 1)));
    var rest =
        Batch.of(
            new Target.ZeroOne(Numbers.of(y).slice(1, 4)),
            new Prediction.Raw(Numbers.of(z).slice(1, 4)));
    assertThat(ClientPrograms.parallel(List.of(rest, first)))
        .isEqualTo(ClientPrograms.parallel(List.of(all)));
  }

  @Test
  void nativeMemory() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment y = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, Y);
      MemorySegment z = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, Z);
      assertThat(ClientPrograms.nativeMemory(y, z, 3))
          .isEqualTo(ClientPrograms.valueAndGradient(Y, Z, new double[3]));
    }
  }

  @Test
  void fromText() {
    BitSet used = new BitSet();
    used.set(0, 3);
    double[] y = {1, 0, 1, 0};
    double[] p = {0.5, Double.NaN, 0.25, 0.1};
    Total total = ClientPrograms.fromText("log_loss", y, p, used);
    assertThat(total.mean()).isEqualTo((Math.log(2) + Math.log(4)) / 2, ROUNDING);
    assertThat(total.rows()).isEqualTo(2);
    assertThat(total.skipped()).isEqualTo(2);
    assertThat(total.spec()).isEqualTo("log_loss");
  }
}

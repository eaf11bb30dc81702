package org.surprisal.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Batch;
import org.surprisal.loss.BatchLosses;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

/** Runs the programs on rows; numbers are worked out by hand. */
final class RowProgramsTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  /** ‖a − p‖² = 1 and ‖a − n‖² = 1.1: 0.1 are missing from the margin. */
  private final Numbers anchor = Numbers.of(0, 0, 5, 5).by(2);

  private final Numbers positive = Numbers.of(1, 0, 5, 5).by(2);
  private final Numbers negative = Numbers.of(0, Math.sqrt(1.1), 9, 5).by(2);

  @Test
  void triplets() {
    double[] ga = new double[4];
    double[] gp = new double[4];
    double[] gn = new double[4];
    double mean = RowPrograms.triplets(anchor, positive, negative, ga, gp, gn).mean();
    assertThat(mean).isEqualTo(0.1 / 2, ROUNDING);
    double[] joined = new double[12];
    assertThat(RowPrograms.typedTriplets(anchor, positive, negative, joined))
        .isEqualTo(mean, ROUNDING);
    // 2(n − p)/2, 2(p − a)/2 and 2(a − n)/2 of the first row; the second costs nothing
    assertThat(ga).containsExactly(new double[] {-1, Math.sqrt(1.1), 0, 0}, ROUNDING);
    assertThat(gp).containsExactly(new double[] {1, 0, 0, 0}, ROUNDING);
    assertThat(gn).containsExactly(new double[] {0, -Math.sqrt(1.1), 0, 0}, ROUNDING);
    assertThat(joined[1]).isEqualTo(ga[1], ROUNDING);
    assertThat(joined[2]).isEqualTo(gp[0], ROUNDING);
  }

  @Test
  void robust() {
    double[] byMu = new double[2];
    double[] byScale = new double[2];
    double mean =
        RowPrograms.robust(new double[] {0, 2}, new double[2], new double[2], byMu, byScale);
    // 3/8·(1 + r²/4)^(−5/2) is the density of Student's t with 4 degrees of freedom
    double expected = -Math.log(3.0 / 8) + 2.5 * Math.log(2) / 2;
    assertThat(mean).isEqualTo(expected, ROUNDING);
    assertThat(byMu).containsExactly(new double[] {0, -5 * 2 / 8.0 / 2}, ROUNDING);
    assertThat(byScale).containsExactly(new double[] {0.5, (1 - 5 * 4 / 8.0) / 2}, ROUNDING);
  }

  @Test
  void own() {
    var batch = Batch.of(Target.values(1), Prediction.parameters(Numbers.of(1), Numbers.of(0.5)));
    assertThat(RowPrograms.own().mean(batch)).isEqualTo(0.5 + Math.log(Math.PI), ROUNDING);
  }

  @Test
  void parallel() {
    Batch<Target.Real, Prediction.Parameters> one =
        Batch.of(Target.values(1, 2), Prediction.parameters(Numbers.of(0, 2), Numbers.of(0, 0.1)));
    Batch<Target.Real, Prediction.Parameters> two =
        Batch.of(Target.values(-1), Prediction.parameters(Numbers.of(0.3), Numbers.of(-2)));
    assertThat(RowPrograms.parallel(List.of(one, two)).toBytes())
        .isEqualTo(RowPrograms.parallel(List.of(two, one)).toBytes());
  }

  @Test
  void softmax() {
    double[] gradient = new double[2];
    double mean = RowPrograms.softmax(new int[] {1}, Numbers.of(0, 0).by(2), gradient);
    assertThat(mean).isEqualTo(Math.log(2) / 4, ROUNDING);
    // −(1 − p)²/p + 2(1 − p)·ln p, times dp/dz = 1/4 at p = ½
    double slope = (-0.5 + 2 * 0.5 * Math.log(0.5)) / 4;
    assertThat(gradient).containsExactly(new double[] {-slope, slope}, ROUNDING);
  }

  @Test
  void margins() {
    double[] gradient = new double[3];
    double mean = RowPrograms.margins(new int[] {0}, Numbers.of(1, 0.5, -3).by(3), gradient);
    assertThat(mean).isEqualTo(0.25, ROUNDING);
    assertThat(gradient).containsExactly(new double[] {-1, 1, 0}, ROUNDING);
  }

  @Test
  void parameters() {
    double[] gradient = new double[2];
    double mean = RowPrograms.parameters(new double[] {3}, Numbers.of(1, 0).by(2), gradient);
    assertThat(mean).isEqualTo(2, ROUNDING);
    assertThat(gradient).containsExactly(new double[] {-2, 1 - 4}, ROUNDING);
  }

  @Test
  void pairs() {
    double[] gradient = new double[8];
    Numbers a = Numbers.of(0, 0, 0, 0).by(2);
    Numbers b = Numbers.of(3, 4, 0.3, 0.4).by(2);
    double mean = RowPrograms.pairs(new double[] {1, 0}, a, b, gradient);
    assertThat(mean).isEqualTo((25 + 0.25) / 2, ROUNDING);
    // row by row a‖b: 2(a − b)/2, then −2(1 − d)(a − b)/d/2
    double[] expected = {-3, -4, 3, 4, 0.3, 0.4, -0.3, -0.4};
    assertThat(gradient).containsExactly(expected, ROUNDING);
  }

  @Test
  void contrast() {
    double[] gradient = new double[8];
    Numbers images = Numbers.of(1, 0, 0, 1).by(2);
    double mean = RowPrograms.contrast(images, Numbers.of(1, 0, 0, 1).by(2), gradient);
    assertThat(mean).isEqualTo(Math.log1p(Math.exp(-1 / 0.07)), within(1e-18));
  }

  @Test
  void typedContrast() {
    Numbers a = Numbers.of(1, 0, 0, 2, 1, 1).by(2);
    Numbers v = Numbers.of(2, 1, -1, 1, 0, 3).by(2);
    double[] typed = new double[12];
    double[] named = new double[12];
    assertThat(RowPrograms.typedContrast(a, v, typed))
        .isEqualTo(
            BatchLosses.infoNce(0.5)
                .mean(Batch.of(new Target.None(3), new Prediction.Pair(a, v)), named),
            ROUNDING);
    assertThat(typed).containsExactly(named, ROUNDING);
  }

  @Test
  void transport() {
    double[] gradient = new double[3];
    double[] x = {5, 1, 3};
    double[] y = {0, 3, 4};
    assertThat(RowPrograms.transport(x, y, gradient)).isEqualTo(2.0 / 3, ROUNDING);
    assertThat(gradient).containsExactly(new double[] {1.0 / 3, 1.0 / 3, 0}, ROUNDING);
  }
}

package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.surprisal.loss.Traps.INFINITY;
import static org.surprisal.loss.Traps.ask;
import static org.surprisal.loss.Traps.batch;
import static org.surprisal.loss.Traps.curvature;
import static org.surprisal.loss.Traps.gradient;
import static org.surprisal.loss.Traps.near;
import static org.surprisal.loss.Traps.nearDigits;
import static org.surprisal.loss.Traps.row;
import static org.surprisal.loss.Traps.value;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Inputs that broke other libraries, part two: conditionals, focal, margins, regression, sums. */
final class MoreTrapsTest {
  @Test
  void t20TheBranchNotTakenLeaksNothing() {
    Loss<Target, Prediction> loss = Loss.parse("if(y == 1, z * log(z), 0)");
    Subject.Answer masked =
        Subject.of(loss).answer(loss.batch(Numbers.of(0.0), Numbers.of(0.0)), Reduction.SUM);
    assertThat(masked.sum()).isZero();
    assertThat(masked.gradient()[0]).isZero();
    assertThat(masked.curvature()[0]).isZero();
    near(value("if(y == 1, z * log(z), 0)", 1, 2), 2 * Math.log(2));
    assertThat(value("if(y == 1, z * log(z), 0)", 0, -3)).isZero();
    assertThat(gradient("if(y == 1, z * log(z), 0)", 0, -3)).isZero();
    assertThat(gradient("if(z > 0, sqrt(z), 0)", 0, -4)).isZero();
  }

  @Test
  void t28FocalSaturatedOnTheWrongSide() {
    double[] y = row(0, 1, 0, 1);
    double[] z = row(-100, -100, 100, 100);
    Subject.Answer answer = ask("focal(gamma=0.5)", y, z);
    near(answer.gradient(), 0, -1, 1, 0);
    for (double bend : answer.curvature()) {
      assertThat(bend).isFinite();
    }
  }

  @Test
  void t29FocalOfGammaZero() {
    assertThat(gradient("focal(gamma=0)", 1, 1000)).isZero();
    assertThat(value("focal(gamma=0)", 1, 1000)).isZero();
    for (double z : row(-800, -40, -1, 0, 0.3, 15, 700)) {
      nearDigits(value("focal(gamma=0)", 1, z), value("bce", 1, z));
      nearDigits(gradient("focal(gamma=0)", 0, z), gradient("bce", 0, z));
    }
  }

  @Test
  void t30AlphaIsOfTheTargetsOwnClass() {
    near(value("focal(alpha=0.25)", 1, 0), .0433217);
    near(value("focal(alpha=0.25)", 0, 0), .1299651);
  }

  @Test
  void t31FocalIsNotConvex() {
    assertThat(curvature("focal", 1, -2.790376)).isPositive();
    assertThat(curvature("focal", 1, -2.790378)).isNegative();
    assertThat(curvature("focal", 1, -4)).isEqualTo(-.0467, within(5e-5));
  }

  @Test
  void t32Hinge() {
    assertThat(value("hinge", -1, 5)).isEqualTo(6);
    assertThatThrownBy(() -> value("hinge", 0, 5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("target[0] = 0 is outside {-1, 1} of hinge")
        .hasMessageContaining("2*y - 1");
    Subject.Answer columns = ask("hinge", row(-1, 1, -1, -1), row(.6, .4, .4, .6), 2);
    near(columns.losses(), 2.2, 3.0);
    near(columns.sum() / 2, 2.6);
  }

  @Test
  void t33LabelsBeyondOne() {
    for (double label : row(255, 2)) {
      assertThatThrownBy(() -> value("bce", label, 1))
          .hasMessageContaining("target[0] = " + (int) label)
          .hasMessageContaining("[0, 1]");
    }
  }

  @Test
  void t35Huber() {
    near(value("huber(delta=0.5)", 0, 3), 1.375);
    near(value("huber(delta=2)", 0, 3), 4);
    near(value("huber(delta=inf)", 0, 3), 4.5);
    assertThat(value("huber(delta=1)", -1e300, 1e300)).isEqualTo(2e300);
    assertThat(gradient("huber(delta=inf)", 0, 3)).isEqualTo(3);
    assertThatThrownBy(() -> Loss.parse("huber(delta=0)")).isInstanceOf(SpecException.class);
  }

  @Test
  void t36Pinball() {
    near(value("quantile(tau=0.5)", -1, 0), .5);
    near(value("quantile(tau=0.9)", 1, 3), .2);
    near(value("quantile(tau=0.9)", 3, 1), 1.8);
  }

  @Test
  void t37AbsoluteErrorAtItsKink() {
    assertThat(gradient("absolute_error", 2, 2)).isZero();
    assertThat(curvature("absolute_error", 2, 2)).isZero();
    assertThat(gradient("abs(z - y)", 2, 2)).isZero();
    assertThat(gradient("sqrt((z - y)^2)", 2, 2)).isZero();
  }

  @Test
  void t39NoneKeepsTheShape() {
    Subject.Answer answer = ask("mse", row(1, 2, 3), row(1, 3, 5), 1, Reduction.NONE);
    assertThat(answer.losses()).containsExactly(0, 1, 4);
    assertThat(answer.gradient()).containsExactly(0, 2, 4);
  }

  @Test
  void t40PoissonWithItsFactorial() {
    near(value("poisson(link=mean, full=true)", 5, 3), 2.2944303);
    double dropped =
        value("poisson(link=mean, full=true)", 2, 3) - value("poisson(link=mean)", 2, 3);
    near(dropped, .6931472);
  }

  @Test
  void t41PoissonAtTheBorders() {
    assertThat(value("poisson(link=mean)", 0, 2) * 2).isEqualTo(4); // twice it is the deviance
    assertThat(value("poisson", 1, 800)).isEqualTo(INFINITY);
    assertThat(gradient("poisson", 1, 800)).isEqualTo(INFINITY);
    assertThat(curvature("poisson", 1, 800)).isEqualTo(INFINITY);
    assertThat(value("poisson(link=mean)", 0, 0)).isZero();
    assertThat(gradient("poisson(link=mean)", 0, 0)).isEqualTo(1);
  }

  @Test
  void t48NothingIsBroadcast() {
    Loss<Target, Prediction> loss = Loss.parse("mse");
    Numbers three = Numbers.of(1, 2, 3);
    assertThatThrownBy(() -> loss.mean(loss.batch(three.by(3), three)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broadcast");
    assertThatThrownBy(() -> loss.mean(loss.batch(three, three.by(3))))
        .hasMessageContaining("broadcast");
    assertThatThrownBy(() -> loss.mean(loss.batch(Numbers.of(1.0), three)))
        .hasMessageContaining("target has 1 rows and prediction has 3");
    assertThat(loss.mean(loss.batch(three, three))).isZero();
  }

  @Test
  void t65AllWeightsZero() {
    Loss<Target, Prediction> loss = Loss.parse("mse");
    Total total = loss.total(batch("mse", row(1, 2), row(5, 7), 1).weights(0, 0));
    assertThat(total.isEmpty()).isTrue();
    assertThat(total.sum()).isZero();
    assertThat(total.rows()).isEqualTo(2);
    assertThat(total.meanOrElse(-1)).isEqualTo(-1);
    assertThatThrownBy(total::mean)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Σ weights = 0");
  }

  @Test
  void t66TheMeanDividesByTheWeights() {
    Loss<Target, Prediction> mae = Loss.parse("mae");
    assertThat(mae.mean(batch("mae", row(0, 0), row(1, 1), 1).weights(0, 1))).isEqualTo(1);
    Loss<Target, Prediction> mse = Loss.parse("mse");
    near(mse.mean(batch("mse", row(0, 0, 0), row(0, 2, 2), 1).weights(.1, 0, .1)), 2);
  }

  @Test
  void t67BinaryCrossEntropyOfAProbability() {
    near(value("log_loss", 0, .9), 2.3025851);
    near(value("log_loss", 1, .9), .1053605);
  }

  @Test
  void t75SmallFloatLogits() {
    Loss<Target, Prediction> loss = Loss.parse("bce");
    var one = loss.batch(Numbers.of(new float[] {1}), Numbers.of(new float[] {-20}));
    assertThat(loss.mean(one)).isEqualTo(20, within(1e-5));
  }

  @Test
  void t76TheSameBitsOnAnyNumberOfThreads() {
    double[] z = IntStream.range(0, 10_000).mapToDouble(i -> (i * 37 % 101 - 50) / 7.0).toArray();
    double[] y = IntStream.range(0, 10_000).mapToDouble(i -> i * 13 % 2).toArray();
    Loss<Target, Prediction> loss = Loss.parse("bce");
    byte[] whole = loss.total(loss.batch(Numbers.of(y), Numbers.of(z))).toBytes();
    for (int part : List.of(1, 7, 1_000, 3_333)) {
      Total merged =
          IntStream.rangeClosed(0, (10_000 - 1) / part)
              .parallel()
              .mapToObj(i -> part(loss, y, z, i * part, Math.min(10_000, (i + 1) * part)))
              .collect(Total.summing());
      assertThat(merged.toBytes()).isEqualTo(whole);
    }
  }

  private static Total part(
      Loss<Target, Prediction> loss, double[] y, double[] z, int from, int to) {
    return loss.total(loss.batch(Numbers.of(y).slice(from, to), Numbers.of(z).slice(from, to)));
  }
}

package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The start value is the constant prediction with the smallest weighted mean loss. */
final class StartValueTest {
  private static final double[] REAL = {1.5, -0.25, 3, 0.5, 0.75, -12, 1, 2, 0.25};
  private static final double[] POSITIVE = {1.5, 0.25, 3, 0.5, 0.75, 12, 1, 2, 0.3};
  private static final double[] COUNTS = {0, 3, 1, 0, 7, 2, 2, 0, 1};
  private static final double[] LABELS = {0, 1, 1, 0, 1, 0, 0, 0, 1};
  private static final double[] CLASSES = {0, 2, 1, 0, 2, 2, 2, 0, 1};
  private static final double[] WEIGHTS = {1, 2, 0.5, 3, 1, 0.25, 0, 1, 1.25};

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Case(Likelihood<?, ?> belief, double[] targets, boolean smooth) {
    @Override
    public String toString() {
      return belief.toString();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(Likelihood.bernoulli(), LABELS, true),
        new Case(Likelihood.categorical(3), CLASSES, true),
        new Case(Likelihood.gaussian(), REAL, true),
        new Case(Likelihood.gaussian(0.5), REAL, true),
        new Case(Likelihood.laplace(), REAL, false),
        new Case(Likelihood.studentT(1), REAL, true),
        new Case(Likelihood.studentT(4), REAL, true),
        new Case(Likelihood.studentT(1e9), REAL, true),
        new Case(Likelihood.logistic(), REAL, true),
        new Case(Likelihood.logNormal(), POSITIVE, true),
        new Case(Likelihood.poisson(), COUNTS, true),
        new Case(Likelihood.negativeBinomial(0.7), COUNTS, true),
        new Case(Likelihood.gamma(1), POSITIVE, true),
        new Case(Likelihood.gamma(2.5), POSITIVE, true));
  }

  @SuppressWarnings("unchecked")
  private static double mean(Case of, double[] parameters, double[] gradient) {
    Loss<Target, Prediction> loss = (Loss<Target, Prediction>) of.belief.loss();
    int k = parameters.length;
    double[] columns = new double[k * of.targets.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = parameters[i % k];
    }
    double[] slopes = new double[columns.length];
    Batch<Target, Prediction> batch =
        loss.batch(Numbers.of(of.targets), Numbers.of(columns).by(k)).weights(WEIGHTS);
    double mean = loss.mean(batch, slopes);
    Arrays.fill(gradient, 0);
    for (int i = 0; i < slopes.length; i++) {
      gradient[i % k] += slopes[i];
    }
    return mean;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheMinimiser(Case of) {
    double[] start = of.belief.start(of.targets, WEIGHTS);
    double[] gradient = new double[start.length];
    double least = mean(of, start, gradient);
    for (int j = 0; j < start.length; j++) {
      if (of.smooth || j > 0) {
        assertThat(gradient[j]).as("slope %d", j).isCloseTo(0, within(1e-12));
      }
      for (double step : new double[] {-0.3, -0.01, 0.01, 0.3}) {
        double[] moved = start.clone();
        moved[j] += step;
        assertThat(mean(of, moved, new double[start.length])).isGreaterThan(least - 1e-15);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightsCountAsRepetitions(Case of) {
    double[] twice = Stream.of(of.targets, of.targets).flatMapToDouble(Arrays::stream).toArray();
    double[] two = new double[of.targets.length];
    Arrays.fill(two, 2);
    double[] once = of.belief.start(of.targets, two);
    double[] repeated = of.belief.start(twice);
    for (int j = 0; j < once.length; j++) {
      assertThat(repeated[j]).isCloseTo(once[j], within(1e-12));
    }
  }

  @Test
  void valuesThatAreKnown() {
    assertThat(Likelihood.bernoulli().start(1, 1, 0, 1)[0]).isCloseTo(Math.log(3), within(1e-15));
    assertThat(Likelihood.bernoulli().start(0.25, 0.25)[0])
        .isCloseTo(-Math.log(3), within(1e-15)); // soft labels
    assertThat(Likelihood.bernoulli().start(0, 0)).containsExactly(Double.NEGATIVE_INFINITY);
    assertThat(Likelihood.gaussian().start(1, 3)).containsExactly(2, 0);
    assertThat(Likelihood.gaussian().start(1e300, 3e300)[1])
        .isCloseTo(2 * Math.log(1e300), within(1e-12));
    assertThat(Likelihood.laplace().start(0, 1, 5)).containsExactly(1, Math.log(5.0 / 3));
    assertThat(Likelihood.poisson().start(1, 3, 5)[0]).isCloseTo(Math.log(3), within(1e-15));
    assertThat(Likelihood.poisson().start(0, 0)).containsExactly(-750);
    assertThat(Likelihood.categorical(4).start(0, 0, 3, 1))
        .containsExactly(Math.log(0.5), Math.log(0.25), Double.NEGATIVE_INFINITY, Math.log(0.25));
  }

  @Test
  void whatHasNoStartIsSaid() {
    assertThatThrownBy(() -> Likelihood.gaussian().start(2, 2, 2))
        .hasMessageContaining("so many are equal that its scale would be 0");
    assertThatThrownBy(() -> Likelihood.studentT(1).start(2, 2, 2, 1))
        .hasMessageContaining("so many are equal that its scale would be 0");
    assertThatThrownBy(() -> Likelihood.categorical().start(0, 1))
        .hasMessageContaining("use categorical(K)");
    assertThatThrownBy(() -> Likelihood.categorical(2).start(0, 2))
        .hasMessage("target[1] = 2.0 is outside {0, 1, …, 1} of categorical(2)");
    assertThatThrownBy(() -> Likelihood.gamma(1).start(1, 0))
        .hasMessage("target[1] = 0.0 is outside (0, ∞) of gamma");
    assertThatThrownBy(() -> Likelihood.gaussian().start(1, Double.NaN))
        .hasMessage("target[1] = NaN is outside (-∞, ∞) of gaussian");
    assertThatThrownBy(() -> Likelihood.gaussian().start())
        .hasMessageContaining("nothing can be started from");
    assertThatThrownBy(() -> Likelihood.gaussian().start(new double[] {1}, new double[] {0}))
        .hasMessageContaining("nothing can be started from");
    assertThatThrownBy(() -> Likelihood.gaussian().start(new double[] {1}, new double[] {-1}))
        .hasMessage("weight[0] = -1.0 is not a finite number of at least 0");
    assertThatThrownBy(() -> Likelihood.gaussian().start(new double[] {1}, new double[2]))
        .hasMessage("1 targets but 2 weights; give one weight a target");
  }
}

package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is drawn is distributed as the density says, and hangs on the seed alone. */
final class SamplingTest {
  private static final int COUNT = 40_000;

  /** Of each case the hash of its first 64 draws with seed 1. */
  private static final String[] BITS = {
    "194f7801", "8dbf7801", "790b3a08", "9323f787", "9b80432", "b0f88b04", "5fa360a3", "1f3e3876",
    "aa1fbceb", "8a08b670", "6c16bba1", "49bf7801", "abed7801", "bece7801", "e8217801", "afe4c601",
    "b64d5aeb", "1b6b7801", "a2766801", "fa717801", "332e5caa", "e83702ea", "81317a41", "3a5ce79d",
  };

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Case(Likelihood<?, ?> belief, double... parameters) {
    @Override
    public String toString() {
      return belief + " of " + Arrays.toString(parameters);
    }

    double[] draw(long seed) {
      return belief.sample(seed, COUNT, parameters);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(Likelihood.bernoulli(), -1.5),
        new Case(Likelihood.categorical(3), 0.5, -1, 2),
        new Case(Likelihood.gaussian(), 1.25, -0.75),
        new Case(Likelihood.laplace(), 0.5, 0.4),
        new Case(Likelihood.studentT(1), 0.5, 0.25),
        new Case(Likelihood.studentT(2), -0.5, -1),
        new Case(Likelihood.studentT(7), 3, 0.5),
        new Case(Likelihood.studentT(0.3), 3, 0.5),
        new Case(Likelihood.studentT(1e6), 3, 0.5),
        new Case(Likelihood.logistic(), -1, 0.3),
        new Case(Likelihood.logNormal(), 0.5, -0.5),
        new Case(Likelihood.poisson(), -2),
        new Case(Likelihood.poisson(), 1.5),
        new Case(Likelihood.poisson(), 2.31),
        new Case(Likelihood.poisson(), 3.5),
        new Case(Likelihood.poisson(), 8),
        new Case(Likelihood.poisson(), 25),
        new Case(Likelihood.negativeBinomial(0.4), 1.2),
        new Case(Likelihood.negativeBinomial(3), 4),
        new Case(Likelihood.negativeBinomial(1e-12), 2),
        new Case(Likelihood.gamma(0.2), 0.5),
        new Case(Likelihood.gamma(1), 0.7),
        new Case(Likelihood.gamma(3.5), -0.7),
        new Case(Likelihood.gamma(1e9), 2));
  }

  /** Mean, and mean square of the distance from it, within five standard errors. */
  @ParameterizedTest
  @MethodSource("cases")
  void meanAndVarianceAreWithinFiveStandardErrors(Case of) {
    double[] drawn = of.draw(7);
    var mean = of.belief.mean(of.parameters);
    var variance = of.belief.variance(of.parameters);
    if (mean.isPresent() && variance.orElse(Double.POSITIVE_INFINITY) < Double.MAX_VALUE) {
      assertWithinFive(drawn, mean.getAsDouble());
      double centre = mean.getAsDouble();
      double[] squares = Arrays.stream(drawn).map(y -> (y - centre) * (y - centre)).toArray();
      assertWithinFive(squares, variance.getAsDouble());
    }
  }

  private static void assertWithinFive(double[] drawn, double expected) {
    double mean = Arrays.stream(drawn).sum() / drawn.length;
    double square = Arrays.stream(drawn).map(y -> (y - mean) * (y - mean)).sum();
    double error = Math.sqrt(square / drawn.length / drawn.length);
    assertThat(mean).isCloseTo(expected, within(5 * error));
  }

  /** The share below each of some points, within five standard errors (no moments needed). */
  @ParameterizedTest
  @MethodSource("cases")
  void sharesAreThoseOfTheDistributionFunction(Case of) {
    double[] drawn = of.draw(11);
    double[] points = Arrays.stream(of.draw(12)).limit(7).toArray();
    for (double point : points) {
      double expected = below(of, point);
      double share = Arrays.stream(drawn).filter(y -> y <= point).count() / (double) COUNT;
      double error = Math.sqrt(expected * (1 - expected) / COUNT);
      assertThat(share).as("below %s", point).isCloseTo(expected, within(5 * error + 1e-9));
    }
  }

  /** The distribution function, summed up or integrated where it has no closed form. */
  private static double below(Case of, double point) {
    if (of.belief.hasClosedCdf()) {
      return of.belief.cdf(point, of.parameters);
    }
    boolean counts = of.belief.support().startsWith("{");
    double mean = of.belief.mean(of.parameters).orElse(of.parameters[0]);
    double spread = Math.sqrt(of.belief.variance(of.parameters).orElse(0));
    if (counts && mean > 10_000) {
      // Nearly normal; the first term of Edgeworth's series is for a skewness of 1/√μ.
      double t = (point + 0.5 - mean) / spread;
      double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
      double normal = Likelihood.gaussian(1).cdf(t, 0);
      return normal - density * (t * t - 1) / (6 * Math.sqrt(mean));
    }
    if (counts) {
      int last = (int) (mean + 40 * spread) + 40;
      Expectation expectation = Expectation.counts(of.belief, of.parameters, last);
      double[] outcomes = expectation.outcomes();
      return expectation.of(Arrays.stream(outcomes).map(y -> y <= point ? 1 : 0).toArray());
    }
    if (!of.belief.supports(-1)) {
      return Expectation.downToZero(of.belief, of.parameters, point).total();
    }
    // outwards, where no peak lies between the nodes
    boolean lower = point < of.parameters[0];
    double tail = Expectation.beyond(of.belief, of.parameters, point, lower ? -1 : 1).total();
    return lower ? tail : 1 - tail;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyDrawIsInTheSupport(Case of) {
    assertThat(Arrays.stream(of.draw(3)).filter(y -> !of.belief.supports(y))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSeedDecidesEveryBit(Case of) {
    assertThat(of.belief.sample(5, 100, of.parameters))
        .isEqualTo(of.belief.sample(5, 100, of.parameters))
        .isNotEqualTo(of.belief.sample(6, 100, of.parameters));
    double one = of.belief.sample(new SplittableRandom(1), of.parameters);
    assertThat(of.belief.sample(new SplittableRandom(1), of.parameters)).isEqualTo(one);
  }

  /** The bits of every belief at one seed: they may never change, nor differ between machines. */
  @Test
  void bitsStay() {
    List<String> bits =
        cases()
            .map(of -> Arrays.hashCode(of.belief.sample(1, 64, of.parameters)))
            .map(Integer::toHexString)
            .toList();
    assertThat(bits).containsExactly(BITS);
  }

  @Test
  void aClassThatIsRuledOutIsNotDrawn() {
    double never = Double.NEGATIVE_INFINITY;
    assertThat(Likelihood.categorical().sample(1, 10_000, 0.3, never, 0.1, never))
        .containsOnly(0, 2);
    assertThat(Likelihood.bernoulli().sample(1, 10_000, never)).containsOnly(0);
    assertThat(Likelihood.bernoulli().sample(1, 10_000, -never)).containsOnly(1);
  }

  @Test
  void aPoissonMeanPastEveryNumberIsDrawnAsInfinite() {
    assertThat(Likelihood.poisson().sample(1, 1, 800)).containsExactly(Double.POSITIVE_INFINITY);
    assertThat(Likelihood.poisson().sample(1, 1, -800)).containsExactly(0);
    double huge = Likelihood.poisson().sample(1, 1, 700)[0];
    assertThat(huge).isCloseTo(Math.exp(700), within(1e-12 * Math.exp(700)));
  }
}

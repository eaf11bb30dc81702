package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each belief says of itself holds: its density, its functions, its information. */
final class LikelihoodTest {
  /**
   * A belief with parameters to look at it.
   *
   * @param kind what its outcomes are
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Case(Likelihood<?, ?> belief, Kind kind, double... parameters) {
    enum Kind {
      REAL,
      POSITIVE,
      COUNT
    }

    Expectation expectation() {
      return switch (kind) {
        case REAL -> Expectation.of(belief, parameters, parameters[0], true);
        case POSITIVE -> Expectation.of(belief, parameters, 0, false);
        case COUNT -> Expectation.counts(belief, parameters, 3_000);
      };
    }

    @Override
    public String toString() {
      return belief + " of " + Arrays.toString(parameters);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(Likelihood.bernoulli(), Case.Kind.COUNT, -1.5),
        new Case(Likelihood.categorical(3), Case.Kind.COUNT, 0.5, -1, 2),
        new Case(Likelihood.gaussian(), Case.Kind.REAL, 1.25, -0.75),
        new Case(Likelihood.gaussian(0.3), Case.Kind.REAL, -2),
        new Case(Likelihood.laplace(), Case.Kind.REAL, 0.5, 0.4),
        new Case(Likelihood.studentT(1), Case.Kind.REAL, 0.5, 0.25),
        new Case(Likelihood.studentT(2), Case.Kind.REAL, -0.5, -1),
        new Case(Likelihood.studentT(4), Case.Kind.REAL, 3, 0.5),
        new Case(Likelihood.studentT(1e15), Case.Kind.REAL, 3, 0.5),
        new Case(Likelihood.studentT(Double.POSITIVE_INFINITY), Case.Kind.REAL, 0, 0.5),
        new Case(Likelihood.logistic(), Case.Kind.REAL, -1, 0.3),
        new Case(Likelihood.logNormal(), Case.Kind.POSITIVE, 0.5, -0.5),
        new Case(Likelihood.poisson(), Case.Kind.COUNT, 1.2),
        new Case(Likelihood.negativeBinomial(0.4), Case.Kind.COUNT, 1.2),
        new Case(Likelihood.negativeBinomial(0), Case.Kind.COUNT, 1.2),
        new Case(Likelihood.gamma(1), Case.Kind.POSITIVE, 0.7),
        new Case(Likelihood.gamma(3.5), Case.Kind.POSITIVE, -0.7));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void probabilitiesSumToOne(Case of) {
    assertThat(of.expectation().total()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsOutsideTheSupport(Case of) {
    Likelihood<?, ?> belief = of.belief;
    assertThat(belief.logDensity(Double.NaN, of.parameters)).isNaN();
    assertThat(belief.logDensity(Double.POSITIVE_INFINITY, of.parameters))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    if (of.kind != Case.Kind.REAL) {
      assertThat(belief.supports(-1)).isFalse();
      assertThat(belief.logDensity(-1, of.parameters)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
    if (of.kind == Case.Kind.COUNT) {
      assertThat(belief.logDensity(0.5, of.parameters)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meanAndVarianceAreThoseOfTheDensity(Case of) {
    Expectation expectation = of.expectation();
    double[] y = expectation.outcomes();
    of.belief
        .mean(of.parameters)
        .ifPresent(mean -> {
          assertThat(expectation.of(y)).isCloseTo(mean, within(1e-8));
          double variance = of.belief.variance(of.parameters).orElseThrow();
          if (variance < Double.POSITIVE_INFINITY) {
            double[] squares = Arrays.stream(y).map(x -> (x - mean) * (x - mean)).toArray();
            assertThat(expectation.of(squares)).isCloseTo(variance, within(1e-7));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void distributionFunctionIsTheIntegralOfTheDensity(Case of) {
    Likelihood<?, ?> belief = of.belief;
    if (!belief.hasClosedCdf()) {
      assertThatThrownBy(() -> belief.cdf(1, of.parameters))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("the distribution function of " + belief + " has no closed form");
      assertThatThrownBy(() -> belief.quantile(0.5, of.parameters))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("the quantile function of " + belief + " has no closed form");
      return;
    }
    for (double y : new double[] {0.25, 0.5, 1.5, 2.25}) {
      double h = 1e-4;
      double slope =
          (belief.cdf(y + h, of.parameters) - belief.cdf(y - h, of.parameters)) / (2 * h);
      double density = Math.exp(belief.logDensity(y, of.parameters));
      boolean steps = of.kind == Case.Kind.COUNT || y == of.parameters[0];
      assertThat(slope).isCloseTo(steps ? slope : density, within(1e-6));
    }
    Expectation expectation = of.expectation();
    double[] below =
        Arrays.stream(expectation.outcomes()).map(y -> y <= of.parameters[0] ? 1 : 0).toArray();
    if (of.kind != Case.Kind.POSITIVE) {
      assertThat(expectation.of(below))
          .isCloseTo(belief.cdf(of.parameters[0], of.parameters), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void quantileInvertsTheDistributionFunction(Case of) {
    Likelihood<?, ?> belief = of.belief;
    if (!belief.hasClosedCdf()) {
      return;
    }
    double tiny = of.kind == Case.Kind.COUNT ? 0.01 : 1e-12;
    for (double u : new double[] {tiny, 1e-3, 0.1, 0.3, 0.5, 0.77, 0.9, 0.999}) {
      double y = belief.quantile(u, of.parameters);
      if (of.kind == Case.Kind.COUNT) {
        assertThat(belief.cdf(y, of.parameters)).isGreaterThanOrEqualTo(u);
        assertThat(belief.cdf(y - 1, of.parameters)).isLessThan(u);
      } else {
        assertThat(belief.cdf(y, of.parameters)).isCloseTo(u, within(3e-15 + 1e-11 * u));
      }
    }
    assertThatThrownBy(() -> belief.quantile(1.5, of.parameters))
        .hasMessage("u = 1.5 is outside [0, 1]");
  }

  /** E of the curvature of the loss, and of the square of its slope, is the information. */
  @ParameterizedTest
  @MethodSource("cases")
  void informationIsTheExpectedCurvature(Case of) {
    Optional<double[]> information = of.belief.information(of.parameters);
    assertThat(information).isPresent();
    Expectation expectation = of.expectation();
    double[] y = expectation.outcomes();
    int k = of.parameters.length;
    double[] columns = new double[y.length * k];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = of.parameters[i % k];
    }
    double[] slopes = new double[columns.length];
    double[] bends = new double[columns.length];
    Outputs outputs =
        Outputs.gradient(Reduction.NONE, Numbers.of(slopes).by(k))
            .curvature(Curvature.EXACT, Numbers.of(bends).by(k));
    Loss<Target, Prediction> loss = any(of.belief.loss(Likelihood.Constant.KEPT));
    loss.total(loss.batch(Numbers.of(y), Numbers.of(columns).by(k)), outputs);
    for (int j = 0; j < k; j++) {
      double[] squares = new double[y.length];
      double[] curvature = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        squares[i] = slopes[i * k + j] * slopes[i * k + j];
        curvature[i] = bends[i * k + j];
      }
      double stated = information.get()[j];
      assertThat(expectation.of(squares))
          .as("slope squared, %d", j)
          .isCloseTo(stated, within(1e-7));
      boolean kink = of.belief.toString().equals("laplace") && j == 0;
      assertThat(expectation.of(curvature))
          .as("curvature, %d", j)
          .isCloseTo(kink ? 0 : stated, within(1e-7));
    }
  }

  @SuppressWarnings("unchecked")
  private static Loss<Target, Prediction> any(Loss<?, ?> loss) {
    return (Loss<Target, Prediction>) loss;
  }

  private static double value(Loss<?, ?> loss, double y, double... parameters) {
    Numbers prediction = Numbers.of(parameters).by(parameters.length);
    return any(loss).total(any(loss).batch(Numbers.of(y), prediction)).sum();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLossWithItsConstantIsTheLogDensity(Case of) {
    Likelihood<?, ?> belief = of.belief;
    Loss<?, ?> full = belief.loss(Likelihood.Constant.KEPT);
    Loss<?, ?> without = belief.loss(Likelihood.Constant.DROPPED);
    for (double y : new double[] {0, 1, 2, 7}) {
      if (belief.supports(y)) {
        double whole = value(full, y, of.parameters);
        assertThat(-belief.logDensity(y, of.parameters)).isEqualTo(whole);
        double part = value(without, y, of.parameters);
        assertThat(whole - part)
            .isCloseTo(belief.droppedConstant(y), within(2e-14 * Math.max(1, Math.abs(whole))));
      }
    }
    assertThat(List.of(full, without)).contains(belief.loss());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void linkThereAndBack(Case of) {
    double[] response = of.belief.link().response(of.parameters);
    double[] back = of.belief.link().raw(response);
    double shift = of.belief.link().name().equals("softmax") ? of.parameters[0] - back[0] : 0;
    for (int i = 0; i < back.length; i++) {
      assertThat(back[i] + shift).isCloseTo(of.parameters[i], within(1e-14));
    }
  }

  @Test
  void lossesAreThoseOfTheCatalogue() {
    assertThat(Likelihood.bernoulli().loss()).hasToString("binary_cross_entropy");
    assertThat(Likelihood.categorical().loss()).hasToString("cross_entropy");
    assertThat(Likelihood.poisson().loss()).hasToString("poisson");
    assertThat(Likelihood.poisson().loss(Likelihood.Constant.KEPT))
        .hasToString("poisson(full=true)");
    assertThat(Likelihood.negativeBinomial(0.5).loss())
        .hasToString("negative_binomial(dispersion=0.5)");
    assertThat(Likelihood.gamma(1).loss()).hasToString("gamma");
    assertThat(Likelihood.gaussian().loss()).hasToString("gaussian");
    assertThat(Likelihood.gaussian(2).loss()).hasToString("gaussian(variance=2)");
    assertThat(Likelihood.laplace().loss()).hasToString("laplace");
    assertThat(Likelihood.studentT(4).loss()).hasToString("student_t");
    assertThat(Likelihood.studentT(7).loss(Likelihood.Constant.DROPPED))
        .hasToString("student_t(nu=7, full=false)");
    assertThat(Likelihood.logistic().loss()).hasToString("logistic_distribution");
    assertThat(Likelihood.logNormal().loss()).hasToString("log_normal");
  }

  /** Program 2 of the design: a belief of one's own in one line. */
  @Test
  void aTypedDensityIsALoss() {
    Loss<Target.Real, Prediction.Parameters> loss =
        Likelihood.of("-log(2*s) - abs(y - mu)/s", "mu", "s").loss();
    double[] mu = {0.5, -1};
    double[] s = {2, 0.25};
    double[] byMu = new double[2];
    double[] byScale = new double[2];
    double mean =
        loss.total(
                Batch.of(Target.values(1, 1), Prediction.parameters(Numbers.of(mu), Numbers.of(s))),
                Outputs.gradient(Reduction.SUM, Numbers.of(byMu), Numbers.of(byScale)))
            .sum();
    assertThat(mean).isCloseTo(Math.log(4) + 0.25 + Math.log(0.5) + 8, within(1e-14));
    assertThat(byMu).containsExactly(-0.5, -4);
    assertThat(byScale[1]).isCloseTo(4 - 32, within(1e-13));
    assertThat(Loss.parse(loss.toString())).isEqualTo(loss);
  }

  @Test
  void aTypedDensityKnowsItsConstant() {
    Likelihood<?, ?> sech = Likelihood.of("-log(pi) - log_cosh((y - mu) / c) - log(c); c=2", "mu");
    assertThat(sech.droppedConstant(3)).isCloseTo(Math.log(2 * Math.PI), within(1e-15));
    assertThat(value(sech.loss(Likelihood.Constant.DROPPED), 3, 3)).isZero();
    assertThat(sech.logDensity(3, 3)).isCloseTo(-Math.log(2 * Math.PI), within(1e-15));
    assertThat(sech.mean(1)).isEmpty();
    assertThat(sech.information(1)).isEmpty();
    assertThat(sech.hasClosedCdf()).isFalse();
    assertThatThrownBy(() -> sech.start(1, 2))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("no start value of its own");
    assertThatThrownBy(() -> sech.sample(1, 1, 0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Likelihood.of("-y^2", "mu"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("hangs on none of its parameters");
    assertThatThrownBy(() -> Likelihood.of("-(y - m)^2", "mu"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("unknown name 'm'");
  }

  /** The constant may hold none, some or all of the numbers, and so may the rest. */
  @Test
  void aTypedConstantTakesOnlyItsOwnNumbers() {
    Likelihood<?, ?> inConstant = Likelihood.of("-(y-mu)^2 - log(q)", Map.of("q", 2.0), "mu");
    assertThat(value(inConstant.loss(Likelihood.Constant.DROPPED), 3, 1)).isEqualTo(4);
    assertThat(value(inConstant.loss(Likelihood.Constant.KEPT), 3, 1))
        .isEqualTo(4 + Math.log(2), within(1e-15));
    assertThat(inConstant.droppedConstant(3)).isEqualTo(Math.log(2), within(1e-16));
    Likelihood<?, ?> inBoth =
        Likelihood.of("-(y-mu)^2*r - log(q)", Map.of("q", 2.0, "r", 3.0), "mu");
    assertThat(value(inBoth.loss(Likelihood.Constant.DROPPED), 3, 1)).isEqualTo(12);
    assertThat(inBoth.droppedConstant(3)).isEqualTo(Math.log(2), within(1e-16));
    Likelihood<?, ?> inRest = Likelihood.of("-(y-mu)^2*r", Map.of("r", 3.0), "mu");
    assertThat(inRest.droppedConstant(3)).isZero();
  }

  /** e^raw may over- or underflow where what is asked for does not. */
  @Test
  void scalesBeyondAllNumbers() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(Likelihood.poisson().variance(1000)).hasValue(infinity);
    assertThat(Likelihood.poisson().information(1000).orElseThrow()).containsExactly(infinity);
    assertThat(Likelihood.negativeBinomial(0.5).information(-720).orElseThrow()[0])
        .isEqualTo(Math.exp(-720));
    assertThat(Likelihood.negativeBinomial(1e-320).sample(1L, 1, 1)[0]).isBetween(0.0, 20.0);
    assertThat(Likelihood.gamma(1e-5).sample(1L, 9, 800)).doesNotContain(Double.NaN);
    assertThat(Likelihood.logNormal().variance(400, -400).orElseThrow())
        .isEqualTo(1, within(1e-12));
    assertThat(Likelihood.logNormal().variance(-400, 400)).hasValue(infinity);
    assertThat(Likelihood.logNormal().variance(710, -1e300)).hasValue(0);
    assertThat(Likelihood.logNormal().variance(-1000, Math.log(1001) / 2).orElseThrow())
        .isEqualTo(Math.exp(2), within(1e-9));
    for (Likelihood<?, ?> belief :
        List.of(
            Likelihood.gaussian(),
            Likelihood.laplace(),
            Likelihood.logistic(),
            Likelihood.studentT(1),
            Likelihood.studentT(2))) {
      for (double scale : new double[] {1500, -1500, 1e300, -1e300}) {
        assertThat(belief.cdf(infinity, 0, scale)).as("%s", belief).isEqualTo(1);
        assertThat(belief.cdf(-infinity, 0, scale)).as("%s", belief).isZero();
        assertThat(belief.cdf(7, 7, scale)).as("%s", belief).isEqualTo(0.5, within(1e-16));
        assertThat(belief.quantile(0.5, 7, scale)).as("%s", belief).isEqualTo(7);
        assertThat(belief.quantile(0, 7, scale)).as("%s", belief).isEqualTo(-infinity);
      }
    }
    assertThat(Likelihood.logNormal().cdf(infinity, 0, 1500)).isEqualTo(1);
    assertThat(Likelihood.logNormal().quantile(0.5, 2, 1500)).isEqualTo(Math.exp(2));
    assertThat(Likelihood.studentT(2).variance(0, -800)).hasValue(infinity);
    // t = 1e308·e^−711, and 1e−300·e^750
    assertThat(Likelihood.logistic().cdf(1e308, 0, 711))
        .isEqualTo(1 / (1 + Math.exp(-Math.exp(Math.log(1e308) - 711))), within(1e-12));
    double far = Math.exp(Math.log(1e-300) + 750);
    assertThat(Likelihood.studentT(1).cdf(-1e-300, 0, -750))
        .isEqualTo(1 / (Math.PI * far), within(1e-12 / far));
    assertThat(Likelihood.logistic().cdf(1e308, -1e308, Math.log(1e308)))
        .isEqualTo(1 / (1 + Math.exp(-2)), within(1e-12));
  }

  /** No answer is NaN, whatever numbers are asked about. */
  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsNan(Case of) {
    double[] extremes = {0, 7, 400, -400, 709.9, -745, 1000, -1500, 1e300, -Double.MAX_VALUE};
    Likelihood<?, ?> belief = of.belief;
    int k = of.parameters.length;
    double[] parameters = new double[k];
    int step = k > 2 ? 13 : 1;
    for (int i = 0; i < Math.pow(extremes.length, k); i += step) {
      for (int j = 0, rest = i; j < k; j++, rest /= extremes.length) {
        parameters[j] = extremes[rest % extremes.length];
      }
      belief.mean(parameters).ifPresent(mean -> assertThat(mean).isNotNaN());
      belief.variance(parameters).ifPresent(x -> assertThat(x).isGreaterThanOrEqualTo(0));
      assertThat(belief.information(parameters).orElseThrow()).doesNotContain(Double.NaN);
      assertThat(belief.sample(i, 1, parameters)).doesNotContain(Double.NaN);
      for (double y : new double[] {0, 1, -1e300, 1e306, Double.POSITIVE_INFINITY}) {
        assertThat(belief.logDensity(y, parameters)).isNotNaN();
        if (belief.hasClosedCdf()) {
          assertThat(belief.cdf(y, parameters)).isBetween(0.0, 1.0);
        }
      }
      for (double u : new double[] {0, 1e-300, 0.5, 1}) {
        if (belief.hasClosedCdf()) {
          assertThat(belief.quantile(u, parameters)).isNotNaN();
        }
      }
    }
  }

  @Test
  void constantsOutsideTheSupportAreRefused() {
    assertThatThrownBy(() -> Likelihood.poisson().droppedConstant(-5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("y = -5.0 has no constant: it is outside {0, 1, 2, …} of poisson");
    assertThatThrownBy(() -> Likelihood.logNormal().droppedConstant(0))
        .hasMessageContaining("outside (0, ∞) of log_normal");
    assertThatThrownBy(() -> Likelihood.gaussian().droppedConstant(Double.NaN))
        .hasMessageContaining("y = NaN has no constant");
    assertThatThrownBy(() -> Likelihood.of("-log(y) - (log(y)-mu)^2", "mu").droppedConstant(-1))
        .hasMessageContaining("is undefined (NaN) there");
    assertThat(Likelihood.poisson().droppedConstant(2.5))
        .isEqualTo(Math.log(15 * Math.sqrt(Math.PI) / 8), within(1e-14)); // Γ(3.5)
    double large = Likelihood.gamma(1e307).droppedConstant(1);
    assertThat(large).isEqualTo(-1e307, within(1e293));
  }

  @Test
  void predictionsOfNothingAreRefused() {
    assertThatThrownBy(Prediction::parameters)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no parameter is given");
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without a checker may pass
  void predictionsOfNullAreRefused() {
    Numbers one = Numbers.of(1.0);
    assertThatThrownBy(() -> Prediction.parameters(one, null)).hasMessageContaining("parameters");
    assertThatThrownBy(() -> new Prediction.Pair(one, null)).hasMessage("b");
    assertThatThrownBy(() -> new Prediction.Triplet(one, null, one)).hasMessage("positive");
    assertThatThrownBy(() -> new Prediction.Sample(null, one)).hasMessage("points");
    assertThatThrownBy(() -> new Prediction.Raw(null)).hasMessage("z");
  }

  /** T38 and P5: all mass on one point. */
  @Test
  void aVarianceOfZeroIsAPoint() {
    Loss<Target, Prediction> loss = Loss.parse("gaussian(scale=variance, full=false)");
    assertThat(value(loss, 0, 0, 0.25)).isCloseTo(-0.6931471805599453, within(1e-16));
    assertThat(value(Loss.parse("gaussian(scale=variance)"), 0, 0, 0.25))
        .isCloseTo(0.2257913526447274, within(1e-15));
    for (String spec :
        List.of(
            "gaussian(scale=variance)",
            "gaussian(scale=sigma)",
            "laplace(scale=scale)",
            "student_t(scale=scale)",
            "logistic_distribution(scale=scale)",
            "log_normal(scale=sigma)")) {
      Loss<Target, Prediction> point = Loss.parse(spec);
      double y = 1;
      double on = spec.startsWith("log_normal") ? 0 : 1;
      assertThat(value(point, y, on, 0)).as(spec).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(value(point, y, 2, 0)).as(spec).isEqualTo(Double.POSITIVE_INFINITY);
      for (double mu : new double[] {on, 2}) {
        Numbers two = Numbers.of(new double[] {0, 1, mu, 0}).by(2);
        Outputs outputs = Outputs.gradient(Reduction.SUM, Numbers.of(new double[4]).by(2));
        assertThatThrownBy(() -> point.total(point.batch(Numbers.of(1.0, y), two), outputs))
            .as("%s at %s", spec, mu)
            .isInstanceOf(InputException.class)
            .hasMessageContaining("prediction row 1")
            .hasMessageContaining("gives no gradient");
      }
      assertThatThrownBy(() -> value(point, y, 0, -0.25))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("-0.25")
          .hasMessageContaining("[0, ∞)");
    }
  }

  /** A large ν is Gaussian without the cancellation of two ln Γ. */
  @Test
  void studentIsGaussianInTheLimit() {
    for (double y : new double[] {-3, 0.2, 1, 40}) {
      double gaussian = value(Loss.parse("gaussian(scale=log_sigma)"), y, 1, 0.3);
      assertThat(value(Loss.parse("student_t(nu=1e15)"), y, 1, 0.3))
          .isCloseTo(gaussian, within(1e-12 * gaussian));
      assertThat(value(Loss.parse("student_t(nu=inf)"), y, 1, 0.3)).isEqualTo(gaussian);
    }
  }

  /** The scale may be told in every form. */
  @Test
  void formsOfTheScaleAgree() {
    double sigma = 0.7;
    double y = 2.5;
    double expected = value(Loss.parse("gaussian(scale=sigma)"), y, 1, sigma);
    assertThat(value(Loss.parse("gaussian"), y, 1, 2 * Math.log(sigma)))
        .isCloseTo(expected, within(1e-14));
    assertThat(value(Loss.parse("gaussian(scale=log_sigma)"), y, 1, Math.log(sigma)))
        .isCloseTo(expected, within(1e-14));
    assertThat(value(Loss.parse("gaussian(scale=variance)"), y, 1, sigma * sigma))
        .isCloseTo(expected, within(1e-14));
    assertThat(value(Loss.parse("gaussian(variance=0.49)"), y, 1))
        .isCloseTo(expected, within(1e-14));
    for (String name : List.of("laplace", "student_t", "logistic_distribution")) {
      assertThat(value(Loss.parse(name), y, 1, Math.log(sigma)))
          .isCloseTo(value(Loss.parse(name + "(scale=scale)"), y, 1, sigma), within(1e-14));
    }
    assertThat(value(Loss.parse("log_normal"), y, 1, Math.log(sigma)))
        .isCloseTo(value(Loss.parse("log_normal(scale=sigma)"), y, 1, sigma), within(1e-14));
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThatThrownBy(() -> Likelihood.gaussian().logDensity(1, 0))
        .hasMessage("gaussian takes 2 (mu, log_variance) parameters, not 1");
    assertThatThrownBy(() -> Likelihood.gaussian().logDensity(1, 0, Double.NaN))
        .hasMessage("log_variance = NaN is no parameter of gaussian");
    assertThatThrownBy(() -> Likelihood.categorical().logDensity(1, 0))
        .hasMessage("categorical takes at least 2 logits parameters, not 1");
    assertThatThrownBy(() -> Likelihood.studentT(0)).hasMessage("nu = 0.0 is outside (0, ∞]");
    assertThatThrownBy(() -> Likelihood.studentT(Double.NaN))
        .hasMessage("nu = NaN is outside (0, ∞]");
    assertThatThrownBy(() -> Likelihood.gaussian(0)).hasMessage("variance = 0.0 is outside (0, ∞)");
    assertThatThrownBy(() -> Likelihood.gamma(-1)).hasMessage("shape = -1.0 is outside (0, ∞)");
    assertThatThrownBy(() -> Likelihood.negativeBinomial(-1))
        .hasMessage("dispersion = -1.0 is outside [0, ∞)");
    assertThatThrownBy(() -> Likelihood.bernoulli().sample(1L, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count = -1 is outside [0, ∞)");
    assertThatThrownBy(() -> Likelihood.categorical(1))
        .hasMessage("1 classes; there are at least 2");
    assertThatThrownBy(() -> Likelihood.gaussian().link().raw(0, -1))
        .hasMessage("parameter 1 = -1.0 is not in the range of the link identity, log");
  }
}

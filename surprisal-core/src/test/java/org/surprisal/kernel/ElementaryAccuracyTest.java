package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The elementary functions against reference values of 40 digits made by mpmath
 * (reference/elementary.py), in units in the last place of the true value rounded to double.
 */
final class ElementaryAccuracyTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /**
   * A function and its bounds, which also stand in its doc comment: one for normal results, one for
   * subnormal results in units of the smallest subnormal.
   */
  record Claim(String name, double bound, double subnormalBound, DoubleBinaryOperator function) {
    static Claim of(
        String name, double bound, double subnormalBound, DoubleUnaryOperator function) {
      return new Claim(name, bound, subnormalBound, (x, _) -> function.applyAsDouble(x));
    }

    @Override
    public String toString() {
      return name + " within " + bound + " ulp";
    }
  }

  private record Point(double x, double y, String value) {
    static Point parse(String line) {
      String[] cells = line.split("\t", -1);
      double y = cells.length > 2 ? Double.parseDouble(cells[1]) : Double.NaN;
      return new Point(Double.parseDouble(cells[0]), y, cells[cells.length - 1]);
    }
  }

  static Stream<Claim> claims() {
    return Stream.of(
        Claim.of("exp", 0.52, 0.8, Exponential::exp),
        Claim.of("expm1", 0.6, 0.8, Exponential::expm1),
        Claim.of("expm1Minus", 0.95, 0.8, Exponential::expm1Minus),
        Claim.of("tanh", 0.57, 0.8, Exponential::tanh),
        Claim.of("log", 0.57, 0.8, Logarithm::log),
        Claim.of("log1p", 0.58, 0.8, Logarithm::log1p),
        Claim.of("log1pMinus", 1.15, 0.8, Logarithm::log1pMinus),
        new Claim("pow", 0.8, 0.8, Power::pow),
        Claim.of("lgamma", 2.5, 1, Gamma::lgamma),
        Claim.of("lgamma1p", 2.5, 1, Gamma::lgamma1p),
        Claim.of("stirling", 2.6, 1, Gamma::stirling),
        Claim.of("digamma", 2.6, 1, Gamma::digamma),
        Claim.of("trigamma", 2.6, 1, Gamma::trigamma),
        Claim.of("erf", 1.25, 0.8, Normal::erf),
        Claim.of("normalCdf", 3.2, 1, Normal::normalCdf),
        Claim.of("logNormalCdf", 2.6, 1, NormalTail::logNormalCdf),
        Claim.of("mills", 2.6, 1, NormalTail::mills),
        Claim.of("millsSlope", 9, 1, NormalTail::millsSlope));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void errorIsWithinTheStatedBound(Claim claim) {
    List<Point> points = points(claim.name());
    assertThat(points).hasSizeGreaterThan(900);
    double worst = 0;
    String where = "";
    for (Point point : points) {
      double got = claim.function().applyAsDouble(point.x(), point.y());
      double error = error(got, point.value());
      double bound = isSubnormal(point.value()) ? claim.subnormalBound() : claim.bound();
      if (!(error / bound <= worst)) {
        worst = error / bound;
        where = error + " ulp at " + point + ", got " + got + ", allowed " + bound;
      }
    }
    assertThat(worst).as("%s: worst is %s", claim.name(), where).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("claims")
  void notANumberStaysNotANumber(Claim claim) {
    assertThat(claim.function().applyAsDouble(Double.NaN, 2)).isNaN();
  }

  private static boolean isSubnormal(String value) {
    return Math.abs(Double.parseDouble(value)) < Double.MIN_NORMAL;
  }

  /** |got − truth| in ulps of the truth rounded to double; overflow must be exactly as rounded. */
  private static double error(double got, String value) {
    double rounded = Double.parseDouble(value);
    if (Double.isInfinite(rounded) || !Double.isFinite(got)) {
      return got == rounded ? 0 : INFINITY;
    }
    BigDecimal difference = new BigDecimal(got).subtract(new BigDecimal(value)).abs();
    return difference
        .divide(new BigDecimal(Math.ulp(rounded)), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static List<Point> points(String name) {
    String path = "/reference/elementary/" + name + ".tsv";
    try (InputStream stream = ElementaryAccuracyTest.class.getResourceAsStream(path)) {
      assertThat(stream).as("resource %s", path).isNotNull();
      var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
      return reader.lines().filter(line -> !line.startsWith("#")).map(Point::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Equal as numbers and in the sign of zero; any NaN equals any NaN. */
  private static void exactly(double got, double want) {
    assertThat(Double.doubleToLongBits(got))
        .as("got %s, want %s", got, want)
        .isEqualTo(Double.doubleToLongBits(want));
  }

  @Test
  void exponentialsAtTheirEnds() {
    exactly(Exponential.exp(0.0), 1);
    exactly(Exponential.exp(-0.0), 1);
    exactly(Exponential.exp(INFINITY), INFINITY);
    exactly(Exponential.exp(-INFINITY), 0.0);
    exactly(Exponential.exp(Double.MAX_VALUE), INFINITY);
    exactly(Exponential.exp(-Double.MAX_VALUE), 0.0);
    assertThat(Exponential.exp(709.782712893384)).isFinite();
    exactly(Exponential.exp(Math.nextUp(709.782712893384)), INFINITY);
    exactly(Exponential.exp(-745.1332191019411), Double.MIN_VALUE);
    exactly(Exponential.exp(-745.1332191019412), 0.0);
    exactly(Exponential.expm1(0.0), 0.0);
    exactly(Exponential.expm1(-0.0), -0.0);
    exactly(Exponential.expm1(-Double.MIN_VALUE), -Double.MIN_VALUE);
    exactly(Exponential.expm1(INFINITY), INFINITY);
    exactly(Exponential.expm1(-INFINITY), -1);
    exactly(Exponential.expm1Minus(0.0), 0.0);
    exactly(Exponential.expm1Minus(-0.0), 0.0);
    exactly(Exponential.expm1Minus(INFINITY), INFINITY);
    exactly(Exponential.expm1Minus(-INFINITY), INFINITY);
    exactly(Exponential.expm1Minus(-Double.MAX_VALUE), Double.MAX_VALUE);
    exactly(Exponential.tanh(0.0), 0.0);
    exactly(Exponential.tanh(-0.0), -0.0);
    exactly(Exponential.tanh(INFINITY), 1);
    exactly(Exponential.tanh(-INFINITY), -1);
    exactly(Exponential.tanh(Double.MAX_VALUE), 1);
  }

  @Test
  void logarithmsAtTheirEnds() {
    exactly(Logarithm.log(1), 0.0);
    exactly(Logarithm.log(0.0), -INFINITY);
    exactly(Logarithm.log(-0.0), -INFINITY);
    exactly(Logarithm.log(INFINITY), INFINITY);
    exactly(Logarithm.log(-Double.MIN_VALUE), Double.NaN);
    exactly(Logarithm.log(-INFINITY), Double.NaN);
    exactly(Logarithm.log1p(0.0), 0.0);
    exactly(Logarithm.log1p(-0.0), -0.0);
    exactly(Logarithm.log1p(Double.MIN_VALUE), Double.MIN_VALUE);
    exactly(Logarithm.log1p(-1), -INFINITY);
    exactly(Logarithm.log1p(Math.nextDown(-1.0)), Double.NaN);
    exactly(Logarithm.log1p(INFINITY), INFINITY);
    exactly(Logarithm.log1p(-INFINITY), Double.NaN);
    exactly(Logarithm.log1pMinus(0.0), 0.0);
    exactly(Logarithm.log1pMinus(-0.0), 0.0);
    exactly(Logarithm.log1pMinus(-1), -INFINITY);
    exactly(Logarithm.log1pMinus(Math.nextDown(-1.0)), Double.NaN);
    exactly(Logarithm.log1pMinus(INFINITY), -INFINITY);
    exactly(Logarithm.log1pMinus(-INFINITY), Double.NaN);
    exactly(Logarithm.log1pMinus(Double.MAX_VALUE), -Double.MAX_VALUE);
  }

  @Test
  void gammaFunctionsAtTheirEnds() {
    for (double zero : new double[] {0.0, -0.0}) {
      exactly(Gamma.lgamma(zero), INFINITY);
      exactly(Gamma.lgamma1p(zero), 0.0);
      exactly(Gamma.stirling(zero), 0.0);
      exactly(Gamma.digamma(zero), -INFINITY);
      exactly(Gamma.trigamma(zero), INFINITY);
    }
    for (double negative : new double[] {-Double.MIN_VALUE, -1, -1.5, -INFINITY}) {
      exactly(Gamma.lgamma(negative), Double.NaN);
      exactly(Gamma.lgamma1p(negative), Double.NaN);
      exactly(Gamma.stirling(negative), Double.NaN);
      exactly(Gamma.digamma(negative), Double.NaN);
      exactly(Gamma.trigamma(negative), Double.NaN);
    }
    exactly(Gamma.lgamma(1), 0.0);
    exactly(Gamma.lgamma(2), 0.0);
    exactly(Gamma.lgamma1p(1), 0.0);
    exactly(Gamma.lgamma(INFINITY), INFINITY);
    exactly(Gamma.lgamma(Double.MAX_VALUE), INFINITY);
    exactly(Gamma.lgamma1p(INFINITY), INFINITY);
    exactly(Gamma.stirling(INFINITY), INFINITY);
    exactly(Gamma.digamma(INFINITY), INFINITY);
    exactly(Gamma.trigamma(INFINITY), 0.0);
  }

  @Test
  void normalFunctionsAtTheirEnds() {
    exactly(Normal.erf(0.0), 0.0);
    exactly(Normal.erf(-0.0), -0.0);
    exactly(Normal.erf(INFINITY), 1);
    exactly(Normal.erf(-INFINITY), -1);
    exactly(Normal.normalCdf(0.0), 0.5);
    exactly(Normal.normalCdf(-0.0), 0.5);
    exactly(Normal.normalCdf(INFINITY), 1);
    exactly(Normal.normalCdf(-INFINITY), 0.0);
    exactly(Normal.normalCdf(-Double.MAX_VALUE), 0.0);
  }

  @Test
  void oddFunctionsAreOddInEveryBit() {
    for (Point point : points("erf")) {
      exactly(Normal.erf(-point.x()), -Normal.erf(point.x()));
      exactly(Exponential.tanh(-point.x()), -Exponential.tanh(point.x()));
    }
  }

  /** The rules in the documentation of Math.pow, one after the other. */
  @Test
  void powersOfSpecialValues() {
    double[] all = {0.0, -0.0, 0.5, -0.5, 1, -1, 2, -2, 1e300, -1e300, INFINITY, -INFINITY};
    for (double x : all) {
      exactly(Power.pow(x, 0.0), 1);
      exactly(Power.pow(x, -0.0), 1);
      exactly(Power.pow(x, 1), x);
      exactly(Power.pow(x, Double.NaN), Double.NaN);
      double size = Math.abs(x);
      double up = size > 1 ? INFINITY : size < 1 ? 0.0 : Double.NaN;
      exactly(Power.pow(x, INFINITY), up);
      exactly(Power.pow(x, -INFINITY), 1 / up);
    }
    exactly(Power.pow(Double.NaN, 0.0), 1);
    exactly(Power.pow(0.0, 2.5), 0.0);
    exactly(Power.pow(INFINITY, -2.5), 0.0);
    exactly(Power.pow(0.0, -2.5), INFINITY);
    exactly(Power.pow(INFINITY, 2.5), INFINITY);
    // 2⁵² − 1 is the last odd integer that has a half beside it, 2⁵³ − 1 the last odd integer.
    for (double odd : new double[] {1, 3, 0x1p52 - 1, 0x1p52 + 1, 0x1p53 - 1}) {
      exactly(Power.pow(-0.0, odd), -0.0);
      exactly(Power.pow(-INFINITY, -odd), -0.0);
      exactly(Power.pow(-0.0, -odd), -INFINITY);
      exactly(Power.pow(-INFINITY, odd), -INFINITY);
      exactly(Power.pow(-1, odd), -1);
    }
    for (double other : new double[] {2, 4, 2.5, 0x1p52 - 0.5, 0x1p53, 1e300}) {
      exactly(Power.pow(-0.0, other), 0.0);
      exactly(Power.pow(-INFINITY, -other), 0.0);
      exactly(Power.pow(-0.0, -other), INFINITY);
      exactly(Power.pow(-INFINITY, other), INFINITY);
    }
    exactly(Power.pow(-2, 0.5), Double.NaN);
    exactly(Power.pow(-2, 0x1p52 - 0.5), Double.NaN);
    exactly(Power.pow(-2, 3), -8);
    exactly(Power.pow(-2, -2), 0.25);
  }

  @Test
  void powersThatAreNumbersAreExact() {
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      exactly(Power.pow(2, exponent), Math.scalb(1.0, exponent));
    }
    double power = 1;
    for (int exponent = 0; exponent <= 22; exponent++) {
      exactly(Power.pow(10, exponent), power);
      power *= 10;
    }
    for (double root = 1; root < 1000; root++) {
      exactly(Power.pow(root * root, 0.5), root);
      exactly(Power.pow(-root, 3), -root * root * root);
    }
  }
}

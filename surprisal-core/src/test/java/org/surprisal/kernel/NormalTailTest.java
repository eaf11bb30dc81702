package org.surprisal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The logarithm of the normal distribution function at its ends and where its forms meet. */
final class NormalTailTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void logarithmAtItsEnds() {
    assertThat(NormalTail.logNormalCdf(-INFINITY)).isEqualTo(-INFINITY);
    assertThat(NormalTail.logNormalCdf(INFINITY)).isEqualTo(0.0);
    assertThat(NormalTail.logNormalCdf(50)).isEqualTo(0.0);
    assertThat(NormalTail.logNormalCdf(-1.8e154)).isEqualTo(-1.62e308, within(1e294));
    assertThat(NormalTail.logNormalCdf(-1.9e154)).isEqualTo(-INFINITY);
    // −x²/2 − ln(−x √2π) at x = −1e8
    assertThat(NormalTail.logNormalCdf(-1e8)).isEqualTo(-5000000000000019.0, within(1.0));
    assertThat(NormalTail.logNormalCdf(0)).isEqualTo(-0.6931471805599453, within(1e-16));
  }

  @Test
  void ratioAtItsEnds() {
    assertThat(NormalTail.mills(-INFINITY)).isEqualTo(INFINITY);
    assertThat(NormalTail.mills(-Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    assertThat(NormalTail.mills(INFINITY)).isEqualTo(0.0);
    assertThat(NormalTail.mills(0)).isEqualTo(0.7978845608028654, within(2e-16)); // √(2/π)
  }

  @Test
  void slopeAtItsEnds() {
    assertThat(NormalTail.millsSlope(-INFINITY)).isEqualTo(-1.0);
    assertThat(NormalTail.millsSlope(-Double.MAX_VALUE)).isEqualTo(-1.0);
    assertThat(NormalTail.millsSlope(-1e6)).isEqualTo(-1 + 1e-12, within(1e-16));
    assertThat(NormalTail.millsSlope(INFINITY)).isEqualTo(0.0);
    assertThat(NormalTail.millsSlope(1e300)).isEqualTo(0.0);
    assertThat(NormalTail.millsSlope(0)).isEqualTo(-0.6366197723675814, within(3e-16)); // −2/π
  }

  @Test
  void formsMeet() {
    for (double x : new double[] {-12, -5, -2, -0.6875, 20}) {
      double near = Math.nextUp(x);
      double log = NormalTail.logNormalCdf(x);
      assertThat(NormalTail.logNormalCdf(near)).isEqualTo(log, within(1e-12 * Math.abs(log)));
      double m = NormalTail.mills(x);
      assertThat(NormalTail.mills(near)).isEqualTo(m, within(1e-12 * m));
      double slope = NormalTail.millsSlope(x);
      assertThat(NormalTail.millsSlope(near)).isEqualTo(slope, within(1e-12 * -slope));
    }
  }
}

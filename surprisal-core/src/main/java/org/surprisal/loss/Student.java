package org.surprisal.loss;

import java.util.random.RandomGenerator;
import org.surprisal.kernel.Angle;
import org.surprisal.kernel.Exponential;

/** Student's t: a density of (1 + t²/nu)^(−(nu + 1)/2). */
record Student(double nu) implements Standard {

  /** With two degrees of freedom all is algebra, with one it is Cauchy's distribution. */
  @Override
  public boolean isClosed() {
    return nu == 1 || nu == 2;
  }

  /** Of the lower tail, so that a small result keeps its digits. */
  @Override
  public double cdf(double t) {
    double below = lower(-Math.abs(t));
    return t > 0 ? 1 - below : below;
  }

  private double lower(double t) {
    if (nu == 1) {
      // atan(1/|t|)/π in the tail, ½ − atan(|t|)/π near 0
      return t < -1 ? Angle.atan(-1 / t) / Math.PI : 0.5 + Angle.atan(t) / Math.PI;
    }
    // ½ − ½ |t|/√(2 + t²) = 1/(√(2 + t²) (√(2 + t²) + |t|)); t² may overflow
    double root = t < -1e10 ? -t : Math.sqrt(Math.fma(t, t, 2));
    return 1 / root / (root - t);
  }

  @Override
  public double quantile(double u) {
    if (nu == 1) {
      return -Angle.cotPi(u);
    }
    if (!(u > 0 && u < 1)) {
      return u == 0 ? Double.NEGATIVE_INFINITY : u == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    // (2u − 1)/√(2u(1 − u)), whose difference is exact near ½
    return 2 * (u - 0.5) / Math.sqrt(2 * u) / Math.sqrt(1 - u);
  }

  /** A normal variate over the root of a gamma variate of its own mean. */
  @Override
  public double sample(RandomGenerator generator) {
    double normal = Draws.normal(generator);
    double logGamma = Draws.logGamma(0.5 * nu, generator);
    return normal * Math.sqrt(0.5 * nu) * Exponential.exp(-0.5 * logGamma);
  }

  @Override
  public boolean hasMean() {
    return nu > 1;
  }

  @Override
  public double variance() {
    return nu > 2 ? nu / (nu - 2) : nu > 1 ? Double.POSITIVE_INFINITY : Double.NaN;
  }

  @Override
  public double locationInformation() {
    return (nu + 1) / (nu + 3);
  }

  @Override
  public double scaleInformation() {
    return 2 * nu / (nu + 3);
  }

  @Override
  public double pull(double t) {
    return (nu + 1) / Math.fma(t, t, nu);
  }
}

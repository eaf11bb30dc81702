package org.surprisal.loss;

import java.util.random.RandomGenerator;
import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;
import org.surprisal.kernel.Normal;
import org.surprisal.kernel.NormalQuantile;

/** A distribution that is symmetric about 0, before a location and a scale are given to it. */
interface Standard {
  /** Whether cdf and quantile have a closed form. */
  default boolean isClosed() {
    return true;
  }

  double cdf(double t);

  double quantile(double u);

  double sample(RandomGenerator generator);

  /** NaN where there is none, ∞ where it is infinite. */
  double variance();

  default boolean hasMean() {
    return true;
  }

  /** The Fisher information of the location, at scale 1. */
  double locationInformation();

  /** The Fisher information of the logarithm of the scale. */
  double scaleInformation();

  /** Where t lies on its density's slope: −(ln f)′(t)/t, the weight of a point in its own mean. */
  double pull(double t);

  /** e^(−t²/2) / √(2π). */
  Standard NORMAL =
      new Standard() {
        @Override
        public double cdf(double t) {
          return Normal.normalCdf(t);
        }

        @Override
        public double quantile(double u) {
          return NormalQuantile.of(u);
        }

        @Override
        public double sample(RandomGenerator generator) {
          return Draws.normal(generator);
        }

        @Override
        public double variance() {
          return 1;
        }

        @Override
        public double locationInformation() {
          return 1;
        }

        @Override
        public double scaleInformation() {
          return 2;
        }

        @Override
        public double pull(double t) {
          return 1;
        }
      };

  /** e^(−|t|) / 2. */
  Standard LAPLACE =
      new Standard() {
        @Override
        public double cdf(double t) {
          double tail = 0.5 * Exponential.exp(-Math.abs(t));
          return t > 0 ? 1 - tail : tail;
        }

        @Override
        public double quantile(double u) {
          return u > 0.5 ? -Logarithm.log(2 * (1 - u)) : Logarithm.log(2 * u);
        }

        @Override
        public double sample(RandomGenerator generator) {
          return quantile(Draws.uniform(generator));
        }

        @Override
        public double variance() {
          return 2;
        }

        @Override
        public double locationInformation() {
          return 1;
        }

        @Override
        public double scaleInformation() {
          return 1;
        }

        @Override
        public double pull(double t) {
          return 1 / Math.abs(t);
        }
      };

  /** e^(−t) / (1 + e^(−t))². */
  Standard LOGISTIC =
      new Standard() {
        @Override
        public double cdf(double t) {
          return Link.Part.LOGIT.response(t);
        }

        @Override
        public double quantile(double u) {
          return Link.Part.LOGIT.raw(u);
        }

        @Override
        public double sample(RandomGenerator generator) {
          return quantile(Draws.uniform(generator));
        }

        @Override
        public double variance() {
          return Math.PI * Math.PI / 3;
        }

        @Override
        public double locationInformation() {
          return 1.0 / 3;
        }

        @Override
        public double scaleInformation() {
          return (3 + Math.PI * Math.PI) / 9;
        }

        @Override
        public double pull(double t) {
          return t == 0 ? 0.5 : Exponential.tanh(0.5 * t) / t;
        }
      };

  /** Student's t with nu degrees of freedom; the normal distribution where nu is infinite. */
  static Standard student(double nu) {
    return nu == Double.POSITIVE_INFINITY ? NORMAL : new Student(nu);
  }
}

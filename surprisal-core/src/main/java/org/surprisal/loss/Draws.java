package org.surprisal.loss;

import java.util.random.RandomGenerator;
import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Gamma;
import org.surprisal.kernel.Logarithm;
import org.surprisal.kernel.NormalQuantile;

/** Random numbers made of uniform ones by exact methods; the same bits on every machine. */
final class Draws {
  /** From this mean on, Poisson counts are drawn by rejection. */
  private static final double LARGE_MEAN = 10;

  private Draws() {}

  /** A generator whose numbers hang on the seed alone, now and in every later version. */
  static RandomGenerator seeded(long seed) {
    return new SplitMix(seed);
  }

  /** SplitMix64: Steele, Lea & Flood (2014), doi:10.1145/2714064.2660195. */
  private static final class SplitMix implements RandomGenerator {
    private long state;

    SplitMix(long seed) {
      state = seed;
    }

    @Override
    public long nextLong() {
      state += 0x9E3779B97F4A7C15L;
      long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      return mixed ^ (mixed >>> 31);
    }
  }

  /** Uniform on (0, 1): the middle of one of 2⁵² equal parts, never 0 or 1. */
  static double uniform(RandomGenerator generator) {
    return ((generator.nextLong() >>> 12) + 0.5) * 0x1p-52;
  }

  /** Standard normal. */
  static double normal(RandomGenerator generator) {
    return NormalQuantile.of(uniform(generator));
  }

  /** The logarithm of a gamma variate of scale 1, which does not vanish for small shapes. */
  static double logGamma(double shape, RandomGenerator generator) {
    if (shape < 1) {
      // Γ(a) is Γ(a + 1) times U^(1/a)
      return logGamma(shape + 1, generator) + Logarithm.log(uniform(generator)) / shape;
    }
    return Logarithm.log(gamma(shape, generator));
  }

  /** A gamma variate of scale 1: Marsaglia & Tsang (2000), doi:10.1145/358407.358414. */
  static double gamma(double shape, RandomGenerator generator) {
    if (shape < 1) {
      return Exponential.exp(logGamma(shape, generator));
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal(generator);
      double cx = c * x;
      double excess = cx * Math.fma(cx, cx + 3, 3); // (1 + c x)³ − 1
      double u = uniform(generator);
      // ln u < x²/2 + d (1 − v + ln v), whose last part cancels for a large shape
      if (excess > -1
          && Logarithm.log(u) < Math.fma(0.5 * x, x, d * Logarithm.log1pMinus(excess))) {
        return Math.fma(d, excess, d);
      }
    }
  }

  /** A gamma variate of mean e^logMean. */
  static double gamma(double shape, double logMean, RandomGenerator generator) {
    double mean = Exponential.exp(logMean);
    if (mean < Double.POSITIVE_INFINITY) {
      return gamma(shape, generator) / shape * mean;
    }
    // A variate that underflows may still be a number, times such a mean.
    return Exponential.exp(logMean + (logGamma(shape, generator) - Logarithm.log(shape)));
  }

  /** A Poisson count; ∞ where the mean is. */
  static double poisson(double mean, RandomGenerator generator) {
    if (!(mean < Double.POSITIVE_INFINITY)) {
      return mean;
    }
    return mean < LARGE_MEAN ? smallPoisson(mean, generator) : largePoisson(mean, generator);
  }

  /** The inverse of the distribution function, summed up from 0. */
  private static double smallPoisson(double mean, RandomGenerator generator) {
    double rest = uniform(generator);
    double mass = Exponential.exp(-mean);
    double count = 0;
    // Past 200 nothing is left to sum up but rounding errors.
    while (rest > mass && count < 200) {
      rest -= mass;
      count++;
      mass *= mean / count;
    }
    return count;
  }

  /** Transformed rejection: Hörmann (1993), doi:10.1016/0167-6687(93)90997-4, algorithm PTRS. */
  private static double largePoisson(double mean, RandomGenerator generator) {
    double b = Math.fma(2.53, Math.sqrt(mean), 0.931);
    double a = Math.fma(0.02483, b, -0.059);
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double surelyBelow = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = uniform(generator) - 0.5;
      double v = uniform(generator);
      double toBorder = 0.5 - Math.abs(u);
      double count = Math.floor(Math.fma(2 * a / toBorder + b, u, mean + 0.43));
      if (toBorder >= 0.07 && v <= surelyBelow) {
        return count;
      }
      boolean outside = !(count >= 0) || (toBorder < 0.013 && v > toBorder);
      double density = a / (toBorder * toBorder) + b;
      if (!outside && Logarithm.log(v * inverseAlpha / density) <= logPoissonMass(count, mean)) {
        return count;
      }
    }
  }

  /** −μ + k ln μ − ln k! without cancellation: −k (δ − ln(1 + δ)) with δ = (μ − k)/k. */
  private static double logPoissonMass(double count, double mean) {
    return count == 0
        ? -mean
        : count * Logarithm.log1pMinus((mean - count) / count) - Gamma.stirling(count);
  }
}

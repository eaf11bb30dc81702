package org.surprisal.evaluate;

import java.util.Arrays;

/**
 * How often each of n units is drawn in a resample: n draws with replacement, each unit equally
 * likely, without the bias of a remainder. The counts are a function of seed, resample and n alone,
 * the same on every machine and JDK.
 *
 * <p>xoshiro256++ (Blackman and Vigna, doi:10.1145/3460772), started for each resample by
 * SplitMix64 from a hash of seed and resample; bounded by Lemire's multiplication
 * (doi:10.1145/3230636).
 */
final class Draws {
  /** 2⁶⁴ divided by the golden ratio, made odd: the step of SplitMix64. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private static final long LOW_HALF = 0xffff_ffffL;

  private Draws() {}

  /** Mixes all bits of {@code x} into all bits: the finaliser of SplitMix64, a bijection. */
  static long mix(long x) {
    long y = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    y = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
    return y ^ (y >>> 31);
  }

  /**
   * Writes the counts of a resample.
   *
   * @param units n, at least 1
   * @param counts n numbers or more; the first n are overwritten
   */
  static void count(long seed, int resample, int units, int[] counts) {
    long state = mix(mix(seed + GOLDEN) + resample * GOLDEN);
    long a = mix(state += GOLDEN);
    long b = mix(state += GOLDEN);
    long c = mix(state += GOLDEN);
    long d = mix(state + GOLDEN);
    // Below this a product's low half belongs to a number that would come up once too often.
    long biased = Integer.toUnsignedLong(Integer.remainderUnsigned(-units, units));
    Arrays.fill(counts, 0, units, 0);
    int drawn = 0;
    while (drawn < units) {
      long random = Long.rotateLeft(a + d, 23) + a;
      long shifted = b << 17;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = Long.rotateLeft(d, 45);
      long first = (random >>> 32) * units;
      if ((first & LOW_HALF) >= biased) {
        counts[(int) (first >>> 32)]++;
        drawn++;
      }
      long second = (random & LOW_HALF) * units;
      if ((second & LOW_HALF) >= biased && drawn < units) {
        counts[(int) (second >>> 32)]++;
        drawn++;
      }
    }
  }
}

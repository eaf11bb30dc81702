package org.surprisal.evaluate;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Whether the variance of a loss looks infinite: then no interval of its mean can be relied on.
 *
 * <p>A tail P(loss &gt; x) ~ x^−a has an infinite variance if a &lt; 2. With the n losses that are
 * not 0 in falling order x₁ ≥ x₂ ≥ … the spacings Eⱼ = j·ln(xⱼ/xⱼ₊₁) of such a tail are independent
 * and exponential with mean 1/a, and Hill's estimate of 1/a is their mean over j ≤ k (Hill,
 * doi:10.1214/aos/1176343247). Here k = n/20 up to 2,000 rows, then 100·√(n/2000), at most {@value
 * #MOST}. The variance is said to look infinite if all of this holds:
 *
 * <ul>
 *   <li>n is at least {@value #LEAST_ROWS}, or {@value #LEAST_ROWS_OF_EVENTS} where the target is
 *       an event or a class: a handful of rare events is large beside all other rows, and looks the
 *       same as a tail;
 *   <li>Hill's estimate lies above the 99.8 % point of what a = 2 gives, so the upper confidence
 *       bound of a is below 2;
 *   <li>so does the estimate without the largest 4 % of the spacings, at least three, so that one
 *       gap below a few rare events is not enough;
 *   <li>at no j from 3 to k is the mean of the first j spacings below the 1.5 % point of what 0.85
 *       of the estimate gives: a group of rows that are large, but all of about one size, is no
 *       tail.
 * </ul>
 *
 * <p>Measured (ResamplingLongTest; all numbers in docs/benchmarks/coverage.md): false alarms in at
 * most 0.2 % of samples at n = 50 to 10⁶ for log loss and Brier of probabilities that are uniform
 * or from Beta(½,½), absolute and squared error of Gaussian, Laplace and Student-t(10) residuals;
 * squared error of Student-t(3) residuals is found in 85 % at n = 2,000 and 94 % at 10,000, of
 * Cauchy residuals in 95 % or more from n = 500 on. It errs with fewer than ten rare events (log
 * loss of 0.3 % in 2,000 rows: 23 %) and log-normal tails.
 *
 * <p>Only the largest losses are kept, so memory is fixed; the answer depends on the losses seen,
 * not on their order or on how they were split over merged parts.
 */
final class TailIndex {
  private static final int LEAST_ROWS = 200;
  private static final int LEAST_ROWS_OF_EVENTS = 1000;
  private static final int MOST = 500;
  private static final int ROWS_PER_RANK = 20;
  private static final int KEPT = MOST + 1;
  private static final int FIRST_CAPACITY = 16;
  private static final int CAPACITY = 2 * KEPT;

  /** 1/2, the mean spacing where the variance just becomes infinite. */
  private static final double BORDER = 0.5;

  /** Standard normal quantiles of 0.998 and 0.015. */
  private static final double SURE = 2.878;

  private static final double UNLIKELY = -2.170;

  private static final int LARGEST_SHARE = 25;
  private static final int LEAST_LARGEST = 3;

  /** The estimate at k is a little above that of the far tail, where the body still shows. */
  private static final double FAR_TAIL = 0.85;

  private final int leastRows;
  private double[] kept = new double[FIRST_CAPACITY];
  private int size;
  private double floor;
  private long rows;
  private boolean finite = true;

  /**
   * Has seen nothing yet.
   *
   * @param ofEvents whether the target is an event or a class, as in log loss and Brier
   */
  TailIndex(boolean ofEvents) {
    this.leastRows = ofEvents ? LEAST_ROWS_OF_EVENTS : LEAST_ROWS;
  }

  /**
   * Adds the first {@code count} losses, w·ℓ where there are weights; their signs do not matter.
   */
  void add(double[] losses, int count) {
    for (int i = 0; i < count; i++) {
      add(losses[i]);
    }
  }

  /** Adds the losses at the first {@code count} of some indices. */
  void add(double[] losses, int[] indices, int count) {
    for (int i = 0; i < count; i++) {
      add(losses[indices[i]]);
    }
  }

  private void add(double loss) {
    double x = Math.abs(loss);
    if (!(x <= Double.MAX_VALUE)) {
      finite = false;
    } else if (x > 0) {
      rows++;
      if (x > floor) {
        keep(x);
      }
    }
  }

  private void keep(double x) {
    if (size == kept.length) {
      if (size < CAPACITY) {
        kept = Arrays.copyOf(kept, Math.min(CAPACITY, 2 * size));
      } else {
        Arrays.sort(kept);
        System.arraycopy(kept, size - KEPT, kept, 0, KEPT);
        size = KEPT;
        floor = kept[0];
        if (!(x > floor)) {
          return;
        }
      }
    }
    kept[size++] = x;
  }

  /** Adds what another one has seen. */
  void merge(TailIndex other) {
    finite &= other.finite;
    long together = rows + other.rows;
    add(other.kept, other.size);
    rows = together;
  }

  /** The bytes that the kept losses take. */
  long bytes() {
    return (long) Double.BYTES * kept.length;
  }

  private static int ranks(long rows) {
    double base = Math.min((double) rows, 100.0 * ROWS_PER_RANK);
    return (int) Math.min(MOST, base / ROWS_PER_RANK * Math.sqrt(rows / base));
  }

  /** The spacings E₁ … E_k. */
  private double[] spacings() {
    double[] sorted = Arrays.copyOf(kept, size);
    Arrays.sort(sorted);
    double[] spacings = new double[ranks(rows)];
    for (int j = 1; j <= spacings.length; j++) {
      double ratio = sorted[size - j] / sorted[size - j - 1];
      // A ratio that overflows is larger than any tail makes it.
      spacings[j - 1] = j * StrictMath.log(Math.min(ratio, Double.MAX_VALUE));
    }
    return spacings;
  }

  /** Hill's estimate of a, or none for too few losses that are not 0. */
  OptionalDouble index() {
    if (!finite || rows < leastRows) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(1 / mean(spacings()));
  }

  /** Whether it does; false where too few rows, or rows that are not finite, leave it open. */
  boolean varianceLooksInfinite() {
    if (!finite || rows < leastRows) {
      return false;
    }
    double[] spacings = spacings();
    double mean = mean(spacings);
    double least = BORDER * meanQuantile(spacings.length, SURE);
    return mean > least && meanWithoutLargest(spacings) > least && isOneTail(spacings, mean);
  }

  private static double mean(double[] spacings) {
    double sum = 0;
    for (double spacing : spacings) {
      sum += spacing;
    }
    return sum / spacings.length;
  }

  /** What the mean would be, judged without the largest spacings. */
  private static double meanWithoutLargest(double[] spacings) {
    int k = spacings.length;
    int largest = Math.max(LEAST_LARGEST, k / LARGEST_SHARE);
    // The i-th largest of k exponentials of mean 1 is expected at 1/i + 1/(i+1) + … + 1/k.
    double expected = 0;
    for (int i = 1; i <= k; i++) {
      expected += Math.min(i, largest) / (double) i;
    }
    double[] sorted = spacings.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = 0; i < k - largest; i++) {
      sum += sorted[i];
    }
    return sum / (k - expected);
  }

  private static boolean isOneTail(double[] spacings, double mean) {
    double reference = Math.max(BORDER, FAR_TAIL * mean);
    double sum = 0;
    for (int j = 1; j <= spacings.length; j++) {
      sum += spacings[j - 1];
      if (j >= LEAST_LARGEST && sum / j < reference * meanQuantile(j, UNLIKELY)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A quantile of the mean of j exponentials of mean 1, from that of the normal (Wilson and
   * Hilferty, doi:10.1073/pnas.17.12.684); right to 4 % at j = 3.
   */
  private static double meanQuantile(int j, double normal) {
    double root = 1 - 1 / (9.0 * j) + normal / (3 * Math.sqrt(j));
    return root * root * root;
  }
}

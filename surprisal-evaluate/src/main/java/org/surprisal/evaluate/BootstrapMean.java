package org.surprisal.evaluate;

/**
 * The studentised bootstrap of L = Σt / Σw (Davison and Hinkley, "Bootstrap Methods and their
 * Application", 1997, section 5.2). With the counts c of a resample
 *
 * <pre>
 * L* = Σc·t / Σc·w     SE* = √( n/(n−1) · Σc·(t − w·L*)² ) / Σc·w     T* = (L* − L) / SE*
 * interval             [ L − q₁₋α/₂ · SE,  L − q_α/₂ · SE ]           q: quantiles of T*
 * </pre>
 *
 * <p>It works with u = t − w·L of terms and weights scaled by powers of two, so that a large mean
 * does not swallow the deviations and no size of loss overflows. Where SE* = 0, T* is ±∞, or 0 if
 * also L* = L; if such resamples reach a quantile there is no interval.
 */
final class BootstrapMean {
  /** Deviations this small beside the term itself are its rounding errors. */
  private static final double EQUAL = 0x1p-49;

  /** Where squares cancel to less than this share, they are added up again about a unit drawn. */
  private static final double CANCELLED = 0x1p-20;

  /** From here on it is not the number of units that is too small, but how many of them differ. */
  private static final int FEW = 10;

  private final Resampling resampling;
  private final String unit;
  private final double[] weight;
  private final double[] deviation;
  private final double[] studentised;
  private final int exponent;
  private final double perUnit;
  private final double mean;
  private final double offset;
  private final double standardError;
  private final boolean equal;
  private double first;
  private double square;
  private double mixed;

  /**
   * @param unit what a unit is called in a reason, in the plural
   * @param weight of the kept units, scaled by {@code weightScaling}
   * @param term of all units
   */
  BootstrapMean(
      Resampling resampling,
      String unit,
      double[] weight,
      Scaling weightScaling,
      double[] term,
      int[] kept) {
    this.resampling = resampling;
    this.unit = unit;
    this.weight = weight;
    Scaling scaling = Scaling.of(term, kept);
    this.exponent = scaling.exponent() - weightScaling.exponent();
    this.deviation = scaling.applied(term, kept);
    this.studentised = new double[resampling.resamples()];
    int n = kept.length;
    this.perUnit = n / (n - 1.0);
    CompensatedSum terms = new CompensatedSum();
    CompensatedSum weights = new CompensatedSum();
    for (int i = 0; i < n; i++) {
      terms.add(deviation[i]);
      weights.add(weight[i]);
    }
    this.mean = terms.value() / weights.value();
    this.equal = center();
    CompensatedSum rest = new CompensatedSum();
    CompensatedSum squares = new CompensatedSum();
    for (double u : deviation) {
      rest.add(u);
      squares.addProduct(u, u);
    }
    // What rounding the mean left over: of weight only where the deviations are rounding errors.
    this.offset = rest.value() / weights.value();
    this.standardError = Math.sqrt(perUnit * squares.value()) / weights.value();
  }

  /** Takes w·L from the terms; true if what remains is rounding only. */
  private boolean center() {
    boolean same = true;
    for (int i = 0; i < deviation.length; i++) {
      double term = deviation[i];
      deviation[i] = Math.fma(-weight[i], mean, term);
      same &= Math.abs(deviation[i]) <= EQUAL * Math.abs(term);
    }
    return same;
  }

  /** L; NaN without a unit of positive weight. */
  double mean() {
    return Math.scalb(mean, exponent);
  }

  /** SE; NaN for fewer than two units and where a term is not finite, 0 where all are equal. */
  double standardError() {
    return equal && deviation.length > 1 ? 0 : Math.scalb(standardError, exponent);
  }

  private boolean isResampled() {
    return deviation.length > 1 && Double.isFinite(mean) && !equal;
  }

  /** Adds units {@code from} to {@code from + size} of a resample. */
  void add(double[] counts, int from, int size) {
    if (isResampled()) {
      first += Dots.dot(counts, deviation, from, size);
      square += Dots.dotProduct(counts, deviation, deviation, from, size);
      mixed += Dots.dotProduct(counts, deviation, weight, from, size);
    }
  }

  /**
   * Closes a resample.
   *
   * @param totalWeight Σc·w
   * @param totalSquare Σc·w²
   */
  void finish(int resample, int[] counts, double totalWeight, double totalSquare) {
    if (!isResampled()) {
      return;
    }
    double shift = first / totalWeight;
    double squares = square - 2 * shift * mixed + shift * shift * totalSquare;
    studentised[resample] =
        squares > CANCELLED * square
            ? studentised(shift, squares, totalWeight)
            : aboutOneDrawn(counts, totalWeight);
    first = 0;
    square = 0;
    mixed = 0;
  }

  private double studentised(double shift, double squares, double totalWeight) {
    return (shift - offset) / (Math.sqrt(perUnit * squares) / totalWeight);
  }

  /** T* of a resample that is nearly constant, from deviations about one of the units drawn. */
  private double aboutOneDrawn(int[] counts, double totalWeight) {
    int drawn = 0;
    while (counts[drawn] == 0) {
      drawn++;
    }
    double center = deviation[drawn] / weight[drawn];
    double rest = 0;
    boolean same = true;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double u = Math.fma(-weight[i], center, deviation[i]);
        rest += counts[i] * u;
        same &= Math.abs(u) <= EQUAL * (Math.abs(deviation[i]) + weight[i] * Math.abs(mean));
      }
    }
    if (same) {
      boolean isMean = Math.abs(center) <= EQUAL * Math.abs(mean);
      return isMean ? 0 : center * Double.POSITIVE_INFINITY;
    }
    double remaining = rest / totalWeight;
    double squares = 0;
    for (int i = 0; i < counts.length; i++) {
      double u = Math.fma(-weight[i], center, deviation[i]) - weight[i] * remaining;
      squares += counts[i] * u * u;
    }
    return studentised(center + remaining, squares, totalWeight);
  }

  /** The interval, once the bootstrap has run. */
  Interval interval() {
    int n = deviation.length;
    String singular = unit.substring(0, unit.length() - 1);
    if (n == 0) {
      return Interval.none("no " + singular + " has a positive weight");
    }
    if (!Double.isFinite(mean)) {
      return Interval.none("the mean is not finite");
    }
    if (n == 1) {
      return Interval.none("one " + singular + " is too few for an interval");
    }
    if (equal) {
      return Interval.point(mean(), "all " + n + " " + unit + " have the same value");
    }
    for (double t : studentised) {
      if (Double.isNaN(t)) {
        return Interval.none("the losses or weights are too far apart in size");
      }
    }
    Interval quantiles = resampling.quantiles(studentised);
    return quantiles.isPresent() ? from(quantiles) : quantiles;
  }

  private Interval from(Interval quantiles) {
    if (Double.isInfinite(quantiles.low()) || Double.isInfinite(quantiles.high())) {
      int n = deviation.length;
      return Interval.none(
          n < FEW
              ? n + " " + unit + " are too few for an interval"
              : "too few of the " + n + " " + unit + " differ for an interval");
    }
    double low = Math.scalb(mean - quantiles.high() * standardError, exponent);
    double high = Math.scalb(mean - quantiles.low() * standardError, exponent);
    return Double.isFinite(low) && Double.isFinite(high)
        ? Interval.of(low, high)
        : Interval.none("the interval leaves the range of a double");
  }
}

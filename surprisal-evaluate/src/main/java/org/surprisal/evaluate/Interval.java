package org.surprisal.evaluate;

/**
 * An interval for a mean or a metric, or the reason why there is none.
 *
 * @param low the lower end; NaN where there is no interval
 * @param high the upper end; NaN where there is no interval
 * @param because why there is none, or what is special about it, as one clause; else empty
 */
public record Interval(double low, double high, String because) {

  static Interval of(double low, double high) {
    return new Interval(low, high, "");
  }

  /** The interval from {@code value} to itself. */
  static Interval point(double value, String because) {
    return new Interval(value, value, because);
  }

  static Interval none(String because) {
    return new Interval(Double.NaN, Double.NaN, because);
  }

  /** Whether there is an interval. */
  public boolean isPresent() {
    return !Double.isNaN(low);
  }
}

package org.surprisal.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import org.surprisal.evaluate.Interval;

/** Means and intervals as people read them. */
final class ScoreFigures {
  /** What stands where nothing is defined. */
  static final String NONE = "–";

  static final int MEAN_DIGITS = 6;
  static final int SKILL_DIGITS = 4;
  private static final int END_DIGITS = 3;
  private static final int MOST_DECIMALS = 8;
  private static final double MOST_PLAIN = 1e12;

  private ScoreFigures() {}

  static String number(OptionalDouble value, int digits) {
    return value.isPresent() ? number(value.getAsDouble(), digits) : NONE;
  }

  static String number(double value, int digits) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    return Figures.rounded(value, digits);
  }

  /** A mean to six digits, or to as many more as tell the ends of its interval apart. */
  static String mean(double mean, Interval interval) {
    int decimals = decimals(interval);
    if (Double.isFinite(mean) && 0 <= decimals && Math.abs(mean) < MOST_PLAIN) {
      int before = Math.max(0, (int) Math.floor(Math.log10(Math.max(1, Math.abs(mean))))) + 1;
      return Figures.rounded(mean, Math.max(MEAN_DIGITS, before + decimals));
    }
    return number(mean, MEAN_DIGITS);
  }

  /** {@code 0.0449 … 0.1030}: both ends to the place that shows three digits of their distance. */
  static String interval(Interval interval) {
    if (!interval.isPresent()) {
      return NONE;
    }
    int decimals = decimals(interval);
    return end(interval.low(), decimals) + " … " + end(interval.high(), decimals);
  }

  private static String end(double value, int decimals) {
    if (decimals < 0 || !Double.isFinite(value)) {
      return number(value, Math.max(END_DIGITS, -decimals));
    }
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /**
   * How many decimals show three digits of the distance between the ends; where they would be very
   * many or the numbers very large, the number of significant digits that do, below 0.
   */
  private static int decimals(Interval interval) {
    double largest = Math.max(Math.abs(interval.low()), Math.abs(interval.high()));
    double distance = interval.high() - interval.low();
    if (!(distance > 0 && largest < Double.POSITIVE_INFINITY) || Double.isInfinite(distance)) {
      return -MEAN_DIGITS;
    }
    int place = (int) Math.floor(Math.log10(distance)) - END_DIGITS + 1;
    int decimals = Math.max(0, -place);
    if (decimals <= MOST_DECIMALS && largest < MOST_PLAIN) {
      return decimals;
    }
    int digits = (int) Math.floor(Math.log10(largest)) - place + 1;
    return -Math.min(Math.max(END_DIGITS, digits), 17);
  }

  /** {@code 95 %}, of a level such as 0.95. */
  static String percent(double level) {
    return Figures.rounded(
            new BigDecimal(Double.toString(level)).movePointRight(2).doubleValue(), 6)
        + " %";
  }
}

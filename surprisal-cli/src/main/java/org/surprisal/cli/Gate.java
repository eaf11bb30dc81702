package org.surprisal.cli;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Interval;

/**
 * A condition under which a build fails.
 *
 * @param text as it was typed
 * @param quantity what of the measure is compared
 * @param measure the loss or metric, as it was typed
 * @param prediction the prediction it is about; null: any
 * @param comparison how it is compared
 * @param bound with what
 */
record Gate(
    String text,
    Quantity quantity,
    String measure,
    @Nullable String prediction,
    Comparison comparison,
    double bound) {

  /** What of a loss or metric is compared. */
  enum Quantity {
    /** The mean of the loss, or the value of the metric. */
    VALUE(""),
    /** The skill of the loss. */
    SKILL("skill"),
    /** The lower end of the interval. */
    LOWER("lower"),
    /** The upper end of the interval. */
    UPPER("upper");

    private final String function;

    Quantity(String function) {
      this.function = function;
    }

    /** The word before the parenthesis. */
    String function() {
      return function;
    }

    /** What is read: {@code skill(brier)}. */
    String of(String measure) {
      return function.isEmpty() ? measure : function + "(" + measure + ")";
    }
  }

  /** How a value is compared with a bound. */
  enum Comparison {
    /** Greater than or equal to. */
    AT_LEAST(">="),
    /** Less than or equal to. */
    AT_MOST("<="),
    /** Greater than. */
    ABOVE(">"),
    /** Less than. */
    BELOW("<");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    boolean holds(double value, double bound) {
      return switch (this) {
        case AT_LEAST -> value >= bound;
        case AT_MOST -> value <= bound;
        case ABOVE -> value > bound;
        case BELOW -> value < bound;
      };
    }
  }

  /**
   * What one prediction has of a measure.
   *
   * @param measure its full name
   * @param prediction the prediction
   * @param value the mean or metric
   * @param skill the skill; empty for a metric
   * @param interval the interval of the value
   * @param because why what is not defined is not, as notes say it
   */
  record Measured(
      String measure,
      String prediction,
      OptionalDouble value,
      OptionalDouble skill,
      Interval interval,
      List<String> because) {

    private OptionalDouble of(Quantity quantity) {
      return switch (quantity) {
        case VALUE -> value;
        case SKILL -> skill;
        case LOWER -> defined(interval.low());
        case UPPER -> defined(interval.high());
      };
    }

    private String because(Quantity quantity) {
      String start =
          switch (quantity) {
            case VALUE -> "no value: ";
            case SKILL -> "no skill: ";
            case LOWER, UPPER -> "no interval: ";
          };
      return because.stream()
          .filter(note -> note.startsWith(start))
          .map(note -> ": " + note.substring(start.length()))
          .findFirst()
          .orElse("");
    }

    private static OptionalDouble defined(double end) {
      return Double.isNaN(end) ? OptionalDouble.empty() : OptionalDouble.of(end);
    }
  }

  /** Why the condition is met, or null if it is not. What is not defined cannot be vouched for. */
  @Nullable String metBy(Measured measured) {
    String name = quantity.of(measured.measure()) + " of " + measured.prediction();
    OptionalDouble value = measured.of(quantity);
    if (value.isEmpty() || Double.isNaN(value.getAsDouble())) {
      String why = measured.because(quantity);
      return "--fail-if '" + text + "' cannot be decided: " + name + " is not defined" + why;
    }
    if (comparison.holds(value.getAsDouble(), bound)) {
      return "--fail-if '" + text + "' is met: " + name + " is " + shown(value.getAsDouble());
    }
    return null;
  }

  /** To six digits, or all of them where the rounded number would not meet the condition. */
  private String shown(double value) {
    String rounded = ScoreFigures.number(value, ScoreFigures.MEAN_DIGITS);
    if (Double.isInfinite(value) || comparison.holds(Double.parseDouble(rounded), bound)) {
      return rounded;
    }
    return Double.toString(value);
  }
}

package org.surprisal.evaluate;

import java.util.function.DoubleUnaryOperator;

/**
 * Whether the least value that a search has found is a minimum. A formula that a user types may
 * fall without end, or towards a value that it never takes; a search then ends wherever it stopped
 * looking, which means nothing. So the function is looked at far outside, on both sides, at
 * distances that double.
 */
final class Endless {
  static final String FALLS = "no best constant: the mean loss falls without end";

  /** The farthest look is 2⁴⁰ times as far as the targets reach. */
  static final int DOUBLINGS = 40;

  /** Values that differ by less, relatively, differ by rounding. */
  static final double ROUNDING = 1e-12;

  /** Drops in this ratio or above are no approach to a limit. */
  private static final double STEADY = 0.99;

  private static final int HALVINGS = 80;

  private final DoubleUnaryOperator function;
  private final double reach;
  private final double found;
  private final double least;

  /**
   * @param function infinite where it is not defined
   * @param reach how far from 0 the targets lie
   * @param found where the search has ended
   */
  Endless(DoubleUnaryOperator function, double reach, double found) {
    this.function = function;
    this.reach = Math.max(1, Math.max(reach, Math.abs(found)));
    this.found = found;
    this.least = function.applyAsDouble(found);
  }

  /** Why there is no minimum, or an empty text if what was found is one. */
  String because() {
    if (least == Double.NEGATIVE_INFINITY) {
      return FALLS;
    }
    if (!Double.isFinite(found)) {
      return onlyTowards(found);
    }
    for (double side : new double[] {-1, 1}) {
      String why = because(side);
      if (!why.isEmpty()) {
        return why;
      }
    }
    return "";
  }

  private String because(double side) {
    double end = Double.NaN;
    double valueAtEnd = least;
    double drop = 0;
    double dropBefore = 0;
    boolean isLower = false;
    for (int k = 0; k <= DOUBLINGS; k++) {
      double at = found + side * Math.scalb(reach, k);
      double value = function.applyAsDouble(at);
      if (value == Double.POSITIVE_INFINITY) {
        // Beyond its domain, or of numbers too large: what counts is how it went until here.
        break;
      }
      if (value == Double.NEGATIVE_INFINITY) {
        return FALLS;
      }
      dropBefore = drop;
      drop = valueAtEnd - value;
      isLower |= value < least - ROUNDING * Math.abs(least);
      end = at;
      valueAtEnd = value;
    }
    if (isLower && valueAtEnd < least) {
      // The distances double: what tends to a limit falls by less each time, and −ln by as much.
      boolean isSteady = drop > Math.max(STEADY * dropBefore, ROUNDING * Math.abs(valueAtEnd));
      return isSteady ? FALLS : onlyTowards(side * Double.POSITIVE_INFINITY);
    }
    if (isLower) {
      return "no best constant: the mean loss has no minimum within "
          + NumberText.of(found - reach)
          + " … "
          + NumberText.of(found + reach);
    }
    return valueAtEnd == least && !Double.isNaN(end) && fadesTowards(end, side)
        ? onlyTowards(side * Double.POSITIVE_INFINITY)
        : "";
  }

  private static String onlyTowards(double infinity) {
    return "no best constant: the mean loss has no minimum, it falls on towards "
        + NumberText.of(infinity);
  }

  /**
   * Whether a function that is flat from somewhere on to {@code end} is so by rounding alone: then
   * it comes down to its edge like an exponential or a power of a large number, while a hinge comes
   * down to it like a power of the distance.
   */
  private boolean fadesTowards(double end, double side) {
    double higher = found;
    for (int k = 0; k <= DOUBLINGS && function.applyAsDouble(higher) == least; k++) {
      higher = found - side * Math.scalb(reach, k - DOUBLINGS / 2);
    }
    if (function.applyAsDouble(higher) == least) {
      return false;
    }
    double edge = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = higher + (edge - higher) / 2;
      if (function.applyAsDouble(middle) == least) {
        edge = middle;
      } else {
        higher = middle;
      }
    }
    double distance = edge == 0 ? 1 : Math.abs(edge);
    double near = function.applyAsDouble(edge - side * 0.01 * distance) - least;
    double far = function.applyAsDouble(edge - side * distance) - least;
    return Double.isFinite(far) && near < ROUNDING * far;
  }
}

package org.surprisal.evaluate;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * The standard error of a weighted mean L = Σt / Σw of terms t = w·ℓ, from one pass:
 *
 * <pre>√( n/(n−1) · Σ(t − w·L)² ) / Σw      n rows of weight > 0; without weights this is s/√n
 * </pre>
 *
 * <p>It sums t², t·w and w² in twice the precision of a double and only then forms Σ(t − w·L)² =
 * Σt² − 2L·Σt·w + L²·Σw², exactly. That cancels (mean/deviation)², for which the extra digits are
 * there. Terms and weights are first scaled by powers of two, so that no square leaves the range of
 * a double.
 */
final class StandardError {
  private static final int LARGEST_SCALE = 1000;

  private final CompensatedSum terms = new CompensatedSum();
  private final CompensatedSum mixed = new CompensatedSum();
  private final CompensatedSum weights = new CompensatedSum();
  private long rows;
  private boolean weighted;
  private double termScale;
  private double weightScale;

  /** Adds a row of weight 1; a sum has either such rows or weighted ones. */
  void add(double term) {
    if (termScale == 0 && term != 0) {
      termScale = scaleFor(term);
    }
    weightScale = 1;
    double t = term == 0 ? 0 : term * termScale;
    terms.addProduct(t, t);
    mixed.add(t);
    rows++;
  }

  /** Adds a row; one of weight 0 counts for nothing. */
  void add(double term, double weight) {
    if (!(weight > 0)) {
      return;
    }
    weighted = true;
    if (termScale == 0 && term != 0) {
      termScale = scaleFor(term);
    }
    if (weightScale == 0) {
      weightScale = scaleFor(weight);
    }
    double t = term == 0 ? 0 : term * termScale;
    double w = weight * weightScale;
    terms.addProduct(t, t);
    mixed.addProduct(t, w);
    weights.addProduct(w, w);
    rows++;
  }

  private BigDecimal squaredWeights() {
    return weighted ? weights.exactly() : BigDecimal.valueOf(rows);
  }

  private static double scaleFor(double x) {
    int exponent = Math.max(-LARGEST_SCALE, Math.min(LARGEST_SCALE, Math.getExponent(x)));
    return Math.scalb(1.0, -exponent);
  }

  /** Why {@link #value} is empty, or an empty text where it is not. */
  String noneBecause(double mean, double weight) {
    if (value(mean, weight).isPresent()) {
      return "";
    }
    if (!Double.isFinite(mean)) {
      return "the mean is not finite";
    }
    return rows < 2 ? "one row does not tell it" : "the losses are too far apart in size";
  }

  /**
   * The standard error, where {@code mean} is L and {@code weight} is Σw; empty for fewer than two
   * rows or where a loss is not finite.
   */
  OptionalDouble value(double mean, double weight) {
    if (rows < 2 || !Double.isFinite(mean)) {
      return OptionalDouble.empty();
    }
    if (!terms.isFinite() || !mixed.isFinite() || !weights.isFinite()) {
      return OptionalDouble.empty();
    }
    if (termScale == 0) {
      return OptionalDouble.of(0);
    }
    BigDecimal center =
        new BigDecimal(mean)
            .multiply(new BigDecimal(termScale))
            .multiply(new BigDecimal(1 / weightScale));
    BigDecimal squares =
        terms
            .exactly()
            .subtract(center.multiply(mixed.exactly()).multiply(BigDecimal.TWO))
            .add(center.multiply(center).multiply(squaredWeights()));
    double sum = Math.max(0, squares.doubleValue());
    double perRow = (double) rows / (rows - 1);
    return OptionalDouble.of(Math.sqrt(perRow * sum) / termScale / weight);
  }
}

package org.surprisal.kernel;

import java.util.Arrays;

/**
 * Solves Σ max(0, b + w·u)^(1/w) = 1 for the probabilities of entmax, u being logits less the
 * largest one. Which number is solved for depends on w, so that it has the digits that matter:
 *
 * <ul>
 *   <li>up to ¼ it is φ of b = 1 − wφ, since a power of 1/w would magnify the error of b;
 *   <li>up to 1 it is b;
 *   <li>above 1, where a power has an infinite slope at 0, it is the smallest probability that is
 *       not 0.
 * </ul>
 */
final class EntmaxPowers {
  private enum Unknown {
    SHIFT,
    BASE,
    SMALLEST
  }

  /** Newton's steps at most, before every step is a bisection; halving 1 takes 1,100 at most. */
  private static final int NEWTON = 60;

  private static final int MOST_STEPS = 1_200;
  private static final double HALF_ULP = 0x1p-53;

  private final double w;
  private final Unknown kind;
  private final RowSums sums = new RowSums();
  private double[] terms = {};
  private double[] sorted = {};

  /** What is solved for. */
  private double unknown;

  /** The logit of the smallest probability, and the power w of that. */
  private double reference;

  private double lowest;
  private double excess;
  private double slope;

  EntmaxPowers(double w) {
    this.w = w;
    this.kind = w <= 0.25 ? Unknown.SHIFT : w <= 1 ? Unknown.BASE : Unknown.SMALLEST;
  }

  /** p^w, or what it would be: not positive where p = 0. */
  double power(double u) {
    return switch (kind) {
      case SHIFT -> Math.fma(w, u - unknown, 1);
      case BASE -> Math.fma(w, u, unknown);
      case SMALLEST -> Math.fma(w, u - reference, lowest);
    };
  }

  /** ln p where p is not 0. */
  double logarithm(double u) {
    double log =
        switch (kind) {
          case SHIFT -> Logarithm.log1p(w * (u - unknown));
          case BASE -> Logarithm.log(power(u));
          case SMALLEST -> { // near 1 by what is lacking
            double above = u - reference;
            yield w * above > 0.5
                ? Logarithm.log1p(Math.fma(w, above, -1) + lowest)
                : Logarithm.log(power(u));
          }
        };
    return log / w;
  }

  /** The logit, less the largest one, at which p is 0. */
  double threshold() {
    return kind == Unknown.SHIFT ? unknown - 1 / w : -power(0) / w;
  }

  private double probability(double u) {
    double power = power(u);
    if (!(power > 0)) {
      return 0;
    }
    return switch (kind) {
      case SHIFT -> Exponential.exp(logarithm(u));
      case BASE -> Power.pow(power, 1 / w);
      case SMALLEST -> u == reference ? unknown : Power.pow(power, 1 / w);
    };
  }

  /** Writes the probabilities of a row. */
  void solve(double[] below, int top, int columns, double[] into) {
    if (terms.length < columns) {
      terms = new double[columns];
      sorted = new double[columns];
    }
    double border = -w * Logarithm.log(columns);
    switch (kind) {
      case SHIFT -> search(below, top, columns, 0, -Exponential.expm1(border) / w, 0);
      case BASE -> search(below, top, columns, Exponential.exp(border), 1, 1);
      case SMALLEST -> {
        double most = 1.0 / findReference(below, top, columns); // if all in the support are equal
        search(below, top, columns, 0, 2 * most, most);
      }
    }
    balance(below, top, columns);
    for (int k = 0; k < columns; k++) {
      double rounded = probability(below[k]);
      into[k] = rounded - rounded * excess; // what roundings left in the sum
    }
  }

  /**
   * Finds the smallest logit of the support: with p = 0 there, the others sum to less than 1.
   *
   * @return the number of classes in the support
   */
  private int findReference(double[] below, int top, int columns) {
    System.arraycopy(below, 0, sorted, 0, columns);
    Arrays.sort(sorted, 0, columns);
    int low = 0;
    int high = columns - 1;
    while (low < high) { // the largest logit is always in the support
      int middle = (low + high) >>> 1;
      set(sorted[middle], 0);
      balance(below, top, columns);
      if (excess < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    set(sorted[low], 0);
    return columns - low;
  }

  private void set(double logit, double probability) {
    reference = logit;
    unknown = probability;
    lowest = Power.pow(probability, w);
  }

  private void move(double to) {
    if (kind == Unknown.SMALLEST) {
      set(reference, to);
    } else {
      unknown = to;
    }
  }

  /** Newton's steps for Σp = 1, halves where a step leaves the bracket. */
  private void search(double[] below, int top, int columns, double from, double to, double start) {
    boolean falls = kind == Unknown.SHIFT;
    double low = from;
    double high = to;
    move(start);
    for (int step = 0; step < MOST_STEPS; step++) {
      balance(below, top, columns);
      if (!(Math.abs(excess) > slope * HALF_ULP * unknown)) {
        return;
      }
      if (excess > 0 == falls) {
        low = unknown;
      } else {
        high = unknown;
      }
      double change = excess / slope;
      double next = falls ? unknown + change : unknown - change;
      if (step > NEWTON || !(next > low && next < high)) {
        next = low + (high - low) / 2;
      }
      if (next == low || next == high) {
        return;
      }
      move(next);
    }
  }

  /** Σp − 1 and the size of its derivative by the unknown. */
  private void balance(double[] below, int top, int columns) {
    double largest = logarithm(0);
    for (int k = 0; k < columns; k++) {
      terms[k] = k == top ? 0 : probability(below[k]);
    }
    boolean alone = kind == Unknown.SMALLEST && reference == 0;
    excess = (alone ? unknown - 1 : Exponential.expm1(largest)) + sums.sum(terms, 0, columns);
    for (int k = 0; k < columns; k++) {
      double power = power(below[k]);
      double probability = k == top ? probability(0) : terms[k];
      terms[k] = power > 0 ? probability / power : 0;
    }
    double sum = sums.sum(terms, 0, columns);
    slope =
        switch (kind) {
          case SHIFT -> sum;
          case BASE -> sum / w;
          case SMALLEST -> unknown == 0 ? 0 : sum * (lowest / unknown);
        };
  }
}

package org.surprisal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The softmax geometry: turns rows of K logits into ln p_k, and carries the derivatives of Σ_k
 * f(t_k, ln p_k) by ln p_k back to the logits.
 *
 * <p>The largest logit leaves the sum, S = Σ_{others} e^{z_k − z_max}, so that ln p_max = −log1p(S)
 * and 1 − p_max = S/(1 + S) keep all their digits in confident rows.
 */
public final class Softmax implements RowShape {
  /** Below this a sum may have been rounded as a subnormal. */
  private static final double TINY = 0x1p-960;

  private static final int POWER = 128;
  private static final double INVERSE_POWER = 0x1p-128;
  private static final double LN_2 = 0.6931471805599453; // ln 2, rounded

  /** Where a difference is this small a part of a term, more digits of the terms are needed. */
  private static final double NEAR = 0.5;

  private final int columns;
  private final double[] exponentials;
  private final double[] probabilities;
  private final double[] complements;
  private final double[] logProbabilities;
  private final int[] largest;
  private final double temperature;
  private final double[] tempered;

  /** The logits of the last block, divided by the temperature. */
  private double[] logits = {};

  private final double[] result;
  private final RowSums sums = new RowSums();
  private final SplitSum total = new SplitSum();
  private final SplitSum slope = new SplitSum();

  /**
   * @param columns K, the number of classes
   * @param temperature what logits are divided by
   * @param rows the most rows of a block
   */
  public Softmax(int columns, double temperature, int rows) {
    int capacity = Math.multiplyExact(columns, rows);
    this.columns = columns;
    this.temperature = temperature;
    this.tempered = new double[temperature == 1 ? 0 : capacity];
    this.result = new double[capacity];
    this.exponentials = new double[capacity];
    this.probabilities = new double[capacity];
    this.complements = new double[capacity];
    this.logProbabilities = new double[capacity];
    this.largest = new int[rows];
  }

  @Override
  public int elements() {
    return columns;
  }

  /** ln p of each class, and its target. */
  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    forward(temperature == 1 ? prediction : tempered(prediction, rows), rows);
    return new double[][] {logProbabilities, target};
  }

  private double[] tempered(double[] logits, int rows) {
    for (int j = 0; j < rows * columns; j++) {
      tempered[j] = logits[j] / temperature;
    }
    return tempered;
  }

  private void forward(double[] block, int rows) {
    logits = block;
    for (int row = 0; row < rows; row++) {
      largest[row] = row * columns + largest(logits, row * columns);
      shift(logits, row * columns, largest[row]);
    }
    FunctionLoops.exp(logProbabilities, exponentials, rows * columns);
    for (int row = 0; row < rows; row++) {
      normalise(row * columns, largest[row]);
    }
  }

  /** The index of the largest logit of a row, the lowest one of a tie. */
  private int largest(double[] logits, int from) {
    int best = 0;
    for (int k = 1; k < columns; k++) {
      if (logits[from + k] > logits[from + best]) {
        best = k;
      }
    }
    return best;
  }

  private void shift(double[] logits, int from, int top) {
    double maximum = logits[top];
    for (int j = from; j < from + columns; j++) {
      // A single +∞ is the limit of a certain row: its own difference is 0, not ∞ − ∞.
      logProbabilities[j] = j == top ? 0 : logits[j] - maximum;
    }
  }

  private void normalise(int from, int top) {
    exponentials[top] = 0;
    double others = sums.sum(exponentials, from, columns);
    if (others < TINY) {
      others = tinyOthers(from, top);
    }
    double total = 1 + others;
    double logTotal = Logarithm.log1p(others);
    for (int j = from; j < from + columns; j++) {
      logProbabilities[j] -= logTotal;
      probabilities[j] = exponentials[j] / total;
      complements[j] = 1 - probabilities[j]; // p ≤ ½ beside the largest: nothing cancels
    }
    probabilities[top] = 1 / total;
    complements[top] = others / total;
  }

  /** p of the last block, row-major. */
  double[] probabilities() {
    return probabilities;
  }

  /** 1 − p of the last block. */
  double[] complements() {
    return complements;
  }

  /** ln p of the last block. */
  double[] logProbabilities() {
    return logProbabilities;
  }

  /** ln(1 − p_j) of the last block, also where 1 − p is subnormal. */
  double logComplement(int j, int row) {
    if (j != largest[row]) {
      return Logarithm.log1p(-probabilities[j]);
    }
    int from = row * columns;
    double others = sums.sum(exponentials, from, columns);
    if (others >= TINY) {
      return Logarithm.log(others) - Logarithm.log1p(others);
    }
    double sum = 0;
    for (int k = from; k < from + columns; k++) {
      sum += k == j ? 0 : Exponential.expTimesPower(logProbabilities[k], POWER);
    }
    return Logarithm.log(sum) - POWER * LN_2;
  }

  /** Where the largest logit of a row of the last block stands. */
  int largest(int row) {
    return largest[row];
  }

  /** The sum of exponentials that are subnormal, or nearly so: scaled, to be rounded only once. */
  private double tinyOthers(int from, int top) {
    for (int j = from; j < from + columns; j++) {
      double shift = logProbabilities[j];
      complements[j] = j == top ? 0 : Exponential.expTimesPower(shift, POWER);
    }
    return sums.sum(complements, from, columns) * INVERSE_POWER;
  }

  /** ∂ℓ/∂z_j = f'_j·(1 − p_j) − p_j·Σ_{k≠j} f'_k. */
  @Override
  public double[] gradient(double[][] slopes, int rows) {
    gradient(slopes[0], result, rows);
    for (int j = 0; temperature != 1 && j < rows * columns; j++) {
      result[j] /= temperature;
    }
    return result;
  }

  private void gradient(double[] slopes, double[] into, int rows) {
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      int top = largest[row];
      double sum = sums.sum(slopes, from, columns);
      double others = others(slopes, from, top);
      boolean added = false;
      for (int j = from; j < from + columns; j++) {
        double rest = j == top ? others : sum - slopes[j];
        double own = slopes[j] * complements[j];
        double difference = own - probabilities[j] * rest;
        if (Math.abs(difference) < NEAR * Math.abs(own)) {
          if (!added) {
            addExactly(slopes, from, top);
            added = true;
          }
          difference = near(slopes[j], j, top);
        }
        into[j] = difference;
      }
    }
  }

  /** Sums the exponentials and the slopes of a row with their rounding errors. */
  private void addExactly(double[] slopes, int from, int top) {
    total.set(1);
    slope.set(0);
    for (int j = from; j < from + columns; j++) {
      slope.add(slopes[j]);
      if (j != top) {
        total.add(exponentials[j]);
        total.add(tail(j, top));
      }
    }
  }

  /** f'_j − p_j·Σ f'_k where a gradient all but vanishes: by a quotient with its remainder. */
  private double near(double own, int j, int top) {
    double p = (j == top ? 1 : exponentials[j]) / total.high();
    double lost = remainder(p, j, top) / total.high();
    return Math.fma(-p, slope.high(), own) - (p * slope.low() + lost * slope.high());
  }

  /** e_j − p·total. */
  private double remainder(double p, int j, int top) {
    double e = j == top ? 1 : exponentials[j];
    return Math.fma(-p, total.high(), e) + (tail(j, top) - p * total.low());
  }

  /** What an exponential lacks because the distance from the largest logit has been rounded. */
  private double tail(int j, int top) {
    if (j == top || exponentials[j] == 0) {
      return 0;
    }
    double distance = logits[j] - logits[top];
    double part = distance - logits[j];
    double lost = (logits[j] - (distance - part)) - (logits[top] + part);
    return exponentials[j] * lost;
  }

  /** Rounds p about once instead of four times: for formulas of p itself. */
  void refine(int rows) {
    for (int row = 0; row < rows; row++) {
      int top = largest[row];
      addExactly(probabilities, row * columns, top);
      for (int j = row * columns; j < (row + 1) * columns; j++) {
        double p = probabilities[j];
        probabilities[j] = p + remainder(p, j, top) / total.high();
      }
    }
  }

  /**
   * The sum without its element {@code top}: by subtraction, tiny others beside it would be lost.
   */
  private double others(double[] values, int from, int top) {
    double own = values[top];
    values[top] = 0;
    double sum = sums.sum(values, from, columns);
    values[top] = own;
    return sum;
  }

  /** ∂²ℓ/∂z_j² = f''_j·(1 − p_j)² + p_j²·Σ_{k≠j} f''_k − p_j·(1 − p_j)·Σ_k f'_k. */
  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    curvature(slopes[0], bends[0], result, rows);
    for (int j = 0; temperature != 1 && j < rows * columns; j++) {
      result[j] = result[j] / temperature / temperature;
    }
    return result;
  }

  private void curvature(double[] slopes, double[] bends, double[] into, int rows) {
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      double slope = sums.sum(slopes, from, columns);
      int top = largest[row];
      if (complements[top] < TINY) { // times (1 − p)² it is nothing, but ∞ would stay
        bends[top] = Math.clamp(bends[top], -Double.MAX_VALUE, Double.MAX_VALUE);
      }
      double bend = sums.sum(bends, from, columns);
      double others = others(bends, from, top);
      for (int j = from; j < from + columns; j++) {
        double p = probabilities[j];
        double q = complements[j];
        double rest = j == top ? others : bend - bends[j];
        into[j] = bends[j] * q * q + p * (p * rest) - p * q * slope; // rest may be large, p tiny
      }
    }
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    int certain = 0;
    int impossible = 0;
    for (int j = row * columns; j < (row + 1) * columns; j++) {
      certain += prediction[j] == Double.POSITIVE_INFINITY ? 1 : 0;
      impossible += prediction[j] == Double.NEGATIVE_INFINITY ? 1 : 0;
    }
    return certain <= 1 && impossible < columns
        ? null
        : "has no softmax: all its logits are -inf, or more than one is inf";
  }
}

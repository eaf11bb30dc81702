package org.surprisal.kernel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The softmax geometry for formulas in more than ln p: p itself and 1 − p, each differentiated for
 * itself, or what a target has more than a sum of 1.
 *
 * <p>A formula that is nearly linear in p has derivatives by ln p that all but cancel over a row.
 * By p they do not: with a = f_p and A = Σ p·a it is ∂ℓ/∂z_j = p_j·(a_j − A), and a counts from
 * that of the largest p, so that equal ones leave nothing behind.
 */
public final class SoftmaxParts implements RowShape {
  /** What a formula may be given of each class. */
  public enum Part {
    /** ln p. */
    LOG_P,
    /** p. */
    P,
    /** 1 − p; a formula has no product of it with the others. */
    REST,
    /** ln(1 − p), for the value of {@code exp_as} alone. */
    LOG_REST,
    /** Σt − 1, in the first class of a row; 0 in the others. */
    SURPLUS
  }

  /** Below this a probability may have been rounded as a subnormal. */
  private static final double TINY = 0x1p-960;

  private static final int POWER = 128;
  private static final double INVERSE_POWER = 0x1p-128;

  private final int columns;
  private final List<Part> parts;
  private final double temperature;
  private final Softmax softmax;
  private final RowSums sums = new RowSums();
  private final SplitSum total = new SplitSum();
  private final double[] surplus;
  private final double[] logRest;
  private final double[] zeros;
  private final double[] slope;
  private final double[] ahead;
  private final double[] bend;
  private final double[] moved;

  /** Of two classes, 1 − 2p of the likelier one. */
  private final double[] balance;

  private final double[] result;

  /**
   * @param columns K, the number of classes
   * @param temperature what logits are divided by
   * @param parts the inputs of the formula, in their order
   * @param rows the most rows of a block
   */
  public SoftmaxParts(int columns, double temperature, List<Part> parts, int rows) {
    int capacity = Math.multiplyExact(columns, rows);
    this.columns = columns;
    this.parts = List.copyOf(parts);
    this.temperature = temperature;
    this.softmax = new Softmax(columns, temperature, rows);
    this.surplus = new double[capacity];
    this.logRest = new double[capacity];
    this.zeros = new double[capacity];
    this.slope = new double[capacity];
    this.ahead = new double[capacity];
    this.bend = new double[capacity];
    this.moved = new double[capacity];
    this.balance = new double[rows];
    this.result = new double[capacity];
  }

  @Override
  public int elements() {
    return columns;
  }

  @Override
  public double[][] inputs(double[] prediction, double[] target, int rows) {
    softmax.inputs(prediction, target, rows);
    if (parts.contains(Part.P)) {
      softmax.refine(rows);
    }
    for (int row = 0; columns == 2 && row < rows; row++) {
      double gap = Math.abs(prediction[2 * row] - prediction[2 * row + 1]) / temperature;
      double less = Exponential.expm1(-gap);
      balance[row] = less / (2 + less);
    }
    double[][] inputs = new double[parts.size() + 1][];
    for (int i = 0; i < parts.size(); i++) {
      inputs[i] =
          switch (parts.get(i)) {
            case LOG_P -> softmax.logProbabilities();
            case P -> softmax.probabilities();
            case REST -> softmax.complements();
            case LOG_REST -> logComplements(rows);
            case SURPLUS -> surplus(target, rows);
          };
    }
    inputs[parts.size()] = target;
    return inputs;
  }

  private double[] logComplements(int rows) {
    for (int row = 0; row < rows; row++) {
      for (int j = row * columns; j < (row + 1) * columns; j++) {
        logRest[j] = softmax.logComplement(j, row);
      }
    }
    return logRest;
  }

  private double[] surplus(double[] target, int rows) {
    Arrays.fill(surplus, 0, rows * columns, 0);
    for (int row = 0; row < rows; row++) {
      total.set(-1);
      for (int j = row * columns; j < (row + 1) * columns; j++) {
        total.add(target[j]);
      }
      surplus[row * columns] = total.high() + total.low();
    }
    return surplus;
  }

  @Override
  public double[] gradient(double[][] slopes, int rows) {
    int logarithm = parts.indexOf(Part.LOG_P);
    double[] byLogarithm =
        logarithm < 0 ? zeros : softmax.gradient(new double[][] {slopes[logarithm]}, rows);
    if (!byProbability(slopes, rows)) {
      return byLogarithm;
    }
    for (int j = 0; j < rows * columns; j++) {
      double p = softmax.probabilities()[j];
      boolean plain = p >= TINY && temperature == 1;
      result[j] =
          plain
              ? Math.fma(p, ahead[j], byLogarithm[j])
              : byLogarithm[j] + timesProbability(j, ahead[j]) / temperature;
    }
    return result;
  }

  private double[] part(double[][] slopes, int index) {
    return index < 0 ? zeros : slopes[index];
  }

  /** Sets {@link #ahead} to a_j − A; false where no formula depends on p. */
  private boolean byProbability(double[][] slopes, int rows) {
    int p = parts.indexOf(Part.P);
    int rest = parts.indexOf(Part.REST);
    if (p < 0 && rest < 0) {
      return false;
    }
    for (int j = 0; j < rows * columns; j++) {
      slope[j] = part(slopes, p)[j] - part(slopes, rest)[j];
    }
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      double own = slope[softmax.largest(row)];
      for (int j = from; j < from + columns; j++) {
        slope[j] -= own;
      }
      total.set(0);
      for (int j = from; j < from + columns; j++) {
        double part = timesProbability(j, slope[j]);
        total.add(part);
        total.add(lost(j, part));
      }
      for (int j = from; j < from + columns; j++) {
        ahead[j] = (slope[j] - total.high()) - total.low();
      }
    }
    return true;
  }

  /** What the product p·slope lost to rounding, where that is no matter of size. */
  private double lost(int j, double product) {
    double p = softmax.probabilities()[j];
    return p >= TINY && Math.abs(product) >= TINY ? Math.fma(p, slope[j], -product) : 0;
  }

  /** p_j·x; where p is subnormal by its logarithm, and 0·∞ = 0 as of p·ln p. */
  private double timesProbability(int j, double x) {
    double p = softmax.probabilities()[j];
    if (p >= TINY) {
      return p * x;
    }
    return p == 0
        ? 0
        : Exponential.expTimesPower(softmax.logProbabilities()[j], POWER) * x * INVERSE_POWER;
  }

  /**
   * With s = −Σ f_l: p_j·((1 − p_j)·s + (1 − 2p_j)·(a_j − A)), in forms that leave exactly 0 of
   * what cancels where p is small; and the second derivatives f_ll and p²·f_pp of each class, by (1
   * − p_j)² of the own and p_j² of the others.
   */
  @Override
  public double[] curvature(double[][] slopes, double[][] bends, int rows) {
    int logarithm = parts.indexOf(Part.LOG_P);
    if (!byProbability(slopes, rows)) {
      double[] own = bends[twice(logarithm)];
      return softmax.curvature(new double[][] {slopes[logarithm]}, new double[][] {own}, rows);
    }
    bends(bends, rows);
    for (int row = 0; row < rows; row++) {
      double s = logarithm < 0 ? 0 : -sums.sum(slopes[logarithm], row * columns, columns);
      curvature(row, s);
    }
    return result;
  }

  private void curvature(int row, double s) {
    int from = row * columns;
    int top = softmax.largest(row);
    double sum = sums.sum(bend, from, columns);
    double own = bend[top];
    bend[top] = 0;
    double others = sums.sum(bend, from, columns);
    bend[top] = own;
    double mean = -ahead[top]; // slopes count from that of the largest p, which is 0
    for (int j = from; j < from + columns; j++) {
      double p = softmax.probabilities()[j];
      double q = softmax.complements()[j];
      double d = ahead[j];
      double first =
          columns == 2 && Math.abs(balance[row]) < 0.5
              ? q * s + d * (j == top ? balance[row] : -balance[row])
              : j == top
                  ? moved(from, top, s) + 2 * q * d
                  : q * (s + slope[j]) - (mean - p * slope[j]) - 2 * p * d;
      double second = bend[j] * q * q + p * (p * (j == top ? others : sum - bend[j]));
      result[j] = (timesProbability(j, first) + second) / temperature / temperature;
    }
  }

  /** Σ p·(s + slope) over the others than the largest, where s and a slope may cancel. */
  private double moved(int from, int top, double s) {
    for (int j = from; j < from + columns; j++) {
      moved[j] = j == top ? 0 : timesProbability(j, s + slope[j]);
    }
    return sums.sum(moved, from, columns);
  }

  /** Sets {@link #bend} to f_ll + p²·f_pp. */
  private void bends(double[][] bends, int rows) {
    int l = parts.indexOf(Part.LOG_P);
    int p = parts.indexOf(Part.P);
    int rest = parts.indexOf(Part.REST);
    for (int j = 0; j < rows * columns; j++) {
      double byP = (p < 0 ? 0 : bends[twice(p)][j]) + (rest < 0 ? 0 : bends[twice(rest)][j]);
      double probability = softmax.probabilities()[j];
      // As of p·ln p, where f_pp = 1/p overflows p²·f_pp is below the normal doubles.
      boolean vanishes = probability == 0 || Double.isInfinite(byP);
      double second = vanishes ? 0 : probability * (probability * byP);
      bend[j] = (l < 0 ? 0 : bends[twice(l)][j]) + second;
    }
  }

  /** Where the second derivative by input i twice stands among those by all pairs. */
  private int twice(int i) {
    int before = 0;
    for (int k = 0; k < i; k++) {
      before += parts.size() - k;
    }
    return before;
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    return softmax.problem(prediction, row);
  }
}

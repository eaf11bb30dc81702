package org.surprisal.objective;

import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Target;

/**
 * Weights of classes from how often they occur, for {@link Batch#classWeights} ({@link #perRow} for
 * labels −1 and 1, whose losses take weights of rows).
 *
 * <p>Take the counts from the training data as a whole, not from each batch.
 */
public final class ClassWeights {
  /** What becomes of a class that does not occur. */
  public enum Absent {
    /** An error that names the class. */
    ERROR,
    /** Its weight is 0, and it does not count as one of the K classes. */
    ZERO
  }

  private ClassWeights() {}

  /**
   * How many rows each class has: labels −1 and 1, or 0 and 1, in this order.
   *
   * @throws IllegalArgumentException naming the row, if a label is something else
   */
  public static long[] counts(Target labels) {
    Numbers numbers = Labels.numbers(labels);
    int classes = Labels.classes(labels);
    if (classes == 0) {
      throw new IllegalArgumentException(
          "class indices do not say how many classes there are; use counts(labels, classes)");
    }
    return counts(labels, numbers, classes);
  }

  /**
   * How many rows each of the classes 0 … {@code classes} − 1 has.
   *
   * @throws IllegalArgumentException naming the row, if a label is none of them
   */
  public static long[] counts(Target labels, int classes) {
    Numbers numbers = Labels.numbers(labels);
    int own = Labels.classes(labels);
    if (!(classes >= 1) || (own != 0 && own != classes)) {
      throw Checks.outside("classes", classes, own == 0 ? "[1, ∞)" : "{2} of such labels");
    }
    return counts(labels, numbers, classes);
  }

  private static long[] counts(Target labels, Numbers numbers, int classes) {
    long[] counts = new long[classes];
    for (long row = 0; row < numbers.rows(); row++) {
      counts[Labels.index(labels, numbers, row, classes)]++;
    }
    return counts;
  }

  /** {@link #balanced(Absent, long...)} where every class must occur. */
  public static double[] balanced(long... counts) {
    return balanced(Absent.ERROR, counts);
  }

  /**
   * n/(K·n_k), as {@code class_weight="balanced"} of scikit-learn: every class weighs the same in
   * sum, and all rows together weigh n.
   *
   * @param counts n_k, the rows of each class
   */
  public static double[] balanced(Absent absent, long... counts) {
    int present = present(absent, counts);
    double rows = 0;
    for (long count : counts) {
      rows += count;
    }
    double[] weights = new double[counts.length];
    for (int k = 0; k < counts.length; k++) {
      weights[k] = counts[k] == 0 ? 0 : rows / ((double) present * counts[k]);
    }
    return weights;
  }

  /** {@link #effectiveNumber(double, Absent, long...)} where every class must occur. */
  public static double[] effectiveNumber(double beta, long... counts) {
    return effectiveNumber(beta, Absent.ERROR, counts);
  }

  /**
   * (1 − β)/(1 − β^{n_k}), scaled to sum to K: the inverse of the effective number of samples. β =
   * 0 weighs all classes the same, β = 1 is the limit 1/n_k; (n − 1)/n is usual.
   *
   * <p>Source: Cui, Jia, Lin, Song and Belongie (2019), arXiv:1901.05555.
   *
   * @param beta β in [0, 1]
   * @param counts n_k, the rows of each class
   */
  public static double[] effectiveNumber(double beta, Absent absent, long... counts) {
    if (!(beta >= 0 && beta <= 1)) {
      throw Checks.outside("beta", beta, "[0, 1]");
    }
    int present = present(absent, counts);
    double log = Logarithm.log(beta);
    double[] weights = new double[counts.length];
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      // 1 − β is a factor of all of them, and cancels when they are scaled.
      double number = beta == 1 ? counts[k] : -Exponential.expm1(counts[k] * log);
      weights[k] = counts[k] == 0 ? 0 : 1 / number;
      sum += weights[k];
    }
    for (int k = 0; k < counts.length; k++) {
      weights[k] *= present / sum;
    }
    return weights;
  }

  /** The weight of each row: that of its class, for losses that have no class weights. */
  public static double[] perRow(Target labels, double... weights) {
    Numbers numbers = Labels.numbers(labels);
    int own = Labels.classes(labels);
    if (own != 0) {
      Checks.count("class weights", weights.length, own, "class");
    }
    double[] rows = new double[Math.toIntExact(numbers.rows())];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = weights[Labels.index(labels, numbers, row, weights.length)];
    }
    return rows;
  }

  /** How many classes occur. */
  private static int present(Absent absent, long[] counts) {
    int present = 0;
    for (int k = 0; k < counts.length; k++) {
      if (!(counts[k] >= 0)) {
        throw Checks.outside("count of class " + k, (double) counts[k], "[0, ∞)");
      }
      if (counts[k] == 0 && absent == Absent.ERROR) {
        throw new IllegalArgumentException(
            "class "
                + k
                + " has no row, so it has no weight; leave it out of the classes, or ask for"
                + " weight 0 with Absent.ZERO");
      }
      present += counts[k] > 0 ? 1 : 0;
    }
    if (present == 0) {
      throw new IllegalArgumentException("no class has any row, so there is nothing to weigh");
    }
    return present;
  }
}

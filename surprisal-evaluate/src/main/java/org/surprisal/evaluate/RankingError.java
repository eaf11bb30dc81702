package org.surprisal.evaluate;

/**
 * What the standard errors of ROC-AUC and average precision need, from steps of equal scores with
 * the highest first.
 *
 * <p>AUC (DeLong, DeLong and Clarke-Pearson 1988, doi:10.2307/2531595): with a the share of
 * negatives above a positive (equal ones half), b the share of positives below a negative, and W =
 * 1 − AUC the mean of either, the variance is m/(m−1)·Σ w²(a−W)²/(Σw)² over the m positives plus
 * the same of b over the negatives.
 *
 * <p>Average precision is A = Σ pᵢTᵢ/Mᵢ / P over rows i, with Tᵢ the positives and Mᵢ all rows at
 * least as high, Fᵢ = Mᵢ − Tᵢ. Its derivative by the weight of row j, times P, is
 *
 * <pre>(1 − A) − Fⱼ/Mⱼ + Σ pᵢFᵢ/Mᵢ² for a positive, −Σ pᵢTᵢ/Mᵢ² for a negative</pre>
 *
 * <p>(sums over rows i as low as j or lower), and the variance n/(n−1)·Σ (w · derivative)².
 *
 * <p>What a row has of rows below it is not known when it comes: the sums of w², w²x and w²x² over
 * all rows so far move with x by δ as each lower step brings its δ. All terms are of one sign but
 * for the last, so scores that are nearly perfect lose no digits.
 */
final class RankingError {
  /**
   * Rows of equal scores.
   *
   * @param positives Σ w of the positives
   * @param negatives Σ w of the negatives
   * @param positiveSquares Σ w² of the positives
   * @param negativeSquares Σ w² of the negatives
   * @param negativesAbove Σ w of the negatives with higher scores, plus half of these
   * @param allPositives Σ w of the positives with scores at least as high
   * @param allNegatives Σ w of the negatives with scores at least as high
   */
  record Step(
      double positives,
      double negatives,
      double positiveSquares,
      double negativeSquares,
      double negativesAbove,
      double allPositives,
      double allNegatives) {}

  private final Moments above = new Moments();
  private final Moments below = new Moments();
  private final Moments positivePull = new Moments();
  private final Moments negativePull = new Moments();

  /** Σ p F/M = P (1 − A). */
  private double missed;

  void add(Step step) {
    double p = step.positives;
    above.insert(step.negativesAbove, step.positiveSquares);
    below.move(p);
    below.insert(p / 2, step.negativeSquares);
    double all = step.allPositives + step.allNegatives;
    double falseShare = step.allNegatives / all;
    positivePull.insert(-falseShare, step.positiveSquares);
    negativePull.insert(0, step.negativeSquares);
    if (p > 0) {
      positivePull.move(p / all * falseShare);
      negativePull.move(p / all * (step.allPositives / all));
      missed += p * falseShare;
    }
  }

  double ofAuc(double positives, double negatives, long m, long n, double wrongShare) {
    double ofPositives = above.about(wrongShare * negatives) / (negatives * negatives);
    double ofNegatives = below.about(wrongShare * positives) / (positives * positives);
    return Math.sqrt(
        corrected(m) * ofPositives / (positives * positives)
            + corrected(n) * ofNegatives / (negatives * negatives));
  }

  double ofAveragePrecision(double positives, long rows) {
    double sum = positivePull.about(-missed / positives) + negativePull.about(0);
    return Math.sqrt(corrected(rows) * sum) / positives;
  }

  private static double corrected(long rows) {
    return (double) rows / (rows - 1);
  }

  /** Σ w², Σ w²x and Σ w²x² over rows whose x all grow together. */
  private static final class Moments {
    private double zeroth;
    private double first;
    private double second;

    void insert(double x, double weightSquares) {
      zeroth += weightSquares;
      first += weightSquares * x;
      second += weightSquares * (x * x);
    }

    void move(double by) {
      second += by * (2 * first + by * zeroth);
      first += by * zeroth;
    }

    /** Σ w²(x − center)². */
    double about(double center) {
      return Math.max(0, second + center * (center * zeroth - 2 * first));
    }
  }
}

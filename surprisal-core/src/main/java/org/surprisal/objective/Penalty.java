package org.surprisal.objective;

import java.util.BitSet;
import org.surprisal.loss.Numbers;

/**
 * A regulariser λ·Ω(θ): what large parameters cost. Immutable; safe for any number of threads.
 *
 * <p>Parameters θ are any view of finite numbers; a NaN or an infinity is an error that names it,
 * and nothing is written then. Where θ has several columns, coordinates are counted row by row.
 * Unpenalised coordinates ({@link #except}), such as the intercept, cost nothing and have
 * derivative 0. An output may be the very view that holds θ; else it may not share memory with it.
 */
public abstract sealed class Penalty permits ElasticNet, GroupLasso {
  /** More unpenalised coordinates are counted, not named. */
  private static final int MOST_NAMED = 8;

  private final double lambda;
  private final BitSet unpenalised;

  /** What takes a number for one coordinate. */
  @FunctionalInterface
  interface Sink {
    void put(long row, int column, double value);
  }

  Penalty(double lambda, BitSet unpenalised) {
    this.lambda = Checks.nonNegative("lambda", lambda);
    this.unpenalised = unpenalised;
  }

  /**
   * λ·‖θ‖₁ = λ·Σ|θᵢ| (lasso): drives coordinates to exactly 0. The derivative at 0 is 0.
   *
   * <p>Source: Tibshirani (1996), doi:10.1111/j.2517-6161.1996.tb02080.x.
   *
   * @param lambda λ in [0, ∞)
   */
  public static Penalty l1(double lambda) {
    return new ElasticNet(lambda, 1, new BitSet());
  }

  /**
   * λ·½‖θ‖² = λ·½·Σθᵢ² (ridge, weight decay). Its derivative is λθ: libraries that leave out the ½
   * mean half of this λ.
   *
   * <p>Source: Hoerl and Kennard (1970), doi:10.1080/00401706.1970.10488634.
   *
   * @param lambda λ in [0, ∞)
   */
  public static Penalty l2(double lambda) {
    return new ElasticNet(lambda, 0, new BitSet());
  }

  /**
   * λ·(ratio·‖θ‖₁ + (1 − ratio)·½‖θ‖²), as in scikit-learn and glmnet.
   *
   * <p>Source: Zou and Hastie (2005), doi:10.1111/j.1467-9868.2005.00503.x.
   *
   * @param lambda λ in [0, ∞)
   * @param ratio share of the first part, in [0, 1]
   */
  public static Penalty elasticNet(double lambda, double ratio) {
    return new ElasticNet(lambda, ratio, new BitSet());
  }

  /**
   * λ·Σ_g √|g|·‖θ_g‖₂ over consecutive groups of coordinates: drives whole groups to 0. |g| counts
   * the penalised coordinates of a group. The derivative of a group at 0 is 0.
   *
   * <p>Source: Yuan and Lin (2006), doi:10.1111/j.1467-9868.2005.00532.x.
   *
   * @param lambda λ in [0, ∞)
   * @param sizes the number of coordinates of each group; together as many as θ has
   */
  public static Penalty groupLasso(double lambda, int... sizes) {
    return new GroupLasso(lambda, sizes.clone(), new BitSet());
  }

  /**
   * The same penalty, but coordinates {@code from} (included) to {@code to} (excluded) are free.
   */
  public final Penalty except(int from, int to) {
    if (!(0 <= from && from <= to)) {
      throw new IllegalArgumentException(
          "unpenalised coordinates [" + from + ", " + to + ") are not a range from 0 on");
    }
    BitSet more = new BitSet();
    more.set(from, to);
    return except(more);
  }

  /** The same penalty, but the coordinates whose bit is set are free too. */
  public final Penalty except(BitSet coordinates) {
    BitSet both = (BitSet) unpenalised.clone();
    both.or(coordinates);
    return withUnpenalised(both);
  }

  /** λ·Ω(θ), from an exact sum over the coordinates. */
  public final double value(double... theta) {
    return value(Numbers.of(theta));
  }

  /** λ·Ω(θ), from an exact sum over the coordinates. */
  public final double value(Numbers theta) {
    check(theta);
    return valueOf(theta);
  }

  /** Writes the gradient by θ. */
  public final void gradient(double[] theta, double[] into) {
    gradient(Numbers.of(theta), Numbers.of(into));
  }

  /** Writes the gradient by θ. */
  public final void gradient(Numbers theta, Numbers into) {
    check(theta);
    checkOutput("gradient by theta", into, theta);
    gradientOf(theta, into::set);
  }

  /** Adds the gradient by θ to what stands there, such as the gradient of the loss by θ. */
  public final void addGradient(double[] theta, double[] into) {
    addGradient(Numbers.of(theta), Numbers.of(into));
  }

  /** Adds the gradient by θ to what stands there, such as the gradient of the loss by θ. */
  public final void addGradient(Numbers theta, Numbers into) {
    check(theta);
    checkOutput("gradient by theta", into, theta);
    gradientOf(theta, (row, column, x) -> into.set(row, column, into.get(row, column) + x));
  }

  /** Writes the diagonal of the second derivative by θ; |θ| has none, 0 stands for it. */
  public final void curvature(double[] theta, double[] into) {
    curvature(Numbers.of(theta), Numbers.of(into));
  }

  /** Writes the diagonal of the second derivative by θ; |θ| has none, 0 stands for it. */
  public final void curvature(Numbers theta, Numbers into) {
    check(theta);
    checkOutput("curvature by theta", into, theta);
    curvatureOf(theta, into::set);
  }

  /** Adds the diagonal of the second derivative by θ to what stands there. */
  public final void addCurvature(double[] theta, double[] into) {
    addCurvature(Numbers.of(theta), Numbers.of(into));
  }

  /** Adds the diagonal of the second derivative by θ to what stands there. */
  public final void addCurvature(Numbers theta, Numbers into) {
    check(theta);
    checkOutput("curvature by theta", into, theta);
    curvatureOf(theta, (row, column, x) -> into.set(row, column, into.get(row, column) + x));
  }

  /** {@link #proximal(Numbers, double, Numbers)}. */
  public final void proximal(double[] theta, double step, double[] into) {
    proximal(Numbers.of(theta), step, Numbers.of(into));
  }

  /**
   * Writes argmin_x ½‖x − θ‖² + step·λ·Ω(x), the step of proximal gradient descent: it keeps exact
   * zeros, which the gradient does not.
   *
   * @param step the step size, in [0, ∞); step·λ must be finite
   */
  public final void proximal(Numbers theta, double step, Numbers into) {
    Checks.nonNegative("step", step);
    Checks.nonNegative("step * lambda", step * lambda);
    check(theta);
    checkOutput("proximal point", into, theta);
    proximalOf(theta, step, into::set);
  }

  /** λ. */
  public final double lambda() {
    return lambda;
  }

  abstract Penalty withUnpenalised(BitSet coordinates);

  abstract double valueOf(Numbers theta);

  abstract void gradientOf(Numbers theta, Sink into);

  abstract void curvatureOf(Numbers theta, Sink into);

  abstract void proximalOf(Numbers theta, double step, Sink into);

  /** Whether a coordinate costs something; a {@link BitSet} reaches the first 2³¹ of them. */
  final boolean penalises(long coordinate) {
    return coordinate > Integer.MAX_VALUE || !unpenalised.get((int) coordinate);
  }

  /** An output is the very view of θ, or shares no memory with it. */
  private static void checkOutput(String name, Numbers into, Numbers theta) {
    Checks.output(name, into, theta);
    if (!into.isSame(theta)) {
      new Memory().reads("theta", theta).writes(name, into).check();
    }
  }

  /** Refuses parameters that are not finite, and a mask that does not fit them. */
  void check(Numbers theta) {
    int columns = theta.columns();
    if (unpenalised.length() > theta.rows() * columns) {
      throw new IllegalArgumentException(
          "coordinate "
              + (unpenalised.length() - 1)
              + " shall be unpenalised, but theta has "
              + theta.rows() * columns
              + " coordinates");
    }
    for (long row = 0; row < theta.rows(); row++) {
      for (int column = 0; column < columns; column++) {
        double x = theta.get(row, column);
        if (!(Math.abs(x) <= Double.MAX_VALUE)) {
          throw new IllegalArgumentException(
              "theta"
                  + (columns == 1 ? "[" + row + "]" : "[row " + row + ", column " + column + "]")
                  + " = "
                  + Checks.text(x)
                  + " is not finite; training has diverged, a smaller step may cure it");
        }
      }
    }
  }

  /** {@code , except={0, 2}} for {@code toString}; empty if every coordinate is penalised. */
  final String exceptions() {
    int count = unpenalised.cardinality();
    if (count == 0) {
      return "";
    }
    return ", except=" + (count <= MOST_NAMED ? unpenalised : count + " coordinates");
  }
}

package org.surprisal.objective;

import java.util.BitSet;
import java.util.function.DoubleUnaryOperator;
import org.surprisal.loss.Numbers;
import org.surprisal.sum.ExactSum;

/** λ·(ratio·‖θ‖₁ + (1 − ratio)·½‖θ‖²): lasso, ridge, and what lies between. */
final class ElasticNet extends Penalty {
  private final double ratio;

  ElasticNet(double lambda, double ratio, BitSet unpenalised) {
    super(lambda, unpenalised);
    if (!(ratio >= 0 && ratio <= 1)) {
      throw Checks.outside("ratio", ratio, "[0, 1]; it is the share of the absolute values");
    }
    this.ratio = ratio;
  }

  @Override
  Penalty withUnpenalised(BitSet coordinates) {
    return new ElasticNet(lambda(), ratio, coordinates);
  }

  /** Coordinates are scaled by a power of two, so that no square overflows on the way. */
  @Override
  double valueOf(Numbers theta) {
    double[] largest = {0};
    forEach(theta, (_, _, x) -> largest[0] = Math.max(largest[0], Math.abs(x)));
    int exponent = PowerOfTwo.exponent(largest[0]);
    double down = PowerOfTwo.of(-exponent);
    double up = PowerOfTwo.of(exponent);
    ExactSum sizes = new ExactSum();
    ExactSum squares = new ExactSum();
    forEach(
        theta,
        (_, _, x) -> {
          double scaled = x * down;
          sizes.add(Math.abs(scaled));
          squares.add(scaled * scaled);
        });
    double first = lambda() * (ratio * sizes.value()) * up;
    double second = lambda() * ((1 - ratio) * 0.5 * squares.value()) * up * up;
    return first + second;
  }

  private void forEach(Numbers theta, Sink sink) {
    int columns = theta.columns();
    for (long row = 0; row < theta.rows(); row++) {
      for (int column = 0; column < columns; column++) {
        if (penalises(row * columns + column)) {
          sink.put(row, column, theta.get(row, column));
        }
      }
    }
  }

  /** λ·(ratio·sign θ + (1 − ratio)·θ), with sign 0 = 0. */
  @Override
  void gradientOf(Numbers theta, Sink into) {
    each(theta, into, x -> lambda() * Math.fma(1 - ratio, x, ratio * sign(x)), 0);
  }

  @Override
  void curvatureOf(Numbers theta, Sink into) {
    each(theta, into, _ -> lambda() * (1 - ratio), 0);
  }

  /** Soft thresholding by step·λ·ratio, then shrinking by 1 + step·λ·(1 − ratio). */
  @Override
  void proximalOf(Numbers theta, double step, Sink into) {
    double threshold = step * lambda() * ratio;
    double shrink = 1 + step * lambda() * (1 - ratio);
    each(theta, into, x -> sign(x) * Math.max(Math.abs(x) - threshold, 0) / shrink, 1);
  }

  /** Free coordinates give {@code free} times themselves. */
  private void each(Numbers theta, Sink into, DoubleUnaryOperator function, double free) {
    int columns = theta.columns();
    for (long row = 0; row < theta.rows(); row++) {
      for (int column = 0; column < columns; column++) {
        double x = theta.get(row, column);
        boolean penalised = penalises(row * columns + column);
        into.put(row, column, penalised ? function.applyAsDouble(x) : free * x);
      }
    }
  }

  private static double sign(double x) {
    return x > 0 ? 1 : x < 0 ? -1 : 0;
  }

  @Override
  public String toString() {
    String lambda = "(lambda=" + Checks.text(lambda());
    if (ratio == 0 || ratio == 1) {
      return (ratio == 0 ? "l2" : "l1") + lambda + exceptions() + ")";
    }
    return "elastic_net" + lambda + ", ratio=" + Checks.text(ratio) + exceptions() + ")";
  }
}

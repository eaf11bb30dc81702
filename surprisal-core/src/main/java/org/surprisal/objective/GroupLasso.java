package org.surprisal.objective;

import java.util.Arrays;
import java.util.BitSet;
import org.surprisal.loss.Numbers;
import org.surprisal.sum.ExactSum;

/** λ·Σ_g √|g|·‖θ_g‖₂ over consecutive groups of coordinates. */
final class GroupLasso extends Penalty {
  private final int[] sizes;

  GroupLasso(double lambda, int[] sizes, BitSet unpenalised) {
    super(lambda, unpenalised);
    for (int g = 0; g < sizes.length; g++) {
      if (!(sizes[g] >= 1)) {
        throw Checks.outside("sizes[" + g + "]", sizes[g], "[1, ∞)");
      }
    }
    this.sizes = sizes;
  }

  /** One group of θ: its penalised coordinates, √|g|, and its norm as a scaled number. */
  private final class Group {
    final Numbers theta;
    final long from;
    final long to;
    final double root;
    final int exponent;
    final double norm;

    Group(Numbers theta, long from, long to) {
      this.theta = theta;
      this.from = from;
      this.to = to;
      double largest = 0;
      long count = 0;
      for (long i = from; i < to; i++) {
        largest = penalises(i) ? Math.max(largest, Math.abs(at(i))) : largest;
        count += penalises(i) ? 1 : 0;
      }
      this.root = Math.sqrt((double) count);
      this.exponent = PowerOfTwo.exponent(largest);
      this.norm = Math.sqrt(squaresWithout(-1));
    }

    private double at(long i) {
      return theta.get(i / theta.columns(), (int) (i % theta.columns()));
    }

    /** A coordinate scaled as the norm is. */
    double scaled(long i) {
      return at(i) * PowerOfTwo.of(-exponent);
    }

    double squaresWithout(long left) {
      ExactSum squares = new ExactSum();
      for (long i = from; i < to; i++) {
        if (i != left && penalises(i)) {
          squares.add(scaled(i) * scaled(i));
        }
      }
      return squares.value();
    }

    /** The sum of the other squares: added anew where own² is most of them, and would cancel. */
    double otherSquares(long i) {
      double own = scaled(i) * scaled(i);
      double all = norm * norm;
      return own > 0.5 * all ? squaresWithout(i) : all - own;
    }

    void put(Sink into, long i, double value) {
      into.put(i / theta.columns(), (int) (i % theta.columns()), value);
    }
  }

  private interface OfGroup {
    void accept(Group group);
  }

  private void forEachGroup(Numbers theta, OfGroup action) {
    long from = 0;
    for (int size : sizes) {
      action.accept(new Group(theta, from, from + size));
      from += size;
    }
  }

  @Override
  Penalty withUnpenalised(BitSet coordinates) {
    return new GroupLasso(lambda(), sizes, coordinates);
  }

  @Override
  void check(Numbers theta) {
    long wanted = Arrays.stream(sizes).asLongStream().sum();
    if (wanted != theta.rows() * theta.columns()) {
      throw new IllegalArgumentException(
          "the groups have "
              + wanted
              + " coordinates together, but theta has "
              + theta.rows() * theta.columns());
    }
    super.check(theta);
  }

  @Override
  double valueOf(Numbers theta) {
    ExactSum sum = new ExactSum();
    forEachGroup(theta, g -> sum.add(lambda() * (g.root * g.norm) * PowerOfTwo.of(g.exponent)));
    return sum.value();
  }

  /** λ·√|g|·θᵢ/‖θ_g‖, and 0 where the group is 0. */
  @Override
  void gradientOf(Numbers theta, Sink into) {
    forEachGroup(
        theta,
        g -> {
          for (long i = g.from; i < g.to; i++) {
            boolean flat = g.norm == 0 || !penalises(i);
            g.put(into, i, flat ? 0 : lambda() * (g.root * (g.scaled(i) / g.norm)));
          }
        });
  }

  /** λ·√|g|·(‖θ_g‖² − θᵢ²)/‖θ_g‖³, and 0 where the group is 0. */
  @Override
  void curvatureOf(Numbers theta, Sink into) {
    forEachGroup(
        theta,
        g -> {
          double[] bends = new double[(int) (g.to - g.from)];
          for (long i = g.from; i < g.to; i++) {
            boolean flat = g.norm == 0 || !penalises(i);
            double share = flat ? 0 : g.otherSquares(i) / (g.norm * g.norm);
            bends[(int) (i - g.from)] = flat ? 0 : scaled(g.root * share / g.norm, g.exponent);
          }
          for (long i = g.from; i < g.to; i++) {
            g.put(into, i, bends[(int) (i - g.from)]);
          }
        });
  }

  /** λ·x·2⁻ᵉ in an order that passes no larger and no smaller number than it must. */
  private double scaled(double x, int exponent) {
    double down = PowerOfTwo.of(-exponent);
    return lambda() > 1 && down > 1 ? lambda() * x * down : lambda() * down * x;
  }

  /** θ_g·max(0, 1 − step·λ·√|g|/‖θ_g‖). */
  @Override
  void proximalOf(Numbers theta, double step, Sink into) {
    forEachGroup(
        theta,
        g -> {
          double down = PowerOfTwo.of(-g.exponent);
          double excess = g.norm - step * lambda() * g.root * down;
          double keep = excess > 0 ? excess / g.norm : 0;
          for (long i = g.from; i < g.to; i++) {
            double x = g.at(i);
            g.put(into, i, penalises(i) ? keep * x : x);
          }
        });
  }

  @Override
  public String toString() {
    return "group_lasso(lambda="
        + Checks.text(lambda())
        + ", sizes="
        + Arrays.toString(sizes)
        + exceptions()
        + ")";
  }
}

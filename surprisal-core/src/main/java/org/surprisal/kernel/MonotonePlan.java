package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of mass that the monotone plan moves between two weighted, sorted samples: both walk
 * through their cumulative weights, and a piece ends wherever one of them has a step.
 *
 * <p>With A and B the sums of the weights, the cumulative weights F·B and G·A are compared as pairs
 * of doubles; weights that are small integers are exact there.
 */
final class MonotonePlan {
  /** Steps nearer to each other than the rounding of their sums are one; both end at 1. */
  private static final double SAME = 0x1p-96;

  private final double[] a;
  private final double[] b;
  private final int[] orderA;
  private final int[] orderB;
  private final DoubleDouble totalA;
  private final DoubleDouble totalB;
  private final double scale;
  private int first = -1;
  private int second = -1;
  private DoubleDouble sumA = new DoubleDouble(0, 0);
  private DoubleDouble sumB = new DoubleDouble(0, 0);
  private DoubleDouble endA = new DoubleDouble(0, 0);
  private DoubleDouble endB = new DoubleDouble(0, 0);
  private DoubleDouble at = new DoubleDouble(0, 0);
  private boolean moveA = true;
  private boolean moveB = true;
  private double mass;

  /** Weights by index, as {@link #weights} gives them, and the orders in which to walk them. */
  MonotonePlan(double[] a, int[] orderA, double[] b, int[] orderB) {
    this.a = a;
    this.b = b;
    this.orderA = orderA;
    this.orderB = orderB;
    this.totalA = total(a, orderA);
    this.totalB = total(b, orderB);
    this.scale = product(totalA, totalB).high();
  }

  /** A copy of the weights, scaled by a power of two to a largest one in [1, 2); ones for null. */
  static double[] weights(String name, double @Nullable [] weights, int count) {
    if (count == 0) {
      throw new IllegalArgumentException("a sample without points has no distance to another");
    }
    double[] copy = new double[count];
    if (weights == null) {
      Arrays.fill(copy, 1);
      return copy;
    }
    if (weights.length != count) {
      throw new IllegalArgumentException(
          weights.length + " weights " + name + " but " + count + " points; give one a point");
    }
    double largest = 0;
    for (int i = 0; i < count; i++) {
      if (!(weights[i] >= 0 && weights[i] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            name + "[" + i + "] = " + weights[i] + " is not a finite weight ≥ 0");
      }
      largest = Math.max(largest, weights[i]);
    }
    if (!(largest > 0)) {
      throw new IllegalArgumentException("all weights " + name + " are 0; give a positive one");
    }
    int exponent = Math.getExponent(Math.max(largest, Double.MIN_NORMAL));
    for (int i = 0; i < count; i++) {
      // In two factors, each a normal double.
      copy[i] = weights[i] * power(-exponent / 2) * power(-exponent - (-exponent / 2));
    }
    return copy;
  }

  private static double power(int exponent) {
    return Double.longBitsToDouble((exponent + 1023L) << 52);
  }

  /** Goes on to the next piece that has mass; false after the last. */
  boolean next() {
    do {
      if ((moveA && !advanceA()) || (moveB && !advanceB())) {
        return false;
      }
      DoubleDouble apart = difference(endA, endB);
      boolean same = Math.abs(apart.high()) <= SAME * scale;
      moveA = same || apart.high() < 0;
      moveB = same || apart.high() > 0;
      DoubleDouble end = moveA ? endA : endB;
      mass = difference(end, at).high() / scale;
      at = end;
    } while (!(mass > 0));
    return true;
  }

  private boolean advanceA() {
    do {
      if (first + 1 == a.length) {
        return false;
      }
      sumA = sumA.plus(a[orderA[++first]]);
    } while (a[orderA[first]] == 0);
    endA = product(sumA, totalB);
    return true;
  }

  private boolean advanceB() {
    do {
      if (second + 1 == b.length) {
        return false;
      }
      sumB = sumB.plus(b[orderB[++second]]);
    } while (b[orderB[second]] == 0);
    endB = product(sumB, totalA);
    return true;
  }

  /** The place of the piece in the order of the first sample. */
  int first() {
    return first;
  }

  int second() {
    return second;
  }

  /** The share of the whole mass, in (0, 1]. */
  double mass() {
    return mass;
  }

  private static DoubleDouble total(double[] weights, int[] order) {
    DoubleDouble sum = new DoubleDouble(0, 0);
    for (int i : order) {
      sum = sum.plus(weights[i]);
    }
    return sum;
  }

  private static DoubleDouble product(DoubleDouble p, DoubleDouble q) {
    DoubleDouble product = DoubleDouble.product(p.high(), q.high());
    double cross = Math.fma(p.high(), q.low(), p.low() * q.high());
    return DoubleDouble.ordered(product.high(), product.low() + cross);
  }

  private static DoubleDouble difference(DoubleDouble p, DoubleDouble q) {
    DoubleDouble high = DoubleDouble.sum(p.high(), -q.high());
    return DoubleDouble.ordered(high.high(), high.low() + (p.low() - q.low()));
  }
}

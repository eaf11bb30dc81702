package org.surprisal.kernel;

import static org.surprisal.formula.Op.*;

import org.surprisal.formula.Op;

/**
 * Writes out the atoms of a residual r in units of a scale w = e^s. Student's t is written in q,
 * the smaller of |r|/w and w/|r|, so that no square overflows: with D = ν + q² where |r| ≤ w, and
 * νq² + 1 beyond.
 */
final class ScaleLowering {
  /** A square that may have lost digits. */
  private static final double TINY = 0x1p-960;

  private final Values values;

  ScaleLowering(Values values) {
    this.values = values;
  }

  int lower(Op op, int[] a) {
    return switch (op) {
      case SCALED -> scaled(a[0], a[1]);
      case GAUSSIAN_COST -> gaussian(a[0], a[1]);
      case GAUSSIAN_REST -> gaussianRest(a[0], a[1]);
      case LAPLACE_COST -> op(ADD, a[1], scaled(op(ABS, a[0]), a[1]));
      case LAPLACE_REST -> laplaceRest(a[0], a[1]);
      default -> new Student(a[0], a[1], a[2]).lower(op);
    };
  }

  /** r/w, or r·e^−s, where 0 stays 0 though the scale is so small that e^−s is infinite. */
  private int scaled(int r, int s) {
    if (isLog(s)) {
      return op(DIV, r, argument(s));
    }
    return isHalfLog(s)
        ? op(DIV, r, op(SQRT, argument(argument(s))))
        : op(MUL0, r, op(EXP, op(NEG, s)));
  }

  private int gaussian(int r, int s) {
    if (isHalfLog(s)) {
      int variance = argument(argument(s));
      return op(ADD, s, op(DIV, op(MUL, r, r), op(MUL, number(2), variance)));
    }
    int q = scaled(r, s);
    return op(ADD, s, op(MUL, q, op(MUL, number(0.5), q)));
  }

  /** (v − r²)/v with one rounding of the difference, or (1 − |q|)·(1 + |q|). */
  private int gaussianRest(int r, int s) {
    if (isHalfLog(s)) {
      int variance = argument(argument(s));
      return op(DIV, op(FMA, op(NEG, r), r, variance), variance);
    }
    int q = scaled(op(ABS, r), s);
    return op(MUL, laplaceRest(r, s), op(ADD, number(1), q));
  }

  /** (w − |r|)/w, or 1 − |r|·e^−s with one rounding; 1 at r = 0, however small the scale is. */
  private int laplaceRest(int r, int s) {
    int size = op(ABS, r);
    if (isLog(s)) {
      return op(DIV, op(SUB, argument(s), size), argument(s));
    }
    if (isHalfLog(s)) {
      return op(SUB, number(1), scaled(size, s));
    }
    int rest = op(FMA, op(NEG, size), op(EXP, op(NEG, s)), number(1));
    return op(SELECT, op(EQUAL, r, number(0)), number(1), rest);
  }

  /** Whether s was typed as the logarithm of a scale, which is then used as it is. */
  private boolean isLog(int s) {
    return values.isOperation(s) && values.op(s) == LOG;
  }

  /** The same of a variance: half its logarithm. */
  private boolean isHalfLog(int s) {
    return values.isOperation(s)
        && values.op(s) == MUL
        && values.arguments(s)[1] == number(0.5)
        && isLog(argument(s));
  }

  private int argument(int value) {
    return values.arguments(value)[0];
  }

  private final class Student {
    private final int r;
    private final int s;
    private final int nu;
    private final int size;
    private final int scale;
    private final int near;

    /** |r|/w or w/|r|, at most 1; 0 where r and w are. */
    private final int q;

    private final int square;
    private final int total;

    Student(int r, int s, int nu) {
      this.r = r;
      this.s = s;
      this.nu = nu;
      this.size = op(ABS, r);
      this.scale = isLog(s) ? argument(s) : op(EXP, s);
      this.near = op(LESS_OR_EQUAL, size, scale);
      this.q = op(SELECT, near, op(DIV0, size, scale), op(DIV, scale, size));
      this.square = op(MUL, q, q);
      int inside = op(ADD, nu, square);
      this.total = op(SELECT, near, inside, op(FMA, nu, square, number(1)));
    }

    int lower(Op op) {
      return switch (op) {
        case STUDENT_COST -> cost();
        case STUDENT_SLOPE -> slope();
        case STUDENT_BALANCE -> balance();
        case STUDENT_BEND -> bend();
        case STUDENT_SPREAD -> spread();
        default -> throw new IllegalStateException(op + " is not of Student's t");
      };
    }

    /** s + (ν + 1)/2·ln(1 + r²/(νw²)), by logarithms where w²/r² has vanished. */
    private int cost() {
      int far = op(DIV, op(DIV, number(1), square), nu);
      int ratio = op(SELECT, near, op(DIV, square, nu), far);
      int difference = op(SUB, op(LOG, size), s);
      int logarithms = op(SUB, op(MUL, number(2), difference), op(LOG, nu));
      int vanished = op(SELECT, near, number(0), op(LESS, square, number(TINY)));
      int log = op(SELECT, vanished, logarithms, op(LOG1P, ratio));
      // s and half the logarithm may cancel, so they are added first
      int half = op(FMA, number(0.5), log, s);
      return op(FMA, op(MUL, number(0.5), nu), log, half);
    }

    /** (ν + 1)·r/(νw² + r²). */
    private int slope() {
      int factor = op(DIV, op(ADD, nu, number(1)), total);
      // DIV0, as r = 0 has the slope 0 beside the smallest scale too, that e^s rounds to 0
      int inside = op(DIV0, op(MUL, factor, op(DIV0, r, scale)), scale);
      return op(SELECT, near, inside, op(DIV, factor, r));
    }

    /** ν·(w² − r²)/(νw² + r²). */
    private int balance() {
      int below = op(MUL, op(SUB, number(1), q), op(ADD, number(1), q));
      int signed = op(SELECT, near, below, op(NEG, below));
      return op(MUL, signed, op(DIV, nu, total));
    }

    /** (ν + 1)·(νw² − r²)/(νw² + r²)². */
    private int bend() {
      int inside = op(SUB, nu, square);
      int outside = op(FMA, nu, square, number(-1));
      int difference = op(DIV, op(SELECT, near, inside, outside), total);
      int larger = op(SELECT, near, scale, size);
      int product = op(MUL, op(DIV, op(ADD, nu, number(1)), total), difference);
      return op(DIV, op(DIV, product, larger), larger);
    }

    /** 2ν·(ν + 1)·r²w²/(νw² + r²)². */
    private int spread() {
      int factor = op(MUL, op(DIV, nu, total), op(DIV, op(ADD, nu, number(1)), total));
      // q² by itself may be too small where the factor is large
      return op(MUL, op(MUL, op(MUL, number(2), factor), q), q);
    }
  }

  private int number(double value) {
    return values.constant(value);
  }

  private int op(Op op, int... arguments) {
    return values.operation(op, arguments);
  }
}

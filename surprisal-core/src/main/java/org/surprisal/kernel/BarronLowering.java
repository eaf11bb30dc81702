package org.surprisal.kernel;

import static org.surprisal.formula.Op.*;

import org.surprisal.formula.Op;

/**
 * Lowers Barron's loss of (x, c, α) and its derivatives, for every shape α alike.
 *
 * <p>With b = |α − 2|, u = x/c and B = b·ln(1 + u²/b), which tends to u² as b → ∞, the loss is
 * ½B·(e^s − 1)/s with s = (α/b)·B/2, and its derivative u/c·e^(±B/2), the sign being that of α − 2.
 * So α = 0 is s = 0, and α = −∞ is α/b = −1 and B = u². Only α = 2, where b = 0, stands alone.
 */
final class BarronLowering {
  /** Past it u²/b is nothing beside 1 wherever e^(±u²/2) is a number. */
  private static final double WIDE = 0x1p100;

  private final Values values;

  BarronLowering(Values values) {
    this.values = values;
  }

  int lower(Op op, int x, int c, int alpha) {
    int distance = op(ABS, op(SUB, alpha, number(2)));
    int square = op(EQUAL, distance, number(0));
    int b = op(SELECT, square, number(1), distance);
    int wide = op(LESS, number(WIDE), b);
    int u = op(ORDINARY_RATIO, x, c);
    int v = op(MUL, u, u);
    int half = op(MUL, number(0.5), op(SELECT, wide, v, op(MUL, b, op(LOG1P, op(DIV, v, b)))));
    return switch (op) {
      case BARRON -> op(SELECT, square, op(MUL, number(0.5), v), value(half, b, alpha));
      case BARRON_SLOPE -> {
        int power = op(SELECT, square, number(1), power(half, alpha));
        yield op(DIV, op(MUL, u, power), c);
      }
      default -> {
        int line = line(b, wide, x, c, alpha, u, v);
        int bend = op(SELECT, square, number(1), op(MUL, line, power(half, alpha)));
        yield op(DIV, op(DIV, bend, c), c);
      }
    };
  }

  private int value(int half, int b, int alpha) {
    int infinite = op(EQUAL, alpha, number(Double.NEGATIVE_INFINITY));
    int ratio = op(SELECT, infinite, number(-1), op(DIV, alpha, b));
    int s = op(MUL, ratio, half);
    int quotient = op(DIV, op(EXPM1, s), s);
    int rise = op(SELECT, op(EQUAL, s, number(0)), number(1), quotient);
    return op(MUL, half, rise);
  }

  /** (1 + u²/b)^(α/2 − 1) = e^(±B/2). */
  private int power(int half, int alpha) {
    int below = op(LESS, alpha, number(2));
    return op(EXP, op(MUL, op(SELECT, below, number(-1), number(1)), half));
  }

  /** 1 ± u²/(1 + u²/b) = (b + (α − 1)u²)/(b + u²), and 1 ± u² for wide b. */
  private int line(int b, int wide, int x, int c, int alpha, int u, int v) {
    RobustLowering robust = new RobustLowering(values);
    int rise = op(SUB, alpha, number(1));
    int near = op(DIV, robust.line(b, rise, x, c, u), op(ADD, b, v));
    int below = op(LESS, alpha, number(2));
    int far = op(SELECT, below, robust.oneMinusSquare(x, c), op(ADD, number(1), v));
    return op(SELECT, wide, far, near);
  }

  private int number(double value) {
    return values.constant(value);
  }

  private int op(Op op, int... arguments) {
    return values.operation(op, arguments);
  }
}

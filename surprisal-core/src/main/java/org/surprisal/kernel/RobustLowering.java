package org.surprisal.kernel;

import static org.surprisal.formula.Op.*;

import org.surprisal.formula.Op;

/**
 * Lowers the robust losses of a residual x and a scale c, and their derivatives. With u = x/c each
 * is written so that nothing cancels; where powers of u would leave the doubles, {@link
 * Op#ORDINARY_RATIO} has the row run again with unlimited exponents.
 */
final class RobustLowering {
  private final Values values;

  RobustLowering(Values values) {
    this.values = values;
  }

  int lower(Op op, int x, int c) {
    int v = square(ratio(x, c));
    return switch (op) {
      case PSEUDO_HUBER -> op(MUL, x, op(DIV, x, op(ADD, number(1), op(SQRT, onePlus(v)))));
      case PSEUDO_HUBER_SLOPE -> op(DIV, x, op(SQRT, onePlus(v)));
      case PSEUDO_HUBER_BEND -> op(DIV, number(1), op(MUL, onePlus(v), op(SQRT, onePlus(v))));
      case FAIR -> timesSquare(c, op(NEG, op(LOG1P_MINUS, op(ABS, ratio(x, c)))));
      case FAIR_SLOPE -> op(DIV, x, onePlus(op(ABS, ratio(x, c))));
      case FAIR_BEND -> op(DIV, number(1), square(onePlus(op(ABS, ratio(x, c)))));
      case CAUCHY_LOSS -> timesSquare(c, op(MUL, number(0.5), op(LOG1P, v)));
      case CAUCHY_LOSS_SLOPE -> op(DIV, x, onePlus(v));
      case CAUCHY_LOSS_BEND -> op(DIV, oneMinusSquare(x, c), square(onePlus(v)));
      case WELSCH -> timesSquare(c, op(MUL, number(-0.5), op(EXPM1, op(NEG, v))));
      case WELSCH_SLOPE -> op(MUL, x, op(EXP, op(NEG, v)));
      case WELSCH_BEND -> op(MUL, line(number(1), number(-2), x, c), op(EXP, op(NEG, v)));
      case GEMAN_MCCLURE -> op(MUL, x, op(DIV, op(MUL, number(0.5), x), onePlus(v)));
      case GEMAN_MCCLURE_SLOPE -> op(DIV, x, square(onePlus(v)));
      case GEMAN_MCCLURE_BEND ->
          op(DIV, line(number(1), number(-3), x, c), op(MUL, onePlus(v), square(onePlus(v))));
      default -> tukey(op, x, c);
    };
  }

  /** r²/2·(1 − v + v²/3) and its derivatives inside; u is at most 1 there and needs no care. */
  private int tukey(Op op, int x, int c) {
    int v = square(op(DIV, x, c));
    int inner =
        switch (op) {
          case TUKEY -> {
            int third = op(FMA, op(MUL, number(1 / 3.0), v), v, op(SUB, number(1), v));
            yield op(MUL, x, op(MUL, op(MUL, number(0.5), x), third));
          }
          case TUKEY_SLOPE -> op(MUL, x, square(oneMinusSquare(x, c)));
          case TUKEY_BEND ->
              op(MUL, oneMinusSquare(x, c), line(number(1), number(-5), x, c, op(DIV, x, c)));
          default -> throw new IllegalStateException(op + " is not robust");
        };
    int outer = op == TUKEY ? timesSquare(c, number(1 / 6.0)) : number(0);
    return op(SELECT, op(LESS_OR_EQUAL, op(ABS, x), c), inner, outer);
  }

  /** c²·a, which overflows or vanishes only as a whole. */
  private int timesSquare(int c, int a) {
    return op(MUL, c, op(MUL, c, a));
  }

  private int ratio(int x, int c) {
    return op(ORDINARY_RATIO, x, c);
  }

  private int onePlus(int v) {
    return op(ADD, number(1), v);
  }

  private int square(int x) {
    return op(MUL, x, x);
  }

  /** 1 − (x/c)² without cancellation at |x| = c. */
  int oneMinusSquare(int x, int c) {
    int size = op(ABS, x);
    return op(MUL, op(DIV, op(SUB, c, size), c), op(DIV, op(ADD, c, size), c));
  }

  private int line(int start, int rise, int x, int c) {
    return line(start, rise, x, c, ratio(x, c));
  }

  /**
   * start + rise·(x/c)², accurate where it changes its sign too: u carries what its division lost.
   */
  int line(int start, int rise, int x, int c, int u) {
    int lost = op(DIV, op(FMA, op(NEG, u), c, x), c);
    int slope = op(MUL, rise, u);
    int slopeLost = op(FMA, rise, u, op(NEG, slope));
    int twice = op(MUL, number(2), slope);
    int rest = op(FMA, slopeLost, u, op(MUL, twice, lost));
    return op(ADD, op(FMA, slope, u, start), rest);
  }

  private int number(double value) {
    return values.constant(value);
  }

  private int op(Op op, int... arguments) {
    return values.operation(op, arguments);
  }
}

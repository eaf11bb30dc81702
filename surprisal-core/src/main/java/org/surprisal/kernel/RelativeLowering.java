package org.surprisal.kernel;

import static org.surprisal.formula.Op.*;

import org.surprisal.formula.Op;

/** Lowers losses that compare a prediction x with a target y by their ratio. */
final class RelativeLowering {
  private static final double E_HIGH = 2.718281828459045; // e, rounded

  /** e − E_HIGH. */
  private static final double E_LOW = 1.4456468917292502e-16;

  private final Values values;

  RelativeLowering(Values values) {
    this.values = values;
  }

  int lower(Op op, int x, int y) {
    int g = op(ADD, number(1), x);
    return switch (op) {
      case RELATIVE_DIFFERENCE -> {
        int size = op(ADD, op(ABS, x), op(ABS, y));
        yield op(MUL, number(2), op(DIV0, op(ABS, op(SUB, x, y)), size));
      }
      case SQUARED_LOG_ERROR -> square(logRatio(x, y));
      case SQUARED_LOG_ERROR_SLOPE -> op(DIV, op(MUL, number(2), logRatio(x, y)), g);
      default -> op(DIV, op(DIV, op(MUL, number(2), oneMinusLogRatio(x, y)), g), g);
    };
  }

  private int square(int x) {
    return op(MUL, x, x);
  }

  /** (1 + x)/(1 + y). */
  private int ratio(int x, int y) {
    return op(ORDINARY_RATIO, op(ADD, number(1), x), op(ADD, number(1), y));
  }

  /** ln((1 + x)/(1 + y)), by the difference of both where the ratio is from ½ to 2. */
  private int logRatio(int x, int y) {
    int change = op(DIV, op(SUB, x, y), op(ADD, number(1), y));
    int distance = op(ABS, op(SUB, change, number(0.25)));
    int near = op(LESS_OR_EQUAL, distance, number(0.75));
    return op(SELECT, near, op(LOG1P, change), op(LOG, ratio(x, y)));
  }

  /** 1 − ln q = −ln(q/e): for a ratio q near e by q − e, each carrying what it lost. */
  private int oneMinusLogRatio(int x, int y) {
    int q = ratio(x, y);
    int g = op(ADD, number(1), x);
    int h = op(ADD, number(1), y);
    int remainder = op(FMA, op(NEG, q), h, g);
    int lost = op(ADD, remainder, op(SUB, lost(x, g), op(MUL, q, lost(y, h))));
    int high = op(SUB, q, number(E_HIGH));
    int low = op(SUB, op(DIV, lost, h), number(E_LOW));
    int near = op(NEG, op(LOG1P, op(DIV, op(ADD, high, low), number(E_HIGH))));
    int far = op(SUB, number(1), logRatio(x, y));
    return op(SELECT, op(LESS_OR_EQUAL, op(ABS, high), number(1)), near, far);
  }

  /** What the sum g of 1 and x lost (Knuth). */
  private int lost(int x, int g) {
    int part = op(SUB, g, number(1));
    return op(ADD, op(SUB, number(1), op(SUB, g, part)), op(SUB, x, part));
  }

  private int number(double value) {
    return values.constant(value);
  }

  private int op(Op op, int... arguments) {
    return values.operation(op, arguments);
  }
}

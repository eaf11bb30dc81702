package org.surprisal.formula;

import static org.surprisal.formula.Op.*;

/**
 * Logarithms of the probability of an interval, from its ends and its width. The width is given
 * too, because a difference of the ends has lost digits; all three count as independent.
 */
final class IntervalForms {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728; // ½ ln 2π

  /** Gauss–Legendre with 8 nodes; for |m|·w ≤ 2 and w ≤ 1 its error is below 1e-17. */
  private static final double[] NODES = {
    0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363
  };

  private static final double[] WEIGHTS = {
    0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626
  };

  private final Graph graph;
  private final Expr upper;
  private final Expr lower;
  private final Expr width;

  private IntervalForms(Graph graph, Expr upper, Expr lower, Expr width) {
    this.graph = graph;
    this.upper = upper;
    this.lower = lower;
    this.width = width;
  }

  /**
   * ln(Φ(upper) − Φ(lower)) of finite ends: by a mean over the interval if it is narrow, else by
   * logarithms in the left tail, into which an interval of the right half is mirrored.
   */
  static Expr logNormal(Graph graph, Expr upper, Expr lower, Expr width) {
    return new IntervalForms(graph, upper, lower, width).logNormal();
  }

  private Expr logNormal() {
    Expr middle = apply(MUL, number(0.5), apply(ADD, upper, lower));
    Expr half = apply(MUL, number(0.5), width);
    Expr reach = apply(MAX, width, apply(MUL, apply(ABS, middle), half));
    Expr left = apply(LESS_OR_EQUAL, upper, negative(lower));
    return choose(
        apply(LESS_OR_EQUAL, reach, number(1)),
        narrow(middle, half),
        choose(
            apply(LESS_OR_EQUAL, apply(MAX, lower, negative(upper)), number(0)),
            central(),
            choose(left, wide(upper, lower), wide(negative(lower), negative(upper)))));
  }

  /** ln(1 − Φ(lower) − Φ(−upper)) around 0, the same for both sides. */
  private Expr central() {
    Expr outside = apply(ADD, apply(NORMAL_CDF, lower), apply(NORMAL_CDF, negative(upper)));
    return apply(LOG1P, negative(outside));
  }

  /** No kink: the sides agree, though not in the derivative by each input for itself. */
  private Expr choose(Expr condition, Expr a, Expr b) {
    return apply(SELECT, apply(NOT_EQUAL, condition, number(0)), a, b);
  }

  /** ln w + ln φ(m) + ln of the mean of e^(−ms − s²/2) over |s| ≤ w/2. */
  private Expr narrow(Expr middle, Expr half) {
    Expr mean = number(0);
    for (int i = 0; i < NODES.length; i++) {
      Expr s = apply(MUL, number(NODES[i]), half);
      Expr even = apply(COSH, apply(MUL, middle, s));
      Expr part = apply(MUL, apply(EXP, negative(apply(HALF_SQUARE, s))), even);
      Expr term = apply(MUL, number(WEIGHTS[i]), part);
      mean = i == 0 ? term : apply(ADD, mean, term);
    }
    Expr density = apply(ADD, apply(HALF_SQUARE, middle), number(HALF_LOG_TWO_PI));
    return apply(SUB, apply(ADD, apply(LOG, width), apply(LOG, mean)), density);
  }

  /**
   * ln Φ(b) + ln(1 − e^−δ) with δ = ln Φ(b) − ln Φ(a), which far out is ln(m(a)/m(b)) − w·(a + b)/2
   * with m = φ/Φ.
   */
  private Expr wide(Expr b, Expr a) {
    Expr whole = apply(LOG_NORMAL_CDF, b);
    Expr near = apply(SUB, whole, apply(LOG_NORMAL_CDF, a));
    Expr ratio = apply(LOG, apply(DIV, apply(MILLS, a), apply(MILLS, b)));
    Expr far = apply(SUB, ratio, apply(MUL, apply(MUL, number(0.5), width), apply(ADD, a, b)));
    Expr delta = choose(apply(LESS, b, number(-1)), far, near);
    Expr share = negative(apply(EXPM1, negative(delta)));
    return apply(ADD, whole, apply(LOG, share));
  }

  private Expr negative(Expr a) {
    return apply(NEG, a);
  }

  private Expr number(double value) {
    return graph.constant(value);
  }

  private Expr apply(Op op, Expr... arguments) {
    return graph.apply(op, arguments);
  }
}

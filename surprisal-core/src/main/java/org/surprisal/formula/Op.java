package org.surprisal.formula;

import org.jspecify.annotations.Nullable;

/**
 * Every operation of a formula and of a program. Operations with a {@link #text} are functions that
 * a user may type; the composite ones are lowered to simpler ones before they run.
 */
public enum Op {
  ADD(2, null),
  SUB(2, null),
  MUL(2, null),
  /** a·b where 0·∞ = 0: the product with a logarithm (policy P3). */
  MUL0(2, null),
  DIV(2, null),
  /** a/b where 0/0 = 0: what the derivative of a·log b needs (policy P3). */
  DIV0(2, null),
  NEG(1, null),
  POW(2, "pow"),
  SQUARE(1, "square"),
  /** x²/2 without overflow on the way. */
  HALF_SQUARE(1, "half_square"),
  SQRT(1, "sqrt"),
  ABS(1, "abs"),
  SIGN(1, "sign"),
  MIN(2, "min"),
  MAX(2, "max"),

  /** Comparisons give 1 or 0, and NaN where an operand is NaN. */
  LESS(2, null),
  LESS_OR_EQUAL(2, null),
  EQUAL(2, null),
  NOT_EQUAL(2, null),
  /** select(condition, a, b): a where the condition is not 0, else b; NaN where it is NaN. */
  SELECT(3, "if"),
  /**
   * A select between two one-sided derivatives: where the compared numbers tie, the element between
   * both that is nearest to 0. Composite.
   */
  KINK(3, "kink"),

  EXP(1, "exp"),
  LOG(1, "log"),
  EXPM1(1, "expm1"),
  LOG1P(1, "log1p"),
  /** expm1(x) − x. */
  EXPM1_MINUS(1, "expm1_minus"),
  /** log1p(x) − x. */
  LOG1P_MINUS(1, "log1p_minus"),
  TANH(1, "tanh"),
  LGAMMA(1, "lgamma"),
  /** ln Γ(1 + x), accurate as x → 0. */
  LGAMMA1P(1, "lgamma1p"),
  /** ln Γ(x + 1) − x ln x + x, the part of a log-factorial that does not cancel. */
  STIRLING(1, "stirling"),
  /** ln Γ(x + ½) − ln Γ(x) − ½ ln x, which goes to 0 as x → ∞. */
  HALF_GAMMA_STEP(1, "half_gamma_step"),
  DIGAMMA(1, "digamma"),
  TRIGAMMA(1, "trigamma"),
  ERF(1, "erf"),
  NORMAL_CDF(1, "normal_cdf"),

  /** 1/(1 + e^−x). Composite. */
  SIGMOID(1, "sigmoid"),
  /** σ(x)·σ(−x), the derivative of the sigmoid. Composite. */
  SIGMOID_SLOPE(1, null),
  /** ln(1 + e^x). Composite. */
  SOFTPLUS(1, "softplus"),
  /** (e^x + e^−x)/2. Composite. */
  COSH(1, "cosh"),
  /** (e^x − e^−x)/2. Composite. */
  SINH(1, "sinh"),
  /** ln cosh x. Composite. */
  LOG_COSH(1, "log_cosh"),
  /** 1 − tanh² x. Composite. */
  SECH_SQUARED(1, "sech_squared"),
  /** ln(1 + x²/c) of (x, c) where x² overflows too. Composite. */
  LOG1P_SQUARE_OVER(2, null),
  /** x/(c + x²) of (x, c) where x² overflows too. Composite. */
  CAUCHY_SLOPE(2, null),
  /** μ − y − y·ln(μ/y) of (y, μ), half the Poisson deviance. Composite. */
  POISSON_EXCESS(2, "poisson_excess"),
  /** e^z − y − y·(z − ln y) of (y, z), the same on the logarithmic scale. Composite. */
  LOG_POISSON_EXCESS(2, "log_poisson_excess"),
  /** ½ t ln(t/m) + ½ q ln(q/m) of (t, q) with m = (t + q)/2. Composite. */
  JENSEN_SHANNON(2, "js_term"),
  /** ½ ln(q/m), its derivative by q. Composite. */
  JENSEN_SHANNON_SLOPE(2, "js_slope"),
  /** The term of (t, ln q). Composite. */
  LOG_JENSEN_SHANNON(2, "log_js_term"),
  /** ½ q ln(q/m) of (t, ln q), its derivative by ln q. Composite. */
  LOG_JENSEN_SHANNON_SLOPE(2, "log_js_slope"),

  /** a·b + c, rounded once. Only programs have it. */
  FMA(3, null),
  /** nearest(taken, other): the number between both that is nearest to 0. Only programs have it. */
  NEAREST(2, null);

  private final int arity;
  private final @Nullable String text;

  Op(int arity, @Nullable String text) {
    this.arity = arity;
    this.text = text;
  }

  /** How many arguments it takes. */
  public int arity() {
    return arity;
  }

  /** The name under which a user calls it, or null if it has none. */
  public @Nullable String text() {
    return text;
  }

  boolean isComparison() {
    return this == LESS || this == LESS_OR_EQUAL || this == EQUAL || this == NOT_EQUAL;
  }

  /** Whether its value may be infinite as a logarithm is, so that 0 times it is 0 (P3). */
  boolean isLogarithm() {
    return switch (this) {
      case LOG_POISSON_EXCESS,
          LOG,
          LOG1P,
          SOFTPLUS,
          LOG_COSH,
          LGAMMA,
          LGAMMA1P,
          STIRLING,
          POISSON_EXCESS,
          JENSEN_SHANNON_SLOPE,
          LOG1P_SQUARE_OVER ->
          true;
      default -> false;
    };
  }
}

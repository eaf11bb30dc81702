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
  /** ln Φ(x), accurate in both tails. */
  LOG_NORMAL_CDF(1, "log_normal_cdf"),
  /** φ(x)/Φ(x), the inverse Mills ratio and derivative of ln Φ. */
  MILLS(1, "mills"),
  /** −m(x)·(x + m(x)) with m = mills: its derivative, accurate where x + m cancels. */
  MILLS_SLOPE(1, "mills_slope"),
  /** ln Γ(y + 1/φ) − ln Γ(1/φ) + y ln φ of (y, φ), 0 at φ = 0. */
  LOG_RISING(2, "log_rising"),

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
  /** −ln(1 − e^−E) with E = e^x: an event under the complementary log-log link. Composite. */
  CLOGLOG_NLL(1, "cloglog_nll"),
  /** r = E/(e^E − 1), minus its derivative. Composite. */
  CLOGLOG_SLOPE(1, "cloglog_slope"),
  /** r·(1 − E − r), the derivative of that. Composite. */
  CLOGLOG_BEND(1, "cloglog_bend"),
  /** e^a of (a, x), where x is the same input rounded: differentiated by x. Composite. */
  EXP_AS(2, "exp_as"),
  /** t ln(t/q) of (t, q), accurate where t is near q; 0 at t = 0. Composite. */
  KULLBACK_LEIBLER(2, "kl_term"),
  /** q − t − t ln(q/t) of (t, ln q, q), never negative; q at t = 0. Composite. */
  KULLBACK_LEIBLER_EXCESS(3, "kl_excess"),
  /** ½ t ln(t/m) + ½ q ln(q/m) of (t, q) with m = (t + q)/2. Composite. */
  JENSEN_SHANNON(2, "js_term"),
  /** ½ ln(q/m), its derivative by q. Composite. */
  JENSEN_SHANNON_SLOPE(2, "js_slope"),
  /** The term of (t, ln q). Composite. */
  LOG_JENSEN_SHANNON(2, "log_js_term"),
  /** ½ q ln(q/m) of (t, ln q), its derivative by ln q. Composite. */
  LOG_JENSEN_SHANNON_SLOPE(2, "log_js_slope"),

  /** c²·(√(1 + (x/c)²) − 1) of (x, c), and its derivatives by x. Composite, as all below. */
  PSEUDO_HUBER(2, "pseudo_huber"),
  PSEUDO_HUBER_SLOPE(2, null),
  PSEUDO_HUBER_BEND(2, null),
  /** c²·(|x/c| − ln(1 + |x/c|)). */
  FAIR(2, "fair"),
  FAIR_SLOPE(2, null),
  FAIR_BEND(2, null),
  /** c²/2·ln(1 + (x/c)²). */
  CAUCHY_LOSS(2, "cauchy"),
  CAUCHY_LOSS_SLOPE(2, null),
  CAUCHY_LOSS_BEND(2, null),
  /** c²/2·(1 − e^−(x/c)²). */
  WELSCH(2, "welsch"),
  WELSCH_SLOPE(2, null),
  WELSCH_BEND(2, null),
  /** (x²/2)/(1 + (x/c)²). */
  GEMAN_MCCLURE(2, "geman_mcclure"),
  GEMAN_MCCLURE_SLOPE(2, null),
  GEMAN_MCCLURE_BEND(2, null),
  /** c²/6·(1 − (1 − (x/c)²)³) where |x| ≤ c, c²/6 elsewhere. */
  TUKEY(2, "tukey"),
  TUKEY_SLOPE(2, null),
  TUKEY_BEND(2, null),
  /** |α − 2|/α·(((x/c)²/|α − 2| + 1)^(α/2) − 1) of (x, c, α), with its limits at α = −∞, 0, 2. */
  BARRON(3, "barron"),
  BARRON_SLOPE(3, null),
  BARRON_BEND(3, null),
  /** 2·|x − y|/(|x| + |y|) of (x, y), 0 where both are 0. */
  RELATIVE_DIFFERENCE(2, "relative_difference"),
  /** ln²((1 + x)/(1 + y)) of (x, y), and its derivatives by x. */
  SQUARED_LOG_ERROR(2, "squared_log_error"),
  SQUARED_LOG_ERROR_SLOPE(2, null),
  SQUARED_LOG_ERROR_BEND(2, null),

  /**
   * a/b where it is in ±[2⁻¹⁶⁰, 2¹⁶⁰], so that its sixth power is a normal double, or where a is 0;
   * else NaN, for which the row is run again with unlimited exponents. Only programs have it.
   */
  ORDINARY_RATIO(2, null),
  /** ln μ + y/μ of (y, μ), what gamma distributed targets cost. Composite, as all below. */
  GAMMA_COST(2, "gamma_cost"),
  /** y/μ − 1 − ln(y/μ) of (y, μ), half the gamma deviance. */
  GAMMA_EXCESS(2, "gamma_excess"),
  /** (μ − y)/μ² of (y, μ), the derivative of both. */
  GAMMA_SLOPE(2, "gamma_slope"),
  /** μ^(2−p)/(2−p) − y·μ^(1−p)/(1−p) of (y, μ, p); LOG_…: of (y, ln μ, p). */
  TWEEDIE_COST(3, "tweedie_cost"),
  LOG_TWEEDIE_COST(3, "log_tweedie_cost"),
  /** What it costs more than at μ = y, half the Tweedie deviance. */
  TWEEDIE_EXCESS(3, "tweedie_excess"),
  LOG_TWEEDIE_EXCESS(3, "log_tweedie_excess"),
  /** μ^−p·(μ − y) of (y, μ, p), the derivative by μ; LOG_…: e^(1−p)z·(e^z − y). */
  TWEEDIE_SLOPE(3, "tweedie_slope"),
  LOG_TWEEDIE_SLOPE(3, "log_tweedie_slope"),
  /** (y + 1/φ)·ln(1 + φμ) − y·ln μ of (y, μ, φ); LOG_…: of (y, ln μ, φ). */
  NEGATIVE_BINOMIAL_COST(3, "negative_binomial_cost"),
  LOG_NEGATIVE_BINOMIAL_COST(3, "log_negative_binomial_cost"),
  /** What it costs more than at μ = y. */
  NEGATIVE_BINOMIAL_EXCESS(3, "negative_binomial_excess"),
  LOG_NEGATIVE_BINOMIAL_EXCESS(3, "log_negative_binomial_excess"),
  /** The derivative: (1 − y/μ)/(1 + φμ) by μ, (e^z − y)/(1 + φe^z) by z = ln μ. */
  NEGATIVE_BINOMIAL_SLOPE(3, "negative_binomial_slope"),
  LOG_NEGATIVE_BINOMIAL_SLOPE(3, "log_negative_binomial_slope"),
  /** The derivative of that. */
  NEGATIVE_BINOMIAL_BEND(3, "negative_binomial_bend"),
  LOG_NEGATIVE_BINOMIAL_BEND(3, "log_negative_binomial_bend"),

  /** r·e^−s of (r, s), a residual in units of the scale e^s, where 0·∞ = 0. Composite. */
  SCALED(2, "scaled"),
  /** −∞ at 0, ∞ elsewhere: the cost of a density that has shrunk to a point. Composite. */
  POINT_MASS(1, "point_mass"),
  /** s + (ν + 1)/2·ln(1 + r²/(ν e^2s)) of (r, s, ν), of Student's t. Composite, as all below. */
  STUDENT_COST(3, "student_cost"),
  /** (ν + 1)·r/(ν e^2s + r²), its derivative by r. */
  STUDENT_SLOPE(3, "student_slope"),
  /** ν·(e^2s − r²)/(ν e^2s + r²), its derivative by s. */
  STUDENT_BALANCE(3, "student_balance"),
  /** (ν + 1)·(ν e^2s − r²)/(ν e^2s + r²)², its second derivative by r. */
  STUDENT_BEND(3, "student_bend"),
  /** 2ν·(ν + 1)·r² e^2s/(ν e^2s + r²)², its second derivative by s. */
  STUDENT_SPREAD(3, "student_spread"),

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
          SCALED,
          STUDENT_COST,
          POISSON_EXCESS,
          JENSEN_SHANNON_SLOPE,
          CLOGLOG_NLL,
          KULLBACK_LEIBLER,
          KULLBACK_LEIBLER_EXCESS,
          LOG_NORMAL_CDF,
          GAMMA_COST,
          GAMMA_EXCESS,
          NEGATIVE_BINOMIAL_COST,
          NEGATIVE_BINOMIAL_EXCESS,
          LOG1P_SQUARE_OVER ->
          true;
      default -> false;
    };
  }
}

package org.surprisal.loss;

import org.jspecify.annotations.Nullable;

/** Where pointwise losses bend, and how fast others change: what differences must keep clear of. */
record Bends(Scenario scenario) {

  /** Where a formula of this name bends: how far the prediction is from it. */
  double distance(double y, double z) {
    return switch (scenario.loss().name()) {
      case "absolute_error", "quantile", "expectile", "fair", "absolute_percentage_error" ->
          Math.abs(z - y);
      case "symmetric_absolute_percentage_error" -> Math.min(Math.abs(z - y), Math.abs(z));
      case "huber", "smooth_l1", "epsilon_insensitive", "squared_epsilon_insensitive", "tukey" ->
          Math.abs(Math.abs(z - y) - value(border()));
      case "hinge" -> Math.abs(y * z - value("margin"));
      case "squared_hinge" -> Math.abs(y * z - 1);
      case "modified_huber" -> Math.abs(Math.abs(z) - 1);
      case "perceptron" -> Math.abs(z);
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** A prediction that lies exactly on the kink for a target, or NaN where there is none. */
  double kink(double y) {
    return switch (scenario.loss().name()) {
      case "absolute_error", "quantile", "expectile" -> y;
      case "absolute_percentage_error", "symmetric_absolute_percentage_error" -> y;
      case "huber", "smooth_l1", "epsilon_insensitive", "squared_epsilon_insensitive", "tukey" ->
          y + value(border());
      case "hinge" -> y * value("margin");
      case "squared_hinge", "modified_huber" -> y;
      case "perceptron" -> 0;
      default -> Double.NaN;
    };
  }

  /** The parameter at which the size of a residual changes the formula. */
  private String border() {
    return switch (scenario.loss().name()) {
      case "huber" -> "delta";
      case "smooth_l1" -> "beta";
      case "tukey" -> "c";
      default -> "epsilon";
    };
  }

  /** Gradient and curvature at {@link #kink}, or null where it was rounded to beside the kink. */
  double @Nullable [] atKink(double y) {
    double r = kink(y) - y;
    return switch (scenario.loss().name()) {
      case "huber" -> r == value("delta") ? new double[] {r, 1} : null;
      case "smooth_l1" ->
          r != value("beta") ? null : r == 0 ? new double[2] : new double[] {1, 1 / r};
      case "epsilon_insensitive", "squared_epsilon_insensitive", "tukey" ->
          r == value(border()) ? new double[2] : null;
      case "expectile" -> new double[] {0, 2 * value("tau")};
      default -> new double[2];
    };
  }

  /** Over which way along the prediction a loss may change its shape, at most 1. */
  double width(double y, double z) {
    return switch (scenario.loss().name()) {
      case "pseudo_huber" -> Math.min(1, value("delta"));
      case "fair", "cauchy", "welsch", "geman_mcclure", "tukey", "barron" ->
          Math.min(1, value("c"));
      case "symmetric_absolute_percentage_error" -> Math.min(1, Math.abs(y) + Math.abs(z));
      case "entmax", "cumulative_link" -> 0.1; // near where a probability ends
      case "info_nce", "nt_xent", "clip" -> Math.min(0.3, value("temperature"));
      case "distillation" -> Math.min(1, value("temperature"));
      case "laplace", "student_t", "logistic_distribution", "gaussian", "log_normal" -> 0.1;
      default -> 1;
    };
  }

  private double value(String parameter) {
    return scenario.value(parameter);
  }
}

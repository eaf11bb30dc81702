package org.surprisal.loss;

import java.util.ArrayList;
import java.util.List;

/** Expected values under a likelihood by numerical integration, or by a sum over its outcomes. */
final class Expectation {
  private static final double STEP = 1.0 / 20;

  private final double[] outcomes;
  private final double[] masses;

  private Expectation(List<double[]> nodes) {
    this.outcomes = nodes.stream().mapToDouble(node -> node[0]).toArray();
    this.masses = nodes.stream().mapToDouble(node -> node[1]).toArray();
  }

  double[] outcomes() {
    return outcomes.clone();
  }

  /** Σ mass·f. */
  double of(double[] f) {
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      sum += masses[i] == 0 ? 0 : masses[i] * f[i];
    }
    return sum;
  }

  /** What the masses add up to: 1. */
  double total() {
    double sum = 0;
    for (double mass : masses) {
      sum += mass;
    }
    return sum;
  }

  /** Over both sides of {@code centre}, or above it alone, by y = centre ± unit·e^(x − e^−x). */
  static Expectation of(
      Likelihood<?, ?> likelihood, double[] parameters, double centre, boolean both) {
    List<double[]> nodes = new ArrayList<>();
    for (double x = -4; x < 60; x += STEP) {
      double distance = Math.exp(x - Math.exp(-x));
      double width = STEP * distance * (1 + Math.exp(-x));
      add(nodes, likelihood, parameters, centre + distance, width);
      if (both) {
        add(nodes, likelihood, parameters, centre - distance, width);
      }
    }
    return new Expectation(nodes);
  }

  /** From {@code point} outwards, to −∞ or ∞. */
  static Expectation beyond(
      Likelihood<?, ?> likelihood, double[] parameters, double point, int sign) {
    List<double[]> nodes = new ArrayList<>();
    for (double x = -4; x < 60; x += STEP) {
      double distance = Math.exp(x - Math.exp(-x));
      double width = STEP * distance * (1 + Math.exp(-x));
      add(nodes, likelihood, parameters, point + sign * distance, width);
    }
    return new Expectation(nodes);
  }

  /** From {@code point} down to 0, by y = point·e^−t. */
  static Expectation downToZero(Likelihood<?, ?> likelihood, double[] parameters, double point) {
    List<double[]> nodes = new ArrayList<>();
    for (double x = -4; x < 60; x += STEP) {
      double distance = Math.exp(x - Math.exp(-x));
      double y = point * Math.exp(-distance);
      add(nodes, likelihood, parameters, y, STEP * distance * (1 + Math.exp(-x)) * y);
    }
    return new Expectation(nodes);
  }

  private static void add(
      List<double[]> nodes, Likelihood<?, ?> likelihood, double[] parameters, double y, double w) {
    double density = Math.exp(likelihood.logDensity(y, parameters));
    if (density > 0) {
      nodes.add(new double[] {y, density * w});
    }
  }

  /** Over the integers 0 … {@code last}. */
  static Expectation counts(Likelihood<?, ?> likelihood, double[] parameters, int last) {
    List<double[]> nodes = new ArrayList<>();
    for (int y = 0; y <= last; y++) {
      add(nodes, likelihood, parameters, y, 1);
    }
    return new Expectation(nodes);
  }
}

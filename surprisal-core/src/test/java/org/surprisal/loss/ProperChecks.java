package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A proper loss costs least where the probabilities of the label are predicted, and more where
 * others are; one that is not proper has a counterexample.
 */
final class ProperChecks {
  private static final int DRAWS = 12;
  private static final int OTHERS = 300;

  private final Scenario scenario;
  private final Random random = new Random(5);
  private final int labels;

  private ProperChecks(Scenario scenario) {
    this.scenario = scenario;
    this.labels = scenario.categorical() ? scenario.classes() : 2;
  }

  static List<String> violations(List<Scenario> scenarios, boolean claimed) {
    boolean proper = true;
    boolean asked = false;
    for (Scenario scenario : scenarios) {
      boolean labels =
          scenario.categorical()
              || scenario.kind() == Entry.Kind.ZERO_ONE
              || scenario.kind() == Entry.Kind.SIGN;
      boolean point = scenario.form() == Geometry.Form.POINT && !scenario.sided();
      if (labels && point && !(scenario.categorical() && scenario.soft())) {
        proper &= new ProperChecks(scenario).isProper();
        asked = true;
      }
    }
    if (!asked) {
      return claimed ? List.of(scenarios.getFirst() + ": proper, but not of labels") : List.of();
    }
    return proper == claimed
        ? List.of()
        : List.of(scenarios.getFirst() + ": proper is claimed to be " + claimed);
  }

  private boolean isProper() {
    for (int i = 0; i < DRAWS; i++) {
      double[] truth = truth();
      double[] prediction = prediction(truth);
      if (chains()) {
        truth = implied(prediction);
      }
      double[][] all = new double[1 + OTHERS][];
      Arrays.setAll(all, j -> j == 0 ? prediction : other(prediction));
      double[] costs = expected(truth, all);
      double slack = 1e-11 * (1 + Math.abs(costs[0]));
      for (int j = 1; j < all.length; j++) {
        boolean worse = costs[j] >= costs[0] - slack;
        boolean strictly = costs[j] > costs[0] + slack || !isApart(truth, all[j]);
        if (!worse || !strictly) {
          return false;
        }
      }
    }
    return true;
  }

  /** Thresholds allow some probabilities only: a prediction is drawn, and tells which. */
  private boolean chains() {
    return scenario.loss().name().equals("cumulative_link");
  }

  private double[] truth() {
    double[] truth = new double[labels];
    Arrays.setAll(truth, _ -> 0.05 - Math.log1p(-random.nextDouble()));
    double sum = Arrays.stream(truth).sum();
    return Arrays.stream(truth).map(p -> p / sum).toArray();
  }

  private double[] implied(double[] prediction) {
    double[] truth = new double[labels];
    Arrays.setAll(truth, k -> Math.exp(-costs(k, prediction)[0]));
    return truth;
  }

  private double temperature() {
    boolean has = scenario.loss().parameters().containsKey("temperature");
    return has ? scenario.value("temperature") : 1;
  }

  private double[] prediction(double[] truth) {
    if (chains()) {
      return scenario.predictions(random, 1);
    }
    if (!scenario.categorical()) {
      double p = truth[1];
      double[] all = new double[scenario.columns()];
      Arrays.fill(all, scenario.scale() == Scale.RESPONSE ? p : Math.log(p / (1 - p)));
      return all;
    }
    if (scenario.scale() == Scale.RESPONSE) {
      return truth;
    }
    double alpha = power();
    return Arrays.stream(truth)
        .map(p -> alpha == 1 ? temperature() * Math.log(p) : Math.pow(p, alpha - 1) / (alpha - 1))
        .toArray();
  }

  /** Of the entropy whose map makes scores probabilities: 1 is softmax. */
  private double power() {
    return switch (scenario.loss().name()) {
      case "sparsemax" -> 2;
      case "entmax" -> scenario.value("alpha");
      default -> 1;
    };
  }

  private double[] other(double[] prediction) {
    double[] other = prediction.clone();
    double step = Math.pow(10, 0.7 - 3 * random.nextDouble());
    boolean simplex = scenario.categorical() && scenario.scale() != Scale.RAW;
    if (simplex) {
      double[] truth = truth();
      boolean logs = scenario.scale() == Scale.LOG_PROBABILITIES;
      double share = Math.min(1, step);
      for (int k = 0; k < other.length; k++) {
        double p = logs ? Math.exp(prediction[k]) : prediction[k];
        p += share * (truth[k] - p);
        other[k] = logs ? Math.log(p) : p;
      }
      return other;
    }
    double shared = step * random.nextGaussian();
    for (int k = 0; k < other.length; k++) {
      double way = scenario.categorical() ? step * random.nextGaussian() : shared;
      other[k] += way;
      other[k] = scenario.scale() == Scale.RESPONSE ? Math.clamp(other[k], 0, 1) : other[k];
      if (chains() && k > 1) {
        other[k] = Math.max(other[k], other[k - 1] + 1e-3);
      }
    }
    return other;
  }

  /** Whether a prediction means clearly other probabilities. */
  private boolean isApart(double[] truth, double[] other) {
    if (chains() || power() != 1) {
      return false;
    }
    if (!scenario.categorical()) {
      double p = scenario.scale() == Scale.RESPONSE ? other[0] : 1 / (1 + Math.exp(-other[0]));
      return Math.abs(p - truth[1]) > 0.02;
    }
    double[] p = other;
    if (scenario.scale() != Scale.RESPONSE) {
      double[] raised = Arrays.stream(other).map(z -> Math.exp(z / temperature())).toArray();
      double sum = Arrays.stream(raised).sum();
      p = Arrays.stream(raised).map(x -> x / sum).toArray();
    }
    double apart = 0;
    for (int k = 0; k < p.length; k++) {
      apart = Math.max(apart, Math.abs(p[k] - truth[k]));
    }
    return apart > 0.02;
  }

  /** The mean cost of each prediction, over labels of these probabilities. */
  private double[] expected(double[] truth, double[]... predictions) {
    double[] sums = new double[predictions.length];
    for (int k = 0; k < labels; k++) {
      double[] costs = costs(k, predictions);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += truth[k] * costs[i];
      }
    }
    return sums;
  }

  private double[] costs(int label, double[]... predictions) {
    double[] targets = new double[predictions.length * scenario.targetColumns()];
    Arrays.fill(targets, scenario.kind() == Entry.Kind.SIGN ? 2 * label - 1 : label);
    double[] places = Arrays.stream(predictions).flatMapToDouble(Arrays::stream).toArray();
    double[] losses = new double[predictions.length];
    Outputs outputs = Outputs.of(Reduction.NONE).losses(Numbers.of(losses));
    scenario.loss().total(scenario.batch(targets, places), outputs);
    return losses;
  }
}

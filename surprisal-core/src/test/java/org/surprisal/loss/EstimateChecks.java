package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Tries predictions against the one that a text names as the minimiser. */
final class EstimateChecks {
  private static final int ROWS = 15;
  private static final int OTHERS = 240;
  private static final double TOLERANCE = 1e-11;

  private final Scenario scenario;
  private final String text;
  private final Random random = new Random(9);
  private final List<String> failures = new ArrayList<>();
  private boolean asked;

  EstimateChecks(Scenario scenario, String text) {
    this.scenario = scenario;
    this.text = text;
    if (!scenario.coupled() && !scenario.sided()) {
      for (int i = 0; i < 3; i++) {
        run();
      }
    }
  }

  /** What was found to be wrong. */
  List<String> failures() {
    return failures;
  }

  /** Whether the text says anything that can be checked. */
  boolean isAsked() {
    return asked;
  }

  private void run() {
    boolean sample = scenario.kind() == Entry.Kind.SAMPLE;
    int rows = sample ? 4 : Functionals.isOfOneRow(text) ? 1 : ROWS;
    double[] targets = scenario.kind() == Entry.Kind.NONE ? new double[0] : drawn(rows);
    if (orders()) {
      decides(targets, rows);
    }
    if (text.endsWith("its order is kept") && scenario.columns() == 1) {
      keepsOrder();
    }
    if (scenario.loss().name().equals("cumulative_link")) {
      impliedByThresholds();
      return;
    }
    double[] stated = Functionals.of(scenario, text, targets);
    if (stated != null) {
      asked = true;
      double[] weights = new double[rows];
      Arrays.fill(weights, 1);
      compare(targets, sample ? new double[] {1} : weights, stated);
    }
  }

  /** Targets of which none is all there is, so that every probability is above 0. */
  private double[] drawn(int rows) {
    double[] targets = scenario.targets(random, rows);
    boolean labels = scenario.kind() == Entry.Kind.ZERO_ONE || scenario.kind() == Entry.Kind.SIGN;
    int width = scenario.targetColumns();
    for (int i = 0; i < 2 * width && labels; i++) {
      targets[i] = i < width ? 1 : scenario.kind() == Entry.Kind.SIGN ? -1 : 0;
    }
    for (int i = 0; scenario.categorical() && !scenario.soft() && rows > 1 && i < rows; i++) {
      targets[i] = i < scenario.classes() ? i : targets[i];
    }
    return targets;
  }

  /** Of ordered classes only some probabilities can be told: they are those of a prediction. */
  private void impliedByThresholds() {
    double[] stated = scenario.predictions(random, 1);
    double[] labels = new double[scenario.classes()];
    Arrays.setAll(labels, k -> k);
    boolean hard = !scenario.soft();
    double[] targets = hard ? labels : new double[labels.length * labels.length];
    for (int k = 0; !hard && k < labels.length; k++) {
      targets[k * labels.length + k] = 1;
    }
    double[][] costs = costs(targets, labels.length, List.of(stated));
    double[] weights = new double[labels.length];
    Arrays.setAll(weights, k -> Math.exp(-costs[0][k]));
    asked = true;
    compare(targets, weights, stated);
  }

  /** The best prediction does not fall where y = 1 becomes more likely. */
  private void keepsOrder() {
    asked = true;
    List<double[]> grid = new ArrayList<>();
    for (double z = -12; z <= 12; z += 0.1) {
      grid.add(new double[] {scenario.scale() == Scale.RAW ? z : 1 / (1 + Math.exp(-z))});
    }
    double[][] costs = costs(new double[] {0, 1}, 2, grid);
    int last = 0;
    for (double p = 0.05; p < 1; p += 0.05) {
      int best = 0;
      for (int i = 1; i < costs.length; i++) {
        double[] weights = {1 - p, p};
        best = sum(costs[i], weights) < sum(costs[best], weights) ? i : best;
      }
      if (best < last) {
        failures.add(scenario + ": the best prediction falls where the probability is " + p);
      }
      last = best;
    }
  }

  private void compare(double[] targets, double[] weights, double[] stated) {
    List<double[]> all = new ArrayList<>(List.of(stated));
    for (int i = 0; i < OTHERS; i++) {
      all.add(other(stated));
    }
    double[][] costs = costs(targets, weights.length, all);
    double least = sum(costs[0], weights);
    boolean dearer = false;
    for (int i = 1; i < costs.length; i++) {
      double cost = sum(costs[i], weights);
      dearer |= cost > least + 1e-6 * (1 + Math.abs(least));
      if (!(cost >= least - TOLERANCE * (1 + Math.abs(least)))) {
        failures.add(
            scenario
                + ": \""
                + text
                + "\" "
                + Arrays.toString(stated)
                + " costs "
                + least
                + ", but "
                + Arrays.toString(all.get(i))
                + " costs "
                + cost);
        return;
      }
    }
    if (!dearer && !scenario.toString().contains("=0")) {
      failures.add(scenario + ": all cost as much as " + Arrays.toString(stated));
    }
  }

  private static double sum(double[] costs, double[] weights) {
    double sum = 0;
    for (int i = 0; i < costs.length; i++) {
      sum += weights[i] * costs[i];
    }
    return sum;
  }

  /** What each row costs at each of the predictions. */
  private double[][] costs(double[] targets, int rows, List<double[]> predictions) {
    double[][] costs = new double[predictions.size()][];
    if (scenario.kind() == Entry.Kind.SAMPLE) {
      for (int i = 0; i < costs.length; i++) {
        Outputs none = Outputs.NONE;
        costs[i] =
            new double[] {
              scenario.loss().total(scenario.batch(targets, predictions.get(i)), none).sum()
            };
      }
      return costs;
    }
    double[] repeated = new double[targets.length * costs.length];
    int columns = scenario.columns();
    double[] places = new double[costs.length * rows * columns];
    for (int i = 0; i < costs.length; i++) {
      System.arraycopy(targets, 0, repeated, i * targets.length, targets.length);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(predictions.get(i), 0, places, (i * rows + row) * columns, columns);
      }
    }
    double[] losses = new double[costs.length * rows];
    Outputs outputs = Outputs.of(Reduction.NONE).losses(Numbers.of(losses));
    scenario.loss().total(scenario.batch(repeated, places), outputs);
    Arrays.setAll(costs, i -> Arrays.copyOfRange(losses, i * rows, (i + 1) * rows));
    return costs;
  }

  /** Anywhere, or a step away, from a hair to far, along one coordinate or all. */
  private double[] other(double[] stated) {
    int points = stated.length / scenario.columns();
    double[] anywhere = scenario.predictions(random, points);
    double share = random.nextInt(4) == 0 ? 1 : Math.pow(10, -4 * random.nextDouble());
    double[] other = stated.clone();
    int only = random.nextInt(2 * other.length);
    boolean simplex = scenario.categorical() && scenario.scale() != Scale.RAW;
    boolean logs = simplex && scenario.scale() == Scale.LOG_PROBABILITIES;
    for (int k = 0; k < other.length; k++) {
      if (logs) {
        double p = Math.exp(stated[k]);
        other[k] = Math.log(p + share * (Math.exp(anywhere[k]) - p));
      } else if (simplex || only >= other.length || only == k) {
        other[k] += share * (anywhere[k] - stated[k]);
      }
    }
    return isLegal(other) ? other : anywhere;
  }

  private boolean isLegal(double[] row) {
    boolean rising = scenario.loss().name().equals("cumulative_link");
    boolean legal = true;
    for (int k = 0; k < row.length; k++) {
      legal &= scenario.domain(k % scenario.columns()).contains(row[k]);
      legal &= !rising || k < 2 || row[k] > row[k - 1];
    }
    return legal;
  }

  private boolean orders() {
    boolean two = scenario.columns() == 2;
    return scenario.categorical()
        && !scenario.soft()
        && (text.contains("the most probable class")
            || (two && text.endsWith("the order of two classes is kept")));
  }

  /** The best of many predictions has its largest number where the label is most probable. */
  private void decides(double[] targets, int rows) {
    asked = true;
    double[] weights = new double[rows];
    Arrays.fill(weights, 1);
    for (int i = 0; i < rows; i++) { // a class that has more than half
      weights[i] = targets[i] == targets[0] ? rows : 1;
    }
    int mode = (int) targets[0];
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < 2 * OTHERS; i++) {
      double[] row = scenario.predictions(random, 1);
      double size = Math.pow(10, 2 * random.nextDouble() - 0.5);
      boolean raw = scenario.scale() == Scale.RAW;
      all.add(Arrays.stream(row).map(x -> raw ? size * x : x).toArray());
    }
    double[][] costs = costs(targets, rows, all);
    double right = Double.POSITIVE_INFINITY;
    double wrong = Double.POSITIVE_INFINITY;
    for (int i = 0; i < costs.length; i++) {
      double[] row = all.get(i);
      boolean isMode = Arrays.stream(row).allMatch(x -> x <= row[mode]);
      double cost = sum(costs[i], weights);
      right = isMode ? Math.min(right, cost) : right;
      wrong = isMode ? wrong : Math.min(wrong, cost);
    }
    if (!(right <= wrong)) {
      failures.add(
          scenario + ": \"" + text + "\", but another class costs " + wrong + " < " + right);
    }
  }
}

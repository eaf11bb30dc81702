package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Places that a search at random would hardly find, where a loss bends down or jumps most. */
final class ClaimSeeds {
  /** Ends between which the loss may lie above its chord. */
  record Pair(ClaimSearch.Point from, ClaimSearch.Point to) {
    ClaimSearch.Point middle() {
      double[] half = new double[from.at().length];
      Arrays.setAll(half, k -> from.at()[k] / 2 + to.at()[k] / 2);
      return from.to(half);
    }
  }

  private final Scenario scenario;
  private final ClaimDraws draws;

  ClaimSeeds(Scenario scenario, ClaimDraws draws) {
    this.scenario = scenario;
    this.draws = draws;
  }

  List<Pair> pairs() {
    if (isTransport()) {
      return List.of(exchange(3), exchange(30));
    }
    List<Pair> pairs = new ArrayList<>();
    int columns = scenario.columns();
    for (double step : new double[] {0.1 / columns, 0.4 / columns}) {
      if (draws.isSimplex() && columns % 2 == 0) {
        pairs.add(alternating(step));
      }
    }
    if (draws.isSimplex() && columns > 50) {
      pairs.add(betweenTwo());
      pairs.add(betweenTwo());
    }
    if (scenario.categorical() && scenario.scale() == Scale.RAW && columns > 50) {
      pairs.add(allEqual());
    }
    return pairs;
  }

  /** Differences of the slope by the first coordinate. */
  List<ClaimSearch.Step> steps() {
    if (!isTransport()) {
      return List.of();
    }
    double[] apart = {30, 0, -30, 0};
    double[] meeting = {0, 0, -30, 0};
    return List.of(
        // Both points lie halfway between the targets: a hair decides which goes where.
        step(apart, new double[] {0, 0, 0, 0}),
        // On its target, where the distance has its corner.
        step(meeting, new double[] {0, 0, -30, 0}));
  }

  private static ClaimSearch.Step step(double[] targets, double[] at) {
    double[] moved = at.clone();
    moved[0] += 0.05;
    ClaimSearch.Point low = new ClaimSearch.Point(targets, at, 0);
    return new ClaimSearch.Step(low, low.to(moved), 0);
  }

  private boolean isTransport() {
    return scenario.loss().name().equals("sinkhorn");
  }

  /** Two points change places; where they meet, both are far from both targets. */
  private static Pair exchange(double far) {
    double[] targets = {far, 0, -far, 0};
    ClaimSearch.Point from = new ClaimSearch.Point(targets, new double[] {1, 0, -1, 0}, 0);
    return new Pair(from, from.to(new double[] {-1, 0, 1, 0}));
  }

  /** The direction in which cumulated sums grow least. */
  private Pair alternating(double step) {
    int columns = scenario.columns();
    double[] even = new double[columns];
    Arrays.fill(even, 1.0 / columns);
    double[] other = even.clone();
    for (int k = 0; k < columns; k++) {
      int times = k == 0 || k == columns - 1 ? 1 : 2;
      other[k] += times * (k % 2 == 0 ? step : -step);
    }
    ClaimSearch.Point from = new ClaimSearch.Point(draws.targets(1), even, 0);
    return new Pair(from, from.to(other));
  }

  /** Scores of which each class has its share, and a step along one. */
  private Pair allEqual() {
    double[] moved = new double[scenario.columns()];
    moved[0] = 1e-4;
    ClaimSearch.Point from = new ClaimSearch.Point(draws.targets(1), new double[moved.length], 0);
    return new Pair(from, from.to(moved));
  }

  /** Mass moves between two classes, and the target is another. */
  private Pair betweenTwo() {
    int columns = scenario.columns();
    double[] at = new double[columns];
    Arrays.fill(at, 1e-9);
    Arrays.fill(at, 0, 2, 0.5 - 1e-9 * (columns - 2) / 2);
    double[] moved = at.clone();
    moved[0] += 0.01;
    moved[1] -= 0.01;
    ClaimSearch.Point from = new ClaimSearch.Point(draws.targets(1), at, 0);
    return new Pair(from, from.to(moved));
  }
}

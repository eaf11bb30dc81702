package org.surprisal.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries to falsify what an entry claims of its loss: finds places that are steeper, more curved or
 * less convex than claimed, and asks of each bound that it is reached, of each missing bound and of
 * each missing convexity that there is a witness.
 */
final class ClaimChecks {
  /** A bound that nothing comes near to within this share is not the smallest. */
  private static final double REACHED = 0.99;

  /** Roundings, and the search for bounds that have no formula. */
  private static final double TOLERANCE = 1e-6;

  /** What is steeper than this, at parameters of about 1, has no bound. */
  private static final double INFINITE = 100;

  private final Scenario any;
  private final Properties claimed;
  private final List<String> violations = new ArrayList<>();

  private ClaimChecks(Scenario any, Properties claimed) {
    this.any = any;
    this.claimed = claimed;
  }

  /** What is wrong with the claims of a loss of the catalogue, at all its scales. */
  static List<String> violations(Loss<Target, Prediction> loss) {
    Map<String, List<Scenario>> groups = new LinkedHashMap<>();
    for (Scenario scenario : Scenario.of(loss)) {
      String group = scenario.scale() + " " + scenario.categorical();
      groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(scenario);
    }
    List<String> violations = new ArrayList<>();
    for (List<Scenario> group : groups.values()) {
      Scenario first = group.getFirst();
      Properties claimed = loss.properties(first.scale(), first.categorical());
      violations.addAll(violations(group, claimed));
    }
    return violations;
  }

  /** What is wrong with claims, true or not, of a loss in one scale. */
  static List<String> violations(List<Scenario> scenarios, Properties claimed) {
    ClaimChecks checks = new ClaimChecks(scenarios.getFirst(), claimed);
    checks.run(scenarios);
    checks.violations.addAll(ProperChecks.violations(scenarios, claimed.proper()));
    return checks.violations;
  }

  private void run(List<Scenario> scenarios) {
    double slope = 0;
    double bend = 0;
    double strong = Double.POSITIVE_INFINITY;
    double bump = 0;
    double least = Double.POSITIVE_INFINITY;
    String place = "";
    for (Scenario scenario : more(scenarios)) {
      ClaimSearch search = new ClaimSearch(scenario);
      search.run();
      slope = Math.max(slope, search.slope);
      bend = Math.max(bend, search.bend);
      least = Math.min(least, search.least);
      strong = Math.min(strong, search.strong);
      place = search.bump > bump ? search.place() : place;
      bump = Math.max(bump, search.bump);
    }
    bound("lipschitz", claimed.lipschitz(), slope);
    if (any.loss().noGradient().isEmpty()) {
      bound("smoothness", claimed.smoothness(), bend);
      strength(strong);
    }
    if (claimed.convex()) {
      expect(bump <= 1, "convex is claimed, but between " + place + " it lies above the chord");
      expect(least >= -1e-30, "convex is claimed, but there is a second derivative " + least);
    } else {
      expect(
          bump > 1e3 || beyondDoubles() || least < -1e-9,
          "not convex is claimed, but nowhere does it lie above a chord");
    }
  }

  /** Bounds that hold for any number of classes are reached with many. */
  private static List<Scenario> more(List<Scenario> scenarios) {
    List<Scenario> all = new ArrayList<>(scenarios);
    for (Scenario s : scenarios) {
      boolean chained = s.loss().name().equals("cumulative_link"); // its columns are thresholds
      if (s.categorical() && s.columns() == 2 && !chained) {
        int many = s.scale() == Scale.RAW ? 200 : 500; // a softmax costs more
        all.add(new Scenario(s.loss(), s.scale(), s.kind(), many, false));
      }
    }
    return all;
  }

  private void bound(String name, double bound, double found) {
    if (bound == Double.POSITIVE_INFINITY) {
      boolean slow = any.loss().name().equals("symmetric_cross_entropy"); // as ln t, times beta
      double one = any.coupled() ? 3 : INFINITE; // more rows pull more: four are searched
      double enough = slow ? 40 * any.value("beta") : one;
      expect(found > enough, name + " is claimed to have no bound, but is at most " + found);
      return;
    }
    double slack = 1e-12 + TOLERANCE * bound;
    expect(found <= bound + slack, name + " is claimed to be " + bound + ", but is " + found);
    // Entmax comes near to its bound with millions of classes only.
    double reached = any.loss().name().equals("entmax") ? 0.25 : REACHED;
    expect(found >= reached * bound, name + " is claimed to be " + bound + ", found " + found);
  }

  /** With these the loss bends down only where a probability is smaller than any double. */
  private boolean beyondDoubles() {
    Map<String, String> parameters = any.loss().parameters();
    return parameters.getOrDefault("gamma", "1").equals("0.001")
        || parameters.getOrDefault("beta", "1").equals("0.001");
  }

  private void strength(double found) {
    double m = claimed.strongConvexity();
    if (m > 0) {
      expect(found >= m * (1 - 1e-5), "strong convexity " + m + " is claimed, but is " + found);
      expect(found <= m * 1.01, "strong convexity is claimed to be " + m + ", found " + found);
    } else {
      expect(found < 1e-2, "no strong convexity is claimed, but it is at least " + found);
    }
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      violations.add(any.loss() + " " + any.scale() + " " + any.kind() + ": " + otherwise);
    }
  }
}

package org.surprisal.loss;

import java.util.Random;

/** Predictions all over what is legal, near its borders and far out, and neighbours of them. */
final class ClaimDraws {
  private final Scenario scenario;
  private final Random random;
  private final Domain[] domains;
  private final boolean classes;
  private final boolean rising;

  ClaimDraws(Scenario scenario, Random random) {
    this.scenario = scenario;
    this.random = random;
    this.classes = scenario.categorical() && scenario.scale() != Scale.RAW;
    this.rising = scenario.loss().name().equals("cumulative_link") && scenario.columns() > 1;
    this.domains = new Domain[scenario.columns()];
    java.util.Arrays.setAll(domains, scenario::domain);
  }

  boolean isSimplex() {
    return classes && scenario.scale() == Scale.RESPONSE;
  }

  private double size(double low, double high) {
    return Math.pow(10, low + (high - low) * random.nextDouble());
  }

  double[] targets(int rows) {
    double[] targets = scenario.targets(random, rows);
    int columns = scenario.columns();
    for (int i = 0; scenario.categorical() && scenario.soft() && i < rows; i++) {
      System.arraycopy(simplex(), 0, targets, i * columns, columns);
    }
    boolean real = scenario.kind() == Entry.Kind.REAL || scenario.kind() == Entry.Kind.SAMPLE;
    boolean free = real && scenario.targetDomain().contains(1e9);
    for (int i = 0; free && i < targets.length; i++) {
      targets[i] *= random.nextInt(8) == 0 ? size(-6, 5) : 1;
    }
    return targets;
  }

  private double[] simplex() {
    double[] row = new double[scenario.columns()];
    double power = new double[] {1, 1, 8, 60, 600}[random.nextInt(5)];
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] = Math.max(1e-300, Math.pow(1 - random.nextDouble(), power));
      sum += row[k];
    }
    for (int k = 0; k < row.length; k++) {
      row[k] /= sum;
    }
    return row;
  }

  /** One row; {@code near} is a target of it, if it is one. */
  double[] row(double near) {
    if (classes) {
      double[] row = simplex();
      for (int k = 0; scenario.scale() != Scale.RESPONSE && k < row.length; k++) {
        row[k] = Math.log(row[k]);
      }
      return row;
    }
    double[] row = new double[scenario.columns()];
    boolean parameters = scenario.form() == Geometry.Form.PARAMETERS; // e^s must not overflow
    double most = parameters || scenario.loss().name().equals("sinkhorn") ? 2.4 : 3;
    double shared = most == 3 && random.nextInt(6) == 0 ? size(4, 15) : size(-4, most);
    for (int k = 0; k < row.length; k++) {
      double size = random.nextBoolean() ? shared : size(-4, most);
      row[k] = number(domains[k], near, random.nextBoolean() ? size : -size);
      row[k] = rising && k > 1 ? row[k - 1] + Math.abs(size(-5, 1)) : row[k];
      row[k] = rising && k == 1 ? 3 * random.nextGaussian() : row[k];
    }
    return row;
  }

  private double number(Domain domain, double near, double size) {
    if (domain.equals(Domain.UNIT)) {
      double p = random.nextBoolean() ? size(-12, 0) : random.nextDouble();
      return random.nextBoolean() ? p : 1 - p;
    }
    if (domain.contains(-0.5) && !domain.contains(-1)) {
      return Math.abs(size) - 1 + 1e-12;
    }
    if (!domain.contains(-1)) {
      return Math.max(1e-12, Math.abs(size) * (random.nextInt(4) == 0 ? near : 1));
    }
    return (random.nextBoolean() ? near : 0) + size;
  }

  private boolean isLegal(double[] row) {
    boolean legal = true;
    for (int k = 0; k < row.length; k++) {
      legal &= Double.isFinite(row[k]) && domains[k % domains.length].contains(row[k]);
      legal &= !rising || k % domains.length < 2 || row[k] > row[k - 1];
    }
    return legal;
  }

  /** Another point: along one coordinate, along any direction, or anywhere. */
  double[] partner(double[] point, double near) {
    int columns = scenario.columns();
    double[] other = point.clone();
    double step = size(-5, 2) * (random.nextBoolean() ? 1 : -1);
    int way = random.nextInt(4);
    if (classes || way == 0) {
      double share = random.nextBoolean() ? 1 : size(-3, 0);
      for (int from = 0; from < other.length; from += columns) {
        double[] row = row(near);
        for (int k = 0; k < columns; k++) {
          other[from + k] += share * (row[k] - other[from + k]);
        }
      }
    } else if (way == 1) {
      other[random.nextInt(other.length)] += step;
    } else {
      for (int k = 0; k < other.length; k++) {
        other[k] += step * random.nextGaussian();
      }
    }
    return isLegal(other) ? other : point;
  }

  /** The same point with one coordinate moved, or null where it may not be. */
  double[] moved(double[] point, int coordinate, double step) {
    double[] other = point.clone();
    other[coordinate] += step;
    return isLegal(other) ? other : point;
  }

  double[] jittered(double[] point, double step) {
    double[] other = point.clone();
    for (int k = 0; k < other.length; k++) {
      other[k] += step * random.nextGaussian() * (random.nextBoolean() ? 1 : Math.abs(other[k]));
    }
    return !classes && isLegal(other) ? other : point;
  }
}

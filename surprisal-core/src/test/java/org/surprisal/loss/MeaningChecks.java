package org.surprisal.loss;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.surprisal.loss.LossContract.Check;

/** What a loss means: a perfect prediction costs its floor, and the minimiser is what it says. */
final class MeaningChecks {
  private static final int ROWS = 15;

  /** Roundings of a sum of a few terms, relative to their size. */
  private static final double TOLERANCE = 1e-12;

  private final LossContract contract;
  private final Scenario scenario;
  private final Subject subject;
  private final Random random = new Random(4);

  MeaningChecks(LossContract contract, Scenario scenario, Subject subject) {
    this.contract = contract;
    this.scenario = scenario;
    this.subject = subject;
  }

  void run() {
    for (int i = 0; i < ROWS && scenario.batchRows() == 1; i++) {
      floor(scenario.targets(random, 1), scenario.predictions(random, 1));
    }
    if (scenario.plain() && scenario.columns() == 1) {
      besideTheTarget();
      minimiser();
    } else if (scenario.categorical() && scenario.columns() > 1) {
      bestConstantOfClasses();
    }
  }

  private void floor(double[] targets, double[] predictions) {
    var floor = scenario.loss().floor(scenario.batch(targets, predictions));
    if (floor.isEmpty()) {
      return;
    }
    double lowest = floor.get().sum();
    double slack = TOLERANCE * (1 + Math.abs(lowest));
    double value = value(targets, predictions);
    String where = scenario + " y=" + Arrays.toString(targets);
    contract.expect(
        Check.FLOOR, value >= lowest - slack, where + ": " + value + " is below " + lowest);
    double perfect = value(targets, perfect(targets));
    contract.expect(
        Check.FLOOR,
        Math.abs(perfect - lowest) <= slack,
        where + ": a perfect prediction costs " + perfect + ", not " + lowest);
  }

  /**
   * A hair beside a hard target, a convex loss costs between half its slope times the distance and
   * the whole of it; a form that cancels there costs something else.
   */
  private void besideTheTarget() {
    for (double y : new double[] {0, 1, -3, 7}) {
      boolean flat = scenario.loss().name().startsWith("symmetric") && y == 0; // 2 beside 0
      boolean free =
          scenario.scale() == Scale.RESPONSE && scenario.targetDomain().contains(y) && !flat;
      double[] targets = {y};
      for (double hair : free ? new double[] {1e-9, -1e-9, 1e-5} : new double[0]) {
        double z = y + hair;
        boolean legal = scenario.domain().contains(y) && scenario.domain().contains(z);
        if (!legal || value(targets, targets) != 0) {
          continue;
        }
        Batch<Target, Prediction> batch = scenario.batch(targets, new double[] {z});
        Subject.Answer answer = subject.answer(batch, Reduction.NONE);
        double most = answer.gradient()[0] * (z - y);
        double cost = answer.losses()[0];
        contract.expect(
            Check.BESIDE_TARGET,
            cost >= most * (1 - 1e-4) / power() && cost <= most * (1 + 1e-4),
            scenario + " y=" + y + " z=" + z + " costs " + cost + " with slope times way " + most);
      }
    }
  }

  /** A loss of order r^n beside its target has slope times way = n·loss. */
  private double power() {
    return scenario.loss().name().equals("focal") ? scenario.value("gamma") + 1 : 2;
  }

  private double value(double[] targets, double[] predictions) {
    return subject.answer(scenario.batch(targets, predictions), Reduction.NONE).losses()[0];
  }

  /** What predicts a row without error, in the scale of the prediction. */
  private double[] perfect(double[] targets) {
    if (scenario.categorical()) {
      double[] t = distribution(targets);
      double[] smoothed = smoothed(t);
      return scenario.scale() == Scale.RESPONSE
          ? smoothed
          : Arrays.stream(smoothed).map(Math::log).toArray();
    }
    return Arrays.stream(targets).map(this::perfect).toArray();
  }

  private double perfect(double y) {
    boolean raw = scenario.scale() == Scale.RAW;
    return switch (scenario.kind()) {
      case SIGN -> y * 1e6;
      case ZERO_ONE -> raw ? logit(weighted(y)) : weighted(y);
      default -> raw && logarithmic() ? Math.max(-750, Math.log(y)) : orLeast(y);
    };
  }

  /** A mean that must be positive can come near 0 only. */
  private double orLeast(double y) {
    return y == 0 && !scenario.domain().contains(y) ? Double.MIN_NORMAL : y;
  }

  private boolean logarithmic() {
    return scenario.loss().facts().link().equals("log");
  }

  private static double logit(double p) {
    return Math.log(p) - Math.log1p(-p);
  }

  /** With a weight on positives, a soft label's best probability moves to w·y/(w·y + 1 − y). */
  private double weighted(double y) {
    if (!scenario.loss().name().equals("binary_cross_entropy")) {
      return y;
    }
    double w = scenario.value("positive_weight");
    return w * y / (w * y + (1 - y));
  }

  private double[] distribution(double[] targets) {
    if (scenario.soft()) {
      return targets;
    }
    double[] t = new double[scenario.columns()];
    t[(int) targets[0]] = 1;
    return t;
  }

  private double[] smoothed(double[] t) {
    if (!scenario.loss().name().equals("cross_entropy")) {
      return t;
    }
    double epsilon = scenario.value("label_smoothing");
    boolean others = scenario.loss().toString().contains("smooth_over=others");
    int k = t.length;
    return Arrays.stream(t)
        .map(x ->
            others
                ? (1 - epsilon) * x + epsilon * (1 - x) / (k - 1)
                : (1 - epsilon) * x + epsilon / k)
        .toArray();
  }

  /** The best of all constants, searched for, against the functional that the catalogue states. */
  private void minimiser() {
    double[] targets = scenario.targets(random, ROWS);
    if (Arrays.stream(targets).distinct().count() < 2) {
      return;
    }
    double low = scenario.domain().equals(Domain.UNIT) ? 1e-9 : -20;
    double high = scenario.domain().equals(Domain.UNIT) ? 1 - 1e-9 : 20;
    low = scenario.domain().contains(-1) ? low : Math.max(low, 1e-9);
    DoubleUnaryOperator cost =
        c -> {
          double[] predictions = new double[ROWS];
          Arrays.fill(predictions, c);
          return subject.answer(scenario.batch(targets, predictions), Reduction.SUM).sum();
        };
    double found = search(cost, low, high);
    double[] row = Functionals.of(scenario, scenario.loss().facts().estimates(), targets);
    if (row == null) {
      return;
    }
    double stated = row[0];
    double atStated = cost.applyAsDouble(stated);
    double atFound = cost.applyAsDouble(found);
    contract.expect(
        Check.MINIMISER,
        atStated <= atFound + TOLERANCE * (1 + Math.abs(atFound)),
        scenario
            + ": "
            + scenario.loss().facts().estimates()
            + " "
            + stated
            + " costs "
            + atStated
            + ", but "
            + found
            + " costs "
            + atFound);
    // Off the functional it must not cost less, however far.
    for (double step : new double[] {-0.5, -0.01, 0.01, 0.5}) {
      double beside = stated + step;
      contract.expect(
          Check.MINIMISER,
          !scenario.domain().contains(beside)
              || cost.applyAsDouble(beside) >= atStated - TOLERANCE * (1 + Math.abs(atStated)),
          scenario + ": " + beside + " costs less than " + stated);
    }
    scenario
        .loss()
        .constant(new double[] {Arrays.stream(targets).average().orElseThrow()}, scenario.scale())
        .ifPresent(best ->
            contract.expect(
                Check.MINIMISER,
                cost.applyAsDouble(best[0]) <= atFound + TOLERANCE * (1 + Math.abs(atFound)),
                scenario + ": constant " + best[0] + " is worse than " + found));
  }

  /** Golden-section search would need one minimum; a grid made finer does not. */
  private static double search(DoubleUnaryOperator cost, double low, double high) {
    double best = low;
    double width = high - low;
    double centre = (low + high) / 2;
    for (int round = 0; round < 8; round++) {
      double from = Math.max(low, centre - width / 2);
      double to = Math.min(high, centre + width / 2);
      for (int i = 0; i <= 40; i++) {
        double c = from + (to - from) * i / 40;
        best = cost.applyAsDouble(c) < cost.applyAsDouble(best) ? c : best;
      }
      centre = best;
      width /= 10;
    }
    return best;
  }

  /** Class frequencies cost no more than any of many other constants. */
  private void bestConstantOfClasses() {
    double[] targets = scenario.targets(random, ROWS);
    double[] mean = new double[scenario.columns()];
    for (int i = 0; i < ROWS; i++) {
      int t = scenario.targetColumns();
      double[] row = distribution(Arrays.copyOfRange(targets, i * t, (i + 1) * t));
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] / ROWS;
      }
    }
    var best = scenario.loss().constant(mean, scenario.scale());
    if (best.isEmpty()) {
      return;
    }
    double lowest = cost(targets, best.get());
    for (int i = 0; i < 200; i++) {
      double other = cost(targets, scenario.predictions(random, 1));
      contract.expect(
          Check.MINIMISER,
          lowest <= other + TOLERANCE * (1 + Math.abs(other)),
          scenario
              + ": constant "
              + Arrays.toString(best.get())
              + " costs "
              + lowest
              + ", another "
              + other);
    }
  }

  private double cost(double[] targets, double[] constant) {
    double[] predictions = new double[ROWS * constant.length];
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(constant, 0, predictions, i * constant.length, constant.length);
    }
    return subject.answer(scenario.batch(targets, predictions), Reduction.SUM).sum();
  }
}

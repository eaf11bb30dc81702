package org.surprisal.loss;

import java.util.Arrays;
import java.util.Random;
import org.surprisal.loss.LossContract.Check;

/** What goes in: NaN, numbers outside the domains, signed zeros, extremes. */
final class InputChecks {
  private static final double[] EXTREMES = {
    1e300, -1e300, 8e307, -8e307, Double.MIN_VALUE, -Double.MIN_VALUE, 0, -0.0, 1, -1, 745, -745
  };
  private static final double[] SUSPECTS = {
    -1e-9, 1 + 1e-9, 2, -4, 0.5, 255, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };
  private static final int ROWS = 6;
  private static final int BAD = 3; // the row that is spoiled

  private final LossContract contract;
  private final Scenario scenario;
  private final Subject subject;
  private final Random random = new Random(1);

  InputChecks(LossContract contract, Scenario scenario, Subject subject) {
    this.contract = contract;
    this.scenario = scenario;
    this.subject = subject;
  }

  void run() {
    missing();
    domains();
    extremes();
    if (scenario.plain() && scenario.columns() == 1) {
      zeros();
    }
  }

  private void missing() {
    for (String part : new String[] {"target", "prediction", "weight"}) {
      if (part.equals("target") && scenario.targetColumns() == 0) {
        continue;
      }
      double[] targets = scenario.targets(random, ROWS);
      double[] predictions = scenario.predictions(random, ROWS);
      double[] weights = {1, 2, 3, 4, 5, 6};
      spoil(part, Double.NaN, targets, predictions, 0, weights);
      Batch<Target, Prediction> batch = scenario.batch(targets, predictions).weights(weights);
      contract.expectRefusal(
          Check.NOT_A_NUMBER,
          scenario + ": NaN in " + part,
          () -> subject.answer(batch, Reduction.SUM),
          part,
          "NaN is missing");
      if (scenario.paired()) {
        contract.expectRefusal(
            Check.NOT_A_NUMBER,
            scenario + ": the partner of a row with NaN in " + part,
            () -> subject.answer(batch.missing(Missing.SKIP), Reduction.SUM),
            "group of one row");
        continue;
      }
      Subject.Answer skipping = subject.answer(batch.missing(Missing.SKIP), Reduction.SUM);
      boolean skipped = skipping.skipped() == 1 && skipping.rows() == ROWS - 1;
      contract.expect(Check.NOT_A_NUMBER, skipped, scenario + ": NaN in " + part + " not skipped");
      boolean clean = !Double.isNaN(skipping.sum()) && skipping.losses()[BAD] == 0;
      contract.expect(Check.NOT_A_NUMBER, clean, scenario + ": skipped NaN leaks from " + part);
    }
  }

  private void spoil(
      String part, double with, double[] targets, double[] z, int column, double[] weights) {
    switch (part) {
      case "target" -> targets[BAD * scenario.targetColumns()] = with;
      case "prediction" -> z[BAD * scenario.columns() + column] = with;
      default -> weights[BAD] = with;
    }
  }

  private void domains() {
    for (double suspect : SUSPECTS) {
      boolean index = scenario.categorical() && !scenario.soft();
      boolean badTarget =
          index
              ? !(suspect == Math.rint(suspect) && suspect >= 0 && suspect < scenario.classes())
              : !scenario.targetDomain().contains(suspect);
      if (badTarget && scenario.targetColumns() > 0) {
        String allowed = index ? "is not a class index" : scenario.targetDomain().text();
        refused("target", suspect, 0, allowed, scenario.loss().name());
      }
      for (int column = 0; column < scenario.columns(); column++) {
        Domain domain = scenario.domain(column);
        boolean first = column == 0 || !domain.equals(scenario.domain(column - 1));
        if (first && !domain.contains(suspect)) {
          refused("prediction", suspect, column, domain.text());
        }
      }
      if (!Domain.NON_NEGATIVE.contains(suspect)) {
        refused("weight", suspect, 0, Domain.NON_NEGATIVE.text(), "weight[" + BAD + "]");
      }
    }
  }

  private void refused(String part, double with, int column, String... words) {
    double[] targets = scenario.targets(random, ROWS);
    double[] predictions = scenario.predictions(random, ROWS);
    double[] weights = {1, 2, 3, 4, 5, 6};
    spoil(part, with, targets, predictions, column, weights);
    Batch<Target, Prediction> batch = scenario.batch(targets, predictions).weights(weights);
    String what = scenario + ": " + part + " " + with;
    Runnable call = () -> subject.answer(batch, Reduction.SUM);
    contract.expectRefusal(Check.DOMAIN, what, call, words);
    contract.expectRefusal(Check.DOMAIN, what, call, part, Text.number(with), "" + BAD);
  }

  /**
   * Every pair of extreme target and prediction: nothing is NaN, and no value is below 0 wrongly.
   */
  private void extremes() {
    boolean fixed =
        scenario.categorical()
            || scenario.sided()
            || scenario.kind() == Entry.Kind.GROUPS
            || scenario.targetColumns() == 0;
    for (double target : fixed ? new double[] {0} : EXTREMES) {
      for (double prediction : EXTREMES) {
        for (int column = 0; column < scenario.columns(); column += step()) {
          extreme(fixed ? Double.NaN : target, prediction, column);
        }
      }
    }
  }

  /** One column of each part is enough. */
  private int step() {
    return scenario.form() == Geometry.Form.PARAMETERS ? 1 : scenario.columns();
  }

  private void extreme(double target, double prediction, int column) {
    int rows = scenario.batchRows();
    double[] targets = scenario.targets(random, rows);
    double[] predictions = scenario.predictions(random, rows);
    if (scenario.targetDomain().contains(target)) {
      targets[0] = target;
    }
    boolean free = scenario.scale() != Scale.RESPONSE || !scenario.categorical();
    if (free && scenario.domain(column).contains(prediction)) {
      predictions[column] = prediction;
    }
    String where =
        scenario + " y=" + Arrays.toString(targets) + " z=" + Arrays.toString(predictions);
    Subject.Answer answer;
    try {
      answer = subject.answer(scenario.batch(targets, predictions), Reduction.SUM);
    } catch (InputException e) {
      contract.expect(Check.EXTREMES, undefined(prediction, column), where + ": " + e.getMessage());
      return;
    }
    boolean value = Arrays.stream(answer.losses()).noneMatch(Double::isNaN);
    boolean slope = Arrays.stream(answer.gradient()).noneMatch(Double::isNaN);
    boolean bend = Arrays.stream(answer.curvature()).noneMatch(Double::isNaN);
    contract.expect(Check.EXTREMES, value, where + ": value");
    contract.expect(Check.EXTREMES, slope, where + ": gradient");
    contract.expect(Check.EXTREMES, bend, where + ": curvature");
  }

  /** The gradient of a distribution without spread; thresholds that do not rise. */
  private boolean undefined(double prediction, int column) {
    boolean spread = scenario.form() == Geometry.Form.PARAMETERS && column > 0 && prediction == 0;
    return (spread && scenario.domain(column).equals(Domain.NON_NEGATIVE))
        || (scenario.loss().name().equals("cumulative_link") && scenario.columns() > 1);
  }

  private void zeros() {
    double[][] pairs = {{0, -0.0}, {0, 1}, {-0.0, 1}, {1, 0}, {1, -0.0}};
    for (double[] pair : pairs) {
      if (!scenario.targetDomain().contains(pair[0]) || !scenario.domain().contains(pair[1])) {
        continue;
      }
      Subject.Answer a = one(pair[0], pair[1]);
      Subject.Answer b = one(-pair[0], pair[1]);
      Subject.Answer c = one(pair[0], -pair[1]);
      if (pair[0] == 0) {
        alike(a, b, "y=" + pair[0] + " z=" + pair[1] + " and y=" + -pair[0]);
      }
      if (pair[1] == 0) {
        alike(a, c, "y=" + pair[0] + " z=" + pair[1] + " and z=" + -pair[1]);
      }
    }
  }

  private Subject.Answer one(double y, double z) {
    if (!scenario.targetDomain().contains(y) || !scenario.domain().contains(z)) {
      return new Subject.Answer(0, 0, 0, 0, new double[1], new double[1], new double[1]);
    }
    return subject.answer(scenario.batch(new double[] {y}, new double[] {z}), Reduction.SUM);
  }

  private void alike(Subject.Answer a, Subject.Answer b, String which) {
    boolean same =
        LossContract.same(a.losses()[0], b.losses()[0])
            && LossContract.same(a.gradient()[0], b.gradient()[0])
            && LossContract.same(a.curvature()[0], b.curvature()[0]);
    contract.expect(Check.ZEROS, same, scenario + ": " + which + " differ");
  }
}

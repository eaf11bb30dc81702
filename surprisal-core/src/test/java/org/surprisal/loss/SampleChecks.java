package org.surprisal.loss;

import java.util.Arrays;
import java.util.Random;
import org.surprisal.loss.LossContract.Check;

/**
 * The contract of a loss that compares two samples as wholes: one row, whose numbers are points.
 * There are no rows to mask, to skip or to give classes; the rest is as for others.
 */
final class SampleChecks {
  private static final int POINTS = 6;
  private static final double STEP = 1e-3;
  private static final double TOLERANCE = 1e-6; // plans are solved to a tolerance

  private final LossContract contract;
  private final Scenario scenario;
  private final Subject subject;
  private final Random random = new Random(11);

  SampleChecks(LossContract contract, Scenario scenario, Subject subject) {
    this.contract = contract;
    this.scenario = scenario;
    this.subject = subject;
  }

  void run() {
    double[] y = scenario.targets(random, POINTS);
    double[] x = scenario.predictions(random, POINTS);
    bad(y, x);
    weights(y, x);
    derivatives(y, x);
    derivatives(scenario.targets(random, POINTS + 2), x); // as many points are not needed
    order(y, x);
    equalSamples(y);
    refusals(y, x);
  }

  private Subject.Answer answer(double[] y, double[] x) {
    return subject.answer(scenario.batch(y, x), Reduction.SUM);
  }

  private void bad(double[] y, double[] x) {
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] spoiled = x.clone();
      spoiled[3 * scenario.columns()] = wrong;
      Check check = Double.isNaN(wrong) ? Check.NOT_A_NUMBER : Check.DOMAIN;
      contract.expectRefusal(
          check, scenario + ": " + wrong, () -> answer(y, spoiled), "prediction[", "3", "(-∞, ∞)");
      contract.expectRefusal(
          check, scenario + ": " + wrong, () -> answer(spoiled, x), "target[", "3", "(-∞, ∞)");
    }
    for (double far : new double[] {0, 1e-300, 1e300, -8e307}) {
      double[] moved = x.clone();
      moved[0] = far;
      boolean solvable = !scenario.loss().name().equals("sinkhorn") || Math.abs(far) <= 1;
      if (solvable) {
        Subject.Answer answer = answer(y, moved);
        boolean clean =
            !Double.isNaN(answer.sum())
                && Arrays.stream(answer.gradient()).noneMatch(Double::isNaN)
                && Arrays.stream(answer.curvature()).noneMatch(Double::isNaN);
        contract.expect(Check.EXTREMES, clean, scenario + ": NaN at " + far);
      }
    }
  }

  /** The weight of the only row. */
  private void weights(double[] y, double[] x) {
    Subject.Answer plain = answer(y, x);
    for (Reduction reduction : Reduction.values()) {
      for (double weight : new double[] {3, 0}) {
        Subject.Answer heavy = subject.answer(scenario.batch(y, x).weights(weight), reduction);
        boolean mean = reduction == Reduction.MEAN;
        double factor = weight == 0 ? 0 : mean ? 1 : weight;
        String where = scenario + " " + reduction + " weight " + weight;
        boolean sum = LossContract.same(heavy.sum(), weight * plain.sum());
        Check check = reduction == Reduction.NONE ? Check.WEIGHTS : Check.REDUCTIONS;
        contract.expect(check, sum && heavy.weight() == weight, where);
        for (int j = 0; j < x.length; j++) {
          double slope = factor * plain.gradient()[j];
          boolean right = LossContract.same(heavy.gradient()[j], slope);
          contract.expect(check, right, where + ": gradient " + j);
        }
      }
    }
    Total nothing = scenario.loss().total(scenario.batch(y, x).weights(0));
    contract.expect(Check.EMPTY, nothing.isEmpty(), scenario + ": not empty");
  }

  private void derivatives(double[] y, double[] x) {
    Subject.Answer here = answer(y, x);
    for (int j = 0; j < x.length; j++) {
      double[] slopes = new double[2];
      double[] bends = new double[2];
      for (int i = 0; i < 2; i++) {
        double h = STEP / (1 + i);
        double[] moved = x.clone();
        moved[j] = x[j] + h;
        Subject.Answer after = answer(y, moved);
        moved[j] = x[j] - h;
        Subject.Answer before = answer(y, moved);
        slopes[i] = (after.sum() - before.sum()) / (2 * h);
        bends[i] = (after.gradient()[j] - before.gradient()[j]) / (2 * h);
      }
      // Two steps together leave no error of second order; apart, they tell of a bend between.
      boolean smooth = LossContract.near(slopes[0], slopes[1], 1e-5, 1e-5);
      double slope = (4 * slopes[1] - slopes[0]) / 3;
      double bend = (4 * bends[1] - bends[0]) / 3;
      String where = scenario + " x=" + Arrays.toString(x) + " number " + j + ": ";
      contract.expect(
          Check.GRADIENT,
          !smooth || LossContract.near(here.gradient()[j], slope, TOLERANCE, TOLERANCE),
          where + here.gradient()[j] + " but differences say " + slope);
      boolean bent = scenario.loss().noCurvature().isEmpty() && smooth;
      contract.expect(
          Check.CURVATURE,
          !bent || LossContract.near(here.curvature()[j], bend, TOLERANCE, TOLERANCE),
          where + here.curvature()[j] + " but differences say " + bend);
    }
  }

  /** A sample has no order. */
  private void order(double[] y, double[] x) {
    int d = scenario.columns();
    double[] turned = x.clone();
    System.arraycopy(x, 0, turned, d, x.length - d);
    System.arraycopy(x, x.length - d, turned, 0, d);
    double a = answer(y, x).sum();
    double b = answer(y, turned).sum();
    contract.expect(Check.MINIMISER, LossContract.near(a, b, 1e-9, 1e-9), scenario + ": order");
  }

  /** Equal samples cost nothing, where no entropy is in the way, and others more. */
  private void equalSamples(double[] y) {
    boolean biased =
        scenario.loss().name().equals("sinkhorn")
            && !scenario.loss().toString().contains("debiased=true");
    double same = answer(y, y).sum();
    boolean zero = biased || Math.abs(same) <= 1e-9;
    contract.expect(Check.FLOOR, zero, scenario + ": equal samples cost " + same);
    double[] moved = Arrays.stream(y).map(v -> v + 0.5).toArray();
    contract.expect(Check.FLOOR, answer(y, moved).sum() > same, scenario + ": apart costs less");
  }

  private void refusals(double[] y, double[] x) {
    Loss<Target, Prediction> loss = scenario.loss();
    loss.noCurvature()
        .ifPresent(reason -> {
          double[] curvature = new double[x.length];
          Outputs asked =
              Outputs.of(Reduction.SUM)
                  .curvature(Curvature.EXACT, Numbers.of(curvature).by(scenario.columns()));
          contract.expectRefusal(
              Check.CURVATURE,
              scenario + ": curvature",
              () -> loss.total(scenario.batch(y, x), asked),
              "has no curvature",
              reason);
        });
  }
}

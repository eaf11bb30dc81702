package org.surprisal.loss;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.surprisal.loss.LossContract.Check;

/**
 * The gradient is the derivative of the value, the curvature that of the gradient. Asked of the
 * loss itself by differences of five points; where a row must sum to 1, by differences of two that
 * stay within the sum's tolerance.
 */
final class DerivativeChecks {
  private static final int ROWS = 12;

  /** Five points at distance h leave h⁴·f⁽⁵⁾/30 ≈ 1e-13 and rounding of 1e-16/h ≈ 1e-13·|f|. */
  private static final double STEP = 1e-3;

  private static final double TOLERANCE = 1e-8;

  /** Two points within 1e-6 of the sum leave 1e-16/4e-7 ≈ 1e-9·|f|. */
  private static final double SIMPLEX_STEP = 4e-7;

  private static final double SIMPLEX_TOLERANCE = 1e-6;

  private final LossContract contract;
  private final Scenario scenario;
  private final Subject subject;
  private final Random random = new Random(2);

  DerivativeChecks(LossContract contract, Scenario scenario, Subject subject) {
    this.contract = contract;
    this.scenario = scenario;
    this.subject = subject;
  }

  void run() {
    for (int i = 0; i < ROWS; i++) {
      double[] targets = scenario.targets(random, 1);
      double[] predictions = scenario.predictions(random, 1);
      for (int j = 0; j < scenario.columns(); j++) {
        smooth(targets, predictions, j);
      }
    }
    kinks();
  }

  private boolean simplex() {
    return scenario.categorical() && scenario.scale() == Scale.RESPONSE;
  }

  private void smooth(double[] targets, double[] predictions, int column) {
    double z = predictions[column];
    double y = scenario.categorical() ? 0 : targets[Math.min(column, targets.length - 1)];
    double width = Math.min(scenario.width(y, z), border(z));
    double step = simplex() ? SIMPLEX_STEP : STEP * width;
    if (scenario.distanceToKink(y, z) < 4 * step) {
      return;
    }
    Subject.Answer here = subject.answer(scenario.batch(targets, predictions), Reduction.SUM);
    double slope = difference(x -> moved(targets, predictions, column, x).losses()[0], z, step);
    double bend =
        difference(x -> moved(targets, predictions, column, x).gradient()[column], z, step);
    String where = scenario + " y=" + y + " z=" + z + " column " + column + ": ";
    compare(Check.GRADIENT, here.gradient()[column], slope, where, step, here.losses()[0]);
    compare(Check.CURVATURE, here.curvature()[column], bend, where, step, here.gradient()[column]);
  }

  /** How far a prediction may move before it leaves its domain. */
  private double border(double z) {
    Domain domain = scenario.domain();
    double low = Double.isInfinite(domain.low()) ? 1 : z - domain.low();
    double high = Double.isInfinite(domain.high()) ? 1 : domain.high() - z;
    return Math.min(low, high);
  }

  private Subject.Answer moved(double[] targets, double[] predictions, int column, double to) {
    double[] changed = predictions.clone();
    changed[column] = to;
    return subject.answer(scenario.batch(targets, changed), Reduction.SUM);
  }

  private double difference(DoubleUnaryOperator f, double x, double h) {
    double inner = f.applyAsDouble(x + h) - f.applyAsDouble(x - h);
    if (simplex()) {
      return inner / ((x + h) - (x - h));
    }
    double outer = f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h);
    return (8 * inner - outer) / (12 * h);
  }

  private void compare(
      Check check, double got, double wanted, String where, double step, double size) {
    double relative = simplex() ? SIMPLEX_TOLERANCE : TOLERANCE;
    double rounding = (1 + Math.abs(size)) * 4e-15 / step; // of the differences themselves
    boolean holds = LossContract.near(got, wanted, relative, relative + rounding);
    contract.expect(check, holds, where + got + " but differences say " + wanted);
  }

  /** 0 where 0 is a subgradient; the curvature is that of the closed side. */
  private void kinks() {
    for (double y : new double[] {-1, 0, 1, 2.5}) {
      double at = scenario.kink(y);
      if (scenario.columns() > 1 || !Double.isFinite(at) || !scenario.targetDomain().contains(y)) {
        continue;
      }
      Subject.Answer answer =
          subject.answer(scenario.batch(new double[] {y}, new double[] {at}), Reduction.SUM);
      double[] wanted = scenario.atKink(y);
      boolean holds =
          wanted == null
              || (answer.gradient()[0] == wanted[0]
                  && LossContract.near(answer.curvature()[0], wanted[1], 1e-15, 0));
      contract.expect(
          Check.KINK,
          holds,
          scenario
              + " at its kink y="
              + y
              + ": gradient "
              + answer.gradient()[0]
              + ", curvature "
              + answer.curvature()[0]);
    }
  }
}

package org.surprisal.loss;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.surprisal.loss.LossContract.Check;

/**
 * The gradient is the derivative of the value, the curvature that of the gradient. Asked of the
 * loss itself by differences of five points; where a row must sum to 1, by differences of two that
 * stay within the sum's tolerance. Of rows that depend on each other, all of a weighted batch.
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
  private int tried;
  private int used;

  DerivativeChecks(LossContract contract, Scenario scenario, Subject subject) {
    this.contract = contract;
    this.scenario = scenario;
    this.subject = subject;
  }

  void run() {
    tried = 0;
    used = 0;
    int rows = scenario.batchRows();
    double[] weights = {2, 0.5, 3, 0.25, 1, 0.1};
    for (int i = 0; i < Math.max(2, ROWS / rows / scenario.columns()); i++) {
      double[] targets = scenario.targets(random, rows);
      double[] predictions = scenario.predictions(random, rows);
      Numbers perRow = Numbers.of(Arrays.copyOf(weights, rows));
      Function<double[], Subject.Answer> at =
          z -> {
            Batch<Target, Prediction> batch = scenario.batch(targets, z);
            return subject.answer(rows == 1 ? batch : batch.weights(perRow), Reduction.SUM);
          };
      for (int j = 0; j < predictions.length; j++) {
        smooth(targets, predictions, j, at);
      }
    }
    contract.expect(
        Check.GRADIENT, 2 * used >= tried, scenario + ": differences tell at few points only");
    kinks();
  }

  private boolean simplex() {
    return scenario.categorical() && scenario.scale() == Scale.RESPONSE;
  }

  private void smooth(
      double[] targets, double[] z, int index, Function<double[], Subject.Answer> at) {
    boolean plain = scenario.plain();
    double y = plain ? targets[index] : 0;
    double x = z[index];
    double width = Math.min(scenario.width(y, x), border(x, index % scenario.columns()));
    double step = simplex() ? SIMPLEX_STEP : STEP * width;
    if (plain && scenario.distanceToKink(y, x) < 4 * step) {
      return;
    }
    Subject.Answer here = at.apply(z);
    double[] wide = differences(z, index, step, at);
    boolean known = plain || simplex(); // else a bend shows by what half the step says
    double[] narrow = known ? wide : differences(z, index, step / 2, at);
    double slack = known ? 1 : 0.1;
    tried++;
    boolean slope = agree(wide[0], narrow[0], slack, step, here.sum());
    boolean bend = agree(wide[1], narrow[1], slack, step, here.gradient()[index]);
    used += slope ? 1 : 0;
    String where = scenario + " y=" + Arrays.toString(targets) + " z=" + Arrays.toString(z);
    String which = where + " number " + index + ": ";
    boolean right = agree(here.gradient()[index], narrow[0], 1, step, here.sum());
    boolean gives = scenario.loss().noGradient().isEmpty();
    contract.expect(
        Check.GRADIENT,
        !slope || right || !gives,
        which + here.gradient()[index] + " but differences say " + narrow[0]);
    right = agree(here.curvature()[index], narrow[1], 1, step, here.gradient()[index]);
    gives = scenario.loss().noCurvature().isEmpty();
    contract.expect(
        Check.CURVATURE,
        !(slope && bend) || right || !gives,
        which + here.curvature()[index] + " but differences say " + narrow[1]);
  }

  /** How far a prediction may move before it leaves its domain. */
  private double border(double z, int column) {
    Domain domain = scenario.domain(column);
    double low = Double.isInfinite(domain.low()) ? 1 : z - domain.low();
    double high = Double.isInfinite(domain.high()) ? 1 : domain.high() - z;
    return Math.min(low, high);
  }

  /** What differences say of the slope of the value, and of the slope of the gradient. */
  private double[] differences(
      double[] z, int index, double h, Function<double[], Subject.Answer> at) {
    double x = z[index];
    double[] inner = difference(z, index, x - h, x + h, at);
    if (simplex()) {
      double way = (x + h) - (x - h);
      return new double[] {inner[0] / way, inner[1] / way};
    }
    double[] outer = difference(z, index, x - 2 * h, x + 2 * h, at);
    return new double[] {
      (8 * inner[0] - outer[0]) / (12 * h), (8 * inner[1] - outer[1]) / (12 * h)
    };
  }

  private static double[] difference(
      double[] z, int index, double low, double high, Function<double[], Subject.Answer> at) {
    double[] moved = z.clone();
    moved[index] = low;
    Subject.Answer before = at.apply(moved);
    moved[index] = high;
    Subject.Answer after = at.apply(moved);
    return new double[] {
      after.sum() - before.sum(), after.gradient()[index] - before.gradient()[index]
    };
  }

  private boolean agree(double a, double b, double slack, double step, double size) {
    double relative = slack * (simplex() ? SIMPLEX_TOLERANCE : TOLERANCE);
    double rounding = (1 + Math.abs(size)) * 4e-15 / step; // of the differences themselves
    return LossContract.near(a, b, relative, relative + rounding);
  }

  /** 0 where 0 is a subgradient; the curvature is that of the closed side. */
  private void kinks() {
    for (double y : new double[] {-1, 0, 1, 2.5}) {
      double at = scenario.kink(y);
      if (!scenario.plain()
          || scenario.columns() > 1
          || !Double.isFinite(at)
          || !scenario.targetDomain().contains(y)) {
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

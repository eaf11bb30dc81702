package org.surprisal.loss;

/** Short ways to ask a loss about a few rows. */
final class Traps {
  static final double INFINITY = Double.POSITIVE_INFINITY;

  private Traps() {}

  /** Rows with one prediction each. */
  static Subject.Answer ask(String spec, double[] targets, double[] predictions) {
    return ask(spec, targets, predictions, 1);
  }

  /** Rows of several columns; a target a row is a class index, or one a prediction. */
  static Subject.Answer ask(String spec, double[] targets, double[] predictions, int columns) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    Numbers prediction = Numbers.of(predictions).by(columns);
    boolean perRow = targets.length == prediction.rows();
    Numbers target = perRow ? Numbers.of(targets) : Numbers.of(targets).by(columns);
    return Subject.of(loss).answer(loss.batch(target, prediction), Reduction.SUM);
  }

  /** The loss of one row with one prediction. */
  static double value(String spec, double target, double prediction) {
    return one(spec, target, prediction).sum();
  }

  static double gradient(String spec, double target, double prediction) {
    return one(spec, target, prediction).gradient()[0];
  }

  static double curvature(String spec, double target, double prediction) {
    return one(spec, target, prediction).curvature()[0];
  }

  private static Subject.Answer one(String spec, double target, double prediction) {
    return ask(spec, new double[] {target}, new double[] {prediction});
  }
}

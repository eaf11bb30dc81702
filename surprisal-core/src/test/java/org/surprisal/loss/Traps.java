package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;

/** What the tests of traps have in common: short ways to ask a loss. */
final class Traps {
  /** The numbers of the traps are given with seven digits or so. */
  static final Offset<Double> PRINTED = within(5.1e-8);

  static final double INFINITY = Double.POSITIVE_INFINITY;

  private Traps() {}

  static double[] row(double... values) {
    return values;
  }

  /** Rows with one prediction each. */
  static Subject.Answer ask(String spec, double[] targets, double[] predictions) {
    return ask(spec, targets, predictions, 1);
  }

  /** Rows of several columns; a target a row is a class index, or one a prediction. */
  static Subject.Answer ask(String spec, double[] targets, double[] predictions, int columns) {
    return ask(spec, targets, predictions, columns, Reduction.SUM);
  }

  static Subject.Answer ask(
      String spec, double[] targets, double[] predictions, int columns, Reduction reduction) {
    return Subject.of(Loss.parse(spec))
        .answer(batch(spec, targets, predictions, columns), reduction);
  }

  static Batch<Target, Prediction> batch(
      String spec, double[] targets, double[] predictions, int columns) {
    Numbers prediction = Numbers.of(predictions).by(columns);
    boolean perRow = targets.length == prediction.rows();
    Numbers target = perRow ? Numbers.of(targets) : Numbers.of(targets).by(columns);
    return Loss.parse(spec).batch(target, prediction);
  }

  /** The loss of one row with one prediction. */
  static double value(String spec, double target, double prediction) {
    return ask(spec, row(target), row(prediction)).sum();
  }

  static double gradient(String spec, double target, double prediction) {
    return ask(spec, row(target), row(prediction)).gradient()[0];
  }

  static double curvature(String spec, double target, double prediction) {
    return ask(spec, row(target), row(prediction)).curvature()[0];
  }

  static void near(double got, double wanted) {
    assertThat(got).isEqualTo(wanted, within(Math.max(5.1e-8, 1e-7 * Math.abs(wanted))));
  }

  /** Of two tiny numbers only the digits matter. */
  static void nearDigits(double got, double wanted) {
    assertThat(got).isEqualTo(wanted, within(1e-5 * Math.abs(wanted)));
  }

  static void near(double[] got, double... wanted) {
    assertThat(got).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      near(got[i], wanted[i]);
    }
  }
}

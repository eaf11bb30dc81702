package org.surprisal.loss;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.surprisal.loss.LossContract.Check;
import org.surprisal.sum.ExactSum;

/** Weights, class weights, masks, reductions and empty batches. */
final class WeightChecks {
  private static final int ROWS = 6;
  private static final double[] WEIGHTS = {2, 0.5, 3, 0, 1, 0.1};

  private final LossContract contract;
  private final Scenario scenario;
  private final Subject subject;
  private final double[] targets;
  private final double[] predictions;
  private final Batch<Target, Prediction> batch;
  private final Subject.Answer plain;

  WeightChecks(LossContract contract, Scenario scenario, Subject subject) {
    Random random = new Random(3);
    this.contract = contract;
    this.scenario = scenario;
    this.subject = subject;
    this.targets = scenario.targets(random, ROWS);
    this.predictions = scenario.predictions(random, ROWS);
    this.batch = scenario.batch(targets, predictions);
    this.plain = subject.answer(batch, Reduction.NONE);
  }

  void run() {
    if (scenario.sided()) {
      sides();
    } else {
      weightsMultiply();
    }
    reductions();
    mask();
    empty();
    if (!scenario.coupled()) {
      twice();
      zeroTimesInfinity();
    }
    boolean oneLabel = scenario.kind() == Entry.Kind.ZERO_ONE && scenario.targetColumns() == 1;
    if (scenario.categorical() || (oneLabel && !scenario.sided())) {
      classWeights();
    }
  }

  /** The mean of the real rows plus that of the generated ones, each over its own weights. */
  private void sides() {
    Subject.Answer none = subject.answer(batch.weights(WEIGHTS), Reduction.NONE);
    double[] means = new double[2];
    double[] weights = new double[2];
    for (int i = 0; i < ROWS; i++) {
      int side = (int) targets[i];
      means[side] += WEIGHTS[i] * plain.losses()[i] / 2; // unweighted, three rows of six: twice
      weights[side] += WEIGHTS[i];
    }
    double mean = means[0] / weights[0] + means[1] / weights[1];
    boolean holds = LossContract.near(none.sum() / none.weight(), mean, 1e-14, 1e-14);
    contract.expect(
        Check.WEIGHTS, holds, scenario + ": mean " + none.mean() + ", of sides " + mean);
  }

  private void weightsMultiply() {
    Subject.Answer none = subject.answer(batch.weights(WEIGHTS), Reduction.NONE);
    for (int i = 0; i < ROWS; i++) {
      double w = WEIGHTS[i];
      equal(Check.WEIGHTS, none.losses()[i], w * plain.losses()[i], "loss of row " + i);
      int end = scenario.coupled() ? 0 : (i + 1) * scenario.columns();
      for (int j = i * scenario.columns(); j < end; j++) {
        equal(Check.WEIGHTS, none.gradient()[j], w * plain.gradient()[j], "gradient " + j);
        equal(Check.WEIGHTS, none.curvature()[j], w * plain.curvature()[j], "curvature " + j);
      }
    }
    equal(Check.WEIGHTS, none.weight(), sum(WEIGHTS), "sum of weights");
  }

  private void reductions() {
    Batch<Target, Prediction> weighted = batch.weights(WEIGHTS);
    Subject.Answer none = subject.answer(weighted, Reduction.NONE);
    for (Reduction reduction : Reduction.values()) {
      double divisor =
          switch (reduction) {
            case MEAN -> sum(WEIGHTS);
            case MEAN_ROWS -> ROWS;
            case SUM, NONE -> 1;
          };
      Subject.Answer answer = subject.answer(weighted, reduction);
      equal(Check.REDUCTIONS, answer.sum(), sum(none.losses()), reduction + ": sum");
      equal(Check.REDUCTIONS, (double) answer.rows(), ROWS, reduction + ": rows");
      for (int j = 0; j < none.gradient().length; j++) {
        double slope = none.gradient()[j] / divisor;
        double bend = none.curvature()[j] / divisor;
        equal(Check.REDUCTIONS, answer.gradient()[j], slope, reduction + ": gradient " + j);
        equal(Check.REDUCTIONS, answer.curvature()[j], bend, reduction + ": curvature " + j);
      }
    }
    totals(weighted);
  }

  /** The means of the total are its sum over its denominators. */
  private void totals(Batch<Target, Prediction> weighted) {
    Total total = scenario.loss().total(weighted);
    double sum = total.sum();
    near(Check.REDUCTIONS, total.mean() * total.weight(), sum, "mean times weight");
    near(Check.REDUCTIONS, total.meanOverRows() * total.rows(), sum, "mean over rows times rows");
    equal(Check.REDUCTIONS, scenario.loss().mean(weighted), total.mean(), "mean(batch)");
  }

  /** A weight of 2 is the row twice. */
  private void twice() {
    double[] doubled = {2, 1, 1, 1, 1, 1};
    int t = scenario.targetColumns();
    int k = scenario.columns();
    double[] targetsTwice = Arrays.copyOf(targets, targets.length + t);
    double[] predictionsTwice = Arrays.copyOf(predictions, predictions.length + k);
    System.arraycopy(targets, 0, targetsTwice, targets.length, t);
    System.arraycopy(predictions, 0, predictionsTwice, predictions.length, k);
    Subject.Answer weighted = subject.answer(batch.weights(doubled), Reduction.SUM);
    Subject.Answer repeated =
        subject.answer(scenario.batch(targetsTwice, predictionsTwice), Reduction.SUM);
    boolean same =
        scenario.sided()
            ? LossContract.near(weighted.sum(), repeated.sum(), 1e-14, 1e-14)
            : LossContract.same(weighted.sum(), repeated.sum());
    contract.expect(Check.WEIGHTS, same, scenario + ": weight 2 and the row twice");
    equal(Check.WEIGHTS, weighted.weight(), repeated.weight(), "their weights");
  }

  /** Rows that are masked are as if they were not there, negatives of others included. */
  private void mask() {
    int[] rows = {0, 1, 4, 5};
    BitSet used = new BitSet();
    Arrays.stream(rows).forEach(used::set);
    Subject.Answer masked = subject.answer(batch.mask(used).weights(WEIGHTS), Reduction.NONE);
    equal(Check.MASK, (double) masked.rows(), rows.length, "rows used");
    equal(Check.MASK, (double) masked.skipped(), ROWS - rows.length, "rows skipped");
    equal(Check.MASK, masked.weight(), weightOf(rows), "weight");
    int k = scenario.columns();
    double[] weights = Arrays.stream(rows).mapToDouble(i -> WEIGHTS[i]).toArray();
    double[] some = chosen(targets, scenario.targetColumns(), rows);
    Subject.Answer alone =
        subject.answer(
            scenario.batch(some, chosen(predictions, k, rows)).weights(weights), Reduction.NONE);
    double[] gradient = chosen(masked.gradient(), k, rows);
    double[] curvature = chosen(masked.curvature(), k, rows);
    double[] losses = chosen(masked.losses(), 1, rows);
    contract.expect(Check.MASK, same(losses, alone.losses()), scenario + ": losses with mask");
    contract.expect(
        Check.MASK, same(gradient, alone.gradient()), scenario + ": gradient with mask");
    contract.expect(
        Check.MASK, same(curvature, alone.curvature()), scenario + ": curvature with mask");
    int[] others = {2, 3};
    for (double[] rest :
        List.of(
            chosen(masked.losses(), 1, others),
            chosen(masked.gradient(), k, others),
            chosen(masked.curvature(), k, others))) {
      boolean zero = Arrays.stream(rest).allMatch(x -> x == 0);
      contract.expect(Check.MASK, zero, scenario + ": masked rows are not 0");
    }
  }

  private static double weightOf(int[] rows) {
    return sum(Arrays.stream(rows).mapToDouble(i -> WEIGHTS[i]).toArray());
  }

  private static double[] chosen(double[] values, int width, int[] rows) {
    double[] some = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, some, i * width, width);
    }
    return some;
  }

  private static boolean same(double[] a, double[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = LossContract.same(a[i], b[i]);
    }
    return same;
  }

  private void empty() {
    for (Batch<Target, Prediction> nothing :
        List.of(batch.mask(new BitSet()), batch.weights(new double[ROWS]))) {
      Total total = scenario.loss().total(nothing);
      contract.expect(Check.EMPTY, total.isEmpty(), scenario + ": not empty");
      equal(Check.EMPTY, total.sum(), 0, "sum of nothing");
      equal(Check.EMPTY, total.meanOrElse(7), 7, "meanOrElse of nothing");
      Subject.Answer answer = subject.answer(nothing, Reduction.MEAN);
      equal(Check.EMPTY, answer.sum(), 0, "sum of nothing");
      for (double slope : answer.gradient()) {
        equal(Check.EMPTY, slope, 0, "gradient of nothing");
      }
      try {
        double mean = total.mean();
        contract.expect(Check.EMPTY, false, scenario + ": the mean of nothing is " + mean);
      } catch (IllegalStateException e) {
        boolean said = e.getMessage().contains("no mean of nothing");
        contract.expect(Check.EMPTY, said, scenario + ": " + e.getMessage());
      }
    }
  }

  /** A row of weight 0 adds exactly 0, even where its loss is infinite. */
  private void zeroTimesInfinity() {
    double[] far = predictions.clone();
    double[] candidates = {0, 1, 8e307, -8e307, Double.POSITIVE_INFINITY};
    for (double candidate : candidates) {
      if (!scenario.domain().contains(candidate)
          || (scenario.categorical() && scenario.scale() == Scale.RESPONSE)) {
        continue;
      }
      far[0] = candidate;
      double[] weights = {0, 1, 1, 1, 1, 1};
      Batch<Target, Prediction> infinite = scenario.batch(targets, far).weights(weights);
      Subject.Answer answer = subject.answer(infinite, Reduction.NONE);
      equal(Check.WEIGHTS, answer.losses()[0], 0, "weight 0 at z=" + candidate);
      for (int j = 0; j < scenario.columns(); j++) {
        equal(Check.WEIGHTS, answer.gradient()[j], 0, "gradient at weight 0, z=" + candidate);
        equal(Check.WEIGHTS, answer.curvature()[j], 0, "curvature at weight 0, z=" + candidate);
      }
      boolean finite = !Double.isNaN(answer.sum());
      contract.expect(Check.WEIGHTS, finite, scenario + ": 0 times infinity at z=" + candidate);
    }
  }

  /** A row's weight times Σ t_k·w_k of its target, in the denominator too. */
  private void classWeights() {
    double[] perClass = {2, 4, 6, 0.5};
    perClass = Arrays.copyOf(perClass, scenario.categorical() ? scenario.classes() : 2);
    Subject.Answer answer =
        subject.answer(batch.weights(WEIGHTS).classWeights(perClass), Reduction.NONE);
    double[] weights = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      weights[i] = WEIGHTS[i] * share(i, perClass);
      near(Check.CLASS_WEIGHTS, answer.losses()[i], weights[i] * plain.losses()[i], "row " + i);
      for (int j = i * scenario.columns(); j < (i + 1) * scenario.columns(); j++) {
        double slope = weights[i] * plain.gradient()[j];
        near(Check.CLASS_WEIGHTS, answer.gradient()[j], slope, "gradient " + j);
      }
    }
    near(Check.CLASS_WEIGHTS, answer.weight(), sum(weights), "sum of weights");
  }

  private double share(int row, double[] perClass) {
    if (!scenario.categorical()) {
      return (1 - targets[row]) * perClass[0] + targets[row] * perClass[1];
    }
    if (!scenario.soft()) {
      return perClass[(int) targets[row]];
    }
    double share = 0;
    for (int k = 0; k < scenario.columns(); k++) {
      share += targets[row * scenario.columns() + k] * perClass[k];
    }
    return share;
  }

  private static double sum(double[] terms) {
    ExactSum sum = new ExactSum();
    sum.add(terms, 0, terms.length);
    return sum.value();
  }

  private void equal(Check check, double got, double wanted, String what) {
    boolean holds = LossContract.same(got, wanted);
    contract.expect(check, holds, scenario + ": " + what + " is " + got + ", not " + wanted);
  }

  /** Within a few roundings of a product. */
  private void near(Check check, double got, double wanted, String what) {
    boolean holds = LossContract.near(got, wanted, 1e-15, Double.MIN_VALUE);
    contract.expect(check, holds, scenario + ": " + what + " is " + got + ", not " + wanted);
  }
}

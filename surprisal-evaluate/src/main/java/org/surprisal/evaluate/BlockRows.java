package org.surprisal.evaluate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a block as cells take them: a column for each column of the {@link Plan}, then the
 * weights where there are any.
 */
final class BlockRows {
  private final Plan plan;
  private final Columns columns;
  private final double[][] numbers;
  private double[][] targets = new double[0][];
  private double @Nullable [] weights;
  private int size;
  private long firstOrdinal;
  private String prediction = "";
  private final int[][] classes;

  BlockRows(Plan plan, Columns columns, int capacity) {
    this.plan = plan;
    this.columns = columns;
    this.numbers = new double[plan.columns() + (plan.weighted() ? 1 : 0)][];
    for (int k = 0; k < plan.columns(); k++) {
      boolean isCopy = plan.metrics() != null && plan.metrics().ranks() && k >= plan.scoreColumn(0);
      numbers[k] = isCopy ? new double[0] : new double[capacity];
    }
    MetricPlan metrics = plan.metrics();
    boolean confuses = metrics != null && metrics.confusedClasses() > 0;
    this.classes = new int[confuses ? plan.predictions() : 0][capacity];
  }

  /** Where the losses of a tally are to be written. */
  double[] terms(int tally) {
    return numbers[tally];
  }

  /** Takes over what is no loss of a block. */
  void set(Block block, long first) {
    size = block.size();
    firstOrdinal = first;
    weights = columns.weights(block);
    targets = columns(block, columns.targets());
    if (weights != null) {
      numbers[plan.columns()] = weights;
    }
    MetricPlan metrics = plan.metrics();
    if (metrics == null) {
      return;
    }
    for (int p = 0; p < plan.predictions(); p++) {
      List<Integer> slots = columns.predictions().get(p).slots();
      prediction = columns.predictions().get(p).name();
      MetricRows rows = new MetricRows(targets, columns(block, slots), weights);
      for (int kind = 0; kind < metrics.kinds().size(); kind++) {
        MetricSums sums = metrics.kinds().get(kind).each().get(p);
        int at = plan.partColumn(p) + metrics.offset(kind);
        sums.write(rows, size, Arrays.copyOfRange(numbers, at, at + sums.parts()));
      }
      if (classes.length > 0
          && metrics.kinds().getFirst().each().get(p) instanceof ClassSums sums) {
        for (int i = 0; i < size; i++) {
          classes[p][i] = sums.predicted(rows, i);
        }
      }
      if (metrics.ranks()) {
        numbers[plan.scoreColumn(p)] = block.column(slots.getFirst());
      }
    }
    if (metrics.ranks()) {
      requireLabels(metrics.shape().signs() ? -1 : 0);
      numbers[plan.labelColumn()] = targets[0];
    }
  }

  /** A count of 3 or a share of 0.2 is no positive row. */
  private void requireLabels(double negative) {
    MetricRows rows = new MetricRows(targets, new double[0][], weights);
    for (int i = 0; i < size; i++) {
      BinarySums.isPositive(rows, i, 0, negative);
    }
  }

  private static double[][] columns(Block block, List<Integer> slots) {
    return slots.stream().map(block::column).toArray(double[][]::new);
  }

  /** The prediction that was looked at last. */
  String prediction() {
    return prediction;
  }

  long firstOrdinal() {
    return firstOrdinal;
  }

  /** All columns, those of the weights last. */
  double[][] numbers() {
    return numbers;
  }

  double[] target(int which) {
    return targets[which];
  }

  /** The class that a prediction gives the highest score, where confusion tables are wanted. */
  int predictedClass(int prediction, int row) {
    return classes[prediction][row];
  }

  double weight(int row) {
    return weights == null ? 1 : weights[row];
  }
}

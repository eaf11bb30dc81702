package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.surprisal.sum.ExactSum;

/**
 * What is added up of all rows, or of those of a group, in one pass and in memory that does not
 * grow with them.
 */
final class Cell {
  private final Plan plan;
  private final boolean isGroup;
  private final List<Plan.Pair> pairs;
  private final ExactSum[] losses;
  private final ExactSum weight = new ExactSum();
  private final StandardError[] errors;
  private final TailIndex[] tails;
  private final long[] infinite;
  private final CompensatedSum[] parts;
  private final CompensatedSum[] differences;
  private final long[] winsOfA;
  private final long[] winsOfB;
  private final long[] ties;
  private final List<Targets> targets = new ArrayList<>();
  private final double[][][] confusions;
  private final Units units;
  private long rows;

  /**
   * @param isGroup whether it is of a group, not of all rows
   * @param distinct how many distinct targets are kept in memory
   * @param spill where they go if there are more
   */
  Cell(Plan plan, boolean isGroup, UnitLimits limits, int distinct, SpillFile spill) {
    this.plan = plan;
    this.isGroup = isGroup;
    this.pairs = plan.pairs();
    int tallies = plan.tallies().size();
    losses = new ExactSum[tallies];
    errors = new StandardError[tallies];
    tails = new TailIndex[tallies];
    infinite = new long[tallies];
    for (int t = 0; t < tallies; t++) {
      losses[t] = new ExactSum();
      errors[t] = new StandardError();
      tails[t] = new TailIndex(Scorable.isOfEvents(plan.tallies().get(t).loss()));
    }
    int compared = plan.losses() * pairs.size();
    differences = new CompensatedSum[compared];
    winsOfA = new long[compared];
    winsOfB = new long[compared];
    ties = new long[compared];
    for (int c = 0; c < compared; c++) {
      differences[c] = new CompensatedSum();
    }
    parts = new CompensatedSum[plan.partColumn(plan.predictions()) - tallies];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = new CompensatedSum();
    }
    for (int k = 0; k < plan.targets(); k++) {
      targets.add(new Targets(distinct, spill));
    }
    int classes = plan.metrics() == null ? 0 : plan.metrics().confusedClasses();
    confusions = new double[classes == 0 ? 0 : plan.predictions()][classes][classes];
    units = new Units(plan.columns(), plan.weighted(), limits);
  }

  /**
   * Adds some rows of a block.
   *
   * @param index which, ascending
   * @param count how many of them
   */
  void add(BlockRows block, int[] index, int count) {
    double[][] numbers = block.numbers();
    rows += count;
    for (int j = 0; plan.weighted() && j < count; j++) {
      weight.add(block.weight(index[j]));
    }
    for (int t = 0; t < losses.length; t++) {
      addLosses(t, numbers[t], block, index, count);
    }
    for (int loss = 0, c = 0; loss < plan.losses(); loss++) {
      for (Plan.Pair pair : pairs) {
        double[] a = numbers[plan.tally(loss, pair.a())];
        double[] b = numbers[plan.tally(loss, pair.b())];
        compare(c++, a, b, block, index, count);
      }
    }
    for (int k = 0; k < parts.length; k++) {
      double[] part = numbers[losses.length + k];
      for (int j = 0; j < count; j++) {
        parts[k].add(part[index[j]]);
      }
    }
    for (int k = 0; k < targets.size(); k++) {
      double[] target = block.target(k);
      if (!plan.weighted()) {
        targets.get(k).addUnweighted(target, index, count);
      }
      for (int j = 0; plan.weighted() && j < count; j++) {
        targets.get(k).add(target[index[j]], block.weight(index[j]));
      }
    }
    for (int p = 0; p < confusions.length; p++) {
      for (int j = 0; j < count; j++) {
        int i = index[j];
        confusions[p][(int) block.target(0)[i]][block.predictedClass(p, i)] += block.weight(i);
      }
    }
    units.add(block.firstOrdinal(), numbers, index, count);
  }

  private void addLosses(int tally, double[] terms, BlockRows block, int[] index, int count) {
    tails[tally].add(terms, index, count);
    StandardError error = errors[tally];
    long infinities = 0;
    for (int j = 0; j < count; j++) {
      double term = terms[index[j]];
      if (plan.weighted()) {
        error.add(term, block.weight(index[j]));
      } else {
        error.add(term);
      }
      infinities += Double.isInfinite(term) ? 1 : 0;
    }
    infinite[tally] += infinities;
    // The sum over all rows stands in the total of the tally.
    for (int j = 0; isGroup && j < count; j++) {
      losses[tally].add(terms[index[j]]);
    }
  }

  private void compare(
      int compared, double[] a, double[] b, BlockRows block, int[] index, int count) {
    for (int j = 0; j < count; j++) {
      int i = index[j];
      if (block.weight(i) > 0) {
        differences[compared].add(a[i] - b[i]);
        if (a[i] < b[i]) {
          winsOfA[compared]++;
        } else if (a[i] > b[i]) {
          winsOfB[compared]++;
        } else {
          ties[compared]++;
        }
      }
    }
  }

  long rows() {
    return rows;
  }

  /** Σ w. */
  double weight() {
    return plan.weighted() ? weight.value() : rows;
  }

  /** Σ w·ℓ / Σ w. */
  double mean(int tally) {
    if (!isGroup) {
      return plan.tallies().get(tally).total().mean();
    }
    ExactSum denominator = weight;
    if (!plan.weighted()) {
      denominator = new ExactSum();
      denominator.add((double) rows);
    }
    return losses[tally].dividedBy(denominator);
  }

  StandardError error(int tally) {
    return errors[tally];
  }

  TailIndex tail(int tally) {
    return tails[tally];
  }

  /** Rows of infinite loss. */
  long infinite(int tally) {
    return infinite[tally];
  }

  /** Σ w·(ℓ_a − ℓ_b) / Σ w. */
  double difference(int compared) {
    return differences[compared].value() / weight();
  }

  /** Rows on which the first prediction of a pair costs less. */
  long winsOfA(int compared) {
    return winsOfA[compared];
  }

  /** Rows on which the second costs less. */
  long winsOfB(int compared) {
    return winsOfB[compared];
  }

  /** Rows on which both cost the same. */
  long ties(int compared) {
    return ties[compared];
  }

  /** The sums of the metric parts of all predictions. */
  double[] parts() {
    double[] sums = new double[parts.length];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = parts[k].value();
    }
    return sums;
  }

  /** The confusion table of one of K classes. */
  double[][] confusion(int prediction) {
    return confusions[prediction];
  }

  List<Targets> targets() {
    return targets;
  }

  Units units() {
    return units;
  }
}

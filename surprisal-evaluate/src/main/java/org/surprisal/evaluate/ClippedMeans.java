package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;
import org.surprisal.sum.ExactSum;

/**
 * What the means that are infinite would be if probabilities were clipped: another pass over the
 * rows, for the few files that need it.
 */
final class ClippedMeans {
  /** The probability at which losses are clipped to say what an infinite mean hides. */
  static final double EPSILON = 1e-15;

  private final Columns columns;
  private final @Nullable Groups groups;
  private final List<@Nullable Tally> clipped = new ArrayList<>();
  private final List<ExactSum[]> sums = new ArrayList<>();
  private final List<ExactSum> weights = new ArrayList<>();
  private final BlockRooms rooms;
  private final double[] terms;
  private final int[] group;

  ClippedMeans(Plan plan, Columns columns, @Nullable Groups groups, int blockRows) {
    this.columns = columns;
    this.groups = groups;
    this.rooms = new BlockRooms(blockRows);
    this.terms = new double[blockRows];
    this.group = new int[blockRows];
    plan.tallies().forEach(tally -> clipped.add(clipped(tally)));
    int groupCells = groups == null ? 0 : groups.count();
    int cells = areWanted() ? 1 + groupCells : 0;
    for (int cell = 0; cell < cells; cell++) {
      ExactSum[] each = new ExactSum[clipped.size()];
      for (int t = 0; t < each.length; t++) {
        each[t] = new ExactSum();
      }
      sums.add(each);
      weights.add(new ExactSum());
    }
  }

  /** The tally with its loss clipped, if it is infinite and can be; else null. */
  private static @Nullable Tally clipped(Tally tally) {
    if (tally.total().infinite() == 0 || tally.scale() != Scale.RESPONSE) {
      return null;
    }
    Loss<Target, Prediction> loss = loss(tally.loss().toString());
    return loss == null
        ? null
        : new Tally(loss, tally.scale(), tally.predicted(), tally.signs(), 0);
  }

  /** The clipped loss; one of logits takes probabilities if it is told so. */
  private static @Nullable Loss<Target, Prediction> loss(String spec) {
    String from =
        spec.endsWith(")")
            ? spec.substring(0, spec.length() - 1) + ", from=probabilities)"
            : spec + "(from=probabilities)";
    for (String inner : List.of(spec, from)) {
      try {
        return Loss.parse("clip(" + inner + ", epsilon=" + EPSILON + ")");
      } catch (IllegalArgumentException _) {
        // The next one, or none: not every loss is of probabilities.
      }
    }
    return null;
  }

  /** The spec of the clipped loss of a tally; empty where it cannot be clipped. */
  String loss(int tally) {
    Tally found = clipped.get(tally);
    return found == null ? "" : found.loss().toString();
  }

  /** Whether there is anything to be found by a pass. */
  boolean areWanted() {
    return clipped.stream().anyMatch(tally -> tally != null);
  }

  /** Adds the rows of a block. */
  void add(Block block) {
    if (groups != null) {
      double[][] values = columns.groups().stream().map(block::column).toArray(double[][]::new);
      groups.of(values, block.size(), group);
    }
    double[] weight = columns.weights(block);
    for (int i = 0; i < block.size(); i++) {
      double w = weight == null ? 1 : weight[i];
      weights.getFirst().add(w);
      if (groups != null) {
        weights.get(group[i] + 1).add(w);
      }
    }
    for (int t = 0; t < clipped.size(); t++) {
      Tally tally = clipped.get(t);
      if (tally != null) {
        tally.add(block, columns, 0, rooms, terms);
        addTerms(t, block.size());
      }
    }
  }

  private void addTerms(int tally, int count) {
    for (int i = 0; i < count; i++) {
      sums.getFirst()[tally].add(terms[i]);
      if (groups != null) {
        sums.get(group[i] + 1)[tally].add(terms[i]);
      }
    }
  }

  /** The mean of a tally of a cell, 0 being all rows; empty where it cannot be clipped. */
  OptionalDouble mean(int cell, int tally) {
    return clipped.get(tally) == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(sums.get(cell)[tally].dividedBy(weights.get(cell)));
  }
}

package org.surprisal.loss;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the parts of a batch fit each other and the loss. Nothing is broadcast. */
final class Shapes {
  private Shapes() {}

  static boolean isCategorical(Target target) {
    return target instanceof Target.Categorical;
  }

  /** The typed target that plain numbers are for this loss. */
  static Target target(Loss<?, ?> loss, Numbers target, Numbers prediction) {
    var kinds = loss.entry().kinds();
    boolean several = prediction.columns() > 1;
    boolean categorical = kinds.contains(Entry.Kind.CATEGORICAL) && (several || kinds.size() == 1);
    if (categorical) {
      return target.columns() == 1 ? new Target.Classes(target) : new Target.Distribution(target);
    }
    return switch (kinds.getFirst()) {
      case SIGN -> new Target.Sign(target);
      case ZERO_ONE -> new Target.ZeroOne(target);
      default -> new Target.Real(target);
    };
  }

  static void check(Loss<?, ?> loss, Batch<?, ?> batch, Outputs outputs) {
    Numbers prediction = batch.prediction().numbers();
    checkKind(loss, batch.target());
    checkTarget(loss, batch.target(), prediction);
    checkWeights(loss, batch, prediction);
    checkOutput("gradient", outputs.gradient(), prediction, prediction.columns());
    checkOutput("curvature", outputs.curvature(), prediction, prediction.columns());
    checkOutput("losses", outputs.losses(), prediction, 1);
    checkOverlaps(batch, outputs);
  }

  private static void checkKind(Loss<?, ?> loss, Target target) {
    Entry.Kind kind =
        switch (target) {
          case Target.Real _ -> Entry.Kind.REAL;
          case Target.Sign _ -> Entry.Kind.SIGN;
          case Target.ZeroOne _ -> Entry.Kind.ZERO_ONE;
          case Target.Categorical _ -> Entry.Kind.CATEGORICAL;
        };
    if (!loss.entry().kinds().contains(kind)) {
      String cure = loss.entry().targetCure();
      throw new IllegalArgumentException(
          loss.name()
              + " takes a target that is "
              + loss.facts().target()
              + ", not Target."
              + target.getClass().getSimpleName()
              + (cure.isEmpty() ? "" : "; " + cure));
    }
  }

  private static void checkTarget(Loss<?, ?> loss, Target target, Numbers prediction) {
    Numbers numbers = target.numbers();
    if (numbers.rows() != prediction.rows()) {
      throw new IllegalArgumentException(
          "target has "
              + numbers.rows()
              + " rows and prediction has "
              + prediction.rows()
              + "; nothing is broadcast, so they must agree");
    }
    if (isCategorical(target) && prediction.columns() < 2) {
      throw new IllegalArgumentException(
          loss.name()
              + " needs at least 2 columns of predictions, one a class; there is "
              + prediction.columns());
    }
    if (target instanceof Target.Distribution && loss.ignoredClass().isPresent()) {
      throw new IllegalArgumentException(
          "ignore_index needs class indices as targets; a distribution has none. Use a mask");
    }
    int wanted = target instanceof Target.Classes ? 1 : prediction.columns();
    if (numbers.columns() != wanted) {
      throw new IllegalArgumentException(
          "target has "
              + numbers.columns()
              + " columns and prediction has "
              + prediction.columns()
              + "; "
              + loss.name()
              + " needs one target a "
              + (wanted == 1 ? "row" : "prediction")
              + ", and nothing is broadcast");
    }
  }

  private static void checkWeights(Loss<?, ?> loss, Batch<?, ?> batch, Numbers prediction) {
    Numbers perRow = batch.weights().rows();
    if (perRow != null && (perRow.rows() != prediction.rows() || perRow.columns() != 1)) {
      throw new IllegalArgumentException(
          "weights are " + perRow + ", but one a row is needed for " + prediction.rows() + " rows");
    }
    checkMask(batch.weights().mask(), prediction.rows());
    double[] perClass = batch.weights().classes();
    if (perClass != null) {
      checkClassWeights(loss, batch.target(), perClass, prediction.columns());
    }
  }

  private static void checkMask(@Nullable BitSet mask, long rows) {
    if (mask != null && (mask.length() > rows || rows > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the mask reaches row "
              + (mask.length() - 1)
              + " of "
              + rows
              + " rows; a mask covers at most 2^31 - 1 rows, slice the batch beyond");
    }
  }

  private static void checkClassWeights(
      Loss<?, ?> loss, Target target, double[] perClass, int columns) {
    boolean binary = target instanceof Target.ZeroOne && columns == 1;
    if (!binary && !isCategorical(target)) {
      String cause =
          target instanceof Target.ZeroOne
              ? "with " + columns + " columns of labels a row has no single class"
              : loss.name() + " has none";
      throw new IllegalArgumentException(
          "class weights need one class a row; " + cause + ". Give one weight a row instead");
    }
    int wanted = binary ? 2 : columns;
    if (perClass.length != wanted) {
      throw new IllegalArgumentException(
          perClass.length + " class weights for " + wanted + " classes; give one a class");
    }
    for (int k = 0; k < perClass.length; k++) {
      if (!Domain.NON_NEGATIVE.contains(perClass[k])) {
        throw new IllegalArgumentException(
            "class_weight[" + k + "] = " + Text.number(perClass[k]) + " is outside [0, ∞)");
      }
    }
  }

  /** Results are written while inputs are still read, so they may not share memory. */
  private static void checkOverlaps(Batch<?, ?> batch, Outputs outputs) {
    List<Numbers> results = new ArrayList<>();
    Stream.of(outputs.gradient(), outputs.curvature(), outputs.losses())
        .filter(Objects::nonNull)
        .forEach(results::add);
    List<Numbers> others = new ArrayList<>();
    others.add(batch.prediction().numbers());
    others.add(batch.target().numbers());
    Numbers weights = batch.weights().rows();
    if (weights != null) {
      others.add(weights);
    }
    for (Numbers result : results) {
      if (others.stream().anyMatch(result::overlaps)) {
        throw new IllegalArgumentException(
            "a gradient, a curvature or losses share memory with each other or with the input;"
                + " give each an array of its own");
      }
      others.add(result);
    }
  }

  private static void checkOutput(
      String name, @Nullable Numbers into, Numbers prediction, int columns) {
    if (into == null) {
      return;
    }
    if (into.rows() != prediction.rows() || into.columns() != columns) {
      throw new IllegalArgumentException(
          name
              + " has the shape "
              + into
              + ", but "
              + prediction.rows()
              + "×"
              + columns
              + " is needed");
    }
    if (into.isReadOnly()) {
      throw new IllegalArgumentException(name + " is in read-only memory");
    }
    if (into.element() == Numbers.Element.INT) {
      throw new IllegalArgumentException(
          name + " cannot be stored as integers; use double or float");
    }
  }
}

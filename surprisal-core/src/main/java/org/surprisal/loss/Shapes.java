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
    boolean only =
        kinds.stream().allMatch(k -> k == Entry.Kind.CATEGORICAL || k == Entry.Kind.NONE);
    boolean categorical = kinds.contains(Entry.Kind.CATEGORICAL) && (several || only);
    if (categorical && target.columns() > 0) {
      return target.columns() == 1 ? new Target.Classes(target) : new Target.Distribution(target);
    }
    boolean samples = loss.comparesSamples();
    boolean none = target.columns() == 0 && kinds.contains(Entry.Kind.NONE);
    Entry.Kind kind =
        none
            ? Entry.Kind.NONE
            : kinds.stream()
                .filter(k -> k != Entry.Kind.NONE && (samples == (k == Entry.Kind.SAMPLE)))
                .findFirst()
                .orElse(Entry.Kind.NONE);
    return switch (kind) {
      case SIGN -> new Target.Sign(target);
      case ZERO_ONE -> new Target.ZeroOne(target);
      case NONE -> new Target.None(prediction.rows());
      case GROUPS -> new Target.Groups(target);
      case SAMPLE -> Target.sample(target);
      default -> new Target.Real(target);
    };
  }

  /** The typed prediction that plain numbers are. */
  static Prediction prediction(Geometry.Form form, Numbers numbers, Scale given) {
    int columns = numbers.columns();
    return switch (form) {
      case POINT ->
          switch (given) {
            case RAW -> new Prediction.Raw(numbers);
            case RESPONSE -> new Prediction.Response(numbers);
            case LOG_PROBABILITIES -> new Prediction.LogProbabilities(numbers);
          };
      case PARAMETERS -> new Prediction.Parameters(List.of(numbers));
      case PAIR -> {
        checkWidth(columns, 2, "two vectors a row (a‖b)");
        yield new Prediction.Pair(
            numbers.columns(0, columns / 2), numbers.columns(columns / 2, columns));
      }
      case TRIPLET -> {
        checkWidth(columns, 3, "three vectors a row (anchor‖positive‖negative)");
        int third = columns / 3;
        yield new Prediction.Triplet(
            numbers.columns(0, third),
            numbers.columns(third, 2 * third),
            numbers.columns(2 * third, columns));
      }
      case SAMPLE -> Prediction.sample(numbers);
    };
  }

  private static void checkWidth(int columns, int parts, String wanted) {
    if (columns == 0 || columns % parts != 0) {
      throw new IllegalArgumentException(
          columns + " columns of predictions are not " + wanted + " of equal length");
    }
  }

  static Geometry.Form form(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Scored _ -> Geometry.Form.POINT;
      case Prediction.Parameters _ -> Geometry.Form.PARAMETERS;
      case Prediction.Pair _ -> Geometry.Form.PAIR;
      case Prediction.Triplet _ -> Geometry.Form.TRIPLET;
      case Prediction.Sample _ -> Geometry.Form.SAMPLE;
    };
  }

  static void checkKind(Loss<?, ?> loss, Target target) {
    Entry.Kind kind =
        switch (target) {
          case Target.Real _ -> Entry.Kind.REAL;
          case Target.Sign _ -> Entry.Kind.SIGN;
          case Target.ZeroOne _ -> Entry.Kind.ZERO_ONE;
          case Target.Categorical _ -> Entry.Kind.CATEGORICAL;
          case Target.None _ -> Entry.Kind.NONE;
          case Target.Groups _ -> Entry.Kind.GROUPS;
          case Target.Sample _ -> Entry.Kind.SAMPLE;
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

  static void check(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, Outputs outputs) {
    Prediction prediction = batch.prediction();
    checkPrediction(loss, bound, prediction);
    checkTarget(loss, bound, batch);
    checkWeights(loss, batch, bound);
    checkDerivatives(loss, bound.definition(), outputs);
    checkOutputs("gradient", outputs.gradient(), prediction);
    checkOutputs("curvature", outputs.curvature(), prediction);
    Numbers losses = outputs.losses();
    if (losses != null) {
      checkOutput("losses", losses);
      if (losses.rows() != prediction.rows() || losses.columns() != 1) {
        throw wrongShape("losses", losses, prediction.rows(), 1);
      }
    }
    checkOverlaps(batch, outputs);
  }

  private static void checkPrediction(Loss<?, ?> loss, Bound bound, Prediction prediction) {
    List<Numbers> parts = prediction.parts();
    long rows = parts.getFirst().rows();
    for (Numbers part : parts) {
      if (part.rows() != rows) {
        throw new IllegalArgumentException(
            "the parts of the prediction have "
                + rows
                + " and "
                + part.rows()
                + " rows; nothing is broadcast, so they must agree");
      }
    }
    Definition definition = bound.definition();
    Geometry<?, ?> geometry = definition.geometry();
    if (definition.hasOneColumn() && prediction.width() != 1) {
      throw new IllegalArgumentException(
          loss
              + (prediction instanceof Prediction.Sample
                  ? " compares points on the line; these have "
                      + prediction.width()
                      + " dimensions, which sinkhorn takes"
                  : " takes one prediction a row; there are " + prediction.width() + " columns"));
    }
    if (definition.algorithm() != null && geometry.form() == Geometry.Form.PARAMETERS) {
      return; // its own maker knows how wide its parts are
    }
    for (double[] values : definition.byColumn()) {
      if (values.length != prediction.width()) {
        throw new IllegalArgumentException(
            loss
                + " has "
                + values.length
                + " parameters, one a column; the prediction has "
                + prediction.width()
                + (prediction.width() == 1 ? " column" : " columns"));
      }
    }
    boolean equal = parts.stream().mapToInt(Numbers::columns).distinct().count() == 1;
    boolean count = parts.size() == geometry.parts() || parts.size() == 1;
    int columns = prediction.width();
    if (!equal || !count || columns == 0 || columns % geometry.parts() != 0) {
      throw new IllegalArgumentException(
          loss.name()
              + " takes "
              + (geometry.form() == Geometry.Form.PARAMETERS
                  ? "as many columns for each of " + String.join(", ", definition.inputs())
                  : geometry.parts() + " vectors of equal length")
              + "; the prediction has "
              + columns
              + (columns == 1 ? " column" : " columns")
              + (parts.size() == 1 ? "" : " in " + parts.size() + " parts"));
    }
  }

  private static void checkTarget(Loss<?, ?> loss, Bound bound, Batch<?, ?> batch) {
    Target target = batch.target();
    Prediction prediction = batch.prediction();
    if (target instanceof Target.Sample) {
      SampleShapes.check(loss, batch);
      return;
    }
    Numbers numbers = target.numbers();
    if (numbers.rows() != prediction.rows()) {
      throw new IllegalArgumentException(
          "target has "
              + numbers.rows()
              + " rows and prediction has "
              + prediction.rows()
              + "; nothing is broadcast, so they must agree");
    }
    boolean takes = bound.definition().takesTarget();
    if (takes == target instanceof Target.None) {
      String cure = loss.entry().targetCure();
      throw new IllegalArgumentException(
          loss
              + (takes ? " needs a target" : " takes no target")
              + (cure.isEmpty() ? "" : "; " + cure));
    }
    int columns = prediction.width();
    int numbersWanted = bound.targetColumns(target, columns);
    boolean aColumnAClass = isCategorical(target) && numbersWanted == columns;
    if (aColumnAClass && columns < 2 && !loss.entry().kinds().contains(Entry.Kind.NONE)) {
      throw new IllegalArgumentException(
          loss.name()
              + " needs at least 2 columns of predictions, one a class; there is "
              + columns);
    }
    if (target instanceof Target.Distribution && loss.ignoredClass().isPresent()) {
      throw new IllegalArgumentException(
          "ignore_index needs class indices as targets; a distribution has none. Use a mask");
    }
    if (target instanceof Target.Distribution && bound.definition().needsClass()) {
      throw new IllegalArgumentException(
          loss.name() + " needs class indices as targets; a distribution names no single class");
    }
    int wanted = target instanceof Target.Classes ? 1 : numbersWanted;
    if (numbers.columns() != wanted) {
      throw new IllegalArgumentException(
          "target has "
              + numbers.columns()
              + " columns and prediction has "
              + columns
              + "; "
              + loss.name()
              + " needs "
              + (wanted == 1
                  ? "one target a row"
                  : wanted == columns ? "one target a prediction" : wanted + " targets a row")
              + ", and nothing is broadcast");
    }
  }

  private static void checkWeights(Loss<?, ?> loss, Batch<?, ?> batch, Bound bound) {
    long rows = batch.rows();
    Numbers perRow = batch.weights().rows();
    if (perRow != null && (perRow.rows() != rows || perRow.columns() != 1)) {
      throw new IllegalArgumentException(
          "weights are " + perRow + ", but one a row is needed for " + rows + " rows");
    }
    checkMask(batch.weights().mask(), rows);
    double[] perClass = batch.weights().classes();
    if (perClass != null) {
      checkClassWeights(loss, bound, batch, perClass);
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
      Loss<?, ?> loss, Bound bound, Batch<?, ?> batch, double[] perClass) {
    Target target = batch.target();
    int columns = batch.prediction().width();
    boolean oneLabel = bound.targetColumns(target, columns) == 1;
    boolean binary = target instanceof Target.ZeroOne && oneLabel;
    if (!binary && !isCategorical(target)) {
      String cause =
          target instanceof Target.ZeroOne
              ? "with " + columns + " columns of labels a row has no single class"
              : loss.name() + " has none";
      throw new IllegalArgumentException(
          "class weights need one class a row; " + cause + ". Give one weight a row instead");
    }
    int wanted = binary ? 2 : bound.targetColumns(target, columns);
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

  /** A derivative that would only mislead is refused, with the reason. */
  private static void checkDerivatives(Loss<?, ?> loss, Definition definition, Outputs outputs) {
    String noGradient = definition.noGradient();
    if (noGradient != null && !outputs.gradient().isEmpty()) {
      throw new IllegalArgumentException(loss.name() + " has no gradient: " + noGradient);
    }
    String noCurvature = definition.noCurvature();
    if (noCurvature != null && !outputs.curvature().isEmpty()) {
      throw new IllegalArgumentException(loss.name() + " has no curvature: " + noCurvature);
    }
  }

  /** Results are written while inputs are still read, so they may not share memory. */
  private static void checkOverlaps(Batch<?, ?> batch, Outputs outputs) {
    List<Numbers> results = new ArrayList<>(outputs.gradient());
    results.addAll(outputs.curvature());
    Numbers losses = outputs.losses();
    if (losses != null) {
      results.add(losses);
    }
    List<Numbers> others = new ArrayList<>(batch.prediction().parts());
    others.add(batch.target().numbers());
    Numbers weights = batch.weights().rows();
    if (weights != null) {
      others.add(weights);
    }
    Stream.of(SampleShapes.weights(batch.target()), SampleShapes.weights(batch.prediction()))
        .filter(Objects::nonNull)
        .forEach(others::add);
    for (Numbers result : results) {
      if (others.stream().anyMatch(result::overlaps)) {
        throw new IllegalArgumentException(
            "a gradient, a curvature or losses share memory with each other or with the input;"
                + " give each an array of its own");
      }
      others.add(result);
    }
  }

  private static void checkOutputs(String name, List<Numbers> parts, Prediction prediction) {
    if (parts.isEmpty()) {
      return;
    }
    long rows = prediction.parts().getFirst().rows();
    int columns = parts.stream().mapToInt(Numbers::columns).sum();
    for (Numbers part : parts) {
      if (part.rows() != rows || columns != prediction.width()) {
        throw wrongShape(name, part, rows, prediction.width());
      }
      checkOutput(name, part);
    }
  }

  private static IllegalArgumentException wrongShape(
      String name, Numbers into, long rows, int columns) {
    return new IllegalArgumentException(
        name + " has the shape " + into + ", but " + rows + "×" + columns + " is needed");
  }

  private static void checkOutput(String name, Numbers into) {
    if (into.isReadOnly()) {
      throw new IllegalArgumentException(name + " is in read-only memory");
    }
    if (into.element() == Numbers.Element.INT) {
      throw new IllegalArgumentException(
          name + " cannot be stored as integers; use double or float");
    }
  }
}

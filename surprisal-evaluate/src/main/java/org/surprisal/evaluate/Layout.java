package org.surprisal.evaluate;

import java.util.List;
import java.util.Set;
import org.surprisal.loss.Formula;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

/**
 * How the rows of a loss are laid out in columns.
 *
 * @param kind what the columns of a row are
 * @param target a target of the type that it takes
 * @param sentence the same in words, with what the target is beside it
 */
public record Layout(Kind kind, Target target, String sentence) {
  /** What the columns of a row are. */
  public enum Kind {
    /** One prediction, or several that are added up. */
    POINT,
    /** One score a class. */
    CLASSES,
    /** The parameters of a distribution. */
    PARAMETERS,
    /** Two vectors. */
    PAIR,
    /** Three vectors. */
    TRIPLET,
    /** One vector, which the others of its group belong to. */
    EMBEDDING,
    /** A point of a sample. */
    SAMPLE
  }

  /** What the target is called in formulas; other inputs that are no prediction come after it. */
  private static final Set<String> TARGETS = Set.of("y", "t");

  /** What targets sum to beside 1: it stands with the predictions, and is none. */
  public static final String SURPLUS = "surplus";

  /** Divisible by the parts of all layouts. */
  private static final int COLUMNS = 6;

  /** The layout of a loss. */
  public static Layout of(Loss<Target, Prediction> loss) {
    boolean none = loss.mayLackTarget() && lacksTarget(loss);
    Numbers prediction = Numbers.of(new double[COLUMNS]).by(COLUMNS);
    var batch = loss.batch(none ? Numbers.none(1) : Numbers.of(0.0), prediction);
    Target target = batch.target();
    return switch (batch.prediction()) {
      case Prediction.Parameters _ -> new Layout(Kind.PARAMETERS, target, parameters(loss, none));
      case Prediction.Pair _ ->
          new Layout(
              Kind.PAIR,
              target,
              "a row is two vectors a‖b: columns = 2·dimensions; "
                  + (none ? "no target, the other rows are the negatives" : "one target a row"));
      case Prediction.Triplet _ ->
          new Layout(
              Kind.TRIPLET,
              target,
              "a row is three vectors anchor‖positive‖negative: columns = 3·dimensions; no target");
      case Prediction.Sample _ ->
          new Layout(
              Kind.SAMPLE,
              target,
              "a row of numbers is a point: columns = dimensions; the target is another sample, of"
                  + " as many points or not; all together count as one row");
      case Prediction.Scored _ -> scored(loss, none);
    };
  }

  private static Layout scored(Loss<Target, Prediction> loss, boolean none) {
    if (none) {
      return new Layout(
          Kind.POINT,
          new Target.None(1),
          "one prediction a row, no target; the losses of further columns are added");
    }
    // One column tells classes from labels: log_loss takes both.
    Target target = loss.batch(Numbers.of(0.0), Numbers.of(0.5)).target();
    if (target instanceof Target.Groups) {
      return new Layout(
          Kind.EMBEDDING,
          target,
          "a row is one embedding: columns = dimensions; the target is the row's group");
    }
    if (target instanceof Target.Categorical) {
      return new Layout(Kind.CLASSES, target, classes(loss));
    }
    String support = loss.parameters().getOrDefault("support", "none");
    if (!support.equals("none")) {
      return new Layout(
          Kind.CLASSES,
          target,
          "a row is the masses at the points of support = " + support + ", as is its target");
    }
    String taus = loss.parameters().get("taus");
    String several =
        loss.facts().target().contains("or with K columns: class index")
            ? "; K ≥ 2 columns are those of K classes, with a class index or K shares as target"
            : "; with more columns each has a target of its own, and their losses are added";
    return new Layout(
        Kind.POINT,
        target,
        taus == null
            ? "one prediction and one target a row" + several
            : "one column for each of taus = " + taus + "; one target a row for all");
  }

  private static String classes(Loss<Target, Prediction> loss) {
    String thresholds = loss.parameters().get("thresholds");
    if (thresholds == null) {
      return "K columns for K classes; the target is a class index a row"
          + (takesDistribution(loss) ? ", or K shares that sum to 1" : "");
    }
    return thresholds.equals("none")
        ? "K columns for K classes: the score z, then the K−1 thresholds, ascending; the target is"
            + " a class index"
        : "one column, the score z; the target is a class index, of one class more than there are"
            + " thresholds";
  }

  private static String parameters(Loss<Target, Prediction> loss, boolean none) {
    return switch (loss.name()) {
      case "elbo" ->
          "a reconstruction for each target, then the latent means, then as many log-variances";
      case "flow" ->
          loss.hasFormula()
              ? "columns base_log_density, log_det; no target"
              : "columns z_1 … z_d, then log_det; no target";
      default -> named(inputs(loss.formula()), none);
    };
  }

  /** The inputs of a formula that are made of the prediction. */
  public static List<String> inputs(Formula formula) {
    return formula.inputs().stream()
        .takeWhile(input -> !TARGETS.contains(input))
        .filter(input -> !input.equals(SURPLUS))
        .toList();
  }

  private static String named(List<String> inputs, boolean none) {
    String target = none ? "no target" : "one target a row";
    String each = none ? "dimensions" : "d targets";
    return inputs.size() == 1
        ? "column " + inputs.getFirst() + "; " + target + "; a row of " + each + " has d of them"
        : "columns "
            + String.join(", ", inputs)
            + "; "
            + target
            + "; for d "
            + (none ? "dimensions" : "targets")
            + " d columns of the first, then d of the next";
  }

  private static boolean takesDistribution(Loss<Target, Prediction> loss) {
    try {
      loss.total(loss.batch(Numbers.of(0.5, 0.5).by(2), Numbers.of(0.5, 0.5).by(2)));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Whether a loss that may do without a target does, with its parameters. */
  private static boolean lacksTarget(Loss<Target, Prediction> loss) {
    return lacksTarget(loss, 2) || lacksTarget(loss, 3);
  }

  /** The same for rows of so many columns; it takes no row to find out. */
  public static boolean lacksTarget(Loss<Target, Prediction> loss, int columns) {
    try {
      loss.total(loss.batch(Numbers.none(0), Numbers.of(new double[0]).by(columns)));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}

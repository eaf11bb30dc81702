package org.surprisal.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.surprisal.loss.InputException;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;

/**
 * What a prediction is compared with: the mean loss of the best constant prediction on the same
 * targets, and that of a perfect prediction.
 *
 * <p>Where the best constant follows from the mean of the targets, the loss says it. Elsewhere (the
 * median-like losses, focal, hinge, typed formulas) it is searched.
 *
 * @param constant the best constant prediction; NaN where it is several numbers
 * @param loss its mean loss; empty where there is none
 * @param floor the mean loss of a perfect prediction; empty where it is not known
 * @param noneBecause why there is no best constant, else empty
 * @param targetsVary whether two targets differ
 */
record Baseline(
    double constant,
    OptionalDouble loss,
    OptionalDouble floor,
    String noneBecause,
    boolean targetsVary) {
  /** Differences of mean losses below this share of them are rounding, not skill. */
  private static final double ROUNDING = 1e-13;

  /** A mean that is so near the constant's is the same number, summed in another way. */
  private static final double ONE_ROUNDING = 0x1p-50;

  /** The name of every loss that a user types as a formula. */
  private static final String TYPED = "formula";

  /** The baseline of a tally on the targets of a cell. */
  static Baseline of(Tally tally, List<Targets> targets, boolean ofClasses) {
    if (targets.getFirst().isEmpty()) {
      return none(Double.NaN, "no row has a positive weight", false);
    }
    if (tally.predicted().isOneColumn()) {
      return of(tally.loss(), tally.scale(), targets.getFirst(), tally.signs());
    }
    if (targets.size() > 1 && Scorable.isSumOverColumns(tally.loss(), tally.scale())) {
      return ofColumns(tally, targets);
    }
    return ofClasses
        ? ClassBaseline.of(tally, targets.getFirst())
        : none(Double.NaN, "the best constant of several columns is not known", true);
  }

  /** Losses that are sums over columns have a constant for each. */
  private static Baseline ofColumns(Tally tally, List<Targets> targets) {
    double loss = 0;
    double floor = 0;
    boolean hasFloor = true;
    boolean vary = false;
    for (Targets column : targets) {
      Baseline part;
      try {
        part = of(tally.loss(), tally.scale(), column, false);
      } catch (IllegalArgumentException _) {
        return none(Double.NaN, "the best constant of several columns is not known", true);
      }
      if (part.loss.isEmpty()) {
        return part;
      }
      loss += part.loss.getAsDouble();
      hasFloor &= part.floor.isPresent();
      floor += part.floor.orElse(0);
      vary |= part.targetsVary;
    }
    OptionalDouble perfect = hasFloor ? OptionalDouble.of(floor) : OptionalDouble.empty();
    return new Baseline(Double.NaN, OptionalDouble.of(loss), perfect, "", vary);
  }

  static Baseline of(Loss<Target, Prediction> loss, Scale scale, Targets targets, boolean asSigns) {
    ConstantLoss losses = new ConstantLoss(loss, scale, targets, asSigns);
    double mean = asSigns ? 2 * targets.mean() - 1 : targets.mean();
    Optional<double[]> known = loss.constant(new double[] {mean}, scale).filter(c -> c.length == 1);
    if (known.isPresent()) {
      return at(known.get()[0], losses, targets);
    }
    boolean isTyped = loss.facts().name().equals(TYPED);
    ConstantSearch search = new ConstantSearch(losses, targets, isTyped);
    double constant = search.best();
    String noneBecause = search.noneBecause();
    return noneBecause.isEmpty()
        ? at(constant, losses, targets)
        : none(constant, noneBecause, targets.vary());
  }

  private static Baseline at(double constant, ConstantLoss losses, Targets targets) {
    try {
      double mean = losses.mean(constant);
      if (!Double.isNaN(mean)) {
        OptionalDouble floor = losses.floor(constant);
        return new Baseline(constant, OptionalDouble.of(mean), floor, "", targets.vary());
      }
    } catch (InputException _) {
      // Said below.
    }
    return none(constant, "no constant prediction suits this loss", targets.vary());
  }

  static Baseline none(double constant, String because, boolean targetsVary) {
    OptionalDouble unknown = OptionalDouble.empty();
    return new Baseline(constant, unknown, unknown, because, targetsVary);
  }

  /** Why there is no skill for a mean loss, or an empty text where there is. */
  String noSkillBecause(double mean) {
    if (loss.isEmpty()) {
      return noneBecause;
    }
    if (floor.isEmpty()) {
      return "the loss of a perfect prediction is not known";
    }
    double constantLoss = loss.getAsDouble();
    double perfect = floor.getAsDouble();
    if (!Double.isFinite(mean)) {
      return "the mean is not finite";
    }
    if (!Double.isFinite(constantLoss) || !Double.isFinite(perfect)) {
      return "the loss of the best constant is not finite";
    }
    double size = Math.max(Math.abs(constantLoss), Math.abs(perfect));
    if (constantLoss - perfect > ROUNDING * size) {
      return "";
    }
    if (!targetsVary) {
      return "the best constant is already perfect: the targets do not vary";
    }
    return constantLoss == 0
        ? "the best constant's loss is 0 as well"
        : "the best constant's loss is that of a perfect prediction as well";
  }

  /** 1 − (L − L*)/(L_c − L*); empty where {@link #noSkillBecause} has a reason. */
  OptionalDouble skill(double mean) {
    if (!noSkillBecause(mean).isEmpty()) {
      return OptionalDouble.empty();
    }
    double perfect = floor.orElseThrow();
    double constantLoss = loss.orElseThrow();
    double size = Math.max(Math.abs(constantLoss), Math.abs(perfect));
    if (Math.abs(constantLoss - mean) <= ONE_ROUNDING * size) {
      return OptionalDouble.of(0);
    }
    return OptionalDouble.of(1 - (mean - perfect) / (constantLoss - perfect));
  }
}

package org.surprisal.evaluate;

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
 * @param constant the best constant prediction
 * @param loss its mean loss; empty where this loss takes no constant
 * @param floor the mean loss of a perfect prediction; empty where it is not known
 */
record Baseline(double constant, OptionalDouble loss, OptionalDouble floor) {
  /** Differences of mean losses below this share of them are rounding, not skill. */
  private static final double ROUNDING = 1e-13;

  static Baseline of(Loss<Target, Prediction> loss, Scale scale, Targets targets) {
    ConstantLoss losses = new ConstantLoss(loss, scale, targets);
    Optional<double[]> known =
        loss.constant(new double[] {targets.mean()}, scale).filter(c -> c.length == 1);
    double constant =
        known.isPresent() ? known.get()[0] : new ConstantSearch(losses, targets).best();
    try {
      double mean = losses.mean(constant);
      return Double.isNaN(mean)
          ? new Baseline(constant, OptionalDouble.empty(), OptionalDouble.empty())
          : new Baseline(constant, OptionalDouble.of(mean), losses.floor(constant));
    } catch (InputException _) {
      return new Baseline(constant, OptionalDouble.empty(), OptionalDouble.empty());
    }
  }

  /** Why there is no skill for a mean loss, or an empty text where there is. */
  String noSkillBecause(double mean) {
    if (loss.isEmpty()) {
      return "no constant prediction suits this loss";
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
    return constantLoss - perfect > ROUNDING * size
        ? ""
        : "the best constant is already perfect: the targets do not vary";
  }

  /** 1 − (L − L*)/(L_c − L*); empty where {@link #noSkillBecause} has a reason. */
  OptionalDouble skill(double mean) {
    if (!noSkillBecause(mean).isEmpty()) {
      return OptionalDouble.empty();
    }
    double perfect = floor.orElseThrow();
    return OptionalDouble.of(1 - (mean - perfect) / (loss.orElseThrow() - perfect));
  }
}

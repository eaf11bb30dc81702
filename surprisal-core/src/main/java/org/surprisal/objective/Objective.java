package org.surprisal.objective;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/**
 * What is minimised in training: the mean loss of a batch plus penalties on the parameters, Σwℓ/Σw
 * + λ·Ω(θ). Immutable; safe for any number of threads.
 *
 * <p>The gradient by θ is that of the penalties alone: how predictions follow from θ is the model's
 * business. A model adds its own part, the gradient by the predictions carried through it.
 *
 * @param <T> the targets that the loss takes
 * @param <P> the predictions that it takes
 */
public final class Objective<T extends Target, P extends Prediction> {
  private final Loss<T, P> loss;
  private final List<Penalty> penalties;

  private Objective(Loss<T, P> loss, List<Penalty> penalties) {
    this.loss = Objects.requireNonNull(loss, "loss");
    this.penalties = penalties;
  }

  /** The mean of a loss; add penalties with {@link #plus}. */
  public static <T extends Target, P extends Prediction> Objective<T, P> of(Loss<T, P> loss) {
    return new Objective<>(loss, List.of());
  }

  /** The same objective with one more penalty. */
  public Objective<T, P> plus(Penalty penalty) {
    Objects.requireNonNull(penalty, "penalty");
    return new Objective<>(loss, Stream.concat(penalties.stream(), Stream.of(penalty)).toList());
  }

  /**
   * The parts of an objective's value.
   *
   * @param total what the loss adds up to
   * @param penalty Σ λ·Ω(θ)
   */
  public record Parts(Total total, double penalty) {
    /** Whether there is no loss to take a mean of: no row was used, or all weights were 0. */
    public boolean isEmpty() {
      return total.isEmpty();
    }

    /**
     * The mean loss.
     *
     * @throws IllegalStateException if it {@link #isEmpty}
     */
    public double loss() {
      return total.mean();
    }

    /**
     * The mean loss plus the penalty.
     *
     * @throws IllegalStateException if it {@link #isEmpty}
     */
    public double value() {
      return loss() + penalty;
    }

    /** The mean loss, or {@code loss} if it {@link #isEmpty}, plus the penalty. */
    public double valueOrElse(double loss) {
      return total.meanOrElse(loss) + penalty;
    }
  }

  /** The value on a batch, in parts. */
  public Parts evaluate(Batch<? extends T, ? extends P> batch, double... theta) {
    return evaluate(batch, Numbers.of(theta));
  }

  /** The value on a batch, in parts. */
  public Parts evaluate(Batch<? extends T, ? extends P> batch, Numbers theta) {
    return evaluated(batch, Outputs.NONE, theta, null);
  }

  /**
   * The value on a batch, in parts, and both gradients.
   *
   * @param gradient of the mean loss by each number of the prediction, row-major; written
   * @param thetaGradient of the penalties by each parameter; written
   * @throws IllegalArgumentException if a shape or a number is wrong; {@code thetaGradient} is then
   *     untouched, and {@code gradient} is as {@link Outputs} says; if a gradient shares memory
   *     with anything else, and nothing is written
   */
  public Parts evaluate(
      Batch<? extends T, ? extends P> batch,
      double[] theta,
      double[] gradient,
      double[] thetaGradient) {
    return evaluate(
        batch,
        Numbers.of(theta),
        Numbers.of(gradient).by(batch.prediction().width()),
        Numbers.of(thetaGradient));
  }

  /** As with arrays; gradients may share memory neither with each other nor with what is read. */
  public Parts evaluate(
      Batch<? extends T, ? extends P> batch,
      Numbers theta,
      Numbers gradient,
      Numbers thetaGradient) {
    new Memory()
        .reads("the batch", batch)
        .reads("theta", theta)
        .writes("gradient", gradient)
        .writes("gradient by theta", thetaGradient)
        .check();
    return evaluated(batch, Outputs.gradient(Reduction.MEAN, gradient), theta, thetaGradient);
  }

  private Parts evaluated(
      Batch<? extends T, ? extends P> batch,
      Outputs outputs,
      Numbers theta,
      @Nullable Numbers thetaGradient) {
    double penalty = 0;
    for (Penalty each : penalties) {
      penalty += each.value(theta); // refuses parameters before anything is written
    }
    if (thetaGradient != null) {
      Checks.output("gradient by theta", thetaGradient, theta);
    }
    Total total = loss.total(batch, outputs);
    if (thetaGradient != null) {
      thetaGradient(theta, thetaGradient);
    }
    return new Parts(total, penalty);
  }

  private void thetaGradient(Numbers theta, Numbers into) {
    for (long row = 0; row < into.rows() && penalties.isEmpty(); row++) {
      for (int column = 0; column < into.columns(); column++) {
        into.set(row, column, 0);
      }
    }
    for (int i = 0; i < penalties.size(); i++) {
      if (i == 0) {
        penalties.get(i).gradient(theta, into);
      } else {
        penalties.get(i).addGradient(theta, into);
      }
    }
  }

  /** The specs of its parts: {@code mean huber(delta=2) + l2(lambda=0.1)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("mean ").append(loss);
    penalties.forEach(each -> text.append(" + ").append(each));
    return text.toString();
  }
}

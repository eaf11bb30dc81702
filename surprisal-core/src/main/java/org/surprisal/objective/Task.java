package org.surprisal.objective;

import java.util.Objects;
import java.util.function.Function;
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
 * One of several tasks that are learned together: its loss, its own batch, and where the gradient
 * by its predictions goes. Immutable.
 */
public final class Task {
  private final String name;
  private final Numbers prediction;
  private final Function<Outputs, Total> loss;
  private final double dimensions;
  private final @Nullable Numbers gradient;

  private Task(
      String name,
      Numbers prediction,
      Function<Outputs, Total> loss,
      double dimensions,
      @Nullable Numbers gradient) {
    this.name = name;
    this.prediction = prediction;
    this.loss = loss;
    this.dimensions = dimensions;
    this.gradient = gradient;
  }

  /**
   * A task whose loss is the weighted mean over its batch. Its target dimensions are 1 for classes,
   * else the columns of the prediction.
   *
   * @param name how messages call it
   */
  public static <T extends Target, P extends Prediction> Task of(
      String name, Loss<T, P> loss, Batch<? extends T, ? extends P> batch) {
    Objects.requireNonNull(name, "name");
    Numbers prediction = batch.prediction().parts().getFirst();
    boolean classes = batch.target() instanceof Target.Categorical;
    int dimensions = classes ? 1 : prediction.columns();
    return new Task(name, prediction, outputs -> loss.total(batch, outputs), dimensions, null);
  }

  /** Also writes the gradient of the whole objective by each prediction of this task, row-major. */
  public Task gradient(double[] into) {
    return gradient(Numbers.of(into).by(prediction.columns()));
  }

  /**
   * Also writes the gradient of the whole objective by each prediction of this task: that of its
   * mean loss times its weight. Gradients of tasks may not share memory.
   */
  public Task gradient(Numbers into) {
    Checks.output("gradient of task '" + name + "'", into, prediction);
    return new Task(name, prediction, loss, dimensions, into);
  }

  /** The same task with another number k of target dimensions, for learned weights. */
  public Task dimensions(double k) {
    if (!(k > 0 && k < Double.POSITIVE_INFINITY)) {
      throw Checks.outside("dimensions of task '" + name + "'", k, "(0, ∞)");
    }
    return new Task(name, prediction, loss, k, gradient);
  }

  /** How messages call it. */
  public String name() {
    return name;
  }

  double dimensions() {
    return dimensions;
  }

  @Nullable Numbers gradient() {
    return gradient;
  }

  /** The total; the gradient of its mean is written as it is, not yet weighted. */
  Total run() {
    try {
      return loss.apply(
          gradient == null ? Outputs.NONE : Outputs.gradient(Reduction.MEAN, gradient));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("task '" + name + "': " + e.getMessage(), e);
    }
  }
}

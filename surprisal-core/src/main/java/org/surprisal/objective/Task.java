package org.surprisal.objective;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
  private final int width;
  private final Function<Outputs, Total> loss;
  private final double dimensions;
  private final List<Numbers> gradient;

  private Task(
      String name,
      int width,
      Function<Outputs, Total> loss,
      double dimensions,
      List<Numbers> gradient) {
    this.name = name;
    this.width = width;
    this.loss = loss;
    this.dimensions = dimensions;
    this.gradient = gradient;
  }

  /**
   * A task whose loss is the weighted mean over its batch. Its target dimensions are 1 for classes,
   * else the columns of the target (1 if there are none).
   *
   * @param name how messages call it
   */
  public static <T extends Target, P extends Prediction> Task of(
      String name, Loss<T, P> loss, Batch<? extends T, ? extends P> batch) {
    Objects.requireNonNull(name, "name");
    boolean classes = batch.target() instanceof Target.Categorical;
    int dimensions = classes ? 1 : Math.max(1, batch.target().numbers().columns());
    int width = batch.prediction().width();
    return new Task(name, width, outputs -> loss.total(batch, outputs), dimensions, List.of());
  }

  /** Also writes the gradient of the whole objective by each prediction of this task, row-major. */
  public Task gradient(double[] into) {
    return gradient(Numbers.of(into).by(width));
  }

  /**
   * Also writes the gradient of the whole objective by each prediction of this task: that of its
   * mean loss times its weight. Gradients of tasks may not share memory.
   *
   * @param parts one view for each part of the prediction, or one as wide as all of them
   */
  public Task gradient(Numbers... parts) {
    return new Task(name, width, loss, dimensions, List.of(parts));
  }

  /** The same task with another number k of target dimensions, for learned weights. */
  public Task dimensions(double k) {
    if (!(k > 0 && k < Double.POSITIVE_INFINITY)) {
      throw Checks.outside("dimensions of task '" + name + "'", k, "(0, ∞)");
    }
    return new Task(name, width, loss, k, gradient);
  }

  /** How messages call it. */
  public String name() {
    return name;
  }

  double dimensions() {
    return dimensions;
  }

  /** Where the gradient goes; empty if it is not wanted. */
  List<Numbers> gradient() {
    return gradient;
  }

  /** The total; the gradient of its mean is written as it is, not yet weighted. */
  Total run() {
    Numbers[] parts = gradient.toArray(Numbers[]::new);
    try {
      return loss.apply(parts.length == 0 ? Outputs.NONE : Outputs.gradient(Reduction.MEAN, parts));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("task '" + name + "': " + e.getMessage(), e);
    }
  }
}

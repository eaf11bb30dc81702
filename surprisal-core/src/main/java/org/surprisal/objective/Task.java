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
  private final Batch<?, ?> batch;
  private final Function<Outputs, Total> loss;
  private final double dimensions;
  private final List<Numbers> gradient;

  private Task(
      String name,
      Batch<?, ?> batch,
      Function<Outputs, Total> loss,
      double dimensions,
      List<Numbers> gradient) {
    this.name = name;
    this.batch = batch;
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
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(batch, "batch");
    boolean classes = batch.target() instanceof Target.Categorical;
    int dimensions = classes ? 1 : Math.max(1, batch.target().numbers().columns());
    return new Task(name, batch, outputs -> loss.total(batch, outputs), dimensions, List.of());
  }

  /** Also writes the gradient of the whole objective by each prediction of this task, row-major. */
  public Task gradient(double[] into) {
    return gradient(Numbers.of(into).by(batch.prediction().width()));
  }

  /**
   * Also writes the gradient of the whole objective by each prediction of this task: that of its
   * mean loss times its weight. It may share memory neither with the gradient nor with the batch of
   * any task.
   *
   * @param parts one view for each part of the prediction, or one as wide as all of them
   */
  public Task gradient(Numbers... parts) {
    return new Task(name, batch, loss, dimensions, List.of(parts));
  }

  /** The same task with another number k of target dimensions, for learned weights. */
  public Task dimensions(double k) {
    if (!(k > 0 && k < Double.POSITIVE_INFINITY)) {
      throw Checks.outside("dimensions of task '" + name + "'", k, "(0, ∞)");
    }
    return new Task(name, batch, loss, k, gradient);
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

  /** Adds what the task reads and writes. */
  void uses(Memory memory) {
    memory.reads("the batch of task '" + name + "'", batch);
    gradient.forEach(part -> memory.writes("the gradient of task '" + name + "'", part));
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

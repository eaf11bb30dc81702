package org.surprisal.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Total;
import org.surprisal.sum.ExactSum;

/**
 * Several tasks in one objective: Σ weightₜ·Lₜ, each L the mean loss of its own batch. Weights are
 * fixed, or learned as the noise of each task.
 *
 * <p>A task whose batch is empty is left out: its term and its derivative by s are 0, and {@link
 * Parts#value()} says so. If a task fails, the gradients of all tasks, and that by s, are NaN, and
 * the error names the task; what is wrong about the weights, or shares memory with what is written,
 * is said before anything is written.
 */
public final class MultiTask {
  private final List<Task> tasks;

  private MultiTask(List<Task> tasks) {
    this.tasks = tasks;
  }

  /** Tasks, in the order of their weights. */
  public static MultiTask of(Task... tasks) {
    if (tasks.length == 0) {
      throw new IllegalArgumentException("no task is given; at least one is needed");
    }
    return new MultiTask(List.of(tasks));
  }

  /**
   * One task's part of the value.
   *
   * @param task its name
   * @param total what its loss adds up to
   * @param weight what its mean loss was multiplied by
   * @param term what it adds to the value; 0 if its batch is empty
   */
  public record Part(String task, Total total, double weight, double term) {}

  /**
   * The value in parts, one a task.
   *
   * @param tasks in the order given
   */
  public record Parts(List<Part> tasks) {
    /**
     * Σ of all terms.
     *
     * @throws IllegalStateException if some task's batch is empty
     */
    public double value() {
      List<String> empty =
          tasks.stream().filter(part -> part.total().isEmpty()).map(Part::task).toList();
      if (!empty.isEmpty()) {
        throw new IllegalStateException(
            "no value: the batch of "
                + String.join(", ", empty)
                + " is empty; ask total().isEmpty(), or use valueOfUsed()");
      }
      return valueOfUsed();
    }

    /** Σ of the terms of those tasks that have rows; 0 if none has. */
    public double valueOfUsed() {
      ExactSum sum = new ExactSum();
      tasks.forEach(part -> sum.add(part.term()));
      return sum.value();
    }
  }

  /**
   * Σ weightₜ·Lₜ. A task of weight 0 adds exactly 0, even where its loss is infinite.
   *
   * @param weights one a task, in [0, ∞)
   */
  public Parts weighted(double... weights) {
    Checks.count("weights", weights.length, tasks.size(), "task");
    for (int t = 0; t < weights.length; t++) {
      Checks.nonNegative("weight of task '" + tasks.get(t).name() + "'", weights[t]);
    }
    memory().check();
    return run(
        List.of(),
        (t, total) -> {
          double weight = weights[t];
          DoubleUnaryOperator scale = x -> weight == 0 ? 0 : weight * x;
          scaleGradient(tasks.get(t), scale);
          double term = total.isEmpty() ? 0 : scale.applyAsDouble(total.mean());
          return new Part(tasks.get(t).name(), total, weight, term);
        });
  }

  /** Σ e^{−sₜ}·Lₜ + kₜ·sₜ/2, with weights that belong to the parameters of the model. */
  public Parts uncertain(double... s) {
    return uncertain(s, null, null);
  }

  /** Also writes the derivative by each s: −e^{−s}·L + k/2. */
  public Parts uncertain(double[] s, double[] gradient) {
    return uncertain(s, gradient, null);
  }

  /**
   * Σ e^{−sₜ}·Lₜ + kₜ·sₜ/2, the homoscedastic uncertainty of Kendall, Gal and Cipolla (2018),
   * arXiv:1705.07115, where sₜ = ln σₜ² is learned, kₜ is {@link Task#dimensions}, and Lₜ is a mean
   * of ½r² or a cross-entropy. See {@link UncertaintyWeight}.
   *
   * @param s one a task, finite
   * @param gradient the derivative by each s: −e^{−s}·L + k/2; written
   * @param curvature the second derivative by each s, e^{−s}·L; written if given
   */
  public Parts uncertain(double[] s, double @Nullable [] gradient, double @Nullable [] curvature) {
    check(s, gradient, curvature);
    return run(
        derivatives(gradient, curvature).stream().map(Numbers::of).toList(),
        (t, total) -> {
          Task task = tasks.get(t);
          boolean empty = total.isEmpty();
          double mean = total.meanOrElse(0);
          double k = task.dimensions();
          double term = empty ? 0 : named(task, () -> UncertaintyWeight.value(s[t], mean, k));
          scaleGradient(task, x -> UncertaintyWeight.times(s[t], x));
          if (gradient != null) {
            gradient[t] = empty ? 0 : UncertaintyWeight.gradient(s[t], mean, k);
          }
          if (curvature != null) {
            curvature[t] = UncertaintyWeight.curvature(s[t], mean);
          }
          return new Part(task.name(), total, UncertaintyWeight.of(s[t]), term);
        });
  }

  private void check(double[] s, double @Nullable [] gradient, double @Nullable [] curvature) {
    Checks.count("values of s", s.length, tasks.size(), "task");
    for (int t = 0; t < s.length; t++) {
      if (!(Math.abs(s[t]) <= Double.MAX_VALUE)) {
        throw Checks.outside(
            "s of task '" + tasks.get(t).name() + "'",
            s[t],
            "(-∞, ∞); it is the logarithm of a variance");
      }
    }
    Memory memory = memory().reads("s", Numbers.of(s));
    for (double[] into : derivatives(gradient, curvature)) {
      Checks.count("derivatives by s", into.length, s.length, "task");
      memory.writes("a derivative by s", Numbers.of(into));
    }
    memory.check();
  }

  private Memory memory() {
    Memory memory = new Memory();
    tasks.forEach(task -> task.uses(memory));
    return memory;
  }

  private static List<double[]> derivatives(
      double @Nullable [] gradient, double @Nullable [] curvature) {
    return Stream.of(gradient, curvature).filter(Objects::nonNull).toList();
  }

  @FunctionalInterface
  private interface OfTask {
    Part apply(int task, Total total);
  }

  private Parts run(List<Numbers> more, OfTask weigh) {
    List<Part> parts = new ArrayList<>();
    try {
      for (int t = 0; t < tasks.size(); t++) {
        parts.add(weigh.apply(t, tasks.get(t).run()));
      }
    } catch (RuntimeException e) {
      Stream<Numbers> gradients = tasks.stream().flatMap(task -> task.gradient().stream());
      Checks.fillWithNan(Stream.concat(gradients, more.stream()).toList(), e);
      throw e;
    }
    return new Parts(List.copyOf(parts));
  }

  private static double named(Task task, DoubleSupplier value) {
    try {
      return value.getAsDouble();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("task '" + task.name() + "': " + e.getMessage(), e);
    }
  }

  private static void scaleGradient(Task task, DoubleUnaryOperator scale) {
    for (Numbers part : task.gradient()) {
      for (long row = 0; row < part.rows(); row++) {
        for (int column = 0; column < part.columns(); column++) {
          part.set(row, column, scale.applyAsDouble(part.get(row, column)));
        }
      }
    }
  }
}

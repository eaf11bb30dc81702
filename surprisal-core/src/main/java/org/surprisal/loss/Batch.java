package org.surprisal.loss;

import java.util.BitSet;
import java.util.Objects;

/**
 * The rows of one call, always in this order: target, prediction, weights.
 *
 * <p>Nothing is broadcast: target and prediction must agree in rows (and, except for class indices,
 * in columns), or the loss refuses them.
 *
 * @param <T> what was observed
 * @param <P> what was predicted
 */
public record Batch<T extends Target, P extends Prediction>(
    T target, P prediction, Weights weights, Missing missing) {

  public Batch {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(prediction, "prediction");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(missing, "missing");
  }

  /** Rows without weights or mask; NaN is an error. */
  public static <T extends Target, P extends Prediction> Batch<T, P> of(T target, P prediction) {
    return new Batch<>(target, prediction, Weights.NONE, Missing.ERROR);
  }

  /** Rows of a loss that needs no target, as a triplet's. */
  public static <P extends Prediction> Batch<Target.None, P> of(P prediction) {
    return of(new Target.None(prediction.rows()), prediction);
  }

  /** One weight a row, finite and at least 0. */
  public Batch<T, P> weights(double... perRow) {
    return weights(Numbers.of(perRow));
  }

  /** One weight a row, finite and at least 0. */
  public Batch<T, P> weights(Numbers perRow) {
    return new Batch<>(target, prediction, weights.withRows(perRow), missing);
  }

  /**
   * One weight a class: a row's weight is multiplied by Σ_k t_k·w_k of its (unsmoothed) target, and
   * so is its share in the denominator. Targets in [0, 1] take two numbers, for 0 and for 1.
   */
  public Batch<T, P> classWeights(double... perClass) {
    return new Batch<>(target, prediction, weights.withClasses(perClass), missing);
  }

  /** Uses only the rows whose bit is set; the others are counted as skipped. */
  public Batch<T, P> mask(BitSet used) {
    return new Batch<>(target, prediction, weights.withMask(used), missing);
  }

  /** What a NaN means. */
  public Batch<T, P> missing(Missing errorOrSkip) {
    return new Batch<>(target, prediction, weights, errorOrSkip);
  }

  /** How many rows there are. */
  public long rows() {
    return prediction.rows();
  }
}

package org.surprisal.loss;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call writes beside its {@link Total}: gradient and curvature, one number per number of the
 * prediction and in the layout that the caller chose, and the loss of each row.
 *
 * <p>With w the row's weight, each gradient is (w·g)/denominator of the chosen {@link Reduction};
 * {@link Reduction#SUM} and {@link Reduction#NONE} have no denominator. Rows that were skipped get
 * 0. A call that is refused for its shapes writes nothing; one that fails on a number sets every
 * output to NaN. Outputs may not share memory with each other or with the input.
 */
public final class Outputs {
  /** Nothing but the total. */
  public static final Outputs NONE = new Outputs(Reduction.MEAN, null, null, null);

  private final Reduction reduction;
  private final @Nullable Numbers gradient;
  private final @Nullable Numbers curvature;
  private final @Nullable Numbers losses;

  private Outputs(
      Reduction reduction,
      @Nullable Numbers gradient,
      @Nullable Numbers curvature,
      @Nullable Numbers losses) {
    this.reduction = reduction;
    this.gradient = gradient;
    this.curvature = curvature;
    this.losses = losses;
  }

  /** Outputs of the value reduced by {@code reduction}; add what is wanted. */
  public static Outputs of(Reduction reduction) {
    return new Outputs(Objects.requireNonNull(reduction), null, null, null);
  }

  /** The gradient of the reduced value by each number of the prediction. */
  public static Outputs gradient(Reduction of, Numbers into) {
    return of(of).gradient(into);
  }

  /** Also writes the gradient into {@code into}. */
  public Outputs gradient(Numbers into) {
    return new Outputs(reduction, into, curvature, losses);
  }

  /** Also writes the diagonal of the curvature into {@code into}. */
  public Outputs curvature(Curvature kind, Numbers into) {
    Objects.requireNonNull(kind);
    return new Outputs(reduction, gradient, into, losses);
  }

  /** Also writes w·ℓ of each row into {@code into} (0 for a skipped row). */
  public Outputs losses(Numbers into) {
    return new Outputs(reduction, gradient, curvature, into);
  }

  Reduction reduction() {
    return reduction;
  }

  @Nullable Numbers gradient() {
    return gradient;
  }

  @Nullable Numbers curvature() {
    return curvature;
  }

  @Nullable Numbers losses() {
    return losses;
  }
}

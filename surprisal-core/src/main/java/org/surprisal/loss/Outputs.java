package org.surprisal.loss;

import java.util.List;
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
  public static final Outputs NONE = new Outputs(Reduction.MEAN, List.of(), List.of(), null);

  private final Reduction reduction;
  private final List<Numbers> gradient;
  private final List<Numbers> curvature;
  private final @Nullable Numbers losses;

  private Outputs(
      Reduction reduction,
      List<Numbers> gradient,
      List<Numbers> curvature,
      @Nullable Numbers losses) {
    this.reduction = reduction;
    this.gradient = gradient;
    this.curvature = curvature;
    this.losses = losses;
  }

  /** Outputs of the value reduced by {@code reduction}; add what is wanted. */
  public static Outputs of(Reduction reduction) {
    return new Outputs(Objects.requireNonNull(reduction), List.of(), List.of(), null);
  }

  /**
   * The gradient of the reduced value by each number of the prediction.
   *
   * @param parts one view for each part of the prediction (see {@link Prediction#parts}), or one as
   *     wide as all of them
   */
  public static Outputs gradient(Reduction of, Numbers... parts) {
    return of(of).gradient(parts);
  }

  /** Also writes the gradient into {@code parts}. */
  public Outputs gradient(Numbers... parts) {
    return new Outputs(reduction, List.of(parts), curvature, losses);
  }

  /** Also writes the diagonal of the curvature into {@code parts}. */
  public Outputs curvature(Curvature kind, Numbers... parts) {
    Objects.requireNonNull(kind);
    return new Outputs(reduction, gradient, List.of(parts), losses);
  }

  /** Also writes w·ℓ of each row into {@code into} (0 for a skipped row). */
  public Outputs losses(Numbers into) {
    return new Outputs(reduction, gradient, curvature, into);
  }

  Reduction reduction() {
    return reduction;
  }

  /** The parts of the gradient; none if it is not wanted. */
  List<Numbers> gradient() {
    return gradient;
  }

  /** The parts of the curvature; none if it is not wanted. */
  List<Numbers> curvature() {
    return curvature;
  }

  @Nullable Numbers losses() {
    return losses;
  }
}

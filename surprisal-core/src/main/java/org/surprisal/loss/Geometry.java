package org.surprisal.loss;

/**
 * How a row of the prediction becomes the scalars of a formula, and how derivatives come back.
 *
 * @param <T> the targets that it takes
 * @param <P> the predictions that it takes
 */
@SuppressWarnings("UnusedTypeParameter") // they tie a formula's loss to its targets at compile time
public final class Geometry<T extends Target, P extends Prediction> {
  /** Each number of the prediction for itself; columns are summed. Inputs: {@code z}, {@code y}. */
  public static final Geometry<Target.Real, Prediction.Point> POINT =
      new Geometry<>("point", Entry.Kind.REAL);

  /** K logits a row, Σ_k f(t_k, ln p_k). Inputs: {@code t}, {@code log_p}. */
  public static final Geometry<Target.Categorical, Prediction.Scored> SOFTMAX =
      new Geometry<>("softmax", Entry.Kind.CATEGORICAL);

  private final String name;
  private final Entry.Kind kind;

  private Geometry(String name, Entry.Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  static Geometry<?, ?> parse(String name) {
    return switch (name) {
      case "point" -> POINT;
      case "softmax" -> SOFTMAX;
      default ->
          throw new SpecException("geometry '" + name + "' is not known; use point or softmax");
    };
  }

  Entry.Kind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return name;
  }
}

package org.surprisal.loss;

import java.util.Locale;

/** How the losses of rows become one number; w is the row's weight times its class weight. */
public enum Reduction {
  /** Σ w·ℓ / Σ w (the default). */
  MEAN,
  /** Σ w·ℓ / number of rows used. */
  MEAN_ROWS,
  /** Σ w·ℓ. */
  SUM,
  /** Nothing is reduced: w·ℓ of each row. */
  NONE;

  /** The reduction called {@code name}: mean, mean_rows, sum or none. */
  public static Reduction parse(String name) {
    for (Reduction reduction : values()) {
      if (reduction.toString().equals(name)) {
        return reduction;
      }
    }
    throw new IllegalArgumentException(
        "reduction '" + name + "' is not known; use mean, mean_rows, sum or none");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

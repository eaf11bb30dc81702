package org.surprisal.loss;

import java.util.List;
import java.util.Locale;
import org.surprisal.kernel.SoftmaxParts;
import org.surprisal.kernel.SoftmaxParts.Part;

/** The softmax geometries of formulas in more than ln p. */
final class SoftmaxGeometries {
  /** Input: p. */
  static final Geometry<Target.Categorical, Prediction.Raw> P = of(Part.P);

  /** Input: 1 − p. */
  static final Geometry<Target.Categorical, Prediction.Raw> REST = of(Part.REST);

  /** Inputs: ln p, and p. */
  static final Geometry<Target.Categorical, Prediction.Raw> LOG_P_AND_P = of(Part.LOG_P, Part.P);

  /** Inputs: ln p, 1 − p, and its logarithm. */
  static final Geometry<Target.Categorical, Prediction.Raw> LOG_P_AND_REST =
      of(Part.LOG_P, Part.REST, Part.LOG_REST);

  /** Inputs: ln p, p, and what the target has more than a sum of 1, once a row. */
  static final Geometry<Target.Categorical, Prediction.Raw> LOG_P_P_AND_SURPLUS =
      of(Part.LOG_P, Part.P, Part.SURPLUS);

  private SoftmaxGeometries() {}

  private static Geometry<Target.Categorical, Prediction.Raw> of(Part... parts) {
    List<Part> all = List.of(parts);
    List<String> names = all.stream().map(part -> part.name().toLowerCase(Locale.ROOT)).toList();
    return new Geometry<>(
        "softmax(" + String.join(", ", names) + ")",
        Entry.Kind.CATEGORICAL,
        Geometry.Form.POINT,
        names,
        "t",
        (definition, columns, rows) ->
            new SoftmaxParts(columns, definition.temperature(), all, rows));
  }
}

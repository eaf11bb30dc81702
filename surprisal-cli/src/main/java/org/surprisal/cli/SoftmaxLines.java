package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.surprisal.evaluate.Layout;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Scale;

/**
 * What carries the formula of a softmax loss to its logits. The formula is one class's term in
 * log_p, but the loss is asked for, and drawn, by raw scores, and each of them moves the
 * probabilities of all classes.
 *
 * @param isNeeded whether the loss is such a one
 * @param isEntropy whether f' = −t, of which the targets sum to 1
 * @param isTempered whether the logits are divided by a temperature T first
 */
record SoftmaxLines(boolean isNeeded, boolean isEntropy, boolean isTempered) {
  private static final String INPUT = "log_p";

  static SoftmaxLines of(Loss<?, ?> loss) {
    boolean isNeeded =
        loss.scale() == Scale.RAW && loss.formula().inputs().getFirst().equals(INPUT);
    boolean isEntropy =
        isNeeded
            && Layout.inputs(loss.formula()).size() == 1
            && loss.formula().derivative().text().equals("-t");
    boolean isTempered =
        isNeeded && !loss.name().equals("formula") && loss.parameters().containsKey("temperature");
    return new SoftmaxLines(isNeeded, isEntropy, isTempered);
  }

  /** What stands before the value. */
  String sum() {
    return isNeeded ? "Σ over classes k of " : "";
  }

  /** What stands before the derivatives of a term. */
  String by() {
    return isNeeded ? "by " + INPUT + ": " : "";
  }

  String gradient() {
    return over("T", "f'_j·(1−p_j) − p_j·Σ_{k≠j} f'_k", "p_j − t_j");
  }

  String curvature() {
    return over("T²", "f''_j·(1−p_j)² + p_j²·Σ_{k≠j} f''_k − p_j·(1−p_j)·Σ_k f'_k", "p_j·(1−p_j)");
  }

  private String over(String divisor, String full, String entropy) {
    if (isTempered) {
      return "("
          + full
          + ")/"
          + divisor
          + (isEntropy ? " = (" + entropy + ")/" + divisor : "")
          + ", where p = softmax(z/T), T the temperature";
    }
    return full + (isEntropy ? " = " + entropy : "");
  }

  /** Writes the fields that say the same in JSON. */
  void write(JsonGenerator json) throws IOException {
    json.writeStringField("formula_is", "a term: the value is its sum over classes k");
    json.writeStringField("derivatives_by", INPUT);
    json.writeObjectFieldStart("by_logits");
    json.writeStringField("gradient", gradient());
    json.writeStringField("curvature", curvature());
    json.writeEndObject();
  }
}

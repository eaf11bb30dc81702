package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.surprisal.loss.Scale;

/**
 * One loss of one prediction column.
 *
 * @param loss the spec of the loss
 * @param parameters every parameter of the loss with its value as text
 * @param scale how the prediction was read
 * @param prediction the column
 * @param mean Σ w·ℓ / Σ w; may be infinite
 * @param standardError of the mean; empty for one row, or where a loss is infinite
 * @param rows rows used
 * @param skipped rows left out
 * @param weight Σ w
 * @param constantLoss the mean loss of the best constant prediction on the same rows
 * @param skill 1 − (mean − perfect)/(constantLoss − perfect): 1 is perfect, 0 no better than the
 *     constant
 * @param noSkillBecause why there is no skill, else empty
 * @param noStandardErrorBecause why there is no standard error, else empty
 * @param clipped rows touched by a clip(…) wrapper
 * @param warnings what is suspicious about the input
 */
public record Score(
    String loss,
    Map<String, String> parameters,
    Scale scale,
    String prediction,
    double mean,
    OptionalDouble standardError,
    long rows,
    long skipped,
    double weight,
    OptionalDouble constantLoss,
    OptionalDouble skill,
    String noSkillBecause,
    String noStandardErrorBecause,
    long clipped,
    List<String> warnings) {

  /** What is not defined here and why, one sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!noStandardErrorBecause.isEmpty()) {
      notes.add("no standard error: " + noStandardErrorBecause);
    }
    if (!noSkillBecause.isEmpty()) {
      notes.add("no skill: " + noSkillBecause);
    }
    return notes;
  }
}

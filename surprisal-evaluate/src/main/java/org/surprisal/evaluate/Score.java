package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Scale;

/**
 * One loss of one prediction, on all rows or on a group of them.
 *
 * @param loss the spec of the loss
 * @param parameters every parameter of the loss with its value as text
 * @param scale how the prediction was read
 * @param prediction the prediction
 * @param group the group, as {@link Scores#by} makes them; null: all rows
 * @param mean Σ w·ℓ / Σ w; may be infinite
 * @param standardError of the mean; empty for one row, or where a loss is infinite
 * @param interval of the mean: studentised bootstrap
 * @param intervalKind how it was made, such as {@code studentised bootstrap over 569 rows}; empty
 *     where there is none
 * @param rows rows used
 * @param skipped rows left out
 * @param weight Σ w
 * @param constantLoss the mean loss of the best constant prediction on the same rows
 * @param skill 1 − (mean − perfect)/(constantLoss − perfect): 1 is perfect, 0 no better than the
 *     constant
 * @param noSkillBecause why there is no skill, else empty
 * @param noStandardErrorBecause why there is no standard error, else empty
 * @param clipped rows touched by a clip(…) wrapper
 * @param infinite the rows whose loss is infinite, if any
 * @param warnings what is suspicious about the input
 */
public record Score(
    String loss,
    Map<String, String> parameters,
    Scale scale,
    String prediction,
    @Nullable String group,
    double mean,
    OptionalDouble standardError,
    Interval interval,
    String intervalKind,
    long rows,
    long skipped,
    double weight,
    OptionalDouble constantLoss,
    OptionalDouble skill,
    String noSkillBecause,
    String noStandardErrorBecause,
    long clipped,
    @Nullable Infinite infinite,
    List<String> warnings) {

  /**
   * Rows whose loss is infinite.
   *
   * @param rows how many
   * @param first where the first few stand, as {@link RowPlace}
   * @param epsilon the ε of {@code clippedMean}
   * @param clippedLoss the spec of the loss that {@code clippedMean} is of; empty where there is none
   * @param clippedMean the mean with probabilities clipped to [ε, 1 − ε]; empty for losses that
   *     take no probabilities
   */
  public record Infinite(
      long rows,
      List<RowPlace> first,
      double epsilon,
      String clippedLoss,
      OptionalDouble clippedMean) {}

  /** What is not defined here and why, one sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!noStandardErrorBecause.isEmpty()) {
      notes.add("no standard error: " + noStandardErrorBecause);
    }
    if (!interval.isPresent() && !interval.because().isEmpty()) {
      notes.add("no interval: " + interval.because());
    }
    if (!noSkillBecause.isEmpty()) {
      notes.add("no skill: " + noSkillBecause);
    }
    return notes;
  }
}

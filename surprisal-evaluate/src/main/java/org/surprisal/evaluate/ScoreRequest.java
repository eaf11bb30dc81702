package org.surprisal.evaluate;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Scale;

/**
 * What is to be scored.
 *
 * @param file a CSV file with a header
 * @param target the column of what was observed
 * @param predictions the columns of what was predicted; an entry may be several names with commas
 *     between them
 * @param losses specs or formulas; none: they are inferred from the file
 * @param scales how the predictions are given: none (what each loss's text means), one for all
 *     columns, or one a column
 * @param weight the column of weights, or null
 * @param missing what a missing value means
 */
public record ScoreRequest(
    Path file,
    String target,
    List<String> predictions,
    List<String> losses,
    List<Scale> scales,
    @Nullable String weight,
    Missing missing) {

  public ScoreRequest {
    predictions = List.copyOf(predictions);
    losses = List.copyOf(losses);
    scales = List.copyOf(scales);
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("predictions is empty; name at least one column");
    }
  }
}

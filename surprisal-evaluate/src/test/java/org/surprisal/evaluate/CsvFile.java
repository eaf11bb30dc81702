package org.surprisal.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Scale;

/** A file for a test, and questions about it with the usual column names y, p, w. */
record CsvFile(Path path) {
  static CsvFile of(Path folder, String text) {
    try {
      return new CsvFile(Files.writeString(folder.resolve("data.csv"), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Target y, prediction p, no weights; missing values are errors. */
  Score score(String loss) {
    return Scoring.of(request(loss, null, Missing.ERROR)).results().getFirst();
  }

  Score weighted(String loss) {
    return Scoring.of(request(loss, "w", Missing.ERROR)).results().getFirst();
  }

  Score skipping(String loss) {
    return Scoring.of(request(loss, null, Missing.SKIP)).results().getFirst();
  }

  ScoreRequest request(String loss, @Nullable String weight, Missing missing) {
    return request(path, List.of("p"), List.of(loss), List.of(), weight, missing);
  }

  /** Target y and a few resamples. */
  static ScoreRequest request(
      Path path,
      List<String> predictions,
      List<String> losses,
      List<Scale> scales,
      @Nullable String weight,
      Missing missing) {
    return ScoreRequest.of(Source.of(path.toString()), "y", predictions.toArray(String[]::new))
        .losses(losses)
        .scales(scales)
        .weight(weight)
        .missing(missing)
        .resampling(new Resampling(1, 200, 0.95))
        .build();
  }
}

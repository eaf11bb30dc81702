package org.surprisal.cli;

import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Resampling;
import picocli.CommandLine.Option;

/** How sure the scores are. */
final class ScoreIntervals {
  private static final int MOST_RESAMPLES = 1_000_000;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description =
          "The probability with which an interval should cover what it is for; default 0.95.")
  double level = Resampling.DEFAULT.level();

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "How often rows are drawn anew; default 2000. 0: no intervals.")
  int resamples = Resampling.DEFAULT.resamples();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "A whole number; the same seed gives the same bits; default 1.")
  long seed = Resampling.DEFAULT.seed();

  @Nullable Resampling resampling() {
    if (!(level > 0 && level < 1)) {
      String cure = level > 1 && level < 100 ? "; did you mean " + level / 100 + "?" : "";
      throw new Refusal(
          "--level " + Figures.exact(level) + " is outside (0, 1); write 0.95 for 95 %" + cure);
    }
    if (!(resamples >= 0 && resamples <= MOST_RESAMPLES)) {
      throw new Refusal(
          "--resamples " + resamples + " is outside [0, 1000000]; 0 means no intervals");
    }
    return resamples == 0 ? null : new Resampling(seed, resamples, level);
  }
}

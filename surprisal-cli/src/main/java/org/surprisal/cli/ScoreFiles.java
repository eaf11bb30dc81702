package org.surprisal.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Source;
import picocli.CommandLine.Option;

/** Which rows are scored. */
final class ScoreFiles {
  @Option(
      names = "--where",
      paramLabel = "SQL",
      description =
          "A condition that rows must meet, as in SQL: \"region = 'north' and price > 0\". Rows"
              + " left out are counted.")
  @Nullable String where;

  @Option(
      names = "--join",
      paramLabel = "FILE",
      description =
          "A second file, whose rows are matched by --id with those of the first in whatever order:"
              + " the predictions of another model, or the targets. Ids that are missing or stand"
              + " more than once are left out, counted, and the first few listed. A prediction that"
              + " both files have is scored for both.")
  @Nullable String join;

  @Option(names = "--id", paramLabel = "COL", description = "The column that both files share.")
  @Nullable String id;

  Source source(List<String> files) {
    return new Source(files, where, join, id);
  }
}

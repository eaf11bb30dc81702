package org.surprisal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.ScoreRequest;
import org.surprisal.evaluate.Scores;
import org.surprisal.evaluate.Scoring;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Scale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surprisal score}: the losses of the predictions in a file. */
@Command(
    name = "score",
    description = {
      "Scores the predictions in a CSV file: mean loss with its standard error, the loss of the"
          + " best constant prediction, and the skill 1 - (L - L*)/(Lc - L*).",
      "",
      "The file has a header line; fields are separated by commas (or by semicolons or tabs), and"
          + " may be quoted. It is read in blocks, so its size does not matter. Empty fields, NA,"
          + " NaN and null are missing values."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  surprisal score predictions.csv --target y --prediction yhat",
      "  surprisal score predictions.csv --target malignant --prediction forest,logistic \\",
      "    --loss log_loss,brier",
      "  surprisal score sales.csv --target sold --prediction model \\",
      "    --loss 'huber(delta=5),quantile(tau=0.9)' --weight price --missing skip",
      "  surprisal score logits.csv --target y --prediction z --loss bce --format json",
      "  surprisal score p.csv --target y --prediction p --loss 'log1p((z-y)^2/nu); nu=4'"
    })
final class ScoreCommand implements Callable<Integer> {
  /** How the scores are written. */
  enum ScoreFormat {
    TABLE,
    JSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Parameters(paramLabel = "FILE", description = "A CSV file with a header line.")
  Path file = Path.of("");

  @Option(
      names = "--target",
      required = true,
      paramLabel = "COL",
      description = "The column of what was observed.")
  String target = "";

  @Option(
      names = "--prediction",
      required = true,
      paramLabel = "COL[,COL…]",
      description = "The columns of what was predicted, each scored by itself.")
  List<String> predictions = new ArrayList<>();

  @Option(
      names = "--loss",
      paramLabel = "SPEC[,SPEC…]",
      completionCandidates = LossNames.class,
      description =
          "Losses such as 'huber(delta=1)', or formulas in z and y. Without it, the losses are"
              + " chosen by the values of the columns, and the reason is said.")
  List<String> losses = new ArrayList<>();

  @Option(
      names = "--weight",
      paramLabel = "COL",
      description = "The column of weights, each finite and at least 0.")
  @Nullable String weight;

  @Option(
      names = "--scale",
      split = ",",
      paramLabel = "SCALE",
      description =
          "How the predictions are given: raw (logits), response (probabilities, mean) or"
              + " log_probabilities; one for all, or one a column. Default: what each loss means by"
              + " its name, so probabilities for log_loss and brier, logits for"
              + " binary_cross_entropy.")
  List<String> scales = new ArrayList<>();

  @Option(
      names = "--missing",
      paramLabel = "error|skip",
      description =
          "What a missing value means; default ${DEFAULT-VALUE}. With skip, a row that lacks a"
              + " value in any column used is left out for all predictions, and counted.")
  String missing = "error";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  ScoreFormat format = ScoreFormat.TABLE;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Scores scores =
        Scoring.of(
            new ScoreRequest(
                file,
                target,
                predictions,
                losses.stream().flatMap(list -> Loss.splitSpecs(list).stream()).toList(),
                scales.stream().map(name -> Scale.parse(name.strip())).toList(),
                weight,
                missingMeans()));
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TABLE -> ScoreTable.print(out, scores);
      case JSON -> ScoreJson.print(out, scores);
      case CSV -> {
        if (!scores.inferred().isEmpty()) {
          spec.commandLine().getErr().println(scores.inferred());
        }
        ScoreCsv.print(out, scores);
      }
    }
    return 0;
  }

  private Missing missingMeans() {
    return switch (missing) {
      case "error" -> Missing.ERROR;
      case "skip" -> Missing.SKIP;
      default -> throw new Refusal("--missing " + missing + " is not known; use error or skip");
    };
  }
}

package org.surprisal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.surprisal.evaluate.Progress;
import org.surprisal.evaluate.ScoreRequest;
import org.surprisal.evaluate.Scores;
import org.surprisal.evaluate.Scoring;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surprisal score}: the losses of the predictions in files. */
@Command(
    name = "score",
    sortOptions = false,
    customSynopsis = "surprisal score FILE… --target COL --prediction COL[,COL…] [OPTION…]",
    description = {
      "Scores the predictions in files: mean loss with its interval, the loss of the best constant"
          + " prediction, and the skill 1 - (L - L*)/(Lc - L*); with several predictions, also the"
          + " difference of each pair on the same rows.",
      "",
      "Files are CSV with a header line (commas, semicolons or tabs; fields may be quoted; gzip"
          + " too), Parquet or JSON lines, of any size. Empty fields, NA, N/A, NaN, null and"
          + " none are missing values; in --by each of these words is a group."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:a file or its data are at fault",
      "2:the question is at fault",
      "3:a --fail-if condition is met"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  surprisal score predictions.csv --target y --prediction yhat",
      "  surprisal score p.csv --target malignant --prediction forest,logistic \\",
      "    --loss log_loss,brier --metric roc_auc,accuracy --by clinic",
      "  surprisal score sales.csv --target sold --prediction model \\",
      "    --loss 'huber(delta=5),quantile(tau=0.9)' --weight price --missing skip",
      "  surprisal score 'part-*.parquet' --target churned --positive yes \\",
      "    --prediction p --where \"region = 'north'\" --worst 10",
      "  surprisal score iris.csv --target species --prediction 'p_*' --confusion",
      "  surprisal score a.csv --join b.csv --id order --target y --prediction p",
      "  surprisal score logits.csv --target y --prediction z --loss bce --format json",
      "  surprisal score p.csv --target y --prediction p \\",
      "    --loss 'log1p((z-y)^2/nu); nu=4'",
      "  gunzip < p.csv.gz | surprisal score - --target y --prediction p \\",
      "    --loss log_loss --fail-if 'upper(log_loss) > 0.4' \\",
      "    --fail-if 'skill(log_loss) < 0.1'"
    })
final class ScoreCommand implements Callable<Integer> {
  /** The exit code where a --fail-if condition is met. */
  static final int FAILED = 3;

  /** Set by the launcher, which can ask the shell. */
  private static final String TERMINAL = "surprisal.terminal";

  private static final int USUAL_WIDTH = 80;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "Files with the same columns, read one after the other; patterns such as"
              + " 'part-*.parquet'; - is standard input.")
  List<String> files = new ArrayList<>();

  @ArgGroup(validate = false, order = 1, heading = "%nColumns:%n")
  ScoreColumns columns = new ScoreColumns();

  @ArgGroup(validate = false, order = 2, heading = "%nWhat is measured:%n")
  ScoreMeasures measures = new ScoreMeasures();

  @ArgGroup(validate = false, order = 3, heading = "%nRows:%n")
  ScoreFiles rows = new ScoreFiles();

  @ArgGroup(validate = false, order = 4, heading = "%nIntervals:%n")
  ScoreIntervals intervals = new ScoreIntervals();

  @ArgGroup(validate = false, order = 5, heading = "%nOutput:%n")
  ScoreOutput output = new ScoreOutput();

  @Spec CommandSpec spec;

  private final InputStream in;

  /**
   * @param in standard input
   */
  ScoreCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    GivenOnce.require(spec);
    PrintWriter errors = spec.commandLine().getErr();
    ScoreRequest request = request();
    Gates gates = Gates.of(output.failIf, request);
    Scores scores = scores(request, errors);
    List<String> met = gates.metBy(scores);
    // Written in one piece, so that nothing partial is left wherever the program is stopped.
    String text = output.text(scores);
    output.asides(scores).forEach(errors::println);
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    met.forEach(why -> errors.println("surprisal: " + why));
    return met.isEmpty() ? 0 : FAILED;
  }

  private ScoreRequest request() {
    String target = columns.target;
    if (files.isEmpty()) {
      throw lacks("a FILE, or - for standard input");
    }
    if (target == null) {
      throw lacks("--target COL, the column of what was observed");
    }
    if (columns.predictions.isEmpty()) {
      throw lacks("--prediction COL[,COL…], the columns of what was predicted");
    }
    return ScoreRequest.of(rows.source(files), target, columns.predictions.toArray(String[]::new))
        .losses(measures.losses())
        .metrics(measures.metrics())
        .confusion(measures.confusion)
        .scales(columns.scales())
        .weight(columns.weight)
        .positive(columns.positive)
        .threshold(measures.threshold)
        .by(columns.by())
        .missing(columns.missing())
        .resampling(intervals.resampling())
        .worst(measures.worst)
        .build();
  }

  private ParameterException lacks(String what) {
    return new ParameterException(spec.commandLine(), "score lacks " + what);
  }

  private Scores scores(ScoreRequest request, PrintWriter errors) throws IOException {
    if (!Boolean.getBoolean(TERMINAL)) {
      return Scoring.of(request, in, Progress.NONE);
    }
    try (ProgressBar bar = new ProgressBar(errors, width(), System::nanoTime)) {
      return Scoring.of(request, in, bar);
    }
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{0,3}")
        ? Integer.parseInt(columns)
        : USUAL_WIDTH;
  }
}

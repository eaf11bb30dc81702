package org.surprisal.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code surprisal eval}: one JSON object a line in, one a line out. */
@Command(
    name = "eval",
    description = {
      "Answers requests, one JSON object a line in, one a line out, in order.",
      "",
      "Keys: loss, prediction, target (none for triplet and the like); columns, group, weight,"
          + " class_weight, mask, missing, dtype, curvature, reduction (mean, mean_rows, sum,"
          + " none), want (value, gradient, curvature), id. Numbers that are not finite are the strings \"NaN\", \"Infinity\","
          + " \"-Infinity\". A bad line is answered with an error and does not stop the stream;"
          + " a blank line is passed over without an answer."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  echo '{\"loss\":\"huber(delta=1)\",\"target\":[2,1],\"prediction\":[2.1,3]}' \\",
      "    | surprisal eval",
      "  echo '{\"loss\":\"bce\",\"target\":[1],\"prediction\":[2],\"want\":[\"gradient\"]}' \\",
      "    | surprisal eval",
      "  echo '{\"loss\":\"triplet\",\"columns\":3,\"prediction\":[0,1,0.5]}' | surprisal eval",
      "  surprisal eval < requests.jsonl > answers.jsonl"
    })
final class EvalCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final InputStream in;
  private final OutputStream out;

  EvalCommand(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    serve(in, out);
    return 0;
  }

  /** Answers the lines of {@code in} until it ends. */
  static void serve(InputStream in, OutputStream out) throws IOException {
    BufferedOutputStream answers = new BufferedOutputStream(out, 1 << 16);
    LineReader lines = new LineReader(in, answers);
    Evaluator evaluator = new Evaluator();
    while (lines.advance()) {
      if (!lines.isBlank()) {
        evaluator.answer(lines, answers);
      }
    }
    answers.flush();
  }
}

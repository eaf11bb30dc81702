package org.surprisal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.surprisal.evaluate.Metric;
import org.surprisal.evaluate.ScoreRequest;
import org.surprisal.loss.Loss;
import picocli.CommandLine.Option;

/** What is measured. */
final class ScoreMeasures {
  @Option(
      names = "--loss",
      paramLabel = "SPEC[,SPEC…]",
      completionCandidates = LossNames.class,
      description =
          "Losses such as 'huber(delta=1)', or formulas in z and y; surprisal losses lists them."
              + " Without it, the losses are chosen by the values of the columns, and the reason is"
              + " said.")
  List<String> losses = new ArrayList<>();

  @Option(
      names = "--metric",
      paramLabel = "NAME[,NAME…]",
      completionCandidates = MetricNames.class,
      description = "Metrics beside the losses; they are listed below.")
  List<String> metrics = new ArrayList<>();

  @Option(names = "--confusion", description = "Prints how often each label was taken for which.")
  boolean confusion;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "The probability from which on a row counts as predicted positive, for metrics of labels"
              + " and the confusion table; default 0.5.")
  double threshold = ScoreRequest.HALF;

  @Option(
      names = "--worst",
      paramLabel = "N",
      description = "Lists the N rows that cost most, for each loss and prediction.")
  int worst;

  List<String> losses() {
    return losses.stream().flatMap(list -> Loss.splitSpecs(list).stream()).toList();
  }

  List<Metric> metrics() {
    return metrics.stream()
        .flatMap(list -> Stream.of(list.split(",", -1)))
        .map(Metric::parse)
        .distinct()
        .toList();
  }
}

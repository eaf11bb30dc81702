package org.surprisal.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Scale;
import picocli.CommandLine.Option;

/** Which columns play which part. */
final class ScoreColumns {
  @Option(
      names = "--target",
      paramLabel = "COL",
      description =
          "The column of what was observed: numbers, true and false, or labels. Several targets a"
              + " row are a pattern: 'y_*'. Always needed.")
  @Nullable String target;

  @Option(
      names = "--prediction",
      paramLabel = "COL[,COL…]",
      description =
          "The columns of what was predicted, each scored by itself. A pattern is one prediction of"
              + " several columns, as the probabilities of classes: in 'p_*' what * stands for is"
              + " the label, matched with the target. Always needed.")
  List<String> predictions = new ArrayList<>();

  @Option(
      names = "--positive",
      paramLabel = "LABEL",
      description = "The label of the target that counts as 1, such as yes; the other one is 0.")
  @Nullable String positive;

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
          "What a missing value means; default error. With skip, a row that lacks a value in any"
              + " column used is left out for all predictions, and counted.")
  String missing = "error";

  @Option(
      names = "--by",
      paramLabel = "COL[,COL…]",
      description =
          "Scores each group of rows that have the same values there, too, each with its own"
              + " constant and skill. Groups of fewer than 20 rows are named, but not scored.")
  List<String> by = new ArrayList<>();

  List<Scale> scales() {
    return scales.stream().map(name -> Scale.parse(name.strip())).toList();
  }

  List<String> by() {
    return by.stream().flatMap(list -> List.of(list.split(",", -1)).stream()).toList();
  }

  Missing missing() {
    return switch (missing) {
      case "error" -> Missing.ERROR;
      case "skip" -> Missing.SKIP;
      default -> throw new Refusal("--missing " + missing + " is not known; use error or skip");
    };
  }
}

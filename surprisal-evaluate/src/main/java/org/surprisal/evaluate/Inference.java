package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Scale;

/**
 * Which losses suit a file, judged by the values of its target and prediction columns alone.
 *
 * @param losses specs
 * @param scales one a prediction column, null for what the loss's text means; or none
 * @param because the reason, as one sentence
 */
record Inference(List<String> losses, List<@Nullable Scale> scales, String because) {

  /**
   * Takes one pass over the file.
   *
   * @param asked the scales that were asked for: they count, whatever the values look like
   */
  static Inference of(
      Table table,
      Columns columns,
      List<Scale> asked,
      boolean skipMissing,
      int blockRows,
      Progress progress) {
    if (columns.predictions().stream().anyMatch(predicted -> !predicted.isOneColumn())) {
      ColumnsInference evidence = new ColumnsInference(columns, asked);
      table.read(columns.fields(), skipMissing, blockRows, evidence::add);
      return evidence.conclusion();
    }
    Evidence evidence = new Evidence(columns, asked);
    table.read(
        columns.fields(),
        skipMissing,
        blockRows,
        block -> {
          evidence.add(block);
          progress.done("looking at the columns", block.share());
        });
    return evidence.conclude();
  }

  /** What has been seen of the values. */
  private static final class Evidence {
    private static final int LEAST_CLASSES = 3;
    private static final double SUM_TOLERANCE = 1e-5;
    private static final String CLASSES =
        "; but the predictions sum to 1 in every row and the target could be the index of one: if"
            + " they are the probabilities of classes, give them as one pattern such as 'p_*'";

    private final Columns columns;
    private final List<Scale> asked;
    private final Set<Double> targets = new HashSet<>();
    private final boolean[] probability;
    private boolean zeroOne = true;
    private boolean signs = true;
    private boolean counts = true;
    private boolean positive = true;
    private boolean classes;

    Evidence(Columns columns, List<Scale> asked) {
      this.columns = columns;
      this.asked = asked;
      this.probability = new boolean[columns.predictions().size()];
      Arrays.fill(probability, true);
      this.classes = probability.length >= LEAST_CLASSES;
    }

    void add(Block block) {
      double[] target = block.column(columns.targets().getFirst());
      for (int i = 0; i < block.size(); i++) {
        double y = target[i];
        zeroOne &= y == 0 || y == 1;
        signs &= y == -1 || y == 1;
        counts &= y >= 0 && y == Math.rint(y);
        if (targets.size() <= 2) {
          targets.add(y + 0.0);
        }
      }
      classes &= counts && holdsDistributions(block);
      for (int p = 0; p < probability.length; p++) {
        double[] prediction = prediction(block, p);
        for (int i = 0; i < block.size(); i++) {
          probability[p] &= prediction[i] >= 0 && prediction[i] <= 1;
          positive &= prediction[i] > 0;
        }
      }
    }

    private double[] prediction(Block block, int prediction) {
      return block.column(columns.predictions().get(prediction).slots().getFirst());
    }

    /** Whether each target is an index of a prediction column and the columns sum to 1. */
    private boolean holdsDistributions(Block block) {
      for (int i = 0; i < block.size(); i++) {
        double sum = 0;
        for (int p = 0; p < probability.length; p++) {
          sum += prediction(block, p)[i];
        }
        boolean isIndex =
            block.column(columns.targets().getFirst())[i] < columns.predictions().size();
        if (!isIndex || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
          return false;
        }
      }
      return true;
    }

    Inference conclude() {
      Inference inference = conclusion();
      for (boolean isProbability : probability) {
        classes &= isProbability;
      }
      return classes
          ? new Inference(inference.losses, inference.scales, inference.because + CLASSES)
          : inference;
    }

    private Inference conclusion() {
      String target = columns.target();
      if (zeroOne) {
        return binary(target);
      }
      String all = String.join(", ", names());
      String are = names().size() == 1 ? " is" : " are";
      if (signs) {
        return chosen(
            List.of("hinge"),
            List.of(),
            target + " holds only -1 and 1, so " + all + are + " read as scores");
      }
      if (counts && targets.size() > 2 && positive) {
        return chosen(
            List.of("squared_error", "absolute_error", "poisson(link=mean)"),
            List.of(),
            target + " holds counts, and " + all + are + " positive, so read as means");
      }
      return chosen(
          List.of("squared_error", "absolute_error"),
          List.of(),
          target + " holds real numbers, so " + all + are + " read as estimates of them");
    }

    private List<String> names() {
      return columns.predictions().stream().map(Predicted::name).toList();
    }

    private Inference binary(String target) {
      String holds = target + " holds only 0 and 1, ";
      if (!asked.isEmpty()) {
        boolean probabilities = asked.stream().allMatch(scale -> scale == Scale.RESPONSE);
        return chosen(
            probabilities ? List.of("log_loss", "brier") : List.of("binary_cross_entropy"),
            List.of(),
            holds + "and the scale was given");
      }
      List<String> inside = new ArrayList<>();
      List<String> outside = new ArrayList<>();
      List<@Nullable Scale> scales = new ArrayList<>();
      for (int p = 0; p < probability.length; p++) {
        (probability[p] ? inside : outside).add(names().get(p));
        scales.add(probability[p] ? Scale.RESPONSE : Scale.RAW);
      }
      String probabilities =
          String.join(", ", inside) + (inside.size() == 1 ? " lies" : " lie") + " in [0,1]";
      String logits =
          String.join(", ", outside) + (outside.size() == 1 ? " leaves" : " leave") + " [0,1]";
      if (outside.isEmpty()) {
        return chosen(
            List.of("log_loss", "brier"),
            List.of(),
            holds + "and " + probabilities + ", so read as probabilities");
      }
      if (inside.isEmpty()) {
        return chosen(
            List.of("binary_cross_entropy"),
            List.of(),
            holds + "and " + logits + ", so read as logits");
      }
      return chosen(
          List.of("binary_cross_entropy"),
          scales,
          holds + probabilities + " (read as probabilities), and " + logits + " (read as logits)");
    }
  }

  /** These losses, and the reason as it is printed. */
  static Inference chosen(List<String> losses, List<@Nullable Scale> scales, String because) {
    return new Inference(
        losses, scales, "no --loss given: " + because + "; chosen: " + String.join(",", losses));
  }
}

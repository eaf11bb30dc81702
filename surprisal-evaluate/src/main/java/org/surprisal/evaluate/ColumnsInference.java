package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Scale;

/** Which losses suit predictions of several columns, judged by their values. */
final class ColumnsInference {
  private final Columns columns;
  private final List<Scale> asked;
  private final boolean[] unit;
  private boolean zeroOne = true;

  ColumnsInference(Columns columns, List<Scale> asked) {
    this.columns = columns;
    this.asked = asked;
    this.unit = new boolean[columns.predictions().size()];
    Arrays.fill(unit, true);
  }

  void add(Block block) {
    for (int p = 0; p < unit.length; p++) {
      for (int slot : columns.predictions().get(p).slots()) {
        unit[p] &= lies(block.column(slot), block.size());
      }
    }
    for (int slot : columns.targets()) {
      zeroOne &= lies(block.column(slot), block.size());
    }
  }

  private static boolean lies(double[] numbers, int count) {
    boolean inside = true;
    for (int i = 0; i < count; i++) {
      inside &= numbers[i] >= 0 && numbers[i] <= 1;
    }
    return inside;
  }

  Inference conclusion() {
    if (columns.targets().size() == 1) {
      return oneOfMany();
    }
    if (!zeroOne) {
      return Inference.chosen(
          List.of("squared_error", "absolute_error"),
          List.of(),
          columns.target() + " holds real numbers, so the columns are read as estimates of them");
    }
    String labels = columns.target() + " holds a label in [0,1] a column, ";
    return Inference.chosen(List.of("binary_cross_entropy"), scales(), labels + said());
  }

  private Inference oneOfMany() {
    String labels = columns.target() + " holds one of the labels of the columns, ";
    if (!asked.isEmpty()) {
      boolean probabilities = asked.stream().allMatch(scale -> scale == Scale.RESPONSE);
      return Inference.chosen(
          probabilities ? List.of("log_loss", "brier") : List.of("cross_entropy"),
          List.of(),
          labels + "and the scale was given");
    }
    return outside().isEmpty()
        ? Inference.chosen(List.of("log_loss", "brier"), List.of(), labels + said())
        : Inference.chosen(List.of("cross_entropy"), scales(), labels + said());
  }

  private List<String> outside() {
    List<String> outside = new ArrayList<>();
    for (int p = 0; p < unit.length; p++) {
      if (!unit[p]) {
        outside.add(columns.predictions().get(p).name());
      }
    }
    return outside;
  }

  private String said() {
    List<String> outside = outside();
    return outside.isEmpty()
        ? "and all predictions lie in [0,1], so read as probabilities"
        : "and "
            + String.join(", ", outside)
            + (outside.size() == 1 ? " leaves" : " leave")
            + " [0,1], so read as logits";
  }

  private List<@Nullable Scale> scales() {
    List<@Nullable Scale> scales = new ArrayList<>();
    for (boolean isUnit : unit) {
      scales.add(asked.isEmpty() ? (isUnit ? Scale.RESPONSE : Scale.RAW) : null);
    }
    return asked.isEmpty() ? scales : List.of();
  }
}

package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that broke other libraries, asked of the losses; their numbers are those of the list. */
final class TrapsTest {
  /** Scores (47, 59, 60), losses not yet here (53 to 58), adapters (69 to 73), machine (74, 76). */
  private static final List<Integer> NOT_OF_A_LOSS =
      List.of(47, 53, 54, 55, 56, 57, 58, 59, 60, 69, 70, 71, 72, 73, 74, 76);

  static List<Trap> traps() {
    return Trap.all();
  }

  @Test
  void everyTrapOfALossIsHere() {
    Stream<String> due =
        IntStream.rangeClosed(1, 76)
            .filter(number -> !NOT_OF_A_LOSS.contains(number))
            .mapToObj("T%02d"::formatted);
    assertThat(traps().stream().map(Trap::number).distinct().sorted())
        .containsExactlyElementsOf(due.toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traps")
  void isNoTrapHere(Trap trap) {
    List<String> words = trap.answer().get("error");
    if (words == null) {
      check(trap, new Call(trap));
    } else {
      assertThatThrownBy(() -> new Call(trap))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(words.toArray(String[]::new));
    }
  }

  private static void check(Trap trap, Call call) {
    Total total = call.total;
    for (Map.Entry<String, List<String>> field : trap.answer().entrySet()) {
      String key = field.getKey();
      switch (key) {
        case "value" -> near(trap, key, call.value());
        case "gradient" -> near(trap, key, values(call.gradient));
        case "curvature" -> near(trap, key, values(call.curvature));
        case "rows" -> near(trap, key, (double) total.rows());
        case "skipped" -> near(trap, key, (double) total.skipped());
        case "weight" -> near(trap, key, total.weight());
        case "clipped" -> near(trap, key, (double) total.clipped());
        case "empty" -> assertThat(total.isEmpty()).isTrue();
        case "warning" ->
            assertThat(String.join("; ", total.warnings())).contains(field.getValue());
        default -> throw new IllegalArgumentException("unknown field " + key + " of " + trap);
      }
    }
    if (!trap.answer().containsKey("warning") && !trap.answer().toString().contains("Infinity")) {
      assertThat(total.warnings()).isEmpty();
    }
  }

  private static void near(Trap trap, String key, double... got) {
    double[] wanted = trap.answer(key);
    assertThat(got).as(key).hasSameSizeAs(wanted);
    double relative = trap.asked().getOrDefault("dtype", "").equals("float") ? 1e-6 : 1e-12;
    for (int i = 0; i < got.length; i++) {
      double allowed = Math.max(relative * Math.abs(wanted[i]), trap.within());
      boolean isNear = got[i] == wanted[i] || Math.abs(got[i] - wanted[i]) <= allowed;
      assertThat(isNear && !(Double.isInfinite(wanted[i]) && got[i] != wanted[i]))
          .as("%s[%d] = %s, not %s", key, i, got[i], wanted[i])
          .isTrue();
    }
  }

  private static double[] values(Numbers numbers) {
    return IntStream.range(0, Math.toIntExact(numbers.rows()))
        .boxed()
        .flatMapToDouble(
            i -> IntStream.range(0, numbers.columns()).mapToDouble(j -> numbers.get(i, j)))
        .toArray();
  }

  /** The request as a program makes it. */
  private static final class Call {
    private final Reduction reduction;
    private final boolean isFloat;
    private final Numbers losses;
    private final Numbers gradient;
    private final Numbers curvature;
    private final Total total;

    Call(Trap trap) {
      this.reduction = Reduction.parse(trap.asked().getOrDefault("reduction", "mean"));
      this.isFloat = trap.asked().getOrDefault("dtype", "").equals("float");
      Loss<Target, Prediction> loss = Loss.parse(trap.loss());
      int columns = Integer.parseInt(trap.asked().getOrDefault("columns", "1"));
      Numbers prediction = numbers(trap.asked("prediction")).by(columns);
      Batch<Target, Prediction> batch =
          weighted(trap, loss.batch(target(trap, prediction), prediction));
      int size = Math.toIntExact(prediction.rows() * columns);
      this.losses = numbers(new double[Math.toIntExact(prediction.rows())]);
      this.gradient = numbers(new double[size]).by(columns);
      this.curvature = numbers(new double[size]).by(columns);
      Outputs outputs = Outputs.of(reduction).losses(losses);
      if (wants(trap, "gradient")) {
        outputs = outputs.gradient(gradient);
      }
      if (wants(trap, "curvature")) {
        outputs = outputs.curvature(Curvature.EXACT, curvature);
      }
      this.total = loss.total(batch, outputs);
    }

    private static boolean wants(Trap trap, String output) {
      return trap.answer().containsKey(output)
          || trap.asked().getOrDefault("want", "").equals(output);
    }

    private Numbers target(Trap trap, Numbers prediction) {
      double[] target = trap.asked("target");
      int rows = Math.toIntExact(prediction.rows());
      int all = rows * prediction.columns();
      if (target.length == 0) {
        return Numbers.none(rows);
      }
      boolean fits = target.length % rows == 0;
      int columns = target.length == all || !fits ? prediction.columns() : target.length / rows;
      return numbers(target).by(columns);
    }

    private static Batch<Target, Prediction> weighted(Trap trap, Batch<Target, Prediction> plain) {
      Batch<Target, Prediction> batch = plain;
      if (trap.asked().containsKey("weight")) {
        batch = batch.weights(trap.asked("weight"));
      }
      if (trap.asked().containsKey("class_weight")) {
        batch = batch.classWeights(trap.asked("class_weight"));
      }
      if (trap.asked().containsKey("mask")) {
        double[] mask = trap.asked("mask");
        BitSet used = new BitSet();
        IntStream.range(0, mask.length).filter(i -> mask[i] == 1).forEach(used::set);
        batch = batch.mask(used);
      }
      return batch;
    }

    private Numbers numbers(double[] values) {
      if (!isFloat) {
        return Numbers.of(values);
      }
      float[] floats = new float[values.length];
      IntStream.range(0, values.length).forEach(i -> floats[i] = (float) values[i]);
      return Numbers.of(floats);
    }

    private double[] value() {
      return switch (reduction) {
        case MEAN -> new double[] {total.mean()};
        case MEAN_ROWS -> new double[] {total.meanOverRows()};
        case SUM -> new double[] {total.sum()};
        case NONE -> values(losses);
      };
    }
  }
}

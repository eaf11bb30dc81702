package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas of a page were shortened for readers, and are still those of the loss. */
final class PageFormulasTest {
  /** Values of the first, the second … input: probabilities and positive numbers at once. */
  private static final double[][] POINTS = {
    {0.3, 0.8, 0.6, 0.45}, {0.85, 0.15, 0.4, 0.7}, {0.6, 0.9, 0.2, 0.35}, {0.2, 0.7, 0.9, 0.1}
  };

  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shortenedIsTheSame(String name) {
    PageFormulas.shown(Loss.parse(name))
        .forEach((formula, shown) -> {
          for (double[] point : POINTS) {
            double expected = value(formula, formula.text(), point);
            // Both are rounded, and naive forms may cancel; a slip of the algebra is far larger.
            assertThat(value(formula, shown, point))
                .as("%s, shown as %s", formula, shown)
                .isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected))));
          }
        });
  }

  /** A formula whose inputs are given as parameters, under names that are nobody's inputs. */
  private static double value(Formula formula, String text, double[] point) {
    Map<String, Double> numbers = new TreeMap<>(formula.parameters());
    List<String> inputs = formula.inputs();
    String renamed = text;
    for (int i = 0; i < inputs.size(); i++) {
      // ln p and the like are negative.
      double x = inputs.get(i).equals("log_p") ? -point[i] : point[i];
      renamed = renamed.replaceAll("\\b" + inputs.get(i) + "\\b(?!\\()", "in_" + inputs.get(i));
      numbers.put("in_" + inputs.get(i), x);
    }
    Definition definition = Definition.of(renamed).floor(null);
    Bound bound = new Bound(definition, Scale.RAW, false, false, numbers, renamed);
    Batch<?, ?> nothing = Batch.of(Target.values(0), Prediction.values(0));
    return Evaluation.of(RegressionLosses.squaredError(), bound, nothing, Outputs.NONE).sum();
  }
}

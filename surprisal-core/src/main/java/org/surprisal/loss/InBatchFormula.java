package org.surprisal.loss;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.ContrastFormula;
import org.surprisal.kernel.Distance;

/** A typed formula over the softmax of the similarities of a batch: a‖v a row, cosines. */
final class InBatchFormula implements Algorithm {
  private final Definition rows;
  private final Map<String, Double> parameters;
  private final double temperature;
  private final int columns;

  /**
   * @param rows the formula on the softmax
   */
  InBatchFormula(Definition rows, Map<String, Double> parameters, double temperature, int columns) {
    this.rows = rows;
    this.parameters = parameters;
    this.temperature = temperature;
    this.columns = columns;
  }

  @Override
  public boolean couples() {
    return true;
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    return Distance.COSINE.problem(prediction, row * columns, 2, columns / 2);
  }

  @Override
  public void run(Block block) {
    int order = block.curvature() != null ? 2 : block.gradient() != null ? 1 : 0;
    Map<String, Double> numbers = new HashMap<>(parameters);
    numbers.put(CategoricalLosses.CLASSES, (double) block.rows());
    Compiled compiled = Compiled.of(rows, numbers);
    new ContrastFormula(compiled.program(order), compiled.arguments(numbers), temperature, order)
        .pairs(
            block.prediction(),
            block.rows(),
            columns / 2,
            block.weight(),
            block.losses(),
            block.gradient(),
            block.curvature());
  }
}

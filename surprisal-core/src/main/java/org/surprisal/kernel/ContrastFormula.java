package org.surprisal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A formula in t and ln p over the softmax of similarities: ℓ_i = Σ_j f(t_j, ln p_ij), p_i =
 * softmax_j(cos(a_i, v_j)/τ), t the one of the own v. A few rows of the matrix are held.
 *
 * <p>Along a direction d of the similarities the second derivative of a row is Σ f''_j(d_j − d̄)² −
 * (Σ f'_j) Σ p_j(d_j − d̄)², d̄ = Σ p_j d_j.
 */
public final class ContrastFormula {
  private final Program program;
  private final double[] parameters;
  private final double temperature;
  private final int order;

  /**
   * @param program value, slope and bend by ln p, as many as {@code order} says
   * @param order the highest derivative that is wanted
   */
  public ContrastFormula(Program program, double[] parameters, double temperature, int order) {
    this.program = program;
    this.parameters = parameters.clone();
    this.temperature = temperature;
    this.order = order;
  }

  /**
   * Pairs a‖v: each v belongs to its own a, and is a negative of all others.
   *
   * @param values rows of 2·size numbers
   * @param gradient of Σ weight·ℓ, written if wanted
   */
  public void pairs(
      double[] values,
      int rows,
      int size,
      double[] weight,
      double[] losses,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {
    Directions a = new Directions(values, 0, 2 * size, rows, size, true);
    Directions v = new Directions(values, size, 2 * size, rows, size, true);
    Row row = new Row(rows, size);
    SimilarityRows similarities = new SimilarityRows(a, v);
    for (int i = 0; i < rows; i++) {
      losses[i] = row.run(similarities, i, weight[i]);
    }
    if (gradient != null) {
      a.gradient(temperature, v, gradient, 0, 2 * size);
      v.gradient(temperature, a, gradient, size, 2 * size);
    }
    if (curvature != null) {
      a.curvature(temperature, v, curvature, 0, 2 * size);
      v.curvature(temperature, a, curvature, size, 2 * size);
    }
  }

  /** One anchor against all candidates. */
  private final class Row {
    private final int count;
    private final Softmax softmax;
    private final Interpreter interpreter;
    private final RowSums sums = new RowSums();
    private double[] cosines = {};
    private final double[] logits;
    private final double[] target;
    private final double[] mean;
    private final double[] scratch;
    private final double[] back;

    Row(int count, int size) {
      this.count = count;
      this.softmax = new Softmax(count, 1, 1);
      this.interpreter = new Interpreter(program, parameters, count);
      this.logits = new double[count];
      this.target = new double[count];
      this.mean = new double[size];
      this.scratch = new double[size];
      this.back = new double[size];
    }

    double run(SimilarityRows similarities, int i, double w) {
      Directions anchors = similarities.anchors;
      Directions candidates = similarities.candidates;
      cosines = similarities.row(i);
      for (int j = 0; j < count; j++) {
        logits[j] = cosines[j] / temperature;
      }
      target[i] = 1;
      double[][] inputs = softmax.inputs(logits, target, 1);
      interpreter.run(count, inputs);
      target[i] = 0;
      double loss = sums.sum(interpreter.output(0), 0, count);
      if (order > 0 && w != 0) {
        double[][] slopes = {interpreter.output(1)};
        double[] q = softmax.gradient(slopes, 1);
        for (int j = 0; j < count; j++) {
          if (q[j] != 0) {
            anchors.add(i, w * q[j], candidates, j, cosines[j], scratch);
            candidates.add(j, w * q[j], anchors, i, cosines[j], scratch);
          }
        }
        if (order > 1) {
          bend(anchors, candidates, i, slopes, inputs[0], w);
        }
      }
      return loss;
    }

    private void bend(
        Directions anchors,
        Directions candidates,
        int i,
        double[][] slopes,
        double[] logarithms,
        double w) {
      double[][] bends = {interpreter.output(2)};
      double[] own = softmax.curvature(slopes, bends, 1);
      double slope = sums.sum(slopes[0], 0, count);
      int size = anchors.size;
      Arrays.fill(mean, 0);
      for (int j = 0; j < count; j++) {
        double p = Exponential.exp(logarithms[j]);
        anchors.tangent(i, candidates, j, cosines[j], scratch);
        for (int k = 0; k < size; k++) {
          mean[k] += p * scratch[k];
        }
      }
      for (int j = 0; j < count; j++) {
        double share = bends[0][j] - slope * Exponential.exp(logarithms[j]);
        anchors.tangent(i, candidates, j, cosines[j], scratch);
        candidates.tangent(j, anchors, i, cosines[j], back);
        for (int k = 0; k < size; k++) {
          double away = scratch[k] - mean[k];
          anchors.square[i * size + k] += w * share * away * away;
          candidates.square[j * size + k] += w * own[j] * back[k] * back[k];
        }
      }
    }
  }
}

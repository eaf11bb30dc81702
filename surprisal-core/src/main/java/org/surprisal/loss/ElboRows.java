package org.surprisal.loss;

import org.jspecify.annotations.Nullable;

/** Rows of a reconstruction, means and log-variances: its loss plus beta times the divergence. */
final class ElboRows implements Algorithm {
  private final Bound reconstruction;
  private final Bound divergence;
  private final int width;
  private final int latent;
  private @Nullable FormulaComputation first;
  private @Nullable FormulaComputation second;
  private double[] left = {};
  private double[] right = {};

  /**
   * @param width numbers of the reconstruction a row
   * @param latent numbers of means a row, and as many log-variances
   */
  ElboRows(Bound reconstruction, Bound divergence, int width, int latent) {
    this.reconstruction = reconstruction;
    this.divergence = divergence;
    this.width = width;
    this.latent = latent;
  }

  @Override
  public boolean couples() {
    return false;
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    Domain domain = reconstruction.definition().prediction();
    int from = row * (width + 2 * latent);
    for (int j = from; j < from + width; j++) {
      if (!domain.contains(prediction[j])) {
        return "has the reconstruction "
            + Text.number(prediction[j])
            + ", which is outside "
            + domain.text()
            + " of "
            + reconstruction.spec();
      }
    }
    for (int j = from + width; j < from + width + 2 * latent; j++) {
      if (!Double.isFinite(prediction[j])) {
        return "has the mean or log-variance "
            + Text.number(prediction[j])
            + ", which is outside (-∞, ∞) of elbo";
      }
    }
    return null;
  }

  @Override
  public void run(Block block) {
    int order = block.curvature() != null ? 2 : block.gradient() != null ? 1 : 0;
    int rows = block.rows();
    if (first == null || left.length < rows * width) {
      first = computation(reconstruction, width, rows, order);
      second = computation(divergence, 2 * latent, rows, order);
      left = new double[rows * width];
      right = new double[rows * 2 * latent];
    }
    int columns = width + 2 * latent;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(block.prediction(), row * columns, left, row * width, width);
      System.arraycopy(
          block.prediction(), row * columns + width, right, row * 2 * latent, 2 * latent);
    }
    first.run(left, block.target(), rows);
    second.run(right, block.target(), rows);
    for (int row = 0; row < rows; row++) {
      block.losses()[row] = first.losses()[row] + second.losses()[row];
    }
    double[] gradient = block.gradient();
    if (gradient != null) {
      join(first.gradient(), second.gradient(), gradient, rows);
    }
    double[] curvature = block.curvature();
    if (curvature != null) {
      join(first.curvature(), second.curvature(), curvature, rows);
    }
  }

  private static FormulaComputation computation(Bound bound, int columns, int rows, int order) {
    return new FormulaComputation(bound, bound.definition().shape(columns, rows), rows, order);
  }

  private void join(double[] ofFirst, double[] ofSecond, double[] into, int rows) {
    int columns = width + 2 * latent;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(ofFirst, row * width, into, row * columns, width);
      System.arraycopy(ofSecond, row * 2 * latent, into, row * columns + width, 2 * latent);
    }
  }
}

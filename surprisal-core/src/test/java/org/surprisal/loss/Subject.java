package org.surprisal.loss;

import java.util.Arrays;

/** A loss as the contract sees it: whatever computes the rows of a batch. */
@FunctionalInterface
interface Subject {
  Answer answer(Batch<Target, Prediction> batch, Reduction reduction);

  /**
   * What a call gives.
   *
   * @param sum Σ w·ℓ
   * @param losses w·ℓ of each row
   * @param gradient row-major, of the reduced value
   * @param curvature row-major, of the reduced value
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  record Answer(
      double sum,
      double weight,
      long rows,
      long skipped,
      double[] losses,
      double[] gradient,
      double[] curvature) {
    /** Σ w·ℓ / Σ w, also where the sum alone overflows. */
    double mean() {
      boolean overflows =
          Double.isInfinite(sum) && Arrays.stream(losses).allMatch(Double::isFinite);
      return overflows ? Arrays.stream(losses).map(x -> x / weight).sum() : sum / weight;
    }
  }

  /** The loss itself. */
  static Subject of(Loss<Target, Prediction> loss) {
    return (batch, reduction) -> {
      int width = batch.prediction().width();
      int rows = Math.toIntExact(batch.prediction().parts().getFirst().rows());
      double[] losses = new double[Math.toIntExact(batch.rows())];
      double[] gradient = new double[rows * width];
      double[] curvature = new double[gradient.length];
      Outputs outputs = Outputs.of(reduction).losses(Numbers.of(losses));
      if (loss.noGradient().isEmpty()) {
        outputs = outputs.gradient(Numbers.of(gradient).by(width));
      }
      if (loss.noCurvature().isEmpty()) {
        outputs = outputs.curvature(Curvature.EXACT, Numbers.of(curvature).by(width));
      }
      Total total = loss.total(batch, outputs);
      return new Answer(
          total.sum(), total.weight(), total.rows(), total.skipped(), losses, gradient, curvature);
    };
  }
}

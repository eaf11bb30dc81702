package org.surprisal.loss;

import org.jspecify.annotations.Nullable;

/** Whether two samples can be compared. */
final class SampleShapes {
  private SampleShapes() {}

  static @Nullable Numbers weights(Target target) {
    return target instanceof Target.Sample sample ? sample.weights() : null;
  }

  static @Nullable Numbers weights(Prediction prediction) {
    return prediction instanceof Prediction.Sample sample ? sample.weights() : null;
  }

  private static void checkPointWeights(String part, @Nullable Numbers weights, long points) {
    if (weights != null && (weights.rows() != points || weights.columns() != 1)) {
      throw new IllegalArgumentException(
          "the weights of the "
              + part
              + "'s points are "
              + weights
              + ", but one a point is needed"
              + " for "
              + points
              + " points");
    }
  }

  static void check(Loss<?, ?> loss, Batch<?, ?> batch) {
    Numbers target = batch.target().numbers();
    Numbers prediction = batch.prediction().parts().getFirst();
    if (target.columns() != prediction.columns()) {
      throw new IllegalArgumentException(
          loss.name()
              + " compares points of equal dimension; the prediction's have "
              + prediction.columns()
              + ", the target's "
              + target.columns());
    }
    checkPointWeights("target", weights(batch.target()), target.rows());
    checkPointWeights("prediction", weights(batch.prediction()), prediction.rows());
    if (target.rows() == 0 || prediction.rows() == 0) {
      throw new IllegalArgumentException(loss.name() + " needs at least one point in each sample");
    }
  }
}

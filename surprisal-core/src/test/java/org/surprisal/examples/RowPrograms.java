package org.surprisal.examples;

import static org.surprisal.loss.EmbeddingLosses.triplet;
import static org.surprisal.loss.TransportLosses.wasserstein1d;

import java.util.List;
import java.util.Map;
import org.surprisal.loss.Batch;
import org.surprisal.loss.BatchLosses;
import org.surprisal.loss.Geometry;
import org.surprisal.loss.Likelihood;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/** Rows that hold more than one number: what the API must make short of them. */
final class RowPrograms {
  private RowPrograms() {}

  /** Three embeddings a row, and a gradient for each of them. */
  static Total triplets(Numbers a, Numbers p, Numbers n, double[] ga, double[] gp, double[] gn) {
    int size = a.columns();
    return triplet(0.2)
        .total(
            Batch.of(new Target.None(a.rows()), new Prediction.Triplet(a, p, n)),
            Outputs.gradient(
                Reduction.MEAN,
                Numbers.of(ga).by(size),
                Numbers.of(gp).by(size),
                Numbers.of(gn).by(size)));
  }

  /** A belief about the target gives its loss: two columns, two gradients. */
  static double robust(double[] y, double[] mu, double[] s, double[] byMu, double[] byScale) {
    return Likelihood.studentT(4)
        .loss()
        .total(
            Batch.of(Target.values(y), Prediction.parameters(Numbers.of(mu), Numbers.of(s))),
            Outputs.gradient(Reduction.MEAN, Numbers.of(byMu), Numbers.of(byScale)))
        .mean();
  }

  /** A density of one's own is a loss in one line. */
  static Loss<Target.Real, Prediction.Parameters> own() {
    return Likelihood.of("-log_s - log_cosh((y - mu) / exp(log_s)) - log(pi)", "mu", "log_s")
        .loss();
  }

  /** Parts of a data set of two columns a row, on any number of threads. */
  static Total parallel(List<Batch<Target.Real, Prediction.Parameters>> parts) {
    return parts.parallelStream().map(Likelihood.gaussian().loss()::total).collect(Total.summing());
  }

  /** A typed formula on K logits: focal loss. */
  static double softmax(int[] y, Numbers logits, double[] gradient) {
    return Loss.formula(Geometry.SOFTMAX, "-log_p * (1 - exp(log_p))^2", Map.of())
        .mean(Batch.of(Target.classes(y), Prediction.logits(logits)), gradient);
  }

  /** On margins between scores. */
  static double margins(int[] y, Numbers scores, double[] gradient) {
    return Loss.formula(Geometry.MARGIN_SUM, "max(0, c - m)^2", Map.of("c", 1.0))
        .mean(Batch.of(Target.classes(y), Prediction.logits(scores)), gradient);
  }

  /** On parameters of a distribution. */
  static double parameters(double[] y, Numbers columns, double[] gradient) {
    return Loss.formula(Geometry.parameters("mu", "s"), "s + ((y - mu) / exp(s))^2 / 2", Map.of())
        .mean(Batch.of(Target.values(y), Prediction.parameters(columns)), gradient);
  }

  /** On the distance of two embeddings. */
  static double pairs(double[] y, Numbers a, Numbers b, double[] gradient) {
    return Loss.formula(Geometry.PAIR, "y * d^2 + (1 - y) * max(0, 1 - d)^2", Map.of())
        .mean(Batch.of(Target.values(y), new Prediction.Pair(a, b)), gradient);
  }

  /** On the two distances of three. */
  static double typedTriplets(Numbers a, Numbers p, Numbers n, double[] gradient) {
    return Loss.formula(Geometry.TRIPLET, "max(0, ap - an + 0.2)", Map.of())
        .mean(Batch.of(new Target.None(a.rows()), new Prediction.Triplet(a, p, n)), gradient);
  }

  /** Every other row is a negative: text and image in one space. */
  static double contrast(Numbers images, Numbers texts, double[] gradient) {
    return BatchLosses.clip(0.07)
        .mean(
            Batch.of(new Target.None(images.rows()), new Prediction.Pair(images, texts)), gradient);
  }

  /** A formula over the softmax of the similarities in a batch: the own row is the true class. */
  static double typedContrast(Numbers a, Numbers v, double[] gradient) {
    return Loss.formula(Geometry.similarity(0.5), "-t * log_p", Map.of())
        .mean(Batch.of(new Target.None(a.rows()), new Prediction.Pair(a, v)), gradient);
  }

  /** Two samples of any sizes. */
  static double transport(double[] x, double[] y, double[] gradient) {
    return wasserstein1d(1)
        .mean(Batch.of(Target.sample(Numbers.of(y)), Prediction.sample(Numbers.of(x))), gradient);
  }
}

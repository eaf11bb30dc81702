package org.surprisal.examples;

import static org.surprisal.loss.BinaryLosses.binaryCrossEntropy;
import static org.surprisal.loss.BinaryLosses.focal;
import static org.surprisal.loss.BinaryLosses.hinge;
import static org.surprisal.loss.CategoricalLosses.crossEntropy;
import static org.surprisal.loss.RegressionLosses.huber;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Curvature;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/** What the API must make short. Each method is a program that a user writes. */
final class ClientPrograms {
  private ClientPrograms() {}

  /** Value and gradient of a known loss, in one line. */
  static double valueAndGradient(double[] y, double[] z, double[] gradient) {
    return huber(1).mean(Batch.of(Target.values(y), Prediction.values(z)), gradient);
  }

  /** The same in single precision, without a copy. */
  static double singlePrecision(float[] y, float[] z, float[] gradient) {
    var batch = Batch.of(new Target.Real(Numbers.of(y)), new Prediction.Response(Numbers.of(z)));
    return huber(1).total(batch, Outputs.gradient(Reduction.MEAN, Numbers.of(gradient))).mean();
  }

  /** A loss from a formula: its derivatives follow. */
  static double formula(double[] y, double[] z, double[] gradient) {
    Loss<Target.Real, Prediction.Point> mine =
        Loss.formula("log1p((z - y)^2 / nu)", Map.of("nu", 4.0));
    return mine.mean(Batch.of(Target.values(y), Prediction.values(z)), gradient);
  }

  /** Weights, and an answer for a batch that may be empty. */
  static double weighted(double[] y, double[] p, double[] weights) {
    return binaryCrossEntropy()
        .total(Batch.of(Target.zeroOne(y), Prediction.probabilities(p)).weights(weights))
        .meanOrElse(0);
  }

  /** K classes: rows of logits, class weights, an index that is left out, and the gradient. */
  static double classes(int[] y, double[] z, double[] gradient) {
    return crossEntropy()
        .with("ignore_index", -100)
        .mean(
            Batch.of(Target.classes(y), Prediction.logits(Numbers.of(z).by(3)))
                .classWeights(1, 2, 5),
            gradient);
  }

  /** Margins want labels −1 and 1, and the type says so. */
  static double margins(double[] labels, double[] scores) {
    return hinge().mean(Batch.of(Target.signs(labels), Prediction.logits(scores)));
  }

  /** Gradient and curvature in the class-major layout of LightGBM. */
  static Total booster(int[] y, double[] scores, double[] gradient, double[] curvature) {
    var batch = Batch.of(Target.classes(y), Prediction.logits(Numbers.of(scores).byColumn(3)));
    return crossEntropy()
        .total(
            batch,
            Outputs.gradient(Reduction.SUM, Numbers.of(gradient).byColumn(3))
                .curvature(Curvature.EXACT, Numbers.of(curvature).byColumn(3)));
  }

  /** Parts of a data set, on any number of threads: the same bits as in one go. */
  static double parallel(List<Batch<Target.ZeroOne, Prediction.Raw>> parts) {
    return parts.parallelStream().map(focal(2)::total).collect(Total.summing()).mean();
  }

  /** Numbers in native memory. */
  static double nativeMemory(MemorySegment y, MemorySegment z, long rows) {
    Target.Real target = new Target.Real(Numbers.of(y, ValueLayout.JAVA_DOUBLE, rows));
    var prediction = new Prediction.Response(Numbers.of(z, ValueLayout.JAVA_DOUBLE, rows));
    return huber(1).mean(Batch.of(target, prediction));
  }

  /** A text from a configuration file; rows that are missing are left out, others are masked. */
  static Total fromText(String spec, double[] y, double[] p, BitSet used) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    return loss.total(loss.batch(Numbers.of(y), Numbers.of(p)).missing(Missing.SKIP).mask(used));
  }
}

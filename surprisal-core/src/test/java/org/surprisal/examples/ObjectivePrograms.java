package org.surprisal.examples;

import static org.surprisal.loss.BinaryLosses.binaryCrossEntropy;
import static org.surprisal.loss.CategoricalLosses.crossEntropy;
import static org.surprisal.loss.RegressionLosses.halfSquaredError;
import static org.surprisal.loss.RegressionLosses.huber;

import java.util.Arrays;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;
import org.surprisal.objective.ClassWeights;
import org.surprisal.objective.Distillation;
import org.surprisal.objective.MultiTask;
import org.surprisal.objective.Objective;
import org.surprisal.objective.Oversampler;
import org.surprisal.objective.Penalty;
import org.surprisal.objective.Task;

/** What training objectives must make short. Each method is a program that a user writes. */
final class ObjectivePrograms {
  private ObjectivePrograms() {}

  /** A robust line with a ridge penalty on its slope: intercept and slope by gradient descent. */
  static double[] ridge(double[] x, double[] y, double lambda) {
    var objective = Objective.of(huber(1)).plus(Penalty.l2(lambda).except(0, 1));
    double[] theta = new double[2];
    double[] byPrediction = new double[x.length];
    double[] byTheta = new double[2];
    for (int step = 0; step < 5000; step++) {
      double[] z = Arrays.stream(x).map(each -> theta[0] + theta[1] * each).toArray();
      var batch = Batch.of(Target.values(y), Prediction.values(z));
      objective.evaluate(batch, theta, byPrediction, byTheta);
      for (int i = 0; i < x.length; i++) {
        byTheta[0] += byPrediction[i];
        byTheta[1] += byPrediction[i] * x[i];
      }
      theta[0] -= 0.1 * byTheta[0];
      theta[1] -= 0.1 * byTheta[1];
    }
    return theta;
  }

  /** Lasso by proximal gradient descent: coefficients that do not matter become exactly 0. */
  static double[] lasso(double[][] x, double[] y, double lambda) {
    Penalty penalty = Penalty.l1(lambda);
    int k = x[0].length;
    double[] theta = new double[k];
    double[] byPrediction = new double[y.length];
    for (int step = 0; step < 5000; step++) {
      double[] z = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < k; j++) {
          z[i] += theta[j] * x[i][j];
        }
      }
      halfSquaredError().mean(Batch.of(Target.values(y), Prediction.values(z)), byPrediction);
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < k; j++) {
          theta[j] -= 0.1 * byPrediction[i] * x[i][j];
        }
      }
      penalty.proximal(theta, 0.1, theta);
    }
    return theta;
  }

  /** Depth and class of an image together, weighted by how noisy each is found to be. */
  static double twoTasks(
      double[] depth, double[] z, int[] label, double[] logits, double[] s, double[] byS) {
    return MultiTask.of(
            Task.of(
                "depth", halfSquaredError(), Batch.of(Target.values(depth), Prediction.values(z))),
            Task.of(
                "label",
                crossEntropy(),
                Batch.of(Target.classes(label), Prediction.logits(Numbers.of(logits).by(3)))))
        .uncertain(s, byS)
        .value();
  }

  /** A rare class weighs as much as the common one. */
  static double balanced(double[] y, double[] logits) {
    Target.ZeroOne target = Target.zeroOne(y);
    double[] weights = ClassWeights.balanced(ClassWeights.counts(target));
    return binaryCrossEntropy()
        .mean(Batch.of(target, Prediction.logits(logits)).classWeights(weights));
  }

  /** Or its rows are seen as often. */
  static int[] oversampled(int[] labels) {
    return Oversampler.seeded(42).shuffled().rows(Target.classes(labels));
  }

  /** A small model learns from the labels and from a large one. */
  static double distilled(int[] labels, double[] student, double[] teacher, double[] gradient) {
    var batch = Batch.of(Target.classes(labels), Prediction.logits(Numbers.of(student).by(3)));
    return Distillation.of(4, 0.9)
        .evaluate(batch, Prediction.logits(Numbers.of(teacher).by(3)), gradient)
        .value();
  }
}

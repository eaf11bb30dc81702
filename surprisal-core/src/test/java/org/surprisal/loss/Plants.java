package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Wrong versions of a right computation, each with one well-known mistake. */
final class Plants {
  private static final double EPSILON = 1e-7;

  private Plants() {}

  /** Whether the loss has an unstable form here. */
  static boolean hasNaive(String name) {
    return NAIVE.containsKey(name) || OTHERS.contains(name);
  }

  private static final Set<String> OTHERS =
      Set.of("poisson", "binary_cross_entropy", "log_loss", "cross_entropy", "brier");

  /** A pointwise value as a beginner would type it. */
  @FunctionalInterface
  private interface Naive {
    double value(double y, double z, Loss<Target, Prediction> loss);
  }

  private static final Map<String, Naive> NAIVE =
      Map.ofEntries(
          Map.entry("squared_error", (y, z, _) -> z * z - 2 * z * y + y * y),
          Map.entry("half_squared_error", (y, z, _) -> (z * z - 2 * z * y + y * y) / 2),
          Map.entry("absolute_error", (y, z, _) -> Math.sqrt((z - y) * (z - y))),
          Map.entry("huber", Plants::huber),
          Map.entry("log_cosh", (y, z, _) -> Math.log(Math.cosh(z - y))),
          Map.entry("quantile", Plants::quantile),
          Map.entry("hinge", (y, z, _) -> (1 - y * z + Math.sqrt((1 - y * z) * (1 - y * z))) / 2),
          Map.entry("focal", Plants::focal),
          Map.entry("pseudo_huber", (y, z, _) -> Math.sqrt(1 + (z - y) * (z - y)) - 1),
          Map.entry("fair", (y, z, _) -> Math.abs(z - y) - Math.log(1 + Math.abs(z - y))),
          Map.entry("cauchy", (y, z, _) -> Math.log(1 + (z - y) * (z - y)) / 2),
          Map.entry("welsch", (y, z, _) -> (1 - Math.exp(-(z - y) * (z - y))) / 2),
          Map.entry("geman_mcclure", (y, z, _) -> (z - y) * (z - y) / 2 / (1 + (z - y) * (z - y))),
          Map.entry("logistic_margin", (y, z, _) -> Math.log(1 + Math.exp(-y * z))),
          Map.entry("squared_log_error", (y, z, _) -> Math.pow(Math.log((1 + z) / (1 + y)), 2)));

  private static double huber(double y, double z, Loss<Target, Prediction> loss) {
    double delta = parameter(loss, "delta");
    double size = Math.sqrt((z - y) * (z - y));
    return size <= delta ? size * size / 2 : delta * (size - delta / 2);
  }

  private static double quantile(double y, double z, Loss<Target, Prediction> loss) {
    double u = y - z;
    return (Math.sqrt(u * u) + (2 * parameter(loss, "tau") - 1) * u) / 2;
  }

  private static double focal(double y, double z, Loss<Target, Prediction> loss) {
    double gamma = parameter(loss, "gamma");
    double p = 1 / (1 + Math.exp(-z));
    return -y * Math.pow(1 - p, gamma) * Math.log(p)
        - (1 - y) * Math.pow(p, gamma) * Math.log(1 - p);
  }

  private static double parameter(Loss<Target, Prediction> loss, String name) {
    Scenario plain = new Scenario(loss, loss.scale(), loss.entry().kinds().getFirst(), 1, false);
    return plain.value(name);
  }

  static Subject scaled(Subject right, double value, double gradient, double curvature) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      return new Subject.Answer(
          a.sum() * value,
          a.weight(),
          a.rows(),
          a.skipped(),
          map(a.losses(), x -> x * value),
          map(a.gradient(), x -> x * gradient),
          map(a.curvature(), x -> x * curvature));
    };
  }

  static Subject curvatureOne(Subject right) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      return with(a, a.losses(), a.gradient(), map(a.curvature(), _ -> 1));
    };
  }

  static Subject single(Subject right) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      return with(
          a,
          map(a.losses(), x -> (float) x),
          map(a.gradient(), x -> (float) x),
          map(a.curvature(), x -> (float) x));
    };
  }

  /** At a kink, derivatives that lie one further to one side. */
  static Subject otherSide(Loss<Target, Prediction> loss, Subject right) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      double[] gradient = a.gradient().clone();
      double[] curvature = a.curvature().clone();
      Numbers z = batch.prediction().parts().getFirst();
      Numbers y = batch.target().numbers();
      Scenario scenario =
          new Scenario(loss, loss.scale(), loss.entry().kinds().getFirst(), z.columns(), false);
      for (int i = 0; i < gradient.length; i++) {
        double target = y.get(i / z.columns(), i % z.columns());
        double prediction = z.get(i / z.columns(), i % z.columns());
        if (prediction == scenario.kink(target)) {
          gradient[i]--;
          curvature[i]++;
        }
      }
      return with(a, a.losses(), gradient, curvature);
    };
  }

  /** Probabilities within [1e-7, 1 − 1e-7]; what is no probability within ±ln(1e7). */
  static Subject clipped(Subject right) {
    return (batch, reduction) -> {
      Prediction prediction = batch.prediction();
      double border = -Math.log(EPSILON);
      Prediction changed =
          switch (prediction) {
            case Prediction.Raw(Numbers z) -> new Prediction.Raw(copy(z, -border, border));
            case Prediction.Response(Numbers p) when probability(p) ->
                new Prediction.Response(copy(p, EPSILON, 1 - EPSILON));
            case Prediction.Response(Numbers p) -> new Prediction.Response(copy(p, -1e6, 1e6));
            case Prediction.Parameters(List<Numbers> columns) ->
                new Prediction.Parameters(
                    columns.stream().map(column -> copy(column, -border, border)).toList());
            case Prediction.Pair(Numbers first, Numbers second) ->
                new Prediction.Pair(copy(first, -1e6, 1e6), copy(second, -1e6, 1e6));
            case Prediction.Triplet(Numbers anchor, Numbers positive, Numbers negative) ->
                new Prediction.Triplet(
                    copy(anchor, -1e6, 1e6), copy(positive, -1e6, 1e6), copy(negative, -1e6, 1e6));
            case Prediction.Sample(Numbers points, Numbers weights) ->
                new Prediction.Sample(copy(points, -1, 1), weights);
            case Prediction.LogProbabilities(Numbers l) ->
                new Prediction.LogProbabilities(copy(l, -border, 0));
          };
      return right.answer(
          new Batch<>(batch.target(), changed, batch.weights(), batch.missing()), reduction);
    };
  }

  private static boolean probability(Numbers numbers) {
    for (long row = 0; row < numbers.rows(); row++) {
      for (int column = 0; column < numbers.columns(); column++) {
        double x = numbers.get(row, column);
        if (x < 0 || x > 1) {
          return false;
        }
      }
    }
    return true;
  }

  private static Numbers copy(Numbers from, double low, double high) {
    double[] values = new double[Math.toIntExact(from.rows() * from.columns())];
    from.load(0, Math.toIntExact(from.rows()), values);
    return Numbers.of(map(values, x -> Math.min(Math.max(x, low), high))).by(from.columns());
  }

  /** The value in a form that loses digits or overflows on the way. */
  static Subject naive(String name, Loss<Target, Prediction> loss, Subject right) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      boolean weighted = batch.weights().rows() != null || batch.weights().classes() != null;
      if (weighted || a.skipped() > 0) {
        return a;
      }
      double[] losses = a.losses().clone();
      Numbers z = batch.prediction().parts().getFirst();
      for (int i = 0; i < losses.length; i++) {
        double sum = 0;
        for (int j = 0; j < z.columns(); j++) {
          sum += naive(name, loss, batch, i, j);
        }
        losses[i] = sum;
      }
      return with(a, losses, a.gradient(), a.curvature());
    };
  }

  private static double naive(
      String name, Loss<Target, Prediction> loss, Batch<Target, Prediction> batch, int row, int j) {
    Numbers predictions = batch.prediction().parts().getFirst();
    Numbers targets = batch.target().numbers();
    double z = predictions.get(row, j);
    boolean index = targets.columns() < predictions.columns();
    double y = index ? (targets.get(row, 0) == j ? 1 : 0) : targets.get(row, j);
    boolean raw = batch.prediction() instanceof Prediction.Raw;
    return switch (name) {
      case "poisson" -> {
        double mean = raw ? Math.exp(z) : z;
        yield mean - y * Math.log(mean);
      }
      case "binary_cross_entropy", "log_loss", "cross_entropy" -> {
        boolean several = predictions.columns() > 1;
        double p = raw ? (several ? share(predictions, row, j) : 1 / (1 + Math.exp(-z))) : z;
        p = batch.prediction() instanceof Prediction.LogProbabilities ? Math.exp(z) : p;
        yield several ? -y * Math.log(p) : -y * Math.log(p) - (1 - y) * Math.log(1 - p);
      }
      case "brier" -> {
        boolean several = predictions.columns() > 1;
        double p = raw ? (several ? share(predictions, row, j) : 1 / (1 + Math.exp(-z))) : z;
        yield p * p - 2 * p * y + y * y;
      }
      case "focal" -> NAIVE.get(name).value(y, raw ? z : Math.log(z) - Math.log(1 - z), loss);
      default -> NAIVE.get(name).value(y, z, loss);
    };
  }

  private static double share(Numbers logits, int row, int j) {
    double sum = 0;
    for (int k = 0; k < logits.columns(); k++) {
      sum += Math.exp(logits.get(row, k));
    }
    return Math.exp(logits.get(row, j)) / sum;
  }

  static Subject weightTwice(Subject right) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      Numbers weights = batch.weights().rows();
      if (weights == null) {
        return a;
      }
      double[] losses = a.losses().clone();
      double[] gradient = a.gradient().clone();
      int columns = batch.prediction().parts().getFirst().columns();
      for (int i = 0; i < losses.length; i++) {
        losses[i] *= weights.get(i, 0);
        for (int j = i * columns; j < (i + 1) * columns; j++) {
          gradient[j] *= weights.get(i, 0);
        }
      }
      return with(a, losses, gradient, a.curvature());
    };
  }

  static Subject weightDropped(Subject right) {
    return (batch, reduction) ->
        right.answer(
            new Batch<>(batch.target(), batch.prediction(), Weights.NONE, batch.missing()),
            reduction);
  }

  static Subject swapped(Subject right, Reduction asked, Reduction given) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction == asked ? given : reduction);
      boolean mean = reduction == asked && given == Reduction.MEAN;
      double sum = mean ? a.sum() / a.weight() : a.sum();
      return new Subject.Answer(
          sum, a.weight(), a.rows(), a.skipped(), a.losses(), a.gradient(), a.curvature());
    };
  }

  static Subject maskForgotten(Subject right) {
    return (batch, reduction) -> {
      Numbers weights = batch.weights().rows();
      Weights without = weights == null ? Weights.NONE : Weights.NONE.withRows(weights);
      return right.answer(
          new Batch<>(batch.target(), batch.prediction(), without, batch.missing()), reduction);
    };
  }

  /** Takes NaN for a reason to skip, and what is refused for nothing at all. */
  static Subject skipsQuietly(Subject right) {
    return (batch, reduction) -> {
      try {
        return right.answer(batch.missing(Missing.SKIP), reduction);
      } catch (InputException e) {
        int rows = Math.toIntExact(batch.rows());
        int numbers = rows * batch.prediction().parts().getFirst().columns();
        return new Subject.Answer(
            0, 0, 0, rows, new double[rows], new double[numbers], new double[numbers]);
      }
    };
  }

  private static Subject.Answer with(
      Subject.Answer a, double[] losses, double[] gradient, double[] curvature) {
    double sum = Arrays.stream(losses).sum();
    return new Subject.Answer(sum, a.weight(), a.rows(), a.skipped(), losses, gradient, curvature);
  }

  private static double[] map(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).toArray();
  }
}

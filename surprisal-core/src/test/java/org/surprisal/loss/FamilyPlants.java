package org.surprisal.loss;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.surprisal.loss.LossContract.Check;

/** Mistakes that only some families of losses invite. */
final class FamilyPlants {
  private FamilyPlants() {}

  /** A mistake, and the check that must notice it. */
  enum Mistake {
    /** Σ over rivals without the division by K. */
    NOT_DIVIDED_BY_CLASSES(Check.TABLE, "weston_watkins"),
    /** The anchor among its own negatives. */
    SELF_INCLUDED(Check.TABLE, "nt_xent"),
    /** The mean over N items, although there are 2N anchors. */
    MEAN_OVER_ITEMS(Check.TABLE, "nt_xent"),
    /** Similarities times τ, or divided by twice as much. */
    OTHER_TEMPERATURE(Check.TABLE, "info_nce", "nt_xent", "clip", "distillation"),
    /** The same, without the factor T² in front. */
    NOT_RESCALED(Check.TABLE, "distillation"),
    /** Real taken for generated. */
    SWAPPED_SIDES(Check.TABLE, "gan"),
    /** The mean over all rows in place of one mean a side. */
    ONE_MEAN(Check.TABLE, "gan"),
    /** Constants kept where they are dropped, or the other way. */
    OTHER_CONSTANT(
        Check.TABLE,
        "poisson",
        "negative_binomial",
        "gaussian",
        "laplace",
        "student_t",
        "log_normal"),
    /** The derivative by the mean, although the prediction is its logarithm. */
    NO_LINK_DERIVATIVE(Check.GRADIENT, "poisson", "gamma", "tweedie", "negative_binomial"),
    /** σ in the place of σ², by their logarithms. */
    SCALE_OF_ANOTHER_NAME(Check.TABLE, "gaussian"),
    /** μ and its spread in the wrong order. */
    SWAPPED_COLUMNS(
        Check.TABLE,
        "gaussian",
        "laplace",
        "student_t",
        "logistic_distribution",
        "log_normal",
        "gaussian_kl",
        "margin_ranking"),
    /** Negative and positive in the wrong order. */
    SWAPPED_VECTORS(Check.TABLE, "triplet"),
    /** Different pairs drawn together. */
    SWAPPED_LABELS(Check.TABLE, "contrastive", "cosine_embedding"),
    /** Masked rows that still push others away. */
    MASKED_NEGATIVES(Check.MASK, "info_nce", "nt_xent", "clip"),
    /** A row's gradient from its own loss alone, not from those that it is a negative of. */
    OWN_LOSS_ONLY(Check.GRADIENT, "info_nce", "nt_xent", "clip"),
    /** The divergence summed twice, as β = 2 does. */
    OTHER_BETA(Check.TABLE, "elbo"),
    /** The smallest index of a class counted from 1. */
    CLASSES_FROM_ONE(Check.TABLE, "cross_entropy", "crammer_singer", "cumulative_link");

    private final Check caughtBy;

    @SuppressWarnings("ImmutableEnumChecker") // a set of names, never changed
    private final Set<String> names;

    Mistake(Check caughtBy, String... names) {
      this.caughtBy = caughtBy;
      this.names = Set.of(names);
    }

    Check caughtBy() {
      return caughtBy;
    }

    boolean fits(String name) {
      return names.contains(name);
    }

    Subject plant(Loss<Target, Prediction> loss, Subject right) {
      return switch (this) {
        case NOT_DIVIDED_BY_CLASSES ->
            (batch, reduction) ->
                Plants.scaled(
                        right,
                        batch.prediction().width(),
                        batch.prediction().width(),
                        batch.prediction().width())
                    .answer(batch, reduction);
        case SELF_INCLUDED -> selfIncluded(loss.parameters().get("temperature"), right);
        case MEAN_OVER_ITEMS -> Plants.scaled(right, 2, 2, 2);
        case OTHER_TEMPERATURE -> Subject.of(times(loss, "temperature", 2));
        case NOT_RESCALED -> {
          double t = Double.parseDouble(loss.parameters().get("temperature"));
          yield Plants.scaled(right, 1 / (t * t), 1 / (t * t), 1 / (t * t));
        }
        case SWAPPED_SIDES, SWAPPED_LABELS -> turned(right);
        case ONE_MEAN -> oneMean(right);
        case OTHER_CONSTANT ->
            Subject.of(loss.with("full", loss.parameters().get("full").equals("false")));
        case NO_LINK_DERIVATIVE -> withoutLink(right);
        case SCALE_OF_ANOTHER_NAME ->
            Subject.of(
                loss.with(
                    "scale",
                    loss.parameters().get("scale").equals("variance") ? "sigma" : "log_sigma"));
        case SWAPPED_COLUMNS -> reordered(right, 2, 1, 0);
        case SWAPPED_VECTORS -> reordered(right, 3, 0, 2, 1);
        case MASKED_NEGATIVES -> maskedNegatives(right);
        case OWN_LOSS_ONLY -> ownLossOnly(right);
        case OTHER_BETA -> Subject.of(times(loss, "beta", 2));
        case CLASSES_FROM_ONE -> fromOne(right);
      };
    }
  }

  private static Loss<Target, Prediction> times(
      Loss<Target, Prediction> loss, String parameter, double factor) {
    return loss.with(parameter, factor * Double.parseDouble(loss.parameters().get(parameter)));
  }

  private static Batch<Target, Prediction> batch(
      Batch<Target, Prediction> like, Target target, Prediction prediction) {
    return new Batch<>(target, prediction, like.weights(), like.missing());
  }

  private static double[] numbers(Numbers numbers) {
    double[] values = new double[Math.toIntExact(numbers.rows() * numbers.columns())];
    numbers.load(0, Math.toIntExact(numbers.rows()), values);
    return values;
  }

  /** 0 for 1 and −1 for 1. */
  private static Subject turned(Subject right) {
    return (batch, reduction) -> {
      double[] y = numbers(batch.target().numbers());
      Target target =
          batch.target() instanceof Target.Sign
              ? new Target.Sign(Numbers.of(Arrays.stream(y).map(v -> -v).toArray()))
              : new Target.ZeroOne(Numbers.of(Arrays.stream(y).map(v -> 1 - v).toArray()));
      return right.answer(batch(batch, target, batch.prediction()), reduction);
    };
  }

  private static Subject fromOne(Subject right) {
    return (batch, reduction) -> {
      if (!(batch.target() instanceof Target.Classes(Numbers y))) {
        return right.answer(batch, reduction);
      }
      double[] index = Arrays.stream(numbers(y)).map(v -> Math.max(0, v - 1)).toArray();
      Target target = new Target.Classes(Numbers.of(index));
      return right.answer(batch(batch, target, batch.prediction()), reduction);
    };
  }

  /** The parts of a row in another order; the answer's derivatives stay where they are. */
  private static Subject reordered(Subject right, int parts, int... order) {
    return (batch, reduction) -> {
      int columns = batch.prediction().width();
      int rows = Math.toIntExact(batch.rows());
      int width = columns / parts;
      double[] all = new double[rows * columns];
      int at = 0;
      for (Numbers part : batch.prediction().parts()) {
        part.load(0, rows, all, at, columns);
        at += part.columns();
      }
      double[] turned = all.clone();
      for (int i = 0; columns % parts == 0 && i < rows; i++) {
        for (int k = 0; k < parts; k++) {
          System.arraycopy(
              all, i * columns + order[k] * width, turned, i * columns + k * width, width);
        }
      }
      Prediction prediction =
          Shapes.prediction(
              Shapes.form(batch.prediction()), Numbers.of(turned).by(columns), Scale.RAW);
      return right.answer(batch(batch, batch.target(), prediction), reduction);
    };
  }

  /** Half the sum of both means is the mean over all rows where sides weigh alike. */
  private static Subject oneMean(Subject right) {
    return Plants.scaled(right, 0.5, 0.5, 0.5);
  }

  private static Subject withoutLink(Subject right) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      if (!(batch.prediction() instanceof Prediction.Raw(Numbers z))) {
        return a;
      }
      double[] gradient = a.gradient().clone();
      double[] raw = numbers(z);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= Math.exp(raw[i]);
      }
      return new Subject.Answer(
          a.sum(), a.weight(), a.rows(), a.skipped(), a.losses(), gradient, a.curvature());
    };
  }

  /** Masked rows get weight 0 but stay in the batch. */
  private static Subject maskedNegatives(Subject right) {
    return (batch, reduction) -> {
      BitSet mask = batch.weights().mask();
      if (mask == null || mask.isEmpty()) {
        return right.answer(batch, reduction);
      }
      int rows = Math.toIntExact(batch.rows());
      double[] weights = new double[rows];
      Arrays.fill(weights, 1);
      Numbers given = batch.weights().rows();
      for (int i = 0; i < rows; i++) {
        weights[i] = !mask.get(i) ? 0 : given == null ? 1 : given.get(i, 0);
      }
      Batch<Target, Prediction> whole =
          new Batch<>(
              batch.target(),
              batch.prediction(),
              Weights.NONE.withRows(Numbers.of(weights)),
              batch.missing());
      return right.answer(whole, reduction);
    };
  }

  private static Subject ownLossOnly(Subject right) {
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      Numbers given = batch.weights().rows();
      int rows = Math.toIntExact(batch.rows());
      int columns = batch.prediction().width();
      double[] gradient = a.gradient().clone();
      for (int i = 0; given != null && a.skipped() == 0 && i < rows; i++) {
        double[] weights = new double[rows];
        weights[i] = given.get(i, 0);
        double[] own = right.answer(batch.weights(weights), Reduction.SUM).gradient();
        System.arraycopy(own, i * columns, gradient, i * columns, columns);
      }
      return new Subject.Answer(
          a.sum(), a.weight(), a.rows(), a.skipped(), a.losses(), gradient, a.curvature());
    };
  }

  /** −ln(e^{s_ij/τ} / Σ_k e^{s_ik/τ}) with k = i in the sum: ln(1 − e^{1/τ}/Σ) too much. */
  private static Subject selfIncluded(String temperature, Subject right) {
    double tau = Double.parseDouble(temperature);
    return (batch, reduction) -> {
      Subject.Answer a = right.answer(batch, reduction);
      List<Numbers> parts = batch.prediction().parts();
      int columns = batch.prediction().width();
      double[] z = numbers(parts.getFirst());
      double[] losses = a.losses().clone();
      for (int i = 0; a.skipped() == 0 && i < losses.length; i++) {
        double others = 0;
        for (int k = 0; k < losses.length; k++) {
          others += k == i ? 0 : Math.exp((cosine(z, i, k, columns) - 1) / tau);
        }
        losses[i] += Math.log1p(1 / others);
      }
      return new Subject.Answer(
          Arrays.stream(losses).sum(),
          a.weight(),
          a.rows(),
          a.skipped(),
          losses,
          a.gradient(),
          a.curvature());
    };
  }

  private static double cosine(double[] z, int i, int k, int columns) {
    double dot = 0;
    double first = 0;
    double second = 0;
    for (int j = 0; j < columns; j++) {
      dot += z[i * columns + j] * z[k * columns + j];
      first += z[i * columns + j] * z[i * columns + j];
      second += z[k * columns + j] * z[k * columns + j];
    }
    return dot / Math.sqrt(first * second);
  }
}

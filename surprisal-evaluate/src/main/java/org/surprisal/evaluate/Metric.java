package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.surprisal.text.NearestNames;

/**
 * Measures that are no mean of a loss over rows. Weights of rows count as scikit-learn's {@code
 * sample_weight} does: a row of weight 2 is two rows.
 *
 * <p>In the definitions a row is predicted positive where p ≥ threshold, as in scikit-learn's
 * curves and its FixedThresholdClassifier; the {@code predict} of its models takes p = 0.5 for
 * negative. With one of K classes the highest score is the prediction, the first of equal ones; F1,
 * precision and recall are then the plain mean over classes ("macro"), as they are with several
 * labels a row. What is undefined stays undefined, with the reason: it is no 0.
 */
public enum Metric {
  /** Σ right / Σ rows; with several labels a row, a row is right where every label is. */
  ACCURACY(
      "accuracy",
      List.of("acc", "accuracy_score"),
      Better.HIGHER,
      1,
      "share of rows whose predicted label is the target; with several labels a row, all of them"),

  /** The mean of the recalls of the classes that occur. */
  BALANCED_ACCURACY(
      "balanced_accuracy",
      List.of("balanced_acc", "bacc", "balanced_accuracy_score"),
      Better.HIGHER,
      1,
      "mean over the classes that occur in the target of the share of their rows that is right"),

  /** 2TP / (2TP + FP + FN). */
  F1(
      "f1",
      List.of("f1_score", "f_1", "f_score", "f_measure", "macro_f1", "f1_macro"),
      Better.HIGHER,
      1,
      "2TP/(2TP+FP+FN) at the threshold; with K classes or labels the mean over them (macro)"),

  /** TP / (TP + FP). */
  PRECISION(
      "precision",
      List.of("ppv", "positive_predictive_value", "precision_score"),
      Better.HIGHER,
      1,
      "TP/(TP+FP), the share of predicted positives that are; with K classes or labels the mean"
          + " over them (macro)"),

  /** TP / (TP + FN). */
  RECALL(
      "recall",
      List.of("sensitivity", "tpr", "true_positive_rate", "hit_rate", "recall_score"),
      Better.HIGHER,
      1,
      "TP/(TP+FN), the share of positives that are found; with K classes or labels the mean over"
          + " them (macro)"),

  /** P(score of a positive &gt; score of a negative) + ½ P(equal). */
  ROC_AUC(
      "roc_auc",
      List.of("auc", "auroc", "roc_auc_score", "roc", "c_statistic"),
      Better.HIGHER,
      1,
      "share of pairs of a positive and a negative in which the positive has the higher score,"
          + " equal scores counting half"),

  /** Σ (R_n − R_(n−1)) P_n. */
  AVERAGE_PRECISION(
      "average_precision",
      List.of("ap", "avg_precision", "average_precision_score"),
      Better.HIGHER,
      1,
      "sum over the distinct scores, from the highest, of (gain in recall)·(precision there);"
          + " steps, not trapezoids"),

  /** √(Σw(y−z)²/Σw). */
  RMSE(
      "rmse",
      List.of("root_mean_squared_error"),
      Better.LOWER,
      0,
      "root of the mean squared error, in units of the target; with several targets the mean over"
          + " them"),

  /** Σw|y−z|/Σw. */
  MAE(
      "mae",
      List.of("mean_absolute_error"),
      Better.LOWER,
      0,
      "mean absolute error, in units of the target; with several targets the mean over them"),

  /** 1 − Σw(y−z)²/Σw(y−ȳ)². */
  R2(
      "r2",
      List.of("r_squared", "rsquared", "r²", "r^2", "r2_score", "coefficient_of_determination"),
      Better.HIGHER,
      1,
      "1 - (squared error)/(squared error of the target's mean); with several targets the mean over"
          + " them");

  /** Which way is better. */
  public enum Better {
    /** Higher values are better. */
    HIGHER,
    /** Lower values are better. */
    LOWER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<String> TRAPEZOIDS =
      List.of("pr_auc", "auc_pr", "auprc", "aucpr", "auc_prc", "prauc");

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> aliases;

  private final Better better;
  private final double perfect;
  private final String definition;

  Metric(String text, List<String> aliases, Better better, double perfect, String definition) {
    this.text = text;
    this.aliases = aliases;
    this.better = better;
    this.perfect = perfect;
    this.definition = definition;
  }

  /**
   * The metric of this name or alias, in any case, blanks and hyphens read as underscores.
   *
   * @throws IllegalArgumentException if there is none; it names the nearest
   */
  public static Metric parse(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException(problem(name)));
  }

  /** The metric of this name or alias, if there is one. */
  public static Optional<Metric> find(String name) {
    String wanted = normal(name);
    return Arrays.stream(values())
        .filter(metric -> metric.text.equals(wanted) || metric.aliases.contains(wanted))
        .findFirst();
  }

  /** Why {@link #find} knows no such name, and the cure. */
  static String problem(String name) {
    String typed = NumberText.quote(name.strip());
    if (TRAPEZOIDS.contains(normal(name))) {
      return "metric "
          + typed
          + " is not offered: trapezoids under a precision-recall curve flatter it; ask for"
          + " average_precision, which sums its steps";
    }
    List<String> names = Arrays.stream(values()).map(Metric::text).toList();
    List<String> all = new ArrayList<>(names);
    Stream.of(values()).forEach(metric -> all.addAll(metric.aliases));
    return "metric "
        + typed
        + " is not known; there are "
        + String.join(", ", names)
        + NearestNames.question("; ", normal(name), all);
  }

  private static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /** Its name as it is typed and printed. */
  public String text() {
    return text;
  }

  /** Other names that {@link #parse} takes. */
  public List<String> aliases() {
    return aliases;
  }

  /** Which way is better. */
  public Better better() {
    return better;
  }

  /** What a perfect prediction has. */
  public double perfect() {
    return perfect;
  }

  /** What it is, in one line. */
  public String definition() {
    return definition;
  }

  /** Whether it is found from rows in the order of their scores, not from sums over rows. */
  public boolean isRanking() {
    return this == ROC_AUC || this == AVERAGE_PRECISION;
  }

  /** Whether it compares labels, so that a threshold or the highest score must choose one. */
  public boolean isOfLabels() {
    return switch (this) {
      case ACCURACY, BALANCED_ACCURACY, F1, PRECISION, RECALL -> true;
      case ROC_AUC, AVERAGE_PRECISION, RMSE, MAE, R2 -> false;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}

package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way to use a loss of the catalogue: its parameters, the scale of its prediction, the kind of
 * its target and the number of columns. Draws valid rows from a seed.
 */
record Scenario(
    Loss<Target, Prediction> loss, Scale scale, Entry.Kind kind, int columns, boolean soft) {
  private static final double[] PROBES = {0, 0.1, 0.25, 0.5, 0.9, 1, 2, 3.5, 5};

  /** The losses that the contract runs over: every entry with several values of each parameter. */
  static List<Loss<Target, Prediction>> losses(String name) {
    List<Loss<Target, Prediction>> losses = new ArrayList<>();
    Loss<Target, Prediction> plain = Loss.parse(name);
    losses.add(plain);
    for (Parameter.Definition parameter : plain.entry().parameters()) {
      values(parameter).forEach(value -> losses.add(plain.withValue(parameter.name(), value)));
    }
    if (name.equals("cross_entropy")) { // a choice that shows only beside another parameter
      losses.add(plain.with("label_smoothing", 0.1).with("smooth_over", "others"));
    }
    if (name.equals("focal")) {
      losses.add(plain.with("gamma", 0.5).with("alpha", 0.25));
    }
    if (name.startsWith("tweedie")) { // no probe lies in (1, 2)
      losses.add(plain.with("power", 1.001));
      losses.add(plain.with("power", 1.9));
    }
    if (name.equals("negative_binomial")) {
      losses.add(plain.with("full", true).with("dispersion", 1e-15));
    }
    TreeMap<String, Loss<Target, Prediction>> bySpec = new TreeMap<>();
    losses.forEach(loss -> bySpec.put(loss.toString(), loss));
    return List.copyOf(bySpec.values());
  }

  private static List<Object> values(Parameter.Definition parameter) {
    if (parameter.name().equals("ignore_index")) {
      return List.of(); // it drops rows; tested by itself
    }
    return switch (parameter.kind()) {
      case Parameter.Kind.Flag() -> List.of(true);
      case Parameter.Kind.Choice(List<String> choices) -> List.copyOf(choices);
      case Parameter.Kind.Series _, Parameter.Kind.Nested _ -> List.of();
      case Parameter.Kind.Numeric(Domain domain, boolean _) ->
          Stream.concat(Arrays.stream(PROBES).boxed(), Stream.of(1e-3, Double.POSITIVE_INFINITY))
              .filter(domain::contains)
              .map(value -> (Object) value)
              .toList();
    };
  }

  /** Every scenario of a loss of the catalogue. */
  static List<Scenario> of(String name) {
    return losses(name).stream().flatMap(loss -> of(loss).stream()).toList();
  }

  private static List<Scenario> of(Loss<Target, Prediction> loss) {
    List<Scenario> scenarios = new ArrayList<>();
    Entry entry = loss.entry();
    boolean asked = loss.scale() != entry.defaultScale();
    for (Scale scale : entry.scales().keySet()) {
      if (asked && scale != loss.scale()) {
        continue;
      }
      for (Entry.Kind kind : entry.kinds()) {
        if (kind == Entry.Kind.CATEGORICAL) {
          scenarios.add(new Scenario(loss, scale, kind, 2, false));
          scenarios.add(new Scenario(loss, scale, kind, 3, false));
          scenarios.add(new Scenario(loss, scale, kind, 4, true));
        } else {
          scenarios.add(new Scenario(loss, scale, kind, 1, false));
          if (!entry.kinds().contains(Entry.Kind.CATEGORICAL)) {
            scenarios.add(new Scenario(loss, scale, kind, 3, true));
          }
        }
      }
    }
    return scenarios;
  }

  boolean categorical() {
    return kind == Entry.Kind.CATEGORICAL;
  }

  /** What a prediction may be. */
  Domain domain() {
    return definition().prediction();
  }

  private Definition definition() {
    Arguments defaults = Arguments.defaults(loss.name(), loss.entry().parameters());
    return loss.entry().define(defaults, scale, categorical());
  }

  /** What a target may be; class indices have none. */
  Domain targetDomain() {
    return categorical() ? Domain.UNIT : loss.entry().targetDomain();
  }

  /** Numbers of target in a row. */
  int targetColumns() {
    return categorical() && !soft ? 1 : columns;
  }

  Batch<Target, Prediction> batch(double[] targets, double[] predictions) {
    return batch(Numbers.of(targets).by(targetColumns()), Numbers.of(predictions).by(columns));
  }

  Batch<Target, Prediction> batch(Numbers targets, Numbers predictions) {
    Target target =
        switch (kind) {
          case REAL -> new Target.Real(targets);
          case SIGN -> new Target.Sign(targets);
          case ZERO_ONE -> new Target.ZeroOne(targets);
          case CATEGORICAL -> soft ? new Target.Distribution(targets) : new Target.Classes(targets);
          default -> throw new IllegalStateException(kind + " has no scenario");
        };
    Prediction prediction =
        switch (scale) {
          case RAW -> new Prediction.Raw(predictions);
          case RESPONSE -> new Prediction.Response(predictions);
          case LOG_PROBABILITIES -> new Prediction.LogProbabilities(predictions);
        };
    return Batch.of(target, prediction);
  }

  /** Targets of {@code rows} rows. */
  double[] targets(Random random, int rows) {
    double[] targets = new double[rows * targetColumns()];
    for (int i = 0; i < rows; i++) {
      if (categorical() && soft) {
        simplex(random, targets, i * columns);
        continue;
      }
      for (int j = i * targetColumns(); j < (i + 1) * targetColumns(); j++) {
        targets[j] =
            switch (kind) {
              case REAL ->
                  targetDomain().contains(-1)
                      ? 2 * random.nextGaussian()
                      : random.nextInt(4)
                          + (targetDomain().contains(0) ? 0 : 0.25)
                          + (random.nextBoolean() ? 0 : random.nextDouble());
              case SIGN -> random.nextBoolean() ? 1 : -1;
              case ZERO_ONE -> soft ? random.nextDouble() : random.nextInt(2);
              case CATEGORICAL -> random.nextInt(columns);
              default -> throw new IllegalStateException(kind + " has no scenario");
            };
      }
    }
    return targets;
  }

  /** Predictions of {@code rows} rows, within their domain and away from its borders. */
  double[] predictions(Random random, int rows) {
    double[] predictions = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      if (categorical() && scale != Scale.RAW) {
        simplex(random, predictions, i * columns);
        for (int j = i * columns; scale != Scale.RESPONSE && j < (i + 1) * columns; j++) {
          predictions[j] = Math.log(predictions[j]);
        }
        continue;
      }
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        double x = 1.5 * random.nextGaussian();
        predictions[j] =
            domain().equals(Domain.UNIT)
                ? 0.01 + 0.98 * random.nextDouble()
                : domain().contains(-1) ? x : Math.exp(x);
      }
      boolean rises = loss.name().equals("cumulative_link"); // its thresholds, after the score
      for (int j = i * columns + 2; rises && j < (i + 1) * columns; j++) {
        predictions[j] = predictions[j - 1] + 0.2 + Math.abs(predictions[j]);
      }
    }
    return predictions;
  }

  private void simplex(Random random, double[] into, int from) {
    double sum = 0;
    for (int j = from; j < from + columns; j++) {
      into[j] = 0.02 - Math.log1p(-random.nextDouble());
      sum += into[j];
    }
    for (int j = from; j < from + columns; j++) {
      into[j] /= sum;
    }
  }

  /** Where a formula of this name bends: how far the prediction is from it. */
  double distanceToKink(double y, double z) {
    return switch (loss.name()) {
      case "absolute_error", "quantile", "expectile", "fair", "absolute_percentage_error" ->
          Math.abs(z - y);
      case "symmetric_absolute_percentage_error" -> Math.min(Math.abs(z - y), Math.abs(z));
      case "huber", "smooth_l1", "epsilon_insensitive", "squared_epsilon_insensitive", "tukey" ->
          Math.abs(Math.abs(z - y) - value(border()));
      case "hinge" -> Math.abs(y * z - value("margin"));
      case "squared_hinge" -> Math.abs(y * z - 1);
      case "modified_huber" -> Math.abs(Math.abs(z) - 1);
      case "perceptron" -> Math.abs(z);
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** A prediction that lies exactly on the kink for a target, or NaN where there is none. */
  double kink(double y) {
    return switch (loss.name()) {
      case "absolute_error", "quantile", "expectile" -> y;
      case "absolute_percentage_error", "symmetric_absolute_percentage_error" -> y;
      case "huber", "smooth_l1", "epsilon_insensitive", "squared_epsilon_insensitive", "tukey" ->
          y + value(border());
      case "hinge" -> y * value("margin");
      case "squared_hinge", "modified_huber" -> y;
      case "perceptron" -> 0;
      default -> Double.NaN;
    };
  }

  /** The parameter at which the size of a residual changes the formula. */
  private String border() {
    return switch (loss.name()) {
      case "huber" -> "delta";
      case "smooth_l1" -> "beta";
      case "tukey" -> "c";
      default -> "epsilon";
    };
  }

  /** Gradient and curvature at {@link #kink}, or null where it was rounded to beside the kink. */
  double @Nullable [] atKink(double y) {
    double r = kink(y) - y;
    return switch (loss.name()) {
      case "huber" -> r == value("delta") ? new double[] {r, 1} : null;
      case "smooth_l1" ->
          r != value("beta") ? null : r == 0 ? new double[2] : new double[] {1, 1 / r};
      case "epsilon_insensitive", "squared_epsilon_insensitive", "tukey" ->
          r == value(border()) ? new double[2] : null;
      case "expectile" -> new double[] {0, 2 * value("tau")};
      default -> new double[2];
    };
  }

  /** Over which way along the prediction a loss may change its shape, at most 1. */
  double width(double y, double z) {
    return switch (loss.name()) {
      case "pseudo_huber" -> Math.min(1, value("delta"));
      case "fair", "cauchy", "welsch", "geman_mcclure", "tukey", "barron" ->
          Math.min(1, value("c"));
      case "symmetric_absolute_percentage_error" -> Math.min(1, Math.abs(y) + Math.abs(z));
      case "entmax" -> 0.1; // near where a probability ends, for a large alpha
      case "cumulative_link" -> 0.1;
      default -> 1;
    };
  }

  /** The value of a number parameter, read from the spec, since that is what a user sees. */
  double value(String parameter) {
    for (Parameter.Definition definition : loss.entry().parameters()) {
      if (definition.name().equals(parameter)) {
        String spec = loss.toString();
        int start = spec.indexOf(parameter + "=");
        if (start < 0) {
          return (Double) definition.initial();
        }
        String rest = spec.substring(start + parameter.length() + 1).split("[,)]", 2)[0];
        return rest.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(rest);
      }
    }
    throw new IllegalArgumentException(parameter);
  }

  @Override
  public String toString() {
    return loss + " " + scale + " " + kind + (soft ? " soft" : "") + " ×" + columns;
  }
}

package org.surprisal.loss;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The functional that an entry's {@code estimates} names, worked out from rows of targets by its
 * textbook definition and told as the prediction that a scenario takes.
 */
final class Functionals {
  private final Scenario scenario;
  private final String text;
  private final double[] targets;
  private final int width;

  private Functionals(Scenario scenario, String text, double[] targets) {
    this.scenario = scenario;
    this.text = text;
    this.targets = targets;
    this.width = scenario.targetColumns();
  }

  /** The row that is to cost least on these targets, or null where the text does not tell. */
  static double @Nullable [] of(Scenario scenario, String text, double[] targets) {
    return new Functionals(scenario, text, targets).row();
  }

  /** Whether the text holds for one row of target only. */
  static boolean isOfOneRow(String text) {
    return text.startsWith("the target distribution") || text.startsWith("the distribution of");
  }

  private double @Nullable [] row() {
    return switch (text) {
      case "mean" -> columns(column -> linked(mean(column)));
      case "mean at alpha = 2; the smaller alpha is, the nearer to a mode" ->
          scenario.value("alpha") == 2 ? columns(Functionals::mean) : null;
      case "the conditional mean of the target, and so the score of the noisy data" ->
          columns(Functionals::mean);
      case "median" -> columns(column -> quantile(column, 0.5));
      case "quantile tau" -> columns(column -> quantile(column, scenario.value("tau")));
      case "quantiles taus" -> quantiles();
      case "expectile tau" -> columns(column -> expectile(column, scenario.value("tau")));
      case "median weighted by 1/|y|" -> columns(Functionals::weightedMedian);
      case "exp(mean of ln(1 + y)) − 1" ->
          columns(column -> Math.expm1(mean(each(column, Math::log1p))));
      case "any centre that leaves as many targets above its band as below" ->
          columns(this::middleOfBand);
      default -> scenario.categorical() ? classes() : labels();
    };
  }

  private double @Nullable [] labels() {
    return switch (text) {
      case "probability of y = 1; positive_weight multiplies its odds",
          "probability of each label; positive_weight multiplies its odds",
          "probabilities" ->
          odds();
      case "not the probability unless gamma = 0 without alpha; its order is kept" ->
          isPlainFocal() ? odds() : null;
      case "the more likely label" -> columns(c -> scenario.value("margin") * Math.signum(mean(c)));
      case "the more likely label; 2p − 1 within [-1, 1], p the probability of y = 1",
          "2p − 1, p being the probability of y = 1, where that is unique" ->
          columns(Functionals::mean);
      case "log-odds of y = 1" -> columns(column -> logit((1 + mean(column)) / 2));
      case "half the log-odds of y = 1" -> columns(column -> logit((1 + mean(column)) / 2) / 2);
      case "nothing unique: z = 0 costs nothing for any label" -> columns(_ -> 0);
      case "mean and variance" -> spread(Functionals::mean, Functionals::deviation);
      case "median and mean absolute deviation" ->
          spread(
              column -> quantile(column, 0.5),
              column -> mean(each(column, y -> Math.abs(y - quantile(column, 0.5)))));
      case "mean and standard deviation of ln y; e^μ is the median of y" ->
          spread(
              column -> mean(each(column, Math::log)),
              column -> deviation(each(column, Math::log)));
      case "nothing of the data: gradients of norm center" -> filled(_ -> scenario.value("center"));
      case "nothing of the data: the standard normal prior" -> filled(_ -> 0);
      default -> ofOneRow();
    };
  }

  private boolean isPlainFocal() {
    boolean plain = scenario.loss().parameters().getOrDefault("alpha", "none").equals("none");
    return plain && scenario.value("gamma") == 0;
  }

  private double @Nullable [] ofOneRow() {
    boolean narrower = scenario.loss().parameters().getOrDefault("debiased", "").equals("false");
    boolean same = isOfOneRow(text) && !narrower && scenario.columns() == width;
    return same ? targets.clone() : null;
  }

  private double @Nullable [] classes() {
    return switch (text) {
      case "class probabilities",
          "probabilities",
          "class probabilities at temperature T",
          "class probabilities, with the share label_smoothing spread",
          "the target distribution, as long as it does not vary" ->
          scored(smoothed(frequencies()));
      case "not the probabilities unless gamma = 0; the order of two classes is kept" ->
          scenario.value("gamma") == 0 ? scored(frequencies()) : null;
      case "not the probabilities unless epsilon = 0; the order of two classes is kept" ->
          scenario.value("epsilon") == 0 ? scored(frequencies()) : null;
      case "the most probable class; the probabilities if beta = 0" ->
          scenario.value("beta") == 0 && scenario.value("alpha") > 0 ? scored(frequencies()) : null;
      default -> null;
    };
  }

  /** How often each class is the target. */
  private double[] frequencies() {
    return frequencies(scenario, targets);
  }

  static double[] frequencies(Scenario scenario, double[] targets) {
    double[] shares = new double[scenario.classes()];
    int rows = targets.length / scenario.targetColumns();
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < shares.length; k++) {
        double one = (int) targets[scenario.soft() ? 0 : i] == k ? 1 : 0;
        shares[k] += (scenario.soft() ? targets[i * shares.length + k] : one) / rows;
      }
    }
    return shares;
  }

  private double[] smoothed(double[] shares) {
    if (!scenario.loss().parameters().containsKey("label_smoothing")) {
      return shares;
    }
    double epsilon = scenario.value("label_smoothing");
    boolean others = scenario.loss().toString().contains("smooth_over=others");
    int k = shares.length;
    return each(
        shares, p -> (1 - epsilon) * p + (others ? epsilon * (1 - p) / (k - 1) : epsilon / k));
  }

  /** Probabilities as the scores of which the loss makes them. */
  private double[] scored(double[] shares) {
    double power =
        switch (scenario.loss().name()) {
          case "sparsemax" -> 2;
          case "entmax" -> scenario.value("alpha");
          default -> 1;
        };
    boolean heated = scenario.loss().parameters().containsKey("temperature");
    double temperature = heated ? scenario.value("temperature") : 1;
    return scenario.scale() == Scale.RESPONSE
        ? shares
        : each(
            shares,
            p -> power == 1 ? temperature * Math.log(p) : Math.pow(p, power - 1) / (power - 1));
  }

  private double[] odds() {
    double[] weights = {1};
    if (scenario.loss().parameters().containsKey("positive_weight")) {
      weights = numbers("positive_weight");
    }
    double[] row = new double[scenario.columns()];
    for (int k = 0; k < row.length; k++) {
      double odds = weights[k % weights.length] * mean(column(k)) / (1 - mean(column(k)));
      row[k] = scenario.scale() == Scale.RAW ? Math.log(odds) : odds / (1 + odds);
    }
    return row;
  }

  private double @Nullable [] quantiles() {
    double[] taus = numbers("taus");
    double[] row = each(taus, tau -> quantile(targets, tau));
    boolean steps = scenario.loss().toString().contains("link=monotone");
    for (int k = row.length - 1; steps && k > 0; k--) {
      row[k] = Math.log(Math.expm1(row[k] - row[k - 1])); // softplus of it is the step
    }
    return row;
  }

  private double[] numbers(String list) {
    String text = scenario.loss().parameters().get(list).replaceAll("[\\[\\] ]", "");
    return Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** Locations first, then scales as the loss takes them. */
  private double[] spread(ToDoubleFunction<double[]> centre, ToDoubleFunction<double[]> scale) {
    double[] row = new double[scenario.columns()];
    String told = scenario.loss().parameters().get("scale");
    boolean squared = told.endsWith("variance");
    for (int k = 0; k < width; k++) {
      row[k] = centre.applyAsDouble(column(k));
      if (row.length > width) {
        double size = scale.applyAsDouble(column(k));
        size = squared ? size * size : size;
        row[width + k] = told.startsWith("log_") ? Math.log(size) : size;
      }
    }
    return row;
  }

  private double[] columns(ToDoubleFunction<double[]> functional) {
    return filled(k -> functional.applyAsDouble(column((int) k)));
  }

  private double[] filled(DoubleUnaryOperator byColumn) {
    double[] row = new double[scenario.columns()];
    Arrays.setAll(row, byColumn::applyAsDouble);
    return row;
  }

  private double[] column(int k) {
    double[] column = new double[targets.length / width];
    Arrays.setAll(column, i -> targets[i * width + k % width]);
    return column;
  }

  private double linked(double mean) {
    boolean raw = scenario.scale() == Scale.RAW;
    return raw && scenario.loss().facts().link().equals("log") ? Math.log(mean) : mean;
  }

  private static double logit(double p) {
    return Math.log(p) - Math.log1p(-p);
  }

  private static double[] each(double[] of, DoubleUnaryOperator what) {
    return Arrays.stream(of).map(what).toArray();
  }

  private static double mean(double[] of) {
    return Arrays.stream(of).average().orElseThrow();
  }

  private static double deviation(double[] of) {
    double mean = mean(of);
    return Math.sqrt(mean(each(of, y -> (y - mean) * (y - mean))));
  }

  private static double quantile(double[] of, double tau) {
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(tau * sorted.length))];
  }

  /** With both borders of every target's band in order, as many lie on either side. */
  private double middleOfBand(double[] of) {
    double epsilon = scenario.value("epsilon");
    double[] borders = new double[2 * of.length];
    Arrays.setAll(borders, i -> of[i / 2] + (i % 2 == 0 ? epsilon : -epsilon));
    return quantile(borders, 0.5);
  }

  /** The root of Σ |τ − 1{c > y}|·(c − y), by bisection. */
  private static double expectile(double[] of, double tau) {
    double low = Arrays.stream(of).min().orElseThrow();
    double high = Arrays.stream(of).max().orElseThrow();
    for (int i = 0; i < 100; i++) {
      double c = (low + high) / 2;
      double slope = Arrays.stream(of).map(y -> (c > y ? 1 - tau : tau) * (c - y)).sum();
      low = slope < 0 ? c : low;
      high = slope < 0 ? high : c;
    }
    return high;
  }

  /** The first target at which the weights 1/|y| up to it are half of all. */
  private static double weightedMedian(double[] of) {
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    double half = Arrays.stream(sorted).map(y -> 1 / Math.abs(y)).sum() / 2;
    double sum = 0;
    for (double y : sorted) {
      sum += 1 / Math.abs(y);
      if (sum >= half) {
        return y;
      }
    }
    throw new IllegalStateException("no weights");
  }
}

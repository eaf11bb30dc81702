package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The losses that the contract runs over: every entry with several values of each parameter. */
final class Variants {
  private static final double[] PROBES = {0, 0.1, 0.25, 0.5, 0.9, 1, 2, 3.5, 5};
  private static final List<Double> SUPPORT = List.of(-1.0, 0.0, 2.5, 3.0);

  private Variants() {}

  static List<Loss<Target, Prediction>> of(String name) {
    Loss<Target, Prediction> plain = Loss.parse(name);
    List<Loss<Target, Prediction>> losses = new ArrayList<>(List.of(plain));
    for (Parameter.Definition parameter : plain.entry().parameters()) {
      Loss<Target, Prediction> base = base(plain);
      values(name, parameter).forEach(value -> losses.add(base.withValue(parameter.name(), value)));
    }
    more(name).forEach(text -> losses.add(Loss.parse(name + "(" + text + ")")));
    TreeMap<String, Loss<Target, Prediction>> bySpec = new TreeMap<>();
    losses.forEach(loss -> bySpec.put(loss.toString(), loss));
    return List.copyOf(bySpec.values());
  }

  /** Where the other parameters mean something: noise of level 1 leaves no signal to predict. */
  private static Loss<Target, Prediction> base(Loss<Target, Prediction> plain) {
    return plain.name().equals("denoising_score_matching")
        ? plain.with("sigma", 0.6).with("weighting", "noise")
        : plain;
  }

  private static List<Object> values(String loss, Parameter.Definition parameter) {
    return switch (parameter.name()) {
      // These drop rows, or only check the shape; each is tested by itself.
      case "ignore_index", "latent" -> List.of();
      case "tolerance" -> List.of(1e-6);
      case "max_iterations" -> List.of(20_000.0);
      case "epsilon" -> loss.equals("sinkhorn") ? List.of(0.5, 2.0) : values(parameter);
      default -> values(parameter);
    };
  }

  private static List<Object> values(Parameter.Definition parameter) {
    return switch (parameter.kind()) {
      case Parameter.Kind.Flag() -> List.of(true, false);
      case Parameter.Kind.Choice(List<String> choices) -> List.copyOf(choices);
      case Parameter.Kind.Series series -> lists(parameter.name(), series);
      case Parameter.Kind.Nested() -> List.of("binary_cross_entropy", "poisson", "absolute_error");
      case Parameter.Kind.Numeric(Domain domain, boolean _) ->
          Stream.concat(Arrays.stream(PROBES).boxed(), Stream.of(1e-3, Double.POSITIVE_INFINITY))
              .filter(domain::contains)
              .map(value -> (Object) value)
              .toList();
    };
  }

  private static List<Object> lists(String name, Parameter.Kind.Series series) {
    if (name.equals("support")) {
      return List.of(SUPPORT);
    }
    if (series.domain().equals(Domain.OPEN_UNIT)) {
      return List.of(List.of(0.5), List.of(0.05, 0.25, 0.75, 0.999));
    }
    List<Object> lists = new ArrayList<>(List.of(List.of(0.5, 1.5, 4.0), List.of(2.0)));
    if (series.single()) {
      lists.add(3.0);
    }
    return lists;
  }

  /** Choices that show only beside others. */
  private static List<String> more(String name) {
    return switch (name) {
      case "cross_entropy" -> List.of("label_smoothing=0.1, smooth_over=others");
      case "focal" -> List.of("gamma=0.5, alpha=0.25");
      case "tweedie", "tweedie_deviance" -> List.of("power=1.001", "power=1.9"); // no probe is in
      case "negative_binomial" -> List.of("full=true, dispersion=1e-15", "dispersion=0, link=mean");
      case "multi_quantile" -> List.of("taus=[0.2, 0.8], link=monotone");
      case "weston_watkins" -> List.of("margin=0.5, power=2");
      case "cumulative_link" ->
          List.of("link=probit, thresholds=[-1, 0.5]", "link=cloglog, thresholds=[-1, 0.5]");
      case "entmax" -> List.of("alpha=1.01", "alpha=1.99");
      case "gaussian" -> List.of("scale=variance, full=false");
      case "student_t" -> List.of("nu=inf, scale=scale", "nu=1, full=false", "nu=1e6, scale=scale");
      case "wasserstein_1d" -> List.of("p=2, support=[0, 1, 3]", "p=1.5, support=[0, 1, 3]");
      case "sinkhorn" -> List.of("epsilon=1, p=1, debiased=true");
      case "triplet" ->
          List.of(
              "mining=hard, distance=euclidean",
              "mining=hard, distance=cosine",
              "mining=semi_hard, distance=cosine, margin=0.1");
      case "info_nce" ->
          List.of("temperature=2, similarity=dot", "temperature=2, similarity=given");
      case "elbo" ->
          List.of(
              "reconstruction=binary_cross_entropy, beta=0.5, free_bits=0.5",
              "beta=3.5, free_bits=0.25");
      case "gan" ->
          Stream.of("minimax", "non_saturating", "least_squares", "hinge", "wasserstein")
              .map(variant -> "variant=" + variant + ", side=generator")
              .toList();
      case "denoising_score_matching" ->
          Stream.of("score", "velocity", "sample")
              .map(what -> "prediction=" + what + ", sigma=0.6, alpha=0.5, weighting=noise")
              .toList();
      default -> List.of();
    };
  }
}
